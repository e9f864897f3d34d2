"""Who writes, and where: told to the database, so that its triggers can put it in the history.

For a request it is set within its transaction and ends with it; raw SQL of the request has it too.
A command has its connections to itself, so there it is set as each of them is made.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class WritesAttributed:
    """Middleware, inside the one that opens the request's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        match = request.resolver_match
        attribute(by=request.user.pk, page=(match and match.view_name) or "nowhere")


def attribute(*, by: int | None, page: str) -> None:
    """Say of all that this transaction writes that somebody wrote it on a page. Null: nobody had
    signed in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('onroll.by', %s, true), set_config('onroll.page', %s, true)",
            ["" if by is None else str(by), page],
        )


def attribute_to_command(connection: Any, **_sent: Any) -> None:
    """Say of all that a new connection writes outside a request who runs which command.

    Receives Django's signal `connection_created`.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('onroll.login', %s, false),"
                " set_config('onroll.command', %s, false)",
                [login_name(), command_of(sys.argv)],
            )


def command_of(argv: list[str]) -> str:
    """onroll user: the program and its command, without the options, which may name somebody."""
    typed_in = not argv or argv[0] in {"", "-", "-c"}
    program = "python" if typed_in else Path(argv[0]).stem
    if program not in {"onroll", "__main__"}:
        return program
    return " ".join(["onroll", *argv[1:2]])


def login_name() -> str:
    """Who this is, as the operating system has it; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
