# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Children missing out on education, counted on the day of the monthly census: groups overlap.

Leicestershire counts on the census day of each monthly return (2020, paragraph 16). A child may be
in several of the eleven groups and is one child; whoever is taught full time is in the central
record and is not missing out. The census days here are Friday 31 October and Friday 28 November
2025; October's was counted by what had been told by then.
"""

import pytest

from onroll.record.definitions import definition
from onroll.record.ledger import Cause, Ledger, ledger
from tests.scenarios.sources import Found, Sources

PUPILS = """
    Pupil ID | UPN           | Forename | Surname  | Date of Birth | Ethnicity | URN    | Entry Date
    ---------+---------------+----------+----------+---------------+-----------+--------+-----------
    P1       | E801400018001 | Amira    | Adebayo  | 14/05/2013    | BAFR      | 100001 | 01/09/2024
    P2       | U801400018002 | Ben      | Brook    | 02/02/2013    | WBRI      | 100001 | 01/09/2024
    P3       | H801400018003 | Cara     | Castle   | 03/03/2015    | WBRI      | 100002 | 01/09/2019
    P4       | X801400018004 | Dev      | Dean     | 04/04/2011    | AIND      | 100001 | 01/09/2022
    P5       | L801400018005 | Ela      | Elm      | 05/05/2015    | WIRT      | 100002 | 01/09/2019
    P6       | A801400018006 | Finn     | Field    | 06/06/2012    | WBRI      | 100001 | 01/09/2023
"""
EXCLUSIONS = """
    Pupil ID | UPN | URN    | Category | Start Date | Sessions | Reason 1 | Reason 2 | Reason 3 | Reinstated On
    ---------+-----+--------+----------+------------+----------+----------+----------+----------+--------------
    P2       |     | 100001 | PERM     | 15/10/2025 |          | PP       |          |          |
"""
TIMETABLES = """
    Pupil ID | UPN | URN    | Start      | End | Hours a Week | Reason | Personalised Plan | Review Due
    ---------+-----+--------+------------+-----+--------------+--------+-------------------+-----------
    P1       |     | 100001 | 08/09/2025 |     | 12           | SB     | Y                 | 06/10/2025
    P6       |     | 100001 | 13/10/2025 |     | 15           | SB     | Y                 | 10/11/2025
"""
HOSPITAL = """
    Hospital Learner Ref | UPN           | NHS Number | Forename | Surname | Date of Birth | Admitted to Hospital | Discharged | Hours a Week
    ---------------------+---------------+------------+----------+---------+---------------+----------------------+------------+-------------
    H3                   | H801400018003 |            | Cara     | Castle  | 03/03/2015    | 03/11/2025           |            | 15
"""
HEALTH = """
    NHS Number | Forename | Surname | Date of Birth | Postcode | Service         | From     | To | Evidence
    -----------+----------+---------+---------------+----------+-----------------+----------+----+---------
    9434765870 | Dev      | Dean    | 20110404      | XE1 2AB  | CAMHS community | 20250929 |    | Letter
    9434765919 | Finn     | Field   | 20120606      | XE1 2AB  | CAMHS community | 20251020 |    | Letter
"""
PLACEMENTS_OCTOBER = """
    Placement Ref | Learner Ref | UPN           | Forename | Surname | Date of Birth | Postcode | Provider | URN | Arranged By   | Start      | End | Hours a Week | Suitable
    --------------+-------------+---------------+----------+---------+---------------+----------+----------+-----+---------------+------------+-----+--------------+---------
    L4            | D4          | X801400018004 | Dev      | Dean    | 04/04/2011    | XE1 2AB  | A tutor  |     | LA section 19 | 29/09/2025 |     | 10           | Y
"""
PLACEMENTS_NOVEMBER = """
    Placement Ref | Learner Ref | UPN           | Forename | Surname | Date of Birth | Postcode | Provider  | URN    | Arranged By   | Start      | End | Hours a Week | Suitable
    --------------+-------------+---------------+----------+---------+---------------+----------+-----------+--------+---------------+------------+-----+--------------+---------
    L4            | D4          | X801400018004 | Dev      | Dean    | 04/04/2011    | XE1 2AB  | A tutor   |        | LA section 19 | 29/09/2025 |     | 10           | Y
    L2            | B2          | U801400018002 | Ben      | Brook   | 02/02/2013    | XE1 2AB  | Forge PRU | 100009 | LA section 19 | 27/10/2025 |     | 25           | Y
    L3            | C3          | H801400018003 | Cara     | Castle  | 03/03/2015    | XE1 2AB  | Hospital  |        | LA section 19 | 03/11/2025 |     | 15           | Y
"""
"""The unit's list of November says that Ben has had 25 hours a week since 27 October."""
OCTOBER, NOVEMBER = "2025-10-31", "2025-11-28"
GROUPS = {
    "pme_permanently_excluded": "permanently excluded",
    "pme_social_and_behavioural": "social and behavioural",
    "pme_mental_health": "mental health",
    "pme_medical_needs": "medical needs",
    "pme_gypsy_roma_traveller": "Gypsy, Roma and Traveller",
}


@pytest.fixture(scope="module")
def both(sources: Sources) -> tuple[Found, Found]:
    """October's census as it was counted then, and November's."""
    sources.send_pupils("2025-10-31", PUPILS)
    sources.send("2025-10-31", "exclusions_2025-10-31.csv", EXCLUSIONS)
    sources.send("2025-10-31", "part_time_timetables_2025-10-31.csv", TIMETABLES)
    sources.send("2025-10-31", "health_contacts_2025-10-31.tsv", HEALTH)
    sources.send("2025-10-31", "placements_2025-10-31.csv", PLACEMENTS_OCTOBER)
    october = sources.worked_out("2025-10-31")
    sources.send("2025-11-28", "hospital_school_2025-11-28.csv", HOSPITAL)
    sources.send("2025-11-28", "placements_2025-11-28.csv", PLACEMENTS_NOVEMBER)
    return october, sources.worked_out("2025-11-28")


@pytest.fixture
def moved(both: tuple[Found, Found]) -> Ledger:
    """How the list moved from October's census to November's."""
    october, november = (found.kept for found in both)
    listed = definition("missing_out_on_education")
    return ledger(listed, october, october.as_of, november, november.as_of)


def counted(found: Found, day: str) -> dict[str, str]:
    """Who is missing out on a day, by group."""
    missing = found.on(day, "missing_out_on_education").split(", ")
    return {
        words: ", ".join(name for name in found.on(day, key).split(", ") if name in missing)
        for key, words in GROUPS.items()
    }


def test_a_child_in_two_groups_is_one_child(both: tuple[Found, Found]):
    """Finn has a plan and a therapist: five memberships of four children."""
    october, _ = both
    assert counted(october, OCTOBER) == {
        "permanently excluded": "Ben",
        "social and behavioural": "Amira, Finn",
        "mental health": "Dev, Finn",
        "medical needs": "",
        "Gypsy, Roma and Traveller": "",
    }
    assert october.on(OCTOBER, "missing_out_on_education") == "Amira, Ben, Dev, Finn"


def test_novembers_census_counts_who_is_missing_out_on_its_own_day(both: tuple[Found, Found]):
    """Ben is taught full time and stays in the central record. Ela attends full time: no group."""
    _, november = both
    assert counted(november, NOVEMBER) == {
        "permanently excluded": "",
        "social and behavioural": "Amira, Finn",
        "mental health": "Dev, Finn",
        "medical needs": "Cara",
        "Gypsy, Roma and Traveller": "",
    }
    assert november.on(NOVEMBER, "missing_out_on_education") == "Amira, Cara, Dev, Finn"
    assert "Ben" in november.on(NOVEMBER, "in_a_missing_out_group")
    assert "Ela" not in november.on(NOVEMBER, "in_a_missing_out_group")


def test_the_day_of_the_census_decides_and_not_the_month(both: tuple[Found, Found]):
    """Cara went into hospital on 3 November: in October's count on no day of October."""
    _, november = both
    assert "Cara" not in november.on("2025-11-02", "missing_out_on_education")
    assert "Cara" in november.on("2025-11-03", "missing_out_on_education")


def test_octobers_figure_is_restated_and_never_overwritten(
    both: tuple[Found, Found], moved: Ledger
):
    """Ben's 25 hours began before the census and were told after it: four were counted, three were."""
    october, november = both
    assert len(moved.opening) == 4
    assert november.on(OCTOBER, "missing_out_on_education") == "Amira, Dev, Finn"
    assert october.on(OCTOBER, "missing_out_on_education") == "Amira, Ben, Dev, Finn"
    assert {november.name_of[each] for each in moved.of(Cause.LEARNT).left} == {"Ben"}


def test_from_census_to_census_it_adds_up(both: tuple[Found, Found], moved: Ledger):
    """4 counted, 1 learnt late, 1 new, none left: 4."""
    _, november = both
    assert moved.adds_up
    assert (len(moved.opening), moved.restated, moved.entered, moved.left) == (4, -1, 1, 0)
    assert len(moved.closing) == 4
    assert {november.name_of[each] for each in moved.of(Cause.DAYS).entered} == {"Cara"}
