"""Whole files of every format, as good as a system writes them, from rows or from text."""

from __future__ import annotations

import io
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.record.feeds.conftest import GOOD

ROLL = GOOD["pupil_roll"][1]
CIN = """<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>S1</LAchildID>
<PersonBirthDate>2013-03-27</PersonBirthDate></ChildIdentifiers><CINdetails>
<CINreferralDate>2026-01-05</CINreferralDate></CINdetails></Child></Children></Message>"""
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="A">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def workbook(rows: list[list[str]], sheets: int = 1) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def ods(rows: str) -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    part = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = part.format("/", kind.decode()) + part.format("content.xml", "text/xml")
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{space}">{manifest}</manifest:manifest>'
    return zipped(
        [
            ("mimetype", kind),
            ("META-INF/manifest.xml", manifest.encode()),
            ("content.xml", _ODS.format(rows).encode()),
        ]
    )


def old_workbook(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet as Excel 97 to 2003 wrote it: BIFF8 records in a compound file."""

    def record(number: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    end = record(0x0A)
    sheet_at = len(begin(5)) + 13 + len(end)
    stream = begin(5) + record(0x85, struct.pack("<IHBB", sheet_at, 0, 1, 0) + b"A") + end
    stream += begin(0x10)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
            stream += record(0x204, struct.pack("<HHH", at, column, 0) + text)
    stream += end
    # sectors of 512 bytes: the stream's, the directory, and the table of which follows which
    sectors = max(8, -(-len(stream) // 512))
    follows = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    follows += [0xFFFFFFFF] * (128 - len(follows))
    nobody = 0xFFFFFFFF

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        named = (name + "\0").encode("utf-16-le")
        links = struct.pack("<HBBIII", len(named), kind, 1, nobody, nobody, child)
        return named.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory += entry("Workbook", 2, nobody, 0, sectors * 512)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", sectors + 1, *[nobody] * 108)
    body = stream.ljust(sectors * 512, b"\0") + directory.ljust(512, b"\0")
    return head + body + struct.pack("<128I", *follows)


def zipped(parts: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


ODS_CELL = '<table:table-cell office:value-type="string">'


def ods_row(cells: list[str]) -> str:
    inside = "".join(f"{ODS_CELL}<text:p>{c}</text:p></table:table-cell>" for c in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()
