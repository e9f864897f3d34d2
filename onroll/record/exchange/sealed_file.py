"""A message as a file that one authority alone can open, and that nobody can change unseen.

Inside is the message and what it tells, encrypted to the named authority's key (X25519, HKDF,
ChaCha20-Poly1305). Outside is who sends to whom, until when, and a signature of it all (Ed25519):
nothing of any child.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from onroll.record.exchange.contents import catalogue, check_told
from onroll.record.exchange.keys import OwnKey, PublicKey
from onroll.record.exchange.messages import BadMessage, Kind, Message, check

FORMAT: Final = "onroll-exchange-1"
LARGEST: Final = 64 * 1024
"""The most bytes that a sealed file may have."""


class CannotOpen(ValueError):
    """A file that is not opened. The message says why and what to do, and nothing of a child."""


class OpenedBefore(CannotOpen):
    """The very same file was opened before: nothing in it counts a second time."""


@dataclass(frozen=True)
class Package:
    """One message with what it tells, by name of a field."""

    message: Message
    told: Mapping[str, str]


@dataclass(frozen=True)
class Opened:
    """What was in a file. `package_id` is that of the file, which is opened once."""

    package: Package
    package_id: str
    sent_by: PublicKey


def seal(package: Package, *, by: OwnKey, to: PublicKey, at: datetime) -> bytes:
    """The file of a package. Raises `BadMessage` where it tells more than its kind may."""
    message = package.message
    check(message)
    check_told(message.kind, package.told)
    if (message.by, message.to) != (by.public.la_code, to.la_code):
        raise BadMessage(
            f"The message is from {message.by} to {message.to}; the keys are those of "
            f"{by.public.la_code} and {to.la_code}. Choose the key of {message.to}."
        )
    once = X25519PrivateKey.generate()
    header = {
        "format": FORMAT,
        "package": secrets.token_hex(16),
        "from": message.by,
        "to": message.to,
        "signed_with": by.public.key_id,
        "locked_for": to.key_id,
        "made_on": at.date().isoformat(),
        "expires_on": expires_on(message.kind, at.date()).isoformat(),
        "once": text_of(once.public_key().public_bytes_raw()),
    }
    shared = once.exchange(X25519PublicKey.from_public_bytes(to.opening))
    inside = json.dumps({"message": asdict(message), "told": dict(package.told)}, default=str)
    nonce = secrets.token_bytes(12)
    outside = signed_text(header)
    locked = nonce + cipher(shared, outside).encrypt(nonce, inside.encode(), outside)
    signature = by.signs.sign(outside + locked)
    whole = {"header": header, "locked": text_of(locked), "signature": text_of(signature)}
    return json.dumps(whole, indent=1, sort_keys=True).encode() + b"\n"


def expires_on(kind: Kind, made_on: date) -> date:
    """The first day on which a file made on a day opens no more."""
    return made_on + timedelta(days=catalogue()[kind].expires_days)


def open_sealed(
    data: bytes,
    *,
    here: str,
    own: Collection[OwnKey],
    trusted: Collection[PublicKey],
    day: date,
    opened: Callable[[str], bool],
) -> Opened:
    """What is in a file. Raises `CannotOpen`, in words, unless it is whole, from an authority whose
    key is trusted, for this one, in time, never opened before, and tells what it may.

    `opened` says whether the file of an id was opened before.
    """
    header, locked, signature = parts(data)
    if header.get("to") != here:
        raise CannotOpen(
            f"This file is for authority {shown(header, 'to')}, and this is {here}. Nobody here "
            "can open it. Delete it, and tell whoever sent it."
        )
    outside = signed_text(header)
    sender = signer(header, trusted, outside + locked, signature)
    key = next((each for each in own if each.public.key_id == header.get("locked_for")), None)
    if key is None:
        raise CannotOpen(
            "This file is locked for a key that is not here. Send them your key of today, and ask "
            "for the file again."
        )
    if day >= date.fromisoformat(str(header["expires_on"])):
        raise CannotOpen(
            f"This file could be opened until {header['expires_on']}, not on that day or later. "
            "Ask for it again."
        )
    package_id = str(header["package"])
    if opened(package_id):
        raise OpenedBefore("This very file was opened here before. Nothing was changed by it now.")
    package = inside(header, locked, outside, key)
    if (package.message.by, package.message.to) != (sender.la_code, here):
        raise CannotOpen("What is inside was not written by whoever sent it. Tell them.")
    return Opened(package, package_id, sender)


def parts(data: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    try:
        if len(data) > LARGEST:
            raise ValueError
        held = json.loads(data)
        header = dict(held["header"])
        if header["format"] != FORMAT or not re.fullmatch("[0-9a-f]{32}", header["package"]):
            raise ValueError
        date.fromisoformat(header["expires_on"])
        locked, signature = (
            base64.b64decode(held[each], validate=True) for each in ("locked", "signature")
        )
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise CannotOpen(
            "This is not a file that onroll makes for another authority, or it was changed on its "
            "way. Ask for it again."
        ) from None
    return header, locked, signature


def signer(
    header: Mapping[str, Any], trusted: Collection[PublicKey], signed: bytes, signature: bytes
) -> PublicKey:
    """The key that a file was signed with, which is one of those trusted."""
    named = (header.get("from"), header.get("signed_with"))
    key = next((each for each in trusted if (each.la_code, each.key_id) == named), None)
    if key is None:
        raise CannotOpen(
            f"It says that authority {shown(header, 'from')} sent it, with a key that is not "
            "trusted here today. Ask them for their key, and compare its fingerprint by telephone."
        )
    try:
        Ed25519PublicKey.from_public_bytes(key.signing).verify(signature, signed)
    except InvalidSignature:
        raise CannotOpen(
            f"This file is not as {key.name} signed it: it was changed on its way, or is not "
            "theirs. Ask for it again."
        ) from None
    return key


def inside(header: Mapping[str, Any], locked: bytes, outside: bytes, key: OwnKey) -> Package:
    try:
        once = X25519PublicKey.from_public_bytes(base64.b64decode(header["once"]))
        shared = key.opens.exchange(once)
        plain = cipher(shared, outside).decrypt(locked[:12], locked[12:], outside)
        held = json.loads(plain)
        told = {str(name): str(words) for name, words in held["told"].items()}
        message = message_of(held["message"])
        check(message)
        check_told(message.kind, told)
    except (InvalidTag, ValueError, KeyError, TypeError) as reason:
        why = str(reason) if isinstance(reason, BadMessage) else "It does not open with your key."
        raise CannotOpen(f"The file cannot be used. {why} Ask for it again.") from None
    return Package(message, told)


def message_of(held: Mapping[str, Any]) -> Message:
    """A message as it is written in a file. Raises `ValueError`, `KeyError` or `TypeError`."""
    return Message(
        str(held["transfer"]), int(held["turn"]), str(held["giver"]), str(held["taker"]),
        str(held["by"]), int(held["number"]), Kind(held["kind"]), date.fromisoformat(held["on"]),
        int(held.get("about", 0)),
    )  # fmt: skip


def cipher(shared: bytes, outside: bytes) -> ChaCha20Poly1305:
    """The cipher of one file: its key is made of the shared secret and of all that is outside."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=FORMAT.encode() + outside)
    return ChaCha20Poly1305(made.derive(shared))


def signed_text(header: Mapping[str, Any]) -> bytes:
    """What is outside, always the same bytes for the same words."""
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def shown(header: Mapping[str, Any], name: str) -> str:
    """A word out of a header that nobody has signed yet, short enough to print."""
    return str(header.get(name, "?"))[:12]
