"""What a file is, by its content: the few types that are kept, and why another is refused.

Names and what a browser says of a file are not believed. A file that is two things at once is
harmless here: it is sent as the type it was taken for, to be saved and never shown by the browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onroll.web.documents import messages, packed
from onroll.web.documents.refused import Refused

WANTED: Final = (
    "Documents can be PDF, Word (DOCX), Excel (XLSX), OpenDocument text (ODT), PNG, JPEG, an email "
    "saved as EML, or plain text and CSV in UTF-8. Save it as one of these, or as a PDF"
)


@dataclass(frozen=True)
class FileType:
    """A type that is kept: the ending of its name, its media type, and what people call it."""

    ending: str
    media: str
    called: str


_OOXML: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    each.ending: each
    for each in (
        FileType("pdf", "application/pdf", "PDF"),
        FileType("docx", f"{_OOXML}.wordprocessingml.document", "Word document"),
        FileType("xlsx", f"{_OOXML}.spreadsheetml.sheet", "Excel workbook"),
        FileType("odt", "application/vnd.oasis.opendocument.text", "OpenDocument text"),
        FileType("png", "image/png", "PNG picture"),
        FileType("jpg", "image/jpeg", "JPEG picture"),
        FileType("eml", "message/rfc822", "Email"),
        FileType("txt", "text/plain; charset=utf-8", "Text"),
    )
}

_REFUSED: Final = {
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"\xfe\xed\xfa": "a program",
    b"\xcf\xfa\xed\xfe": "a program",
    b"\xca\xfe\xba\xbe": "a program",
    b"#!": "a program",
    b"GIF8": "a GIF picture",
    b"RIFF": "a film, a sound or a WebP picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a packed file",
    b"Rar!": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"-----BEGIN PGP": "an encrypted file, which cannot be scanned",
}
"""What some files begin with that are not kept, and what they are."""
_MARKUP: Final = re.compile(
    rb"\s*<(!doctype|html|head|body|script|svg|\?xml|\?php|%|iframe|meta|!--)", re.IGNORECASE
)
_ENCRYPT: Final = b"".join(
    b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"Encrypt"
)
_PDF_ENCRYPTED: Final = re.compile(rb"/" + _ENCRYPT + rb"\s*(?:\d+\s+\d+\s+R|<<)")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def ending_of(content: bytes) -> str:
    """The ending for a content, as in `TYPES`. Raises `Refused`."""
    if not content.strip():
        raise Refused("The file is empty. Check that it was saved, and choose it again")
    if content.startswith(b"PK\x03\x04"):
        return packed.ending_of(content)
    if content.startswith(packed.COMPOUND):
        raise Refused(packed.why_not_compound(content))
    if content.startswith(b"%PDF-"):
        return pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"):
        return whole(content, b"IEND\xaeB`\x82", "png")
    if content.startswith(b"\xff\xd8\xff"):
        return whole(content, b"\xff\xd9", "jpg")
    if content[4:8] == b"ftyp":
        raise Refused(f"The file is a film, or a photograph saved as HEIC. {WANTED}")
    for start, what in _REFUSED.items():
        if content.startswith(start) and not (what == "a program" and is_prose(content)):
            raise Refused(f"The file is {what}. {WANTED}")
    if messages.is_message(content):
        messages.check(content, attached)
        return "eml"
    return text(content)


def attached(content: bytes) -> None:
    """Raises `Refused` for what may not be attached to an email; a GIF may, as logos are."""
    if not content.startswith((b"GIF87a", b"GIF89a")):
        ending_of(content)


def pdf(content: bytes) -> str:
    if _PDF_ENCRYPTED.search(content):
        raise Refused(
            "The PDF is encrypted, so it cannot be scanned. Save it without a password, or print "
            "it to a new PDF, and choose that"
        )
    return whole(content, b"%%EOF", "pdf")


def whole(content: bytes, end: bytes, ending: str) -> str:
    """The ending, where what such a file ends with is in it."""
    if end not in content:
        raise Refused("The file stops before its end. Send it or save it once more")
    return ending


def is_prose(content: bytes) -> bool:
    """Whether what begins as a program is a text after all: "MZ" are two letters."""
    return not content.startswith(b"#!") and b"\0" not in content


def text(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"The file is of no type that is kept. {WANTED}") from None
    if _CONTROL.search(content):
        raise Refused(f"The file is of no type that is kept. {WANTED}")
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(f"The file is a web page, an SVG picture or code. {WANTED}")
    return "txt"
