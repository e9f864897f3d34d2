"""Files to send as documents, each made as real programs make it, or as somebody who means harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from typing import Any

import docx
import pypdf
import xlsxwriter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01\0" + bytes(56)


def pdf(password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(words: str = "Dear Ms Reed") -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Marks").write(0, 0, "Absent")
    return out.getvalue()


def excel_with_macros() -> bytes:
    """As Excel saves it: another content type, and a project."""
    types = {"xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}
    return office(types, {"xl/vbaProject.bin": COMPOUND})


def office(types: dict[str, str], parts: dict[str, bytes]) -> bytes:
    """A file of Word or Excel in parts; `types` are what its list says that they are."""
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items()
    )
    head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    return packed({"[Content_Types].xml": f"{head}{listed}</Types>".encode()} | parts)


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, **more: bytes) -> bytes:
    """The same with parts added, by name; `__` stands for a slash."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {name.replace("__", "/"): part for name, part in more.items()})


def opendocument(kind: str = "text", **more: bytes) -> bytes:
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": b"<office:document-content/>",
        "META-INF/manifest.xml": b"<manifest:manifest/>",
    }
    return packed(parts | {name.replace("__", "/"): part for name, part in more.items()})


def with_flag(content: bytes, flag: int = 1) -> bytes:
    """Every part of a ZIP said to be encrypted, in its own head and in the list."""
    changed = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = content.find(sign)
        while where >= 0:
            changed[where + at] |= flag
            where = content.find(sign, where + 4)
    return bytes(changed)


def bomb(megabytes: int = 300) -> bytes:
    return office({"word/document.xml": WORD}, {"word/document.xml": bytes(megabytes * 10**6)})


def lying_bomb() -> bytes:
    """A ZIP whose list says that a part has ten bytes; far more come out."""
    content = bytearray(bomb())
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


def long_list() -> bytes:
    """A ZIP with more parts than any document."""
    return packed({f"word/{n}.xml": b"" for n in range(12_000)} | {"[Content_Types].xml": b""})


def long_comments() -> bytes:
    """A ZIP of few parts, each with so much said of it that their list is long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20):
            part = zipfile.ZipInfo(f"word/{n}.xml")
            part.comment = bytes(60_000)
            archive.writestr(part, b"")
    return out.getvalue()


def with_second_list(content: bytes) -> bytes:
    """A ZIP that names another list, as one of more than 4 GB does."""
    at = content.rfind(b"PK\x05\x06")
    return content[:at] + b"PK\x06\x07" + bytes(16) + content[at:]


def png() -> bytes:
    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">L", len(held)) + kind + held + struct.pack(
            ">L", zlib.crc32(kind + held)
        )  # fmt: skip

    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    lines = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + lines + chunk(b"IEND", b"")


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + bytes(100) + b"\xff\xd9"


def message(*attached: tuple[str, bytes], **headers: str) -> bytes:
    made = EmailMessage()
    told = {"From": "ms.reed@school.example", "To": "priya@council.example", "Subject": "Amara"}
    for name, value in (told | headers).items():
        made[name] = value
    made.set_content("She was last here on 2 October.")
    made.add_alternative("<html><body>She was last here on 2 October.</body></html>", "html")
    for name, content in attached:
        kind: Any = {"maintype": "application", "subtype": "octet-stream", "filename": name}
        made.add_attachment(content, **kind)
    return made.as_bytes()


def encrypted_message() -> bytes:
    return (
        b"From: a@x.example\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000\r\n"
        b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nMIIB\r\n"
    )
