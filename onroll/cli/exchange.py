"""`onroll exchange`: keys of authorities, and sealed files between them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from onroll.cli.loading import login_name
from onroll.cli.terminal import (
    DEFAULT_HOME,
    AtHome,
    By,
    ExitCode,
    Stop,
    home_at,
    result_json,
    said,
    say,
)
from onroll.record.exchange.keys import (
    BadKey,
    OwnKey,
    key_for,
    make_key,
    own_keys,
    read_public_key,
    trust,
    trusted,
)
from onroll.record.exchange.messages import BadMessage
from onroll.record.exchange.opened_files import is_noted, note_opened
from onroll.record.exchange.sealed_file import (
    CannotOpen,
    Package,
    expires_on,
    message_of,
    open_sealed,
    seal,
)
from onroll.record.home import Home

app = typer.Typer(help="Passing a child to another authority, by file.", no_args_is_help=True)
keys = typer.Typer(help="Our own keys, and those of others that we trust.", no_args_is_help=True)
app.add_typer(keys, name="keys")

AFile = Annotated[Path, typer.Argument(help="The file that they sent.")]


@app.callback()
def exchange() -> None:
    """Passing a child to another authority, by file."""


@keys.callback()
def of_authorities() -> None:
    """Our own keys, and those of others that we trust."""


@keys.command()
def make(home: AtHome = DEFAULT_HOME) -> None:
    """Make a key of our own, and print what others need of it. Earlier keys still open files.

    Example: onroll exchange keys make > exampleshire.key.toml
    """
    key = make_key(home_at(home), date.today()).public
    print(key.text(), end="")
    say(f"Send this to each authority. Read this out by telephone: {key.fingerprint}")


@keys.command()
def show(home: AtHome = DEFAULT_HOME) -> None:
    """Print what others need of our key, and on stderr the keys of others that count today.

    Example: onroll exchange keys show > exampleshire.key.toml
    """
    at = home_at(home)
    print(our_key(at).public.text(), end="")
    for key in trusted(at, date.today()):
        say(f"{key.la_code}  {key.name}, from {said(key.in_force_from)}: {key.fingerprint}")


@keys.command("trust")
def trust_key(
    file: AFile,
    fingerprint: Annotated[
        str, typer.Option(help="The fingerprint, as they read it out by telephone.")
    ],
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Trust the key of another authority, once its fingerprint was compared by telephone.

    Ring a number that you have from elsewhere, not the one in the message that brought the file.

    Example: onroll exchange keys trust weirshire.key.toml --fingerprint "1f0a 77b2 …"
    """
    try:
        key = read_public_key(file)
        trust(home_at(home), key, fingerprint)
    except BadKey as reason:
        raise Stop(str(reason), ExitCode.REFUSED) from None
    say(f"{key.name} ({key.la_code}): files can be sealed for this key, and opened from it.")


@app.command("seal")
def seal_file(
    file: Annotated[Path, typer.Argument(help="The message and what it tells, as JSON.")],
    out: Annotated[
        Path, typer.Option(help="Where the sealed file is written; never over another.")
    ],
    home: AtHome = DEFAULT_HOME,
) -> None:
    """Seal a message for the authority that it is for: it alone can open the file.

    The file has `message` and `told`, as `onroll exchange open` prints them. What may be told of a
    child with each kind of message is in onroll/record/exchange/contents.toml.

    Example: onroll exchange seal offer.json --out offer.sealed
    """
    at, now = home_at(home), datetime.now(UTC)
    try:
        package = read_package(file)
        to = key_for(at, package.message.to, now.date())
        sealed = seal(package, by=our_key(at), to=to, at=now)
    except (BadMessage, BadKey) as reason:
        raise Stop(str(reason), ExitCode.REFUSED) from None
    try:
        with out.open("xb") as target:
            target.write(sealed)
    except FileExistsError:
        raise Stop(f"{out}: there is a file already. Choose another name.") from None
    last = expires_on(package.message.kind, now.date())
    say(f"{out}: for {to.name} alone. It cannot be opened on {said(last)} or later.")


@app.command("open")
def open_file(file: AFile, home: AtHome = DEFAULT_HOME, by: By = None) -> None:
    """Open a sealed file once, and print the message and what it tells, as JSON.

    Nothing is taken into the record: on the pages an officer decides what comes of it. Exit code 4:
    it is not for us, not as it was sent, too old, opened before, or from nobody whom we trust.

    Example: onroll exchange open offer.sealed
    """
    at, now = home_at(home), datetime.now(UTC)
    try:
        opened = open_sealed(
            read_bytes(file), here=at.authority.la_code, own=own_keys(at),
            trusted=trusted(at, now.date()), day=now.date(),
            opened=lambda package_id: is_noted(at, package_id),
        )  # fmt: skip
        note_opened(at, opened, by=by or login_name(), at=now)
    except (CannotOpen, BadKey) as reason:
        raise Stop(f"{file.name}: {reason}", ExitCode.REFUSED) from None
    told = opened.package
    result_json({"message": asdict(told.message), "told": dict(told.told)})
    say(f"From {opened.sent_by.name} ({opened.sent_by.la_code}).")


def our_key(home: Home) -> OwnKey:
    """Our newest key. Raises `Stop` where there is none."""
    try:
        if found := own_keys(home):
            return found[0]
    except BadKey as reason:
        raise Stop(str(reason)) from None
    raise Stop("This authority has no key. Make one with `onroll exchange keys make`.")


def read_package(path: Path) -> Package:
    try:
        held = json.loads(read_bytes(path))
        told = {str(name): str(words) for name, words in held["told"].items()}
        return Package(message_of(held["message"]), told)
    except BadMessage:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadMessage(
            f"{path.name}: this is not a message. Write `message` and `told` as `onroll exchange "
            "open` prints them."
        ) from None


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        raise Stop(f"{path}: it cannot be read ({reason.strerror}). Check the path.") from None
