"""The service as a process of its own, over a PostgreSQL of its own, and its accounts."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
UNSET = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "ONROLL_WEB_KEY", "ONROLL_HOME"}


@dataclass(frozen=True)
class Answer:
    """`status` null: the connection broke before a whole answer had come.

    `file_name` is the header that names a file, which may say of whom it is; empty for a page.
    `location` is where it leads on to; empty for a page.
    """

    status: int | None
    body: bytes = b""
    file_name: bytes = b""
    location: str = ""


@dataclass
class Account:
    """Somebody who is signed in. One request at a time."""

    role: str
    user: int
    cookie: str
    port: int
    token: str = ""

    def open_a_form(self) -> None:
        """Get the token that a form is sent with, also where connections break meanwhile."""
        while not self.token:
            found = TOKEN.search(self.ask("/children/").body)
            self.token = found[1].decode() if found else ""

    def ask(self, address: str, /, *, fault: str = "", **form: str) -> Answer:
        """The whole answer, or what came of it before the connection broke.

        With a form it is a POST.
        """
        headers = {"Cookie": f"onroll={self.cookie}", "Host": "localhost", "X-Fault": fault}
        sent = None
        if form:
            sent = urlencode({**form, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST" if form else "GET", address, body=sent, headers=headers)
            response = connection.getresponse()
            file_name = response.getheader("Content-Disposition", "").encode()
            location = response.getheader("Location", "")
            return Answer(response.status, response.read(), file_name, location)
        except http.client.IncompleteRead as broken:
            return Answer(None, broken.partial)
        except (http.client.HTTPException, ConnectionError):
            return Answer(None)
        finally:
            connection.close()


@dataclass
class Service:
    home: Path
    port: int
    database: str
    accounts: dict[str, Account]
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """The processes that answer, as Linux knows them."""
        main = self.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [pid for pid in map(int, children) if b"postgres" not in command_of(pid)]

    def sql(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What publishing is answered, which may read every row. One query, one transaction."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute("set role onroll_publisher")
            cursor = connection.execute(query.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def as_owner(self, *statements: str) -> None:
        """Do what only whoever owns the tables may."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def onroll(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command, run on this service's home while it serves."""
        return subprocess.run(
            [sys.executable, "-m", "onroll.cli", *arguments, "--home", str(self.home)],
            cwd=ROOT,
            env=environment() | {"DATABASE_URL": self.database},
            capture_output=True,
            text=True,
        )

    def said(self) -> str:
        """Everything the service wrote to its log."""
        return (self.home / "stderr.txt").read_text(encoding="utf-8")


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().partition(b"\0")[0]
    except OSError:
        return b""


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNSET}


@contextmanager
def running() -> Iterator[Service]:
    """The service, from its first start in an empty home until it is stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not pytest's folder: see `database_folder` in tests/web/fixtures.py.
    with tempfile.TemporaryDirectory(prefix="onroll-access-") as folder:
        home = Path(folder)
        module = [sys.executable, "-m", "tests.access.faulty_service", folder]
        with (home / "stderr.txt").open("w", encoding="utf-8") as log:
            started = {"cwd": ROOT, "env": environment(), "stderr": log, "text": True}
            made = subprocess.run(module, stdout=subprocess.PIPE, **started)
            process = subprocess.Popen(
                [*module, str(port)], stdout=subprocess.PIPE, start_new_session=True, **started
            )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, (home / "stderr.txt").read_text(encoding="utf-8")
            database = json.loads(line)["database"]
            accounts = {
                role: Account(role, account["user"], account["cookie"], port)
                for role, account in json.loads(made.stdout).items()
            }
            yield Service(home, port, database, accounts, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
