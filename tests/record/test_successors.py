"""A school that becomes an academy keeps its pupils: what a conversion does to who is on roll."""

from __future__ import annotations

import pytest

from tests.record.gathered import Gathered
from tests.record.test_gather import ROLL, Council

OLD, NEW, NEWER, OTHER = "100001", "100009", "100010", "100002"
REGISTER = (
    "URN,EstablishmentName,TypeOfEstablishment (name),PhaseOfEducation (name),"
    "EstablishmentStatus (name),OpenDate,CloseDate\n"
    f"{OLD},Hilltop,Community school,Primary,Closed,01-09-1990,30-09-2026\n"
    f"{NEW},Hilltop Academy,Academy converter,Primary,Open,01-10-2026,\n"
    f"{OTHER},Low Lane,Community school,Primary,Open,01-09-1990,\n"
)
LINKS = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
LEAVERS = (
    "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,Ethnicity,URN,Enrolment Status,Entry Date,"
    "Leaving Date,Ground,Destination,Notified On\n"
)
BORN = {"P1": "27/03/2015", "P2": "14/05/2016", "P3": "01/11/2014", "P4": "09/09/2015"}


def on_roll(child: str, urn: str, entered: str) -> str:
    return f"{child},,{child},Test,{BORN[child]},F,{urn},C,{entered},\n"


def left(child: str, on: str, urn: str = OLD) -> str:
    return f"{child},,{child},Test,{BORN[child]},F,,{urn},C,01/09/2024,{on},,,\n"


@pytest.fixture
def gathered(tmp_path) -> Gathered:
    gathered = Gathered(tmp_path)
    gathered.load("schools.csv", REGISTER)
    return gathered


CONVERSION = f"{OLD},{NEW},Hilltop Academy,Successor,01-10-2026\n"


def convert(gathered: Gathered | Council, link: str = CONVERSION) -> None:
    gathered.load("links_edubasealldata20261005.csv", LINKS + link)


def places(gathered: Gathered) -> list[tuple[str, str | None, str, str]]:
    """Each place on a roll: child, school, from, to; open ones with no day."""
    found = gathered.said("on_roll")
    return [(who.removeprefix("pupil_system:"), *rest) for who, *rest in found]


def test_a_conversion_moves_those_who_stayed_to_the_end_and_nobody_who_had_left(gathered):
    """P1 left on the last day, P2 is still on the old roll, P3 had left before, P4 is elsewhere."""
    convert(gathered)
    gathered.load(
        "leavers_2026-10-05.csv", LEAVERS + left("P1", "30/09/2026") + left("P3", "20/09/2026")
    )
    gathered.load(
        "roll_2026-10-05.csv",
        ROLL + on_roll("P2", OLD, "01/09/2024") + on_roll("P4", OTHER, "01/09/2024"),
    )

    assert places(gathered) == [
        ("P1", OLD, "2024-09-01", "2026-10-01"),
        ("P1", NEW, "2026-10-01", ""),
        ("P2", OLD, "2024-09-01", "2026-10-01"),
        ("P2", NEW, "2026-10-01", ""),
        ("P3", OLD, "2024-09-01", "2026-09-20"),
        ("P4", OTHER, "2024-09-01", ""),
    ]


def test_without_a_link_a_school_that_closes_has_lost_its_pupils(gathered):
    gathered.load("leavers_2026-10-05.csv", LEAVERS + left("P1", "30/09/2026"))

    assert places(gathered) == [("P1", OLD, "2024-09-01", "2026-09-30")]


def test_the_successors_own_roll_says_who_is_on_it(gathered):
    """P1 came along; P2 is on the roll of the school that closed and on no other."""
    convert(gathered)
    gathered.load(
        "roll_2026-10-12.csv",
        ROLL + on_roll("P1", NEW, "01/10/2026") + on_roll("P2", OLD, "01/09/2024"),
    )
    gathered.load("leavers_2026-10-12.csv", LEAVERS + left("P1", "30/09/2026"))

    assert places(gathered) == [
        ("P1", OLD, "2024-09-01", "2026-10-01"),
        ("P1", NEW, "2026-10-01", ""),
        ("P2", OLD, "2024-09-01", "2026-10-01"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        f"{NEW},{OLD},Hilltop,Predecessor,01-10-2026\n",
        f"{OLD},{NEW},Hilltop Academy,Successor - amalgamated,01-10-2026\n",
    ],
)
def test_a_link_is_read_from_either_end(gathered, link):
    convert(gathered, link)
    gathered.load("roll_2026-10-05.csv", ROLL + on_roll("P1", OLD, "01/09/2024"))

    assert ("P1", NEW, "2026-10-01", "") in places(gathered)


def test_a_successor_may_have_a_successor(gathered):
    convert(
        gathered,
        f"{OLD},{NEW},Hilltop Academy,Successor,01-10-2026\n"
        f"{NEW},{NEWER},Hilltop Trust,Successor,01-11-2026\n",
    )
    gathered.load("roll_2026-09-05.csv", ROLL + on_roll("P1", OLD, "01/09/2024"))

    assert places(gathered) == [
        ("P1", OLD, "2024-09-01", "2026-10-01"),
        ("P1", NEW, "2026-10-01", "2026-11-01"),
        ("P1", NEWER, "2026-11-01", ""),
    ]


def test_a_link_of_another_sort_moves_nobody(gathered):
    convert(gathered, f"{OLD},{NEW},Hilltop Academy,Sixth Form Centre Link,01-10-2026\n")
    gathered.load("roll_2026-10-05.csv", ROLL + on_roll("P1", OLD, "01/09/2024"))

    assert places(gathered) == [("P1", OLD, "2024-09-01", "")]


def test_no_child_is_missing_education_for_a_conversion(tmp_path):
    """The demonstration that matters: the old roll is gone, the new one has not come yet."""
    council = Council(tmp_path)
    council.load("schools.csv", REGISTER)
    convert(council)
    council.load("leavers_2026-10-05.csv", LEAVERS + left("P1", "30/09/2026"))
    council.load(
        "addresses_2026-10-05.csv",
        "Pupil ID,Address,Town,Postcode,UPRN,From,To,Asserted By,Verified By,Verified On\n"
        "P1,1 High St,Exam,XE1 2AB,,01/09/2024,,School,,\n",
    )

    held = {row["definition"] for row in council.rows("statuses")}
    assert "resident" in held
    assert "missing_education" not in held
