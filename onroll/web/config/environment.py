"""What the settings read from the environment, filled in from a home."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from onroll.web.config import database


def fill(home: Path) -> None:
    """Set `ONROLL_HOME`, `DATABASE_URL` and the signing key, where they are not set already.

    Starts the database of the home when no other is named. Do this before the settings are read.
    """
    os.environ["ONROLL_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onroll.web.config.settings")
    os.environ.setdefault("ONROLL_WEB_KEY", signing_key(home))
    database.url(home)


def signing_key(home: Path) -> str:
    """The key that signs sessions, kept in `<home>/web-key`: made once, its owner's to read."""
    path = home / "web-key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one makes the key and both read it.
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key
