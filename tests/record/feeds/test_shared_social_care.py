"""Every sample of social care's returns under ../shared/data/feeds is read, row by row."""

import csv
import re
from collections import Counter
from pathlib import Path

import defusedxml.ElementTree
import pytest

from onroll.record.feeds import Severity, read
from onroll.record.feeds.catalogue import cin_codes, nccis_codes
from onroll.record.feeds.catalogue import ssda903_columns as ssda903
from onroll.record.feeds.columns import ColumnType

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"

REFERENCE = FOLDER.parent / "reference"

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"LOUD: the sample feeds are not at {FOLDER}"
)

SAMPLES = {
    "annex_a/Annex_A_2024_Jan.xlsx": ("annex_a", 43, 0),
    "cin/CIN_Census_2024.xml": ("cin_census", 7, 1),
    "cin/CIN_Census_2026.xml": ("cin_census", 7, 1),
    "ssda903/SSDA903_2020_episodes.csv": ("ssda903_episodes", 5, 0),
    "ssda903/SSDA903_2020_header.csv": ("ssda903_header", 5, 3),
}
"""The feed, the rows, and how many of them cannot be right and are held back."""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_known_by_its_columns_and_every_row_is_accounted_for(name):
    key, rows, held_back = SAMPLES[name]

    reading = read(FOLDER / name)

    assert reading.feed.key == key
    assert (reading.rows_in, reading.held_back_rows) == (rows, held_back)
    assert reading.accepted_rows == rows - held_back


def test_every_sample_of_social_care_is_tried():
    kinds = {name.split("/")[0] for name in SAMPLES}
    there = {str(p.relative_to(FOLDER)) for kind in kinds for p in (FOLDER / kind).iterdir()}

    assert there == set(SAMPLES)


CHILD_1 = 41
"""The line of the first module to end: an assessment; the child's own faults are on it too."""
SCHEMA_FAULTS = {
    (CHILD_1, "Text between elements", "PersonBirthDate"),
    (CHILD_1, "Sex", "1"),
    (CHILD_1, "AssessmentFactors", "1C; RB; 6B"),
    (54, "ICPCnotRequired", "false"),
}


@pytest.mark.parametrize(
    ("name", "last_assessment", "last_episode"),
    [("cin/CIN_Census_2024.xml", 92, 86), ("cin/CIN_Census_2026.xml", 104, 98)],
)
def test_a_census_that_fails_its_schema_is_read_and_what_fails_is_named(
    name, last_assessment, last_episode
):
    """The faults that the XML schema of 2026 finds in the file, each in its row's words."""
    reading = read(FOLDER / name)

    found = {(p.row, p.column, p.value) for p in reading.problems}
    assert found >= SCHEMA_FAULTS | {
        (last_assessment, "AssessmentFactors", ""),
        (last_episode, "ReferralNFA", "false"),
    }
    assert all(p.problem and p.fix for p in reading.problems)
    assert [(p.row, p.column) for p in reading.problems if p.severity is Severity.HELD_BACK] == [
        (CHILD_1, "AssessmentAuthorisationDate")
    ]


def test_the_element_that_the_schema_does_not_expect_is_named():
    reading = read(FOLDER / "cin/CIN_Census_2026.xml")

    assert "PPStartDate" in reading.unknown_columns
    assert "Columns that are not used: PPStartDate" in reading.notes[0]


def test_dummies_and_short_upns_are_named_and_the_rows_kept():
    header = read(FOLDER / "ssda903/SSDA903_2020_header.csv")
    episodes = read(FOLDER / "ssda903/SSDA903_2020_episodes.csv")

    assert Counter(p.rule_id for p in header.problems) == {
        "upn.not_a_upn": 5,
        "row.repeated": 3,
        "child_born_on.before_date_of_birth": 1,
        "ethnicity.not_in_list": 1,
    }
    dummy = [p for p in episodes.problems if p.value == "*DUMMY*"]
    assert [(p.row, p.column, p.severity) for p in dummy] == [(6, "RNE", Severity.WARN)]
    assert episodes.unknown_columns == ("TEST_COLUMN",)
    assert episodes.accepted["reason"].to_pylist() == ["P", "S", "T", "L", None]


def codes(of: ColumnType) -> set[str]:
    return set(of.name.partition(" of ")[2].removeprefix("of ").split(", "))


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("referralsourcetype", cin_codes.REFERRAL_SOURCE),
        ("primaryneedcodetype", cin_codes.PRIMARY_NEED),
        ("reasonforclosuretype", cin_codes.CLOSURE_REASON),
        ("categoryofabusetype", cin_codes.ABUSE),
        ("disabilitytype", cin_codes.DISABILITIES),
        ("assessmentfactorstype", cin_codes.ASSESSMENT_FACTORS),
    ],
)
@pytest.mark.parametrize("year", [2025, 2026])
def test_the_codes_of_the_census_are_those_of_its_schema(year, name, ours):
    schema = defusedxml.ElementTree.parse(REFERENCE / f"cin_census/CIN_schema_{year}.xsd")
    xs = "{http://www.w3.org/2001/XMLSchema}"
    theirs = {
        value.get("value")
        for each in schema.iter(f"{xs}simpleType")
        if each.get("name") == name
        for value in each.iter(f"{xs}enumeration")
    }

    assert codes(ours) == theirs


def specified(text: str, table: str, column: str) -> set[str]:
    """The codes of a column in the return's specification, a file of indented lines."""
    lines = text.partition(f"    {table}:\n")[2].partition(f"      {column}:\n")[2]
    return set(re.findall(r'code: "(\w+)"', re.split(r"\n      \w", lines)[0]))


@pytest.mark.parametrize(
    ("column", "ours", "more"),
    [
        ("RNE", ssda903.REASON_FOR_NEW_EPISODE, set()),
        ("LS", ssda903.LEGAL_STATUS, set()),
        ("CIN", ssda903.NEED, set()),
        ("PLACE", ssda903.placement_codes(2024), set()),
        ("PLACE_PROVIDER", ssda903.PROVIDER, set()),
        ("REC", ssda903.REASON_CEASED, {"E45", "E46", "E47", "E48"}),
        ("REASON_PLACE_CHANGE", ssda903.REASON_PLACE_CHANGE, {"CUSTOD"}),
    ],
)
def test_the_codes_of_the_return_are_those_of_its_specification(column, ours, more):
    text = (REFERENCE / "ssda903/SSDA903_schema_2017.yml").read_text()

    assert codes(ours) == specified(text, "episodes", column) | more


def test_the_placements_of_2025_are_those_of_its_changes():
    changes = (REFERENCE / "ssda903/SSDA903_schema_2025.diff.yml").read_text()
    theirs = re.findall(r'code: "(\w+)"', changes.partition("episodes.PLACE.category")[2])

    assert codes(ssda903.placement_codes(2025)) == set(theirs)


def test_every_activity_code_has_its_group_and_only_550_is_read_otherwise():
    with (REFERENCE / "nccis_current_activity_codes.csv").open(encoding="utf-8") as file:
        groups = {line["code"]: line["group"] for line in csv.DictReader(file)}
    neet = {*nccis_codes.NEET_AVAILABLE, *nccis_codes.NEET_NOT_AVAILABLE}

    assert codes(nccis_codes.ACTIVITY) == set(groups)
    assert {code for code in groups if groups[code].startswith("NEET")} - neet == {"550"}
    assert all(groups[code].startswith("NEET") for code in neet)
