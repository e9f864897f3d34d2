"""Files that are packed: Word, Excel and OpenDocument, without macros, and of a size that is true.

No more of a part comes out than its list says, and one of which more would is taken for torn.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onroll.web.documents.refused import Refused

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Word or Excel before 2007 begins, an encrypted one, and a project of macros."""

MOST_PARTS: Final = 2_000
MOST_BYTES: Final = 250_000_000
MOST_LISTED: Final = 1_000_000
"""Bytes of the list of parts: one of 2,000 parts has far fewer."""
MOST_DEEP: Final = 2
"""A workbook may stand in a document, and nothing in that. onroll's own, November 2026."""
_FIRST: Final = 1 << 20
"""Bytes of each part in which it is told what it is."""

_MAIN: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_SAYS_WHAT: Final = ("mimetype", "[content_types].xml", "meta-inf/manifest.xml")
_ODT: Final = b"application/vnd.oasis.opendocument.text"

MACROS: Final = (
    "The file holds macros, which can do harm when it is opened. Save it without them, as DOCX, "
    "XLSX or PDF"
)
PASSWORD: Final = (
    "The file has a password, so it cannot be scanned. Save it without one, and choose it again"
)
NOT_PACKED_WELL: Final = (
    "The file could not be unpacked: it may have been cut short, or it is a ZIP. Choose the "
    "documents themselves, one by one"
)
TOO_LARGE: Final = (
    "The file unpacks to far more than its size, as no document does. Save it as a PDF, and choose "
    "that"
)

EMBEDDED: Final = (
    "Another file stands in this one that cannot be looked into. Save it as a PDF, and add the "
    "other file by itself"
)
PROGRAM: Final = "A program stands in the file. Take it out, or save the file as a PDF"


def ending_of(content: bytes, deep: int = 1) -> str:
    """docx, xlsx or odt. Raises `Refused` for what is none, or holds what it may not."""
    if listed_bytes(content) > MOST_LISTED:
        raise Refused(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            refuse(parts)
            held = looked_through(archive, parts, deep)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError,
    ):  # fmt: skip
        raise Refused(NOT_PACKED_WELL) from None
    if "mimetype" in held:
        return opendocument(held)
    if "[content_types].xml" in held:
        return office(held)
    raise Refused(NOT_PACKED_WELL)


def listed_bytes(content: bytes) -> int:
    """How long the list of parts is. What is larger than a ZIP of 4 GB has another, of any length,
    which no document of this size needs. Raises `Refused` where there is no list."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 22 - 0xFFFF))
    if at < 0 or len(content) < at + 22 or content[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise Refused(NOT_PACKED_WELL)
    return int(struct.unpack_from("<L", content, at + 12)[0])


def refuse(parts: list[zipfile.ZipInfo]) -> None:
    """Raise `Refused` for what the parts say of themselves, before a byte is unpacked."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(PASSWORD)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) < len(names):
        raise Refused(NOT_PACKED_WELL)
    if any(
        name.endswith("vbaproject.bin")
        or "/macrosheets/" in f"/{name}"
        or name.startswith(("basic/", "scripts/"))
        for name in names
    ):
        raise Refused(MACROS)


def looked_through(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], deep: int
) -> dict[str, bytes]:
    """What says what the file is, by name in small letters. Every part is looked at."""
    held = {}
    for part in parts:
        name = part.filename.casefold()
        with archive.open(part) as source:
            content = source.read(_FIRST)
            if content.startswith(COMPOUND):
                raise Refused(MACROS if "VBA".encode("utf-16-le") in content else EMBEDDED)
            if content.startswith((b"MZ", b"\x7fELF")):
                raise Refused(PROGRAM)
            if content.startswith(b"PK\x03\x04"):
                if deep == MOST_DEEP:
                    raise Refused(TOO_LARGE)
                ending_of(content + source.read(), deep + 1)
            if name in _SAYS_WHAT:
                if part.file_size > _FIRST:
                    raise Refused(TOO_LARGE)
                held[name] = content
    return held


def opendocument(held: dict[str, bytes]) -> str:
    if b"encryption-data" in held.get("meta-inf/manifest.xml", b""):
        raise Refused(PASSWORD)
    if held["mimetype"].strip() != _ODT:
        raise Refused("The file is an OpenDocument, and no text. Save it as a PDF, and choose that")
    return "odt"


def office(held: dict[str, bytes]) -> str:
    try:
        listed = fromstring(held["[content_types].xml"])
    except (ParseError, DefusedXmlException, ValueError):
        raise Refused(NOT_PACKED_WELL) from None
    types = {each.get("ContentType", "").strip() for each in listed}
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise Refused(MACROS)
    for main, ending in _MAIN.items():
        if main in types:
            return ending
    raise Refused("The file is neither a Word document nor an Excel workbook. Save it as a PDF")


def why_not_compound(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PASSWORD
    return (
        "The file is of the kind that Word, Excel or Outlook saved before 2007, or now for itself. "
        "Save it as DOCX, XLSX or PDF; save an email as EML"
    )
