"""What facts are joined with: postcodes and authorities' codes, and the pupils of a census."""

from __future__ import annotations

import pytest

from onroll.record.feeds import feed
from tests.record.feeds.school_side import census_file
from tests.record.gathered import Gathered
from tests.record.test_gather import CENSUS, CENSUS_LEAVERS, ROLL, UPN, pupil

LA_CODES = "new_la_code,la_name,date_of_operation,date_of_termination,old_la_code\n"
POSTCODES = "pcds,oslaua,oscty,dointr,doterm\n"


@pytest.fixture
def gathered(tmp_path) -> Gathered:
    """Authority 999, with the one postcode district XE1."""
    return Gathered(tmp_path)


def said(gathered: Gathered, fact: str) -> list[tuple[str, str]]:
    """From and to, the last open, of each fact of that name."""
    return [(start, end) for _, _, start, end in gathered.said(fact)]


@pytest.mark.parametrize(
    ("postcode", "in_area", "without_the_file"),
    [
        ("XE1 2AB", True, True),
        ("XE1 9ZZ", False, True),  # across the boundary, in the authority's district
        ("XE3 1AA", True, False),  # in the area, in no district of the authority's
        ("XE1 7NW", True, True),  # a new one, which the file has not
        ("XE4 1AA", True, False),  # in a district council's area within the county
    ],
)
def test_a_file_of_postcodes_says_what_lies_in_the_area(
    gathered, postcode, in_area, without_the_file
):
    gathered.load(
        "addresses_2026-10-05.csv",
        "Pupil ID,Address,Town,Postcode,UPRN,From,To,Asserted By,Verified By,Verified On\n"
        f"P1,1 High St,Exam,{postcode},,01/09/2024,,School,,\n",
    )
    here = [("2024-09-01", "")]
    assert said(gathered, "address_in_area") == (here if without_the_file else [])
    gathered.load(
        "postcodes_2026-08-01.csv",
        POSTCODES + "XE1 2AB,E06999001,E99999999,198001,\nXE1 9ZZ,E06999002,E99999999,198001,\n"
        "XE3 1AA,E06999001,E99999999,198001,201005\nXE4 1AA,E07999001,E10999001,198001,\n",
    )
    assert said(gathered, "address_in_area") == (here if without_the_file else [])
    gathered.load(
        "la_codes_2026-04-01.csv",
        LA_CODES + "E06999001,A,01/04/2009,,999\nE10999001,A,01/04/1974,31/03/2009,999\n"
        "E06999002,B,01/04/2009,,998\n",
    )
    assert said(gathered, "address_in_area") == (here if in_area else [])


def census_day(gathered: Gathered, period: str, table_id: str = "a1", possible: int = 100) -> None:
    heading = CENSUS.strip() + ",termlysessionspossible\n"
    row = f"{table_id},100001,2013-Mar-27 00:00:00,Okafor,Amira,{UPN},,,F,2024-Sep-01 00:00:00,C,N"
    gathered.load(f"{period}_pupilonroll.csv", f"{heading}{row},{possible}\n")


def addresses(gathered: Gathered, period: str, postcode: str, table_id: str = "a1") -> None:
    _, text = census_file(
        feed("census_addresses"), pupil_table_id=table_id, postcode=postcode, table_id="t1"
    )
    gathered.load(f"{period}_addresses.csv", text)


def test_a_census_address_is_the_childs_whom_the_pupil_table_of_that_census_names(gathered):
    """Spring's address is in the area, summer's out of it; the keys differ, the UPN does not."""
    census_day(gathered, "2026_spring")
    addresses(gathered, "2026_spring", "XE1 2AB")
    assert said(gathered, "address_in_area") == [("2026-01-15", "")]

    census_day(gathered, "2026_summer", "b2")
    addresses(gathered, "2026_summer", "ZZ1 1AA", "b2")
    assert said(gathered, "address_in_area") == [("2026-01-15", "2026-05-21")]
    assert gathered.records == [(f"school_census:{UPN}",)]


def test_a_census_address_of_nobody_says_nothing_and_makes_no_record(gathered):
    gathered.load("roll_2026-11-01.csv", ROLL + pupil("P1"))
    census_day(gathered, "2026_spring")
    addresses(gathered, "2026_spring", "XE1 2AB", "nobody")

    assert said(gathered, "address_in_area") == []
    assert gathered.records == [("pupil_system:P1",), (f"school_census:{UPN}",)]


def test_a_leaver_lived_at_the_census_address_from_the_day_of_leaving(gathered):
    row = (
        f"a1,100001,2013-Mar-27 00:00:00,Okafor,Amira,{UPN},,,F,2024-Sep-01 00:00:00,"
        "2026-Jul-20 00:00:00\n"
    )
    gathered.load("2026_autumn_pupilnolongeronroll.csv", CENSUS_LEAVERS + row)
    _, text = census_file(
        feed("census_autumn_addresses_off_roll"), pupil_table_id="a1", postcode="XE1 2AB"
    )
    gathered.load("2026_autumn_addressesoffroll.csv", text)

    assert said(gathered, "address_in_area") == [("2026-07-20", "")]


def sessions(gathered: Gathered, period: str, table_id: str = "a1", **missed: int) -> None:
    heading = (
        "termlysessiondetailsonrolltableid,NativeId,termlysessiondetailsonrollorderseqcolumn,"
        "sourceid,pupilonrolltableid,sessions,attendancereason\n"
    )
    rows = [f"t{code},100001,1,s,{table_id},{count}.0,{code}\n" for code, count in missed.items()]
    gathered.load(f"{period}_termlysessiondetailsonroll.csv", heading + "".join(rows))


def test_a_terms_sessions_are_added_up_over_the_school_year(gathered):
    """40 of 100 is no half. With 70 of 100 it is 110 of 200; code B is attendance, D is neither."""
    census_day(gathered, "2026_spring")
    sessions(gathered, "2026_spring", I=30, N=10, B=30, D=20)
    assert said(gathered, "severely_absent") == []

    census_day(gathered, "2026_summer", "b2")
    sessions(gathered, "2026_summer", "b2", I=70)
    assert said(gathered, "severely_absent") == [("2026-05-21", "2026-09-01")]


def test_a_term_of_full_attendance_counts_though_no_row_of_the_table_says_so(gathered):
    """60 of 100, then 0 of 100 is 60 of 200: true from January's census to May's."""
    census_day(gathered, "2026_spring")
    sessions(gathered, "2026_spring", O=60)
    census_day(gathered, "2026_summer", "b2")
    gathered.load(
        "2026_summer_termlysessiondetailsonroll.csv",
        "termlysessiondetailsonrolltableid,NativeId,termlysessiondetailsonrollorderseqcolumn,"
        "sourceid,pupilonrolltableid,sessions,attendancereason\nt,100001,1,s,other,100,I\n",
    )

    assert said(gathered, "severely_absent") == [("2026-01-15", "2026-05-21")]


def test_the_autumn_census_tells_of_a_school_year_that_is_over(gathered):
    census_day(gathered, "2026_autumn")
    sessions(gathered, "2026_autumn", O=100)

    assert said(gathered, "severely_absent") == []
