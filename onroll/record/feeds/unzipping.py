"""The files in a ZIP, unpacked into a folder within limits, or not at all.

What a ZIP says of itself is not believed: sizes are counted as bytes come out, a file keeps nothing
of its path but its name, and links, ZIPs in ZIPs and names that lead elsewhere are refused.
"""

from __future__ import annotations

import errno
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.survey import is_workbook

MOST_FILES = 200
MOST_BYTES = 2_000_000_000
MOST_RATIO = 200
"""How many bytes may come out of one: text seldom packs to a fiftieth."""
_SMALL = 10_000_000
"""Up to so many bytes, how well a file packs says nothing."""
_LONGEST_NAME = 150
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1 << 20
_LEFT_BEHIND = ("__MACOSX/",)
_HIDDEN = (".", "~$", "Thumbs.db", "desktop.ini")


def unzip(path: Path, folder: Path) -> list[Path]:
    """The files in a ZIP, each under its own name in the folder, in order of name.

    What Windows and macOS leave behind is passed over. Raises `FileRefused` when the ZIP is torn,
    encrypted or empty, holds what it may not or more than it may.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _is_file(part)]
            _refuse(path, parts)
            left = MOST_BYTES
            for part in parts:
                left -= _unpack(archive, part, folder / _name(part), path, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
    ) as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        raise FileRefused(
            f"{path.name} could not be unpacked. It may have been cut short. Nothing has been "
            "loaded. Pack it again, or load the files in it one by one."
        ) from None
    return sorted(folder.iterdir())


def _is_file(part: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(part.filename).name
    return not (part.is_dir() or part.filename.startswith(_LEFT_BEHIND) or name.startswith(_HIDDEN))


def _name(part: zipfile.ZipInfo) -> str:
    return PurePosixPath(part.filename).name


def _refuse(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Raise `FileRefused` for what the ZIP says of itself, before a byte of it is unpacked."""
    if not parts:
        raise _refusal(path, "holds no files", "Pack it again")
    if len(parts) > MOST_FILES:
        raise _refusal(path, f"holds more than {MOST_FILES} files", "Pack fewer at a time")
    if any(part.flag_bits & 0x1 for part in parts):
        raise _refusal(path, "is password protected", "Pack it without a password")
    names = [_name(part).casefold() for part in parts]
    for part, name in zip(parts, names, strict=True):
        where = PurePosixPath(part.filename)
        if stat.S_ISLNK(part.external_attr >> 16):
            raise _refusal(path, "holds a link to another file", "Pack the file itself")
        if (
            where.is_absolute()
            or ".." in where.parts
            or any(sign in part.filename for sign in "\\:\0")
            or len(name.encode()) > _LONGEST_NAME
            or not name.isprintable()
        ):
            raise _refusal(
                path,
                "holds a file whose name leads elsewhere or is too long",
                "Pack the files themselves, under plain names",
            )
        if name.endswith(".zip"):
            raise _refusal(path, "holds another ZIP", "Pack the files themselves")
    if len(set(names)) < len(names):
        raise _refusal(path, "holds two files of one name", "Give each its own name")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large(path)


def _unpack(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path, path: Path, left: int
) -> int:
    """How many bytes of the part were written. Raises `FileRefused` at the first too many."""
    written = 0
    with archive.open(part) as source, target.open("xb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > left or written > max(_SMALL, MOST_RATIO * part.compress_size):
                raise _too_large(path)
            out.write(chunk)
    with target.open("rb") as file:
        is_zip = file.read(4) == b"PK\x03\x04"
    if is_zip and not is_workbook(target):
        raise _refusal(path, "holds another ZIP", "Pack the files themselves")
    return written


def _too_large(path: Path) -> FileRefused:
    return _refusal(
        path,
        f"unpacks to more than {MOST_BYTES / 1e9:g} GB, or to far more than its size",
        "Load the files in it one by one",
    )


def _refusal(path: Path, what: str, fix: str) -> FileRefused:
    return FileRefused(f"{path.name} {what}. Nothing has been loaded. {fix}, then load it again.")
