"""Serving the pages: gunicorn with two workers, or one threaded process on Windows."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def serve(
    home: Path,
    port: int = 8000,
    *,
    host: str = "127.0.0.1",
    workers: int = 2,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a home's pages until stopped. Calls `ready` with the address once it listens.

    Only this machine can reach 127.0.0.1; in production a proxy that ends TLS stands in front,
    and `ONROLL_ORIGIN` says the address people type.
    """
    from onroll.web.prepare import prepare

    prepare(home)

    from onroll.web.config.database import sign_in_as_web

    sign_in_as_web()

    from onroll.web.config.wsgi import application

    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    announce = (lambda: ready(address)) if ready else (lambda: None)
    if sys.platform == "win32":
        serve_with_threads(application, host, port, announce)
    else:
        serve_with_gunicorn(application, host, port, workers, announce)


def serve_with_gunicorn(
    application: Any, host: str, port: int, workers: int, announce: Callable[[], None]
) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from onroll.web.config.log_lines import WithoutWhatItSaid

    class Lines(Logger):
        def setup(self, cfg: Any) -> None:
            super().setup(cfg)
            for handler in self.error_log.handlers:
                handler.setFormatter(WithoutWhatItSaid(self.error_fmt, self.datefmt))

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "timeout": 60,
                "loglevel": "warning",
                "proc_name": "onroll",
                "logger_class": Lines,
                "when_ready": lambda _: announce(),
                # Nobody may share a connection across a fork.
                "pre_fork": lambda _server, _worker: connections.close_all(),
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    # An engine that a command has used and dropped, as `onroll demo` does when it builds, goes now:
    # its threads are not in a worker, and a worker that tidied it away would be aborted.
    gc.collect()
    Server().run()


def serve_with_threads(
    application: Any, host: str, port: int, announce: Callable[[], None]
) -> None:
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class QuietHandler(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """The pages have their own log; an access log on the screen only hides it."""

    with make_server(host, port, application, Server, QuietHandler) as server:
        announce()
        server.serve_forever()
