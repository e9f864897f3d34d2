"""What each file of a report has besides its numbers: what they mean, of when, and headings."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from onroll.figures.periods import Period
from onroll.figures.reports.numbers import SYMBOLS, Count, Given, Hidden, Share
from onroll.figures.reports.report import Column, Row, Table
from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.ees_pair import NoTime, Time, time_of
from onroll.figures.writing.paper_docx import paper_docx, paper_template
from onroll.figures.writing.paper_pdf import paper_pdf
from onroll.figures.writing.value_text import on_page, plain, symbols_in
from onroll.figures.writing.words import NOT_WRITTEN, SECTIONS, Committee
from onroll.figures.writing.xlsx import as_xlsx
from tests.figures.report_files import (
    BY_AREA,
    CHILDREN,
    REPORT,
    WITH_WORKER,
    WORDS,
    bars,
    paper_in_pdf,
    paper_in_word,
    pdf_text,
    report_of,
    sheet_cells,
    things,
    written_ees,
)


def table_by(*by: str, rows: tuple[Row, ...], columns: tuple[Column, ...] = (CHILDREN,)) -> Table:
    return Table("made", "Made", "children", tuple((key, key) for key in by), columns, rows)


# The words of a number


def test_a_percentage_on_a_page_is_never_without_its_count() -> None:
    share = Share(things(1416), things(14_288))
    assert on_page(share, WITH_WORKER) == "9.9% (1,416 of 14,288)"
    assert on_page(Share(things(19), things(19)), WITH_WORKER) == "[z]"
    assert on_page(Share(things(20), things(20)), WITH_WORKER) == "100.0% (20 of 20)"


def test_what_stood_beside_a_number_stands_beside_it() -> None:
    assert on_page(Given(Decimal(2), note="35 closed"), CHILDREN) == "2 (35 closed)"
    rows = (Row(("A",), (Given(Decimal(2), note="35 closed"),)), Row(("B",), (Given(None, "x"),)))
    text = as_csv(report_of(table_by("area", rows=rows)), WORDS)["cme-made.csv"].decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["area", "child_count", "child_count_note"], ["A", "2", "35 closed"], ["B", "x", "No note"],
    ]  # fmt: skip


def test_a_symbol_is_explained_where_it_stands_and_nowhere_else() -> None:
    assert symbols_in(BY_AREA) == [f"[{each}] {SYMBOLS[each]}" for each in ("c", "x", "z")]
    only = table_by("area", rows=(Row(("A",), (Count(things(7)),)),))
    assert symbols_in(only) == []
    assert [row[0] for row in sheet_cells(as_xlsx(report_of(only), WORDS), 3)] == [
        "Table 1: Made", "Counted: children.", "This worksheet contains one table.", "area", "A",
    ]  # fmt: skip


def test_each_sheet_is_printed_one_page_wide_on_a4() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(REPORT, WORDS))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(REPORT.tables) + 2  # the cover and what is in it
        for name in sheets:
            sheet = book.read(name).decode()
            assert '<pageSetUpPr fitToPage="1"/>' in sheet, name
            assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in sheet


def test_a_heading_of_two_lines_has_a_row_of_two() -> None:
    long = Column("child_count", "Children who are new to the authority")
    table = table_by("area", rows=(Row(("A",), (Count(things(7)),)),), columns=(long,))
    with zipfile.ZipFile(io.BytesIO(as_xlsx(report_of(table), WORDS))) as book:
        sheet = book.read("xl/worksheets/sheet3.xml").decode()
    high = re.findall(r'<row r="(\d+)"[^>]* ht="30"', sheet)
    assert [sheet_cells(as_xlsx(report_of(table), WORDS), 3)[int(high[0]) - 1][0], len(high)] == [
        "area", 1,
    ]  # fmt: skip


def test_a_label_is_on_one_line_and_what_no_file_holds_is_shown() -> None:
    assert plain(" a\x00b\r\n\tc\ud800 ") == "a\ufffdb c\ufffd"


def test_the_day_of_release_is_the_only_day_that_a_file_says_of_itself() -> None:
    """Never the moment of writing: the same report is the same file tomorrow."""
    for made in (as_xlsx(REPORT, WORDS), paper_in_word()):
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            core = parts.read("docProps/core.xml").decode()
            assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2026-10-05T00:00:00Z"] * 2
            assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = PdfReader(io.BytesIO(paper_in_pdf())).metadata
    assert told is not None
    assert str(told["/CreationDate"]).startswith("D:20261005")


# The workbook


def test_a_workbook_has_a_cover_contents_notes_and_a_sheet_for_each_table() -> None:
    told = replace(BY_AREA, notes=("Where they live.",))
    made = as_xlsx(report_of(told), replace(WORDS, is_draft=True))
    cover, contents, notes, table = (sheet_cells(made, number) for number in (1, 2, 3, 4))
    assert cover[0] == ["Draft: Children missing education"]
    assert {WORDS.headline, "One school did not answer.", "Two children are protected."} <= {
        row[0] for row in cover
    }
    assert contents[-1] == ["Table 1", "Table 1: Children missing education by area"]
    assert notes[-1] == ["Note 1", "Where they live."]
    assert ["Notes: [note 1]"] in table


def test_each_table_of_a_workbook_is_marked_as_one() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(REPORT, WORDS))) as book:
        marked = [book.read(name).decode() for name in book.namelist() if "/tables/table" in name]
    assert 'ref="A8:E13"' in next(each for each in marked if 'displayName="table_1"' in each)


def test_a_table_without_rows_is_said_to_have_none() -> None:
    empty = report_of(table_by("area", rows=()))
    assert sheet_cells(as_xlsx(empty, WORDS), 3)[-1] == ["None", "[z]"]
    assert "None [z]" in pdf_text(paper_pdf(empty, WORDS))


# CSV on the Web


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_standards_own_checker_takes_the_tables_and_finds_what_is_wrong(tmp_path: Path) -> None:
    """A checker that others wrote: CSV on the web, each file with the metadata beside it."""
    files = as_csv(REPORT, WORDS)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    described = sorted(tmp_path.glob("*-metadata.json"))
    assert described
    for metadata in described:
        assert CSVW(str(metadata), validate=True).is_valid, metadata.name
    number = re.compile(rb",\d+(\r?\n)")
    told = tmp_path / "cme-by_area.csv"
    told.write_bytes(number.sub(rb",eight\1", told.read_bytes(), count=1))
    assert not CSVW(f"{told}-metadata.json", validate=True).is_valid


def test_the_metadata_name_each_column_of_the_file_and_what_is_no_number() -> None:
    files = as_csv(REPORT, WORDS)
    said: dict[str, Any] = json.loads(files["cme-by_area.csv-metadata.json"])
    header = next(csv.reader(io.StringIO(files["cme-by_area.csv"].decode("utf-8-sig"))))
    columns = said["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == header
    assert all(column["name"] in column["titles"] for column in columns)
    assert [column["datatype"] for column in columns] == [
        "string", "integer", "decimal", "integer", "integer",
    ]  # fmt: skip
    assert all(column["null"] == list(SYMBOLS) for column in columns[1:])
    assert said["tableSchema"]["primaryKey"] == ["area"]
    assert said["url"] == "cme-by_area.csv"
    for words in ("c: hidden to protect a child's identity.", "Counted: children."):
        assert words in said["dc:description"]


# Open data


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2026-07-01", "2026-09-30", ("202627", "Financial year Q2")),
        ("2027-01-01", "2027-03-31", ("202627", "Financial year Q4")),
        ("2026-07-01", "2026-09-29", None),
        ("2026-07-02", "2026-09-30", None),
        ("2026-09-01", "2026-09-30", ("2026", "September")),
        ("2026-09-01", "2027-08-31", ("202627", "Academic year")),
        ("2026-09-01", "2027-08-30", None),
        ("2026-09-01", "2026-11-30", None),
    ],
)
def test_only_a_whole_month_quarter_or_year_is_a_time_of_open_data(
    first: str, last: str, wanted: Time | None
) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    if wanted:
        assert time_of(period.ends_on, period) == wanted
    else:
        with pytest.raises(NoTime):
            time_of(period.ends_on, period)


def test_a_day_is_of_its_month() -> None:
    assert time_of(date(2026, 11, 23), None) == ("2026", "November")


@pytest.mark.parametrize(
    ("by", "labels", "wanted"),
    [
        ("quarter", "Quarter 1, April to June 2026", ("202627", "Financial year Q1")),
        ("quarter", "Quarter 4, January to March 2027", ("202627", "Financial year Q4")),
        ("month", "September 2026", ("2026", "September")),
        ("academic_year", "2025/26", ("202526", "Academic year")),
        ("term", "Autumn term 2025/26", ("202526", "Autumn term")),
        ("academic_year term", "2025/26|Autumn term", ("202526", "Autumn term")),
        ("academic_year month", "2026/27, so far|September 2026", ("2026", "September")),
    ],
)
def test_the_times_of_a_table_by_time_are_those_of_its_rows(
    by: str, labels: str, wanted: Time
) -> None:
    rows = (Row(tuple(labels.split("|")), (Count(things(9)),)),)
    faults, found, meta = written_ees(REPORT, table_by(*by.split(), rows=rows))
    assert faults == []
    assert [(row["time_period"], row["time_identifier"]) for row in found] == [wanted]
    assert not any(key in meta for key in by.split())


def test_a_quarter_that_is_not_over_is_left_out_and_said() -> None:
    over, running = (
        "Quarter 2, July to September 2026",
        "Quarter 3, October to December 2026, so far",
    )
    rows = tuple(Row((words,), (Count(things(9)),)) for words in (over, running))
    faults, found, _ = written_ees(REPORT, table_by("quarter", rows=rows))
    assert [row["time_identifier"] for row in found] == ["Financial year Q2"]
    assert [fault.message for fault in faults] == [
        f"{running} is no whole month, quarter, term or academic year, and is left out"
    ]
    with pytest.raises(NoTime, match="no row is of a whole"):
        written_ees(REPORT, table_by("quarter", rows=rows[1:]))


def test_open_data_has_every_combination_and_a_symbol_where_the_table_has_no_row() -> None:
    pairs = (("Total", "Total"), ("Total", "Girls"), ("North", "Total"))
    rows = tuple(Row(pair, (Count(things(9)),)) for pair in pairs)
    made = replace(table_by("area", "sex", rows=()), rows=rows, groups=BY_AREA.groups)
    faults, found, meta = written_ees(REPORT, made)
    assert faults == []
    assert [(row["area"], row["sex"], row["child_count"]) for row in found][-1] == (
        "North", "Girls", "z",
    )  # fmt: skip
    assert meta.splitlines()[1:3] == ["area,Filter,area,,,,,", "sex,Filter,sex,,,,,"]


def test_open_data_lose_no_row() -> None:
    rows = tuple(
        Row((label,), (Count(things(9)),)) for label in ("High School", "High  School", "B")
    )
    with pytest.raises(ValueError, match="one would be lost"):
        written_ees(REPORT, table_by("school", rows=rows))


# The committee paper


def test_the_pdf_and_the_word_file_of_a_paper_say_the_same() -> None:
    word = Document(io.BytesIO(paper_in_word()))
    text = " ".join(pdf_text(paper_in_pdf()).split())
    paragraphs = [each.text for each in word.paragraphs if each.text.strip()]
    cells = [cell.text for cell in word.tables[0]._cells]
    assert [each for each in (*paragraphs, *cells) if " ".join(each.split()) not in text] == []


def test_a_paper_has_its_sections_in_order_and_says_where_nothing_was_written() -> None:
    word = Document(io.BytesIO(paper_in_word()))
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]  # type: ignore[union-attr]
    assert headings == list(SECTIONS.values())
    text = [each.text for each in word.paragraphs]
    at = text.index(SECTIONS["purpose"])
    assert text[at + 1 : at + 3] == ["1. To tell the quarter.", "2. To ask what you think."]
    assert text[at + 4] == f"3. {NOT_WRITTEN}"


def test_a_table_of_a_paper_repeats_its_headings_and_a_picture_has_its_sentence() -> None:
    word = Document(io.BytesIO(paper_in_word()))
    rows = word.tables[0].rows
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, *([False] * 5)]
    pictures = word.element.body.findall(f".//{qn('wp:docPr')}")
    assert [each.get("descr") for each in pictures] == [bars().sentence]


def test_a_paper_is_written_into_the_councils_own_file() -> None:
    """Word cuts what somebody typed into runs where it likes."""
    own = Document(io.BytesIO(paper_template()))
    own.paragraphs[0].insert_paragraph_before("Our council")
    cut = own.sections[0].header.paragraphs[0]
    for part in ("For [comm", "ittee] on [meet", "ing date]"):
        cut.add_run(part)
    own.core_properties.author = "Somebody"
    out = io.BytesIO()
    own.save(out)
    word = Document(io.BytesIO(paper_docx(REPORT, WORDS, template=out.getvalue())))
    text = [each.text for each in word.paragraphs]
    assert text[:2] == ["Our council", "Scrutiny Committee\n20 October 2026"]
    assert word.sections[0].header.paragraphs[0].text == "For Scrutiny Committee on 20 October 2026"
    assert not any(mark in each for each in text for mark in ("[paper]", "[title]", "[status]"))
    assert word.core_properties.author == ""


def test_a_draft_says_so_in_every_paper_and_a_paper_goes_to_a_committee() -> None:
    draft = replace(WORDS, is_draft=True)
    assert "Draft: not released, and the numbers may change." in pdf_text(paper_pdf(REPORT, draft))
    with pytest.raises(ValueError, match="say which, and when it meets"):
        paper_docx(REPORT, replace(WORDS, committee=None))
    with pytest.raises(ValueError, match="no section to write named position"):
        Committee("A", date(2026, 10, 20), "B", {"position": "Nobody writes this"})


def test_the_pdf_of_a_paper_is_tagged_and_names_nobody() -> None:
    made = PdfReader(io.BytesIO(paper_in_pdf()))
    root: Any = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert made.metadata is not None
    assert made.metadata.author is None


def test_a_hidden_number_is_in_no_file_by_any_way_round() -> None:
    """What is hidden has no digits to leak: not in the counts of its percentage either."""
    rows = (Row(("A",), (Hidden(),)), Row(("B",), (Share(things(3), things(30)),)))
    made = report_of(table_by("area", rows=rows, columns=(WITH_WORKER,)))
    text = as_csv(made, WORDS)["cme-made.csv"].decode("utf-8-sig")
    assert text.splitlines()[1:] == ["A,c,c,c", "B,10.0,3,30"]
