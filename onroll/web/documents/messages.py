"""An email saved as a file, and what is attached to it: each as if it had been sent alone."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from typing import Final

from onroll.web.documents.refused import Refused

MOST_PARTS: Final = 200
MOST_LINES: Final = 1_000_000
"""An email of 25 MB has fewer than half as many; each costs memory."""
_HEADER: Final = re.compile(rb"([!-9;-~]+):[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*")
_KNOWN: Final = frozenset({b"date", b"to", b"subject", b"received", b"message-id", b"mime-version"})
_ENCRYPTED: Final = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")

NOT_READ: Final = "The email could not be read. Save it once more, or print it to a PDF"


def is_message(content: bytes) -> bool:
    """Whether a file begins as an email does: with lines of headers, from somebody."""
    at, names = 0, set()
    while found := _HEADER.match(content, at):
        names.add(found[1].lower())
        at = found.end()
    return b"from" in names and not names.isdisjoint(_KNOWN)


def check(content: bytes, attached: Callable[[bytes], None]) -> None:
    """Raise `Refused` where an email is encrypted, or holds what `attached` refuses."""
    if b"\0" in content or content.count(b"\n") > MOST_LINES:
        raise Refused(NOT_READ)
    try:
        parts = list(email.message_from_bytes(content).walk())
    except (RecursionError, ValueError, LookupError):
        raise Refused(NOT_READ) from None
    if len(parts) > MOST_PARTS:
        raise Refused(NOT_READ)
    for part in parts:
        if part.get_content_type() in _ENCRYPTED:
            raise Refused("The email is encrypted, so it cannot be scanned. Print it to a PDF")
        if part.is_multipart() or is_body(part.get_content_type(), part.get_filename()):
            continue
        held = part.get_payload(decode=True)
        if isinstance(held, bytes) and held.strip():
            try:
                attached(held)
            except Refused as reason:
                raise Refused(f"Something attached to the email cannot be kept. {reason}") from None


def is_body(kind: str, name: str | None) -> bool:
    """Whether a part is what the email itself says, and no file."""
    return name is None and kind in ("text/plain", "text/html", "text/calendar")
