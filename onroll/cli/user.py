"""`onroll user`: who may sign in."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from onroll.cli.terminal import DEFAULT_HOME, AtHome, Stop, home_at, result, say
from onroll.record.home import Home

app = typer.Typer(help="Who may sign in.", no_args_is_help=True)


@app.callback()
def user() -> None:
    """Who may sign in."""


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name, as colleagues see it.")],
    role: Annotated[str, typer.Option(help="What they do, as colleagues see it.")] = "",
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Give somebody an account, or a new password. Prints the password, once.

    Example: onroll user add priya@example.gov.uk --name "Priya Sharma"
    """
    password = new_password()
    add_user(home_at(home), email, name, password, role)
    result(password)
    say(f"{email} can sign in with this password. It is not kept anywhere: pass it on safely.")


def new_password() -> str:
    """A password nobody can guess and most people can type."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def add_user(home: Home, email: str, full_name: str, password: str, role: str = "") -> None:
    """Make the account. Raises `Stop` when the address is not one."""
    from onroll.web.prepare import prepare

    prepare(home.path)

    from django.core.exceptions import ValidationError

    from onroll.web.access import accounts

    try:
        accounts.add_user(email=email, full_name=full_name, password=password, role=role)
    except ValidationError as reason:
        raise Stop(f"no account was made. {' '.join(reason.messages)}") from None
