"""An authority's keys, its own and those of others that it trusts, as files of the home.

Its own lie in `exchange/own`, for the service's own user to read. What others may have of them,
and what it has of others, is a public key: dated data in `exchange/authorities`, one file each.
Nobody's key counts until somebody has compared its fingerprint with what they say by telephone.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from onroll.record.home import Home
from onroll.record.local_authorities import LOCAL_AUTHORITIES


class BadKey(ValueError):
    """A key that cannot be used. The message says why, and what to do."""


@dataclass(frozen=True)
class PublicKey:
    """What others have of an authority's key: `signing` shows that it wrote something, with
    `opening` something is locked that it alone can open. 32 bytes each."""

    la_code: str
    name: str
    signing: bytes
    opening: bytes
    in_force_from: date
    in_force_until: date | None = None

    @property
    def fingerprint(self) -> str:
        """Eight groups of four signs, to be compared by telephone: it stands for the whole key."""
        told = hashlib.sha256(self.la_code.encode() + self.signing + self.opening).hexdigest()
        return " ".join(told[each : each + 4] for each in range(0, 32, 4))

    @property
    def key_id(self) -> str:
        return self.fingerprint.replace(" ", "")[:16]

    def in_force_on(self, day: date) -> bool:
        over = self.in_force_until is not None and self.in_force_until <= day
        return self.in_force_from <= day and not over

    def text(self) -> str:
        """The key as a file of its own, which holds no secret."""
        until = f"in_force_until = {self.in_force_until}\n" if self.in_force_until else ""
        return (
            "# onroll: the public key of an authority. Compare the fingerprint by telephone.\n"
            f"# {self.fingerprint}\n"
            f'la_code = "{self.la_code}"\nname = "{quoted(self.name)}"\n'
            f'signing = "{encoded(self.signing)}"\nopening = "{encoded(self.opening)}"\n'
            f"in_force_from = {self.in_force_from}\n{until}"
        )


@dataclass(frozen=True)
class OwnKey:
    """An authority's own key, with its secret half."""

    public: PublicKey
    signs: Ed25519PrivateKey
    opens: X25519PrivateKey


def make_key(home: Home, day: date) -> OwnKey:
    """Make a key of this authority's own and keep it. Earlier ones still open what comes."""
    signs, opens = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    of = home.authority
    public = PublicKey(
        of.la_code, of.name, signs.public_key().public_bytes_raw(),
        opens.public_key().public_bytes_raw(), day,
    )  # fmt: skip
    secret = encoded(signs.private_bytes_raw() + opens.private_bytes_raw())
    path = home.exchange / "own" / f"{public.key_id}.toml"
    write_new(path, f'{public.text()}secret = "{secret}"\n')
    return OwnKey(public, signs, opens)


def own_keys(home: Home) -> list[OwnKey]:
    """The keys of this authority's own, the newest first."""
    paths = (home.exchange / "own").glob("*.toml")
    found = [own_key(home, path) for path in paths]
    return sorted(found, key=lambda key: (key.public.in_force_from, key.public.key_id))[::-1]


def own_key(home: Home, path: Path) -> OwnKey:
    held = read_toml(path)
    secret = decoded(held, "secret", path.name, 64)
    public = public_key(held, path.name)
    return OwnKey(
        public,
        Ed25519PrivateKey.from_private_bytes(secret[:32]),
        X25519PrivateKey.from_private_bytes(secret[32:]),
    )


def read_public_key(path: Path) -> PublicKey:
    """The public key in a file that another authority sent. Raises `BadKey` in words."""
    return public_key(read_toml(path), path.name)


def trust(home: Home, key: PublicKey, fingerprint: str) -> Path:
    """Keep the key of another authority, whose fingerprint somebody compared by telephone."""
    typed = "".join(fingerprint.lower().split())
    if typed != key.fingerprint.replace(" ", ""):
        raise BadKey(
            f"The fingerprint of this key is {key.fingerprint}, and not what you typed. If they "
            "read out another, the file is not theirs: do not use it."
        )
    if key.la_code == home.authority.la_code:
        raise BadKey("This is your own key. Send it to the others; they trust it.")
    path = home.exchange / "authorities" / f"{key.la_code}-{key.key_id}.toml"
    if not path.exists():
        write_new(path, key.text())
    return path


def trusted(home: Home, day: date) -> list[PublicKey]:
    """The keys of other authorities that are in force on a day, by authority, the newest first."""
    paths = sorted((home.exchange / "authorities").glob("*.toml"))
    found = [key for key in map(read_public_key, paths) if key.in_force_on(day)]
    found.sort(key=lambda key: key.in_force_from, reverse=True)
    return sorted(found, key=lambda key: key.la_code)


def key_for(home: Home, la_code: str, day: date) -> PublicKey:
    """The newest key of another authority that is in force. Raises `BadKey` where none is."""
    found = [key for key in trusted(home, day) if key.la_code == la_code]
    if not found:
        raise BadKey(
            f"No key of authority {la_code} is trusted on {day}. Ask them for theirs, then "
            "`onroll exchange keys trust`."
        )
    return found[0]


def public_key(held: dict[str, Any], name: str) -> PublicKey:
    code = held.get("la_code")
    if code not in LOCAL_AUTHORITIES:
        raise BadKey(
            f"{name}: la_code is {code!r}, which no authority has. Ask for the file again."
        )
    signing, opening = (decoded(held, each, name, 32) for each in ("signing", "opening"))
    Ed25519PublicKey.from_public_bytes(signing)
    X25519PublicKey.from_public_bytes(opening)
    first, until = held.get("in_force_from"), held.get("in_force_until")
    if type(first) is not date or not (until is None or type(until) is date):
        raise BadKey(f"{name}: in_force_from must be a date such as 2026-09-01, without quotes.")
    return PublicKey(code, str(held.get("name", code)), signing, opening, first, until)


def decoded(held: dict[str, Any], field: str, name: str, size: int) -> bytes:
    try:
        found = base64.b64decode(str(held.get(field, "")), validate=True)
    except ValueError:
        found = b""
    if len(found) != size:
        raise BadKey(f"{name}: {field} is no key. Ask for the file again.")
    return found


def encoded(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadKey(f"{path}: there is no such file. Check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise BadKey(f"{path.name}: this is not the file of a key. Ask for it again.") from None


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, for its owner alone to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
