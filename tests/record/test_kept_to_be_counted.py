"""What a run keeps to be counted: the locality of each postcode, cases, brothers and sisters."""

from __future__ import annotations

from typing import Any

import pytest

from onroll.record.engines import connect
from onroll.record.feeds.loads import standing
from onroll.record.gather import gather
from onroll.record.home import Authority
from onroll.record.run_tables import LOCALITIES
from tests.record.gathered import Gathered

POSTCODES = [
    ("XE1 1AA", "its district"),
    ("XE1 2AA", "its sector, and not the district"),
    ("XE1 2AB", "its ward, and not the sector"),
    ("XE1 2AC", "its output area, and not the ward"),
    ("XE1 2AD", "itself, and not the output area"),
    ("XE11 2AA", None),  # begins as XE1 1 does, and is another district
    ("XE12 9ZZ", None),
]
WARD, LSOA = "E05999001", "E01999001"


@pytest.fixture
def gathered(tmp_path) -> Gathered:
    return Gathered(tmp_path)


def found(gathered: Gathered, *asked: str) -> list[list[tuple[Any, ...]]]:
    """What each query gives of all that is loaded."""
    authority = Authority("A", "A", "999", "#000", ("XE1",))
    with connect() as db:
        gather(db, standing(gathered.home), authority, lambda *_: None, {})
        return [db.execute(sql).fetchall() for sql in asked]


def test_the_smallest_place_that_is_told_of_says_in_which_locality_an_address_lies(
    gathered,
):
    roll = [
        f"P{n},,,,Amira,Okafor{n},,27/03/2013,F,,N,100001,C,01/09/2024,,{postcode}\n"
        for n, (postcode, _) in enumerate(POSTCODES)
    ]
    gathered.load(
        "roll_2026-10-05.csv",
        "Pupil ID,UPN,Former UPN,ULN,Forename,Surname,Preferred Forename,Date of Birth,Sex,"
        f"Ethnicity,SEN,URN,Enrolment Status,Entry Date,Address,Postcode\n{''.join(roll)}",
    )
    gathered.load(
        "localities_2026-09-01.csv",
        f"Place,Locality\nXE1,its district\nxe1  2,\"its sector, and not the district\"\n"
        f"{WARD},\"its ward, and not the sector\"\n{LSOA},\"its output area, and not the ward\"\n"
        "xe12ad,\"itself, and not the output area\"\n",
    )  # fmt: skip
    gathered.load(
        "postcodes_2026-08-01.csv",
        f"pcds,oslaua,oscty,osward,lsoa21,dointr,doterm\nXE1 2AB,E06999001,,{WARD},,198001,\n"
        f"XE1 2AC,E06999001,,{WARD},{LSOA},198001,\nXE1 2AD,E06999001,,{WARD},{LSOA},198001,\n",
    )
    assert found(gathered, LOCALITIES) == [POSTCODES]


def test_cases_are_kept_with_what_was_said_and_nothing_that_was_taken_back(gathered):
    heading = (
        "Decision Ref,Case Ref,Person ID,Decision,Holds From,Decided At,Decided By,Signed By,"
        "Taken Back At,Taken Back By,Predominant Issue,Outcome,Brother or Sister\n"
    )
    at = "2026-09-07,2026-09-07,alex"
    gathered.load(
        "casework_2026-10-05.csv",
        f"{heading}D1,K1,7,Case opened,{at},,,,Moved into the area,,\n"
        f"D2,K1,7,Case closed,{at},sam,2026-09-08,sam,,Not ours,\n"
        f"D3,K1,7,Case closed,{at},sam,,,,At a school that nobody knows,\n"
        f"D4,K1,7,Brother or sister linked,{at},,,,,,referral:R1\n"
        f"D5,K1,7,Brother or sister linked,{at},,2026-09-08,sam,,,referral:R2\n",
    )
    cases = "select record_id, case_ref, decision, issue, outcome from case_told order by all"
    kept, linked, places = found(gathered, cases, "from linked_sibling", LOCALITIES)
    assert kept == [
        ("casework:7", "K1", "Case closed", None, None),  # closed, and with no outcome we know
        ("casework:7", "K1", "Case opened", "Moved into the area", None),
    ]
    assert linked == [("casework:7", "referral:R1")]
    assert places == []  # no localities are loaded
