# ruff: noqa: E501 (a file is read as it is written)
"""Files of open data keep the standard of explore education statistics, or it is said what not.

The pairs that the department's own screener is tested with are not part of onroll; where they lie
beside it, our verdict on each must be the department's.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onroll.cli import app
from onroll.figures import ees
from onroll.figures.ees.checker import faults_of, passes
from onroll.figures.ees.file_pair import FilePair, NotAFile, read_table
from onroll.figures.ees.place_checks import Places, places_of

SHARED = Path(__file__).parents[3] / "shared/data"
CORPUS = SHARED / "ees_conformance"
LISTS = SHARED / "reference/ees_standard"

DATA = """\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,\
new_la_code,la_name,old_la_code,sex,child_count,child_percent
202627,Academic year,National,E92000001,England,,,,,,Total,120,100
202627,Academic year,National,E92000001,England,,,,,,Female,61,50.8
202627,Academic year,National,E92000001,England,,,,,,Male,59,49.2
202627,Academic year,Local authority,E92000001,England,E12000008,South East,E06000039,Slough,871,Total,12,100
202627,Academic year,Local authority,E92000001,England,E12000008,South East,E06000039,Slough,871,Female,c,c
202627,Academic year,Local authority,E92000001,England,E12000008,South East,E06000039,Slough,871,Male,c,c
"""
METADATA = """\
col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
sex,Filter,Sex,,,,,
child_count,Indicator,Children,,,0,,
child_percent,Indicator,Share of children,,%,1,,
"""
PLACES = Places(
    frozenset({("E06000039", "Slough", "871"), ("E06000038", "Reading", "870")}),
    frozenset({("E12000008", "South East")}),
)


def pair(data: str = DATA, metadata: str = METADATA) -> FilePair:
    return FilePair(
        read_table(data.encode(), "data.csv"), read_table(metadata.encode(), "data.meta.csv")
    )


def test_a_pair_that_keeps_the_standard_has_no_finding() -> None:
    assert faults_of(pair(), PLACES) == []


OTHERWISE: list[tuple[str, str, str, str]] = [
    # what is changed in the data, to what, the check that finds it, and its words
    ("202627,", "202628,", "time_period", "202628 is no year and the one after it. Write 202627"),
    ("202627,", "2026/27,", "time_period", "2026/27 must be 6 digits for Academic year"),
    ("Academic year", "Academic Year", "time_identifier", "Academic Year is no time"),
    ("Local authority", "LA", "geographic_level", "LA is no level of the standard"),
    (",12,100", ",,100", "not_a_number", "child_count is empty. Write 0 for none"),
    (",12,100", ",[c],100", "not_a_number", "[c] is no number"),
    (",c,c", ",:,c", "not_a_number", ": is no number"),
    (",120,", ',"1,200",', "not_a_number", "1,200 is no number"),
    ("Female", "Female ", "filter_item", "'Female ' has a space"),
    (",Total,", ",All,", "total_otherwise", "Write Total in the place of All"),
    (",Male,", ",Female,", "row_twice", "is of the same time, place and filters"),
    ("Slough,871", "Slough,870", "place_not_known", "E06000039, Slough, 870 is no place"),
    ("E12000008,South East", ",", "region_missing", "Say in which region Slough lies"),
    ("England,,,,,,Total", "England,E12000008,South East,,,,Total", "place_of_another_level",
     "E12000008 does not belong to a row of National"),
    ("E92000001,England,,", "E92000001,Britain,,", "place_not_known", "Britain is no place"),
    ("time_identifier,geo", "when,geo", "column_missing", "Add the column time_identifier"),
    (",59,49.2", ",59", "row_width", "more or fewer cells than the 13 columns"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "name", "words"), OTHERWISE)
def test_what_does_not_keep_it_is_found_with_what_to_do(
    was: str, now: str, name: str, words: str
) -> None:
    assert was in DATA
    found = [each for each in faults_of(pair(DATA.replace(was, now)), PLACES) if each.check == name]
    assert found, f"nothing was found by {name}"
    assert words in found[0].message


WARNED: list[tuple[str, str, str]] = [
    (",59,49.2", ",-59,49.2", "-59 is less than nothing, and child_count is a count"),
    (",59,49.2", ",59,250", "250 % is not between 0 and 100"),
]


@pytest.mark.parametrize(("was", "now", "words"), WARNED)
def test_what_the_department_takes_and_is_odd_is_warned_of(was: str, now: str, words: str) -> None:
    found = faults_of(pair(DATA.replace(was, now)), PLACES)
    assert passes(found)
    assert [each.message for each in found if words in each.message]


IN_METADATA: list[tuple[str, str, str]] = [
    ("Filter,Sex", "Filters,Sex", "col_type"),
    ("Filter,Sex", "Filter,", "label_missing"),
    ("Share of children", "children", "label_twice"),
    ("Share of children", "x" * 81, "label_length"),
    (",%,1", ",percent,1", "indicator_unit"),
    (",%,1", ",%,one", "indicator_dp"),
    ("Filter,Sex,,,", "Filter,Sex,,%,", "filter_indicator_unit"),
    ("Filter,Sex,,,,,", "Filter,Sex,,,,,who", "grouping_not_in_data"),
    ("sex,Filter", "Sex,Filter", "not_in_data"),
    ("sex,Filter", "la_name,Filter", "time_or_place"),
    ("filter_hint", "hint", "column_missing"),
]


@pytest.mark.parametrize(("was", "now", "name"), IN_METADATA)
def test_metadata_say_what_each_column_is(was: str, now: str, name: str) -> None:
    assert was in METADATA
    found = faults_of(pair(metadata=METADATA.replace(was, now)), PLACES)
    assert name in {each.check for each in found if each.level == "fail"}


def test_times_of_two_families_are_not_in_one_file() -> None:
    terms = DATA.replace("Academic year,National", "Autumn term,National")
    (found,) = faults_of(pair(terms), PLACES)
    assert found.message.startswith("Autumn term and Academic year may not be in one file")
    assert faults_of(pair(DATA.replace("Academic year", "Autumn term")), PLACES) == []


def test_without_the_departments_lists_a_code_still_has_one_name() -> None:
    renamed = DATA.replace("E06000039,Slough,871,Male", "E06000039,Windsor,871,Male")
    (found,) = faults_of(pair(renamed))
    assert found.message == "E06000039 is Slough and Windsor. One code has one name"
    assert faults_of(pair(DATA.replace("Slough,871", "Slough,870"))) == []


def test_a_place_that_is_not_available_needs_no_list() -> None:
    nowhere = DATA.replace(
        "E12000008,South East,E06000039,Slough,871", "x,Not available,x,Not available,"
    )
    assert faults_of(pair(nowhere), PLACES) == []


@pytest.mark.parametrize("content", [b"", b"a\x00b", b"\xff\xfe\x00"])
def test_what_is_no_csv_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotAFile, match=r"data\.csv"):
        read_table(content, "data.csv")


def test_the_command_line_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    data = tmp_path / "scorecard.csv"
    data.write_text(DATA, encoding="utf-8")
    (tmp_path / "scorecard.meta.csv").write_text(METADATA, encoding="utf-8")
    run = CliRunner()
    assert run.invoke(app, ["check", "ees", str(data)]).exit_code == 0
    data.write_text(DATA.replace(",12,100", ",,100"), encoding="utf-8")
    told = run.invoke(app, ["check", "ees", str(data)])
    assert told.exit_code == 3
    assert "fail: data, row 5, child_count: child_count is empty" in told.output
    (first,) = json.loads(run.invoke(app, ["check", "ees", str(data), "--json"]).stdout)
    assert (first["row"], first["column"], first["level"]) == (5, "child_count", "fail")


CASES = list(csv.DictReader((CORPUS / "MANIFEST.csv").open())) if CORPUS.exists() else []


@pytest.mark.skipif(not CASES, reason=f"NOT CHECKED: the department's pairs are not at {CORPUS}")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["stem"])
def test_our_verdict_on_each_of_the_departments_pairs_is_its_own(case: dict[str, str]) -> None:
    stem = CORPUS / case["folder"] / case["stem"]
    lists = places_of(*((LISTS / name).read_text() for name in ("las.csv", "regions.csv")))
    for places in (lists, None):
        found = ees.check(stem.with_suffix(".csv"), stem.with_suffix(".meta.csv"), places)
        assert passes(found) == (case["expected_passed"] == "TRUE"), found[:5]
