"""Which files may be documents: told by what is in them, whatever they are called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from time import monotonic

import pytest

from onroll.web.documents import packed
from onroll.web.documents.examining import CANNOT_LOOK, type_of
from onroll.web.documents.file_types import TYPES, ending_of
from onroll.web.documents.names import shown_name
from onroll.web.documents.refused import Refused
from onroll.web.documents.storing import MOST_BYTES
from tests.web import document_files as files

KEPT = {
    "pdf": files.pdf(),
    "docx": files.word(),
    "xlsx": files.excel(),
    "odt": files.opendocument(),
    "png": files.png(),
    "jpg": files.jpeg(),
    "eml": files.message(("letter.pdf", files.pdf()), ("logo.gif", b"GIF89a" + bytes(20))),
    "txt": b"Child,Day,Mark\r\nAmara,2026-11-02,\xc2\xa3\r\n",
}

OTHER = {
    "docm": (
        files.office({"word/document.xml": files.MACRO_WORD}, {"word/document.xml": b"<w/>"}),
        "macros",
    ),
    "xlsm": (files.excel_with_macros(), "macros"),
    "docx that holds a project": (
        files.repacked(files.word(), **{"word__vbaProject.bin": b"x"}), "macros",
    ),
    "docx that holds a project by another name": (
        files.repacked(files.word(), **{
            "word__picture.bin": files.COMPOUND + "VBA".encode("utf-16-le")
        }), "macros",
    ),
    "xlsx with sheets of macros": (
        files.repacked(files.excel(), **{"xl__macrosheets__sheet1.xml": b"<m/>"}), "macros",
    ),
    "odt with macros": (
        files.opendocument(**{"Basic__Standard__Module1.xml": b"<m/>"}), "macros",
    ),
    "a workbook with macros in a document": (
        files.repacked(files.word(), **{"word__embeddings__1.xlsx": files.excel_with_macros()}),
        "macros",
    ),
    "a program in a document": (
        files.repacked(files.word(), **{"word__embeddings__1.bin": files.PROGRAM}),
        "A program stands in the file",
    ),
    "what cannot be looked into in a document": (
        files.repacked(files.word(), **{"word__embeddings__1.bin": files.COMPOUND}),
        "cannot be looked into",
    ),
    "encrypted pdf": (files.pdf("secret"), "encrypted"),
    "encrypted docx": (
        files.COMPOUND + "EncryptedPackage".encode("utf-16-le"), "has a password",
    ),
    "encrypted odt": (
        files.opendocument(**{"META-INF__manifest.xml": b"<m:encryption-data/>"}),
        "has a password",
    ),
    "encrypted zip": (files.with_flag(files.word()), "has a password"),
    "encrypted email": (files.encrypted_message(), "encrypted"),
    "pgp": (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "encrypted"),
    "doc": (files.COMPOUND, "before 2007"),
    "program of Windows": (files.PROGRAM, "a program"),
    "program of Linux": (files.ELF, "a program"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "a program"),
    "web page": (b"\xef\xbb\xbf \n<!DOCTYPE html><html><script>alert(1)</script>", "a web page"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
    "svg after its declaration": (b"<?xml version='1.0'?><svg/>", "SVG"),
    "zip": (files.packed({"letter.txt": b"Dear"}), "could not be unpacked"),
    "presentation": (
        files.office({"ppt/presentation.xml": "application/vnd.pptx.main+xml"}, {}), "neither",
    ),
    "ods": (files.opendocument("spreadsheet"), "no text"),
    "gif": (b"GIF89a" + bytes(20), "a GIF picture"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"),
    "rtf": (b"{\\rtf1 Dear}", "an RTF document"),
    "text in another encoding": ("Zoë was absent".encode("cp1252"), "no type that is kept"),
    "text with what nobody sees": (b"Dear\0 Ms Reed", "no type that is kept"),
    "nothing": (b" \n", "empty"),
    "a PDF that was cut off": (files.pdf()[:200], "stops before its end"),
    "a PNG that was cut off": (files.png()[:40], "stops before its end"),
    "a JPEG that was cut off": (files.jpeg()[:40], "stops before its end"),
    "a DOCX that was cut off": (files.word()[:2000], "could not be unpacked"),
    "an email with a program": (files.message(("a.pdf", files.PROGRAM)), "a program"),
    "an email with a web page": (files.message(("a.html", b"<html></html>")), "a web page"),
    "an email with a document with macros": (
        files.message(("a.xlsx", files.excel_with_macros())), "macros",
    ),
    "a bomb": (files.bomb(), "unpacks to far more"),
    "a bomb in its list of types": (
        files.packed({"[Content_Types].xml": b" " * 20_000_000}), "unpacks to far more",
    ),
    "a bomb that says it is none": (files.lying_bomb(), "could not be unpacked"),
    "a list without end": (files.long_list(), "unpacks to far more"),
    "a long list of few parts": (files.long_comments(), "unpacks to far more"),
    "a list that is elsewhere": (
        files.with_second_list(files.word()), "could not be unpacked",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ending", KEPT)
def test_a_type_that_is_kept_is_told_by_its_content(ending: str) -> None:
    assert ending_of(KEPT[ending]) == ending
    assert set(KEPT) == set(TYPES)


@pytest.mark.parametrize(("content", "said"), OTHER.values(), ids=OTHER)
def test_what_is_not_kept_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        ending_of(content)


def test_a_document_may_hold_a_workbook_and_that_holds_nothing_more() -> None:
    """Charts in Word are workbooks within the document."""
    name = "word__embeddings__1.xlsx"
    chart = files.repacked(files.word(), **{name: files.excel()})
    assert ending_of(chart) == "docx"
    with pytest.raises(Refused, match="unpacks to far more"):
        ending_of(files.repacked(files.word(), **{name: chart}))


def test_an_encrypted_pdf_is_found_however_its_word_is_written() -> None:
    hidden = files.pdf("secret").replace(b"/Encrypt", b"/En#63rypt")
    with pytest.raises(Refused, match="encrypted"):
        ending_of(hidden)


def test_a_text_that_begins_like_a_program_or_an_email_is_a_text() -> None:
    assert ending_of(b"MZ, as she is known, was absent") == "txt"
    assert ending_of(b"Note: she was absent\nSubject: maths\n") == "txt"


def test_the_largest_text_and_the_largest_email_are_looked_into_in_seconds(tmp_path: Path) -> None:
    """A document of the largest size costs a process of its own little, whatever is in it."""
    for content in (b"a,b\n" * (MOST_BYTES // 4), files.message(("a.txt", b"x" * 18_000_000))):
        (path := tmp_path / "file").write_bytes(content)
        begun = monotonic()
        assert type_of(path).ending in ("txt", "eml")
        assert monotonic() - begun < 20


def test_whatever_kills_its_reader_kills_that_alone(tmp_path: Path) -> None:
    """A header of a million semicolons keeps Python's own reader of emails busy for an hour."""
    header = b"Content-Type: multipart/mixed" + b";a" * 4_000_000
    (path := tmp_path / "file").write_bytes(b"From: a@x.example\nTo: b@x.example\n" + header)
    with pytest.raises(Refused) as refused:
        type_of(path)
    assert str(refused.value) == CANNOT_LOOK


def test_what_unpacks_to_more_than_a_document_may_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At the limit it is kept, and one byte more is not."""
    content = files.office({"word/document.xml": files.WORD}, {"word/document.xml": b"x" * 50_000})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(len(archive.read(name)) for name in archive.namelist())
    monkeypatch.setattr(packed, "MOST_BYTES", size)
    assert ending_of(content) == "docx"
    monkeypatch.setattr(packed, "MOST_BYTES", size - 1)
    with pytest.raises(Refused, match="unpacks to far more"):
        ending_of(content)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("letter.pdf", "letter.pdf"),
        ("C:\\Users\\priya\\letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nX-Header: b\x00.pdf", "aX-Header: b.pdf"),
        ("letter\u202efdp.exe", "letterfdp.exe"),
        ("../", "no name"),
        ("x" * 200 + ".pdf", "x" * 129 + "…" + "x" * 16 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_without_what_nobody_sees(name: str, seen: str) -> None:
    assert shown_name(name) == seen
