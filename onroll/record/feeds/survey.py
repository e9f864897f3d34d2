"""What a file is, found in one pass over its bytes: its kind, encoding, digest and regularity."""

from __future__ import annotations

import codecs
import hashlib
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from onroll.record.feeds.base import FileRefused

ENDINGS = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".parquet", ".zip"}
)
"""What the name of a file that is read may end in. Of a workbook with macros none is run."""
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".ods")
"""The endings of workbooks that are ZIPs."""
_CHUNK = 1 << 20
_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "latin-1": "Latin-1"}
_WRONG_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"SQLite": "a database",
    b"{\\rtf": "a letter",
}
_WANTED = (
    "onroll reads CSV, tab-separated text, XLSX, XLSM, XLS, ODS, Parquet, XML returns and a ZIP "
    "of these. Nothing has been loaded. Export it as one of these."
)
_ODD_SPACES = (b"\t", b"\xc2", b"\xe2", b"\xef")
"""A tab, and the first bytes of the unseen characters in UTF-8."""
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over a file's bytes found.

    `kind` is "text", "workbook", "xml", "parquet" or "zip". `regular` says that a text file is
    UTF-8 without blank lines, stray line ends or NULs, so that it can be read without looking at
    each line. `odd_spaces` says that it may hold tabs or unseen characters that should be trimmed
    as spaces are, and `cut_short` that it ends in the middle of a character.
    """

    path: Path
    sha256: str
    kind: str = "text"
    encoding: str = "utf-8"
    regular: bool = False
    odd_spaces: bool = True
    cut_short: bool = False

    @property
    def encoding_name(self) -> str:
        """The encoding as people know it."""
        return _NAMES.get(self.encoding, self.encoding.upper())

    def open(self) -> TextIO:
        """The file as text, its line ends as they are; bytes that are no character become �."""
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def text(self, characters: int) -> str:
        """The first characters of the file."""
        with self.open() as file:
            return file.read(characters)


def survey(path: Path) -> Survey:
    """What the file is. Raises `FileRefused` if it is missing, empty or of a kind not read."""
    if path.is_dir():
        raise FileRefused(f"{path} is a folder. Give the name of a file.")
    digest, text = hashlib.sha256(), _TextBytes()
    head = b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                head = head or chunk
                digest.update(chunk)
                text.add(chunk)
    except FileNotFoundError:
        raise FileRefused(f"{path} was not found. Check the name and the folder.") from None
    except OSError as error:
        raise FileRefused(
            f"{path.name} could not be read ({error.strerror}). Close it in Excel, or check that "
            "you may open it."
        ) from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRefused(f"{path.name} is empty. Nothing has been loaded. Export it again.")
    for magic, what in _WRONG_KINDS.items():
        if head.startswith(magic):
            raise FileRefused(f"{path.name} is {what}. {_WANTED}")
    found = Survey(path, digest.hexdigest())
    if head.startswith(b"PAR1"):
        return replace(found, kind="parquet")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return replace(found, kind="workbook" if is_workbook(path) else "zip")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return replace(found, kind="workbook")
    encoding = _declared_encoding(head) or text.encoding()
    if encoding is None:
        raise FileRefused(f"{path.name} is not a text file or a workbook. {_WANTED}")
    start = head[:1000].decode(encoding, "replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")):
        raise FileRefused(
            f"{path.name} is a web page, perhaps a sign-in page saved in the file's place. "
            "Download the file again."
        )
    kind = "xml" if start.startswith("<") else "text"
    is_utf8 = encoding.startswith("utf-8")
    return replace(
        found,
        kind=kind,
        encoding=encoding,
        regular=is_utf8 and text.regular and not text.cut_short,
        odd_spaces=not is_utf8 or text.odd_spaces,
        cut_short=is_utf8 and text.cut_short,
    )


def is_workbook(path: Path) -> bool:
    """Whether a file that begins as a ZIP is a workbook: by its name, else by its parts."""
    if path.suffix.casefold() in WORKBOOKS:
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError):
        return False
    return not names.isdisjoint(("[content_types].xml", "mimetype", "content.xml"))


def _declared_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes give away: a byte order mark, or UTF-16 without one."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # the high byte of nearly every letter of English is nought
    pairs = len(head[:2000]) // 2
    even, odd = head[: pairs * 2 : 2][:1000].count(0), head[1 : pairs * 2 : 2][:1000].count(0)
    if odd > 0.5 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 * pairs and odd < 0.05 * pairs else None


class _TextBytes:
    """Notes, chunk by chunk, what tells encodings apart, and a tidy file from a ragged one."""

    def __init__(self) -> None:
        self.regular = True
        self.cut_short = False
        self.odd_spaces = False
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._is_cp1252 = True
        self._nul = False
        self._before = b"\n"  # as if a line had just ended: a blank first line counts too

    def add(self, chunk: bytes) -> None:
        if self._is_utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._is_utf8 = self.regular = False
        if not self._is_utf8:
            self._is_cp1252 = self._is_cp1252 and _NOT_IN_CP1252.isdisjoint(chunk)
        self._nul = self._nul or b"\0" in chunk
        self.odd_spaces = self.odd_spaces or any(odd in chunk for odd in _ODD_SPACES)
        if self.regular:
            seen = self._before + chunk
            # a return that ends the chunk is judged with the next one
            returns = seen[:-1].count(b"\r")
            self.regular = not (
                self._nul
                or b"\n\n" in seen
                or b"\n\r\n" in seen
                or (returns and returns != seen.count(b"\r\n"))
            )
            self._before = seen[-2:] if seen.endswith(b"\r") else seen[-1:]
        self.cut_short = self._is_utf8 and bool(self._utf8.getstate()[0])

    def encoding(self) -> str | None:
        """The encoding of the whole, or None if these are not the bytes of a text."""
        if self._nul and not self._is_utf8:
            return None
        if self._is_utf8:
            return "utf-8"
        return "cp1252" if self._is_cp1252 else "latin-1"
