"""The service as a command starts it: its own process, its own PostgreSQL, until it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from tests.web.fixtures import AUTHORITY

SERVE = """
import sys
from pathlib import Path
from onroll.web.serve import serve
serve(Path(sys.argv[1]), int(sys.argv[2]), ready=lambda address: print(address, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to stop it with")
def test_it_says_where_it_is_answers_and_stops() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not pytest's folder: see `database_folder`.
    with tempfile.TemporaryDirectory(prefix="onroll-serve-") as home:
        (Path(home) / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
        unset = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, home, str(port)],
            stdout=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if name not in unset},
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"http://localhost:{port}\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=30) as answer:
                assert answer.read() == b"Working.\n"
            assert (Path(home) / "web-key").stat().st_mode & 0o077 == 0
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
            assert not (Path(home) / "postgres" / "postmaster.pid").exists()
        finally:
            process.kill()
            process.wait()
