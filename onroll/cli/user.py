"""`onroll user`: who may sign in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from onroll.cli.terminal import DEFAULT_HOME, AtHome, ExitCode, Stop, day, home_at, result, say
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


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name, as colleagues see it.")],
    role: Annotated[str, typer.Option(help="What they do, as colleagues see it.")] = "",
    urn: Annotated[
        list[str] | None,
        typer.Option(help="The school of a school's user, by its URN. Say it again for another."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The last day of the role. An inspector needs one, within 28 days.",
        ),
    ] = None,
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Give somebody an account and a link with which they choose their own password.

    Prints the link, once. It works once, within 72 hours; a newer one takes its place. Use it also
    for somebody who has lost their password, or whose account was closed.

    Example: onroll user invite priya@example.gov.uk --name "Priya Sharma" --role "Duty officer"
    """
    if until and not role:
        raise Stop("--until ends a role. Say which with --role.", ExitCode.USAGE)
    ends_before = day(until) + timedelta(days=1) if until else None
    add_user(home_at(home), email, name, None, role, urn or [], ends_before)

    from django.conf import settings
    from django.urls import reverse

    from onroll.web.access.models import User
    from onroll.web.signing_in.invitations import invite as new_link

    secret = new_link(User.objects.get(email=email.strip().lower()), None)
    origin = settings.ONROLL_ORIGIN.rstrip("/") or "http://localhost:8000"
    result(origin + reverse("invitation", args=[secret]))
    say(f"Pass this link on to {email} safely: whoever has it can choose the password.")


@app.command("reset-second-step")
def reset_second_step(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Take away the second step of somebody who has lost theirs, and end their sessions.

    First make sure that it is they who ask. Where a second step is required they set up another
    when they next sign in.

    Example: onroll user reset-second-step priya@example.gov.uk
    """
    from onroll.web.prepare import prepare

    prepare(home_at(home).path)

    from onroll.web.access.models import User
    from onroll.web.signing_in.second_factor import reset

    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Stop(f"nothing was changed. {email} has no account")
    reset(found)
    say(f"{email} can sign in with the password alone, and then sets up another second step.")


def new_password() -> str:
    """A password nobody can guess and most people can type."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def add_user(
    home: Home,
    email: str,
    full_name: str,
    password: str | None,
    role: str = "",
    urns: Sequence[str] = (),
    ends_before: date | None = None,
) -> None:
    """Make the account. Raises `Stop` when the address is not one, or the role cannot be given."""
    from onroll.web.prepare import prepare

    prepare(home.path)

    from django.core.exceptions import ValidationError

    from onroll.web.access import accounts
    from onroll.web.access.giving_roles import role_called
    from onroll.web.access.models import Role

    try:
        if role and role_called(role) is Role.INSPECTOR and ends_before is None:
            raise ValidationError(
                "An inspector is let in until a day. Use `onroll user invite` with --until."
            )
        accounts.add_user(
            email=email, full_name=full_name, password=password, role=role, urns=urns,
            ends_before=ends_before,
        )  # fmt: skip
    except ValidationError as reason:
        why = " ".join(reason.messages).rstrip(".")
        raise Stop(f"no account was made. {why}.") from None
