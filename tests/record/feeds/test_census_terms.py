"""Which columns and codes a census table has in which term, and what is said when they differ."""

import csv
from importlib.resources import files

import pytest

from onroll.record.feeds import feed, read
from onroll.record.feeds.catalogue.census_terms import NEWEST, TERMS, columns_of, tables
from onroll.record.feeds.catalogue.school_census import FEEDS, TABLES
from onroll.record.feeds.known import Known
from onroll.record.feeds.questions import questions

SESSIONS = feed("census_sessions_on_roll")
KEYS = (
    "termlysessiondetailsonrolltableid,NativeId,termlysessiondetailsonrollorderseqcolumn,sourceid,"
    "pupilonrolltableid"
)


def file(year: int, term: str = "autumn") -> str:
    return f"{year}_{term}_termlysessiondetailsonroll.csv"


@pytest.mark.parametrize(
    ("key", "every"),
    [
        ("census_sessions_on_roll", 150),  # each term
        ("census_addresses", 275),  # spring and summer
        ("census_autumn_addresses_on_roll", 400),
        ("census_childcare", 400),  # says nothing of a child
    ],
)
def test_a_table_is_expected_from_one_census_that_asks_for_it_to_the_next(key, every):
    assert (feed(key).collected, feed(key).expected_days) == (True, every)


def test_tables_that_no_census_asks_for_any_more_are_no_longer_collected():
    assert {each.key for each in FEEDS if not each.collected} == {
        "census_annual_sessions_on_roll",
        "census_annual_sessions_off_roll",
        "census_levels",
        "census_nationalities_on_roll",
        "census_nationalities_off_roll",
    }


def test_every_table_of_the_data_is_a_feed_but_those_of_pupils_and_exclusions_on_roll():
    others = {"pupilonroll", "pupilnolongeronroll", "termlyexclusionsonroll"}
    assert tables().keys() - TABLES.keys() == others
    assert TABLES.keys() <= tables().keys()
    assert len(FEEDS) == len({feed.key for feed in FEEDS}) == 36


@pytest.mark.parametrize("year", range(2015, NEWEST + 1))
def test_every_code_column_of_every_year_has_its_codes(year):
    with_codes = {line["column"] for line in _lines("census_codes.csv")}
    for table, columns in tables().items():
        for term in TERMS:
            here = [column for column in columns if column.is_in(f"{year}_{term}")]
            assert {c.heading for c in here if c.reads == "codes"} <= with_codes
            named = columns_of(table, f"{year}_{term}", known_as={})
            assert [column.title for column in named] == [column.heading for column in here]


def _lines(name):
    text = files("onroll.record.feeds.catalogue").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize(
    ("year", "heading"), [(2019, "absencesessions"), (2020, "sessions"), (2031, "sessions")]
)
def test_the_sessions_of_every_year_are_one_column(year, heading, write):
    """Called absencesessions up to 2019; a year that is not known yet is as the newest known."""
    row = "t1,100001,1,s,a1,12.0,C"

    reading = read(write(file(year), f"{KEYS},{heading},attendancereason\n{row}\n"))

    assert reading.accepted["sessions"].to_pylist() == [12]
    assert reading.problems == []


def test_a_column_that_the_terms_census_does_not_have_is_noted_and_left_alone(write):
    """It came with the census of spring 2025."""
    text = (
        "childcaretableid,NativeId,childcareorderseqcolumn,sourceid,schooltableid,"
        "childcarebefore8am\nt1,100001,1,s,b1,YES\n"
    )

    early = read(write("2024_spring_childcare.csv", text))
    later = read(write("2025_spring_childcare.csv", text))

    assert early.notes == ["Columns that are not used: childcarebefore8am."]
    assert later.notes == []


def test_a_column_that_the_terms_census_has_and_the_file_has_not_is_asked_about(write):
    reading = read(write(file(2024), f"{KEYS},sessions\nt1,100001,1,s,a1,12\n"))

    (asked,) = questions(reading, Known.nothing())
    assert asked.rule_id == "columns.missing"
    assert "attendancereason" in asked.problem


@pytest.mark.parametrize(
    ("year", "term", "code", "known"),
    [
        (2019, "autumn", "H", True),
        (2019, "autumn", "C2", False),
        (2024, "summer", "C2", False),
        (2024, "autumn", "C2", True),
        (2024, "autumn", "Y", False),
    ],
)
def test_a_code_is_held_against_the_codes_of_its_term_and_costs_no_row(
    year, term, code, known, write
):
    heading = "absencesessions" if year < 2020 else "sessions"
    text = f"{KEYS},{heading},attendancereason\nt1,100001,1,s,a1,12,{code}\n"

    reading = read(write(file(year, term), text))

    assert reading.accepted_rows == 1
    assert [problem.rule_id for problem in reading.problems] == (
        [] if known else ["attendancereason.not_in_list"]
    )


def test_a_code_may_be_written_as_its_words(write):
    text = (
        "childcaretableid,NativeId,childcareorderseqcolumn,sourceid,schooltableid,otherschools\n"
        "t1,100001,1,s,b1,Unknown\n"
    )

    reading = read(write("2024_spring_childcare.csv", text))

    assert reading.accepted["otherschools"].to_pylist() == ["U"]


def test_a_table_whose_pupil_cannot_be_told_is_refused(write):
    text = "addressestableid,NativeId,addressesorderseqcolumn,sourceid,postcode\nt,1,1,s,XE1 2AB\n"

    with pytest.raises(Exception, match="could not find a column for pupilonrolltableid"):
        read(write("2024_spring_addresses.csv", text))


def test_a_year_of_pupils_has_the_terms_columns(write):
    """Ethnicity is in the spring census and not in the autumn's."""
    columns = {
        term: {c.title for c in feed("census_on_roll").of_period(f"2026_{term}").columns}
        for term in ("spring", "autumn")
    }

    assert "ethnicity" in columns["spring"] - columns["autumn"]


def test_a_file_of_school_level_statistics_is_no_table_of_authorities(write):
    """Every published table has the authorities' codes in it."""
    text = (
        "time_period,geographic_level,old_la_code,new_la_code,la_name,URN,school_name,headcount\n"
        "202526,School,001,E06999001,Exampleshire,100001,Hilltop,900\n"
    )

    with pytest.raises(Exception, match=r"those of no feed .* Your columns are: time_period"):
        read(write("spc_school_level.csv", text))
