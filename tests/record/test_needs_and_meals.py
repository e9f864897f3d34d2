"""Who is told to have social, emotional and mental health needs, and free school meals, since when.

Census days: 15 January and 21 May 2026, 21 January 2027.
"""

from __future__ import annotations

import pytest

from onroll.record.feeds import feed
from tests.record.feeds.school_side import census_file
from tests.record.gathered import Gathered
from tests.record.test_reference_tables import census_day, said

PLANS = (
    "Request Ref,SEN Ref,UPN,Forename,Surname,Date of Birth,Requested On,Decision to Assess On,"
    "Plan Decision,Plan Decision On,Plan Start,Plan Ceased On,Named URN,Primary Need\n"
)


@pytest.fixture
def gathered(tmp_path) -> Gathered:
    """Authority 999, with the one postcode district XE1."""
    return Gathered(tmp_path)


def told(gathered: Gathered, table: str, period: str, **values: str) -> None:
    """A file of one row of a table of a census."""
    _, text = census_file(feed(f"census_{table}"), **values)
    known_as = {"special_needs": "senneeds", "free_meals": "fsmperiod"}
    gathered.load(f"{period}_{known_as[table]}.csv", text)


@pytest.mark.parametrize(
    ("need", "since"), [("SEMH", [("2026-09-07", "2026-11-01")]), ("ASD", []), ("", [])]
)
def test_a_plan_names_the_need_from_the_day_it_begins_until_it_ceases(gathered, need, since):
    gathered.load(
        "sen2_plans_2026-11-01.csv",
        f"{PLANS}Q1,N1,,Amira,Lee,27/03/2013,01/06/2026,,Plan issued,,07/09/2026,01/11/2026,,"
        f"{need}\n",
    )
    assert said(gathered, "semh_need") == since


def test_a_need_stands_until_the_next_census_that_asks_for_needs(gathered):
    """Summer's census asks for none, so the January after says that it is another need."""
    census_day(gathered, "2026_spring")
    told(gathered, "special_needs", "2026_spring", pupil_table_id="a1", sentype="SEMH")
    assert said(gathered, "semh_need") == [("2026-01-15", "")]

    census_day(gathered, "2026_summer", "b2")
    assert said(gathered, "semh_need") == [("2026-01-15", "")]

    census_day(gathered, "2027_spring", "c3")
    told(gathered, "special_needs", "2027_spring", pupil_table_id="c3", sentype="ASD")
    assert said(gathered, "semh_need") == [("2026-01-15", "2027-01-21")]


def test_free_meals_last_until_the_newest_census_says_they_ended(gathered):
    """31 March is the last day of it; the census before did not know of an end."""
    since = "2025-Sep-01 00:00:00"
    census_day(gathered, "2026_spring")
    told(gathered, "free_meals", "2026_spring", pupil_table_id="a1", fsmstartdate=since,
         fsmenddate=" ")  # fmt: skip
    assert said(gathered, "free_school_meals") == [("2025-09-01", "")]

    census_day(gathered, "2026_summer", "b2")
    told(gathered, "free_meals", "2026_summer", pupil_table_id="b2", fsmstartdate=since,
         fsmenddate="2026-Mar-31 00:00:00")  # fmt: skip
    assert {*said(gathered, "free_school_meals")} == {("2025-09-01", "2026-04-01")}
