"""`onroll serve`: the web service, on this machine."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from onroll.cli.terminal import DEFAULT_HOME, AtHome, Stop, home_at, say
from onroll.record.home import Home


def serve(
    home: AtHome = DEFAULT_HOME,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; the default is this machine only.")
    ] = "127.0.0.1",
) -> None:
    """Serve the pages until stopped with Ctrl+C.

    Example: onroll serve --port 8000
    """
    where = home_at(home)
    require_free(port, host)
    serve_pages(where, port, host)


def serve_pages(home: Home, port: int, host: str = "127.0.0.1") -> None:
    """Serve until stopped; say the address once it answers."""
    from onroll.web import serve as web

    web.serve(
        home.path,
        port,
        host=host,
        ready=lambda address: say(f"\nOpen {address} (stop with Ctrl+C)."),
    )


def require_free(port: int, host: str = "127.0.0.1") -> None:
    """Raise `Stop` when another program listens on the port: before the work, not after it."""
    with socket.socket() as asking:
        if asking.connect_ex((host, port)) == 0:
            raise Stop(f"port {port} is taken by another program. Choose one: --port {port + 1}")
