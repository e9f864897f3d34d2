"""A snapshot as a file: signed by its authority, or a CSV that somebody filled in by hand.

A signed file is JSON with the rows of the snapshot, the key it was signed with, and a signature of
all that (Ed25519) as `onroll.record.exchange` signs. It is not locked: it says nothing of any
child. Every row is read as a CSV's is, so that both say the same or are refused alike.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onroll.figures.regional.only_sums import NotASnapshot, refuse_columns
from onroll.figures.regional.snapshot import (
    COLUMNS,
    Snapshot,
    rows_of,
    snapshot_of,
)
from onroll.record.exchange.keys import OwnKey, PublicKey
from onroll.record.exchange.sealed_file import signed_text, text_of

FORMAT: Final = "onroll-regional-1"
LARGEST: Final = 128 * 1024
"""The most bytes that the file of a snapshot may have."""
ENDING: Final = ".onroll-region.json"


@dataclass(frozen=True)
class Opened:
    """What is in a file. `signed_with` is the id of the key, "" of a CSV; `made_on` the day it was
    signed, null of a CSV."""

    snapshot: Snapshot
    signed_with: str
    made_on: date | None


def signed(snapshot: Snapshot, *, by: OwnKey, on: date) -> bytes:
    """The file of a snapshot. Raises `NotASnapshot` where it is not the key's own authority's."""
    if snapshot.la_code != by.public.la_code:
        raise NotASnapshot(
            f"The snapshot is of authority {snapshot.la_code}, and the key of {by.public.la_code}. "
            "An authority signs its own."
        )
    held = {
        "format": FORMAT, "made_on": on.isoformat(), "rows": rows_of(snapshot),
        "signed_with": by.public.key_id,
    }  # fmt: skip
    signature = text_of(by.signs.sign(signed_text(held)))
    whole = held | {"signature": signature}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def open_file(data: bytes, name: str, keys: Collection[PublicKey]) -> Opened:
    """What is in a file that an authority sent. Raises `NotASnapshot` in words: unless it is whole,
    and signed with one of these keys where its authority has one."""
    refuse_too_large(len(data), name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotASnapshot(f"{name}: this is not in UTF-8. Save it as CSV UTF-8.") from None
    if text.lstrip().startswith("{"):
        return open_signed(text, name, keys)
    snapshot = from_csv(text, name)
    if any(key.la_code == snapshot.la_code for key in keys):
        raise NotASnapshot(
            f"{name}: authority {snapshot.la_code} signs its files, and this one is not signed. "
            "Ask them for the file of `onroll region pack`."
        )
    return Opened(snapshot, "", None)


def refuse_too_large(size: int, name: str) -> None:
    """Raises `NotASnapshot` for a file with more bytes than a snapshot may have."""
    if size > LARGEST:
        raise NotASnapshot(
            f"{name}: it has more than {LARGEST // 1024} kB. A snapshot has a row for each thing "
            "counted. Send sums, and never a row for each child."
        )


def open_signed(text: str, name: str, keys: Collection[PublicKey]) -> Opened:
    held, signature = parts(text, name)
    la_code = held["rows"][0]["la_code"].strip()
    named = (la_code, held["signed_with"])
    key = next((each for each in keys if (each.la_code, each.key_id) == named), None)
    if key is None:
        raise NotASnapshot(
            f"{name}: it is signed with a key of authority {la_code[:12]} that is not trusted "
            "here. Ask them for their key, compare its fingerprint by telephone, and `onroll "
            "exchange keys trust` it."
        )
    try:
        Ed25519PublicKey.from_public_bytes(key.signing).verify(signature, signed_text(held))
    except InvalidSignature:
        raise NotASnapshot(
            f"{name}: this is not as {key.name} signed it: it was changed on its way, or is not "
            "theirs. Ask for it again."
        ) from None
    return Opened(snapshot_of(held["rows"], name), key.key_id, date.fromisoformat(held["made_on"]))


def parts(text: str, name: str) -> tuple[dict[str, Any], bytes]:
    """What was signed, and the signature."""
    try:
        held = json.loads(text)
        signature = base64.b64decode(held.pop("signature"), validate=True)
        if set(held) != {"format", "made_on", "rows", "signed_with"} or held["format"] != FORMAT:
            raise ValueError
        date.fromisoformat(held["made_on"])
        rows = held["rows"]
        if not isinstance(rows, list) or not rows or not all(map(are_texts, rows)):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise NotASnapshot(
            f"{name}: this is not a file of `onroll region pack`, or it was changed on its way. "
            "Ask for it again."
        ) from None
    for row in rows:
        refuse_columns(list(row), COLUMNS, name)
    return held, signature


def are_texts(row: object) -> bool:
    return isinstance(row, dict) and all(isinstance(each, str) for each in row.values())


def from_csv(text: str, name: str) -> Snapshot:
    """The snapshot in a CSV text of `COLUMNS`. Raises `NotASnapshot`."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as why:
        raise NotASnapshot(f"{name}: it cannot be read as CSV ({why}). Save it again.") from None
    lines = [line for line in lines if any(map(str.strip, line))]
    if not lines:
        raise NotASnapshot(f"{name}: it is empty. Start from `onroll region template`.")
    headings = [heading.strip() for heading in lines[0]]
    refuse_columns(headings, COLUMNS, name)
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(headings):
            raise NotASnapshot(
                f"{name}, row {number}: {len(line)} cells, and {len(headings)} columns are named. "
                "Each row needs one cell for each column. Save it again."
            )
    return snapshot_of([dict(zip(headings, line, strict=True)) for line in lines[1:]], name)


def as_csv(rows: Sequence[dict[str, str]]) -> str:
    """Rows of `COLUMNS` as CSV with its headings."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
