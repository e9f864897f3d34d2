"""A server in a process of its own, on a free port of this machine, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from typing import Final

from _processes import processor_seconds

STARTS_WITHIN: Final = 120


@dataclass(frozen=True)
class Served:
    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Of the server and all its workers so far."""
        return processor_seconds(self.pid)


@contextmanager
def serving(*command: str) -> Iterator[Served]:
    """A Python program that serves on the port it is given as `--port`, once it answers."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *command, "--port", str(port)], stdout=sys.stderr, stderr=sys.stderr
    )
    try:
        until = monotonic() + STARTS_WITHIN
        while not answers(port):
            if process.poll() is not None or monotonic() > until:
                sys.exit(f"error: {' '.join(command)} does not answer on port {port}")
            sleep(0.2)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def database_seconds(home: Path) -> float:
    """Processor time of the home's own PostgreSQL so far, with all its processes; 0.0 where the
    home has none, because `DATABASE_URL` names another server."""
    told = home / "postgres" / "postmaster.pid"
    return processor_seconds(int(told.read_text().split()[0])) if told.exists() else 0.0
