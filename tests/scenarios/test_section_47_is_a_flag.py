# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""Home education after an enquiry under section 47: a flag for an officer, and nothing more.

An enquiry is made on reasonable cause to suspect harm, and most end without a concern (Children Act
1989, section 47). The Children's Wellbeing and Schools Act 2026, section 37, will ask for consent
before a child is withdrawn from school while one is made; no day has been set on which it begins,
and no final text was found of the amendment on the last five years. So the five years here are a
council's own, and nothing may follow from them by themselves.
"""

from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.publish import publish
from tests.scenarios.sources import Found, Sources, rests_on, table
from tests.web.case_pages import words

REGISTER = """
    EHE Ref | UPN           | Forename | Surname | Date of birth | Gender | Address   | Postcode | Date notified | Start date | End date | Previous school | Primary reason | End reason
    --------+---------------+----------+---------+---------------+--------+-----------+----------+---------------+------------+----------+-----------------+----------------+-----------
    E1      | E801400018001 | Amira    | Adebayo | 14/05/2013    | Female | 1 High St | XE1 2AB  | 03/11/2025    | 07/11/2025 |          |                 |                |
    E2      | U801400018002 | Ben      | Brook   | 15/05/2013    | Male   | 2 High St | XE1 2AB  | 03/11/2025    | 07/11/2025 |          |                 |                |
    E3      | H801400018003 | Cara     | Castle  | 16/05/2013    | Female | 3 High St | XE1 2AB  | 03/11/2025    | 07/11/2025 |          |                 |                |
"""
PEOPLE = """
    pers_person_id | pers_upn      | pers_dob   | pers_sex | pers_ethnicity
    ---------------+---------------+------------+----------+---------------
    S1             | E801400018001 | 2013-05-14 | F        | WBRI
    S3             | H801400018003 | 2013-05-16 | F        | WBRI
"""
ENQUIRIES = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
    --------------------+----------------+---------------------+------------------
    Q1                  | S1             | 2020-11-02          | 2021-01-14
    Q2                  | S3             | 2020-10-19          | 2020-11-05
"""
"""Amira's ended on 14 January 2021. Cara's ended five years and two days before home education began."""
REVIEWS = """
    EHE Ref | Review date | Visit | Outcome  | Decided on
    --------+-------------+-------+----------+-----------
    E1      | 01/12/2025  | Y     | Suitable | 05/12/2025
    E2      | 01/12/2025  | Y     | Suitable | 05/12/2025
    E3      | 01/12/2025  | Y     | Suitable | 05/12/2025
"""
DECISIONS = """
    Decision Ref | Case Ref | Person ID | UPN           | Forename | Surname | Date of Birth | Decision      | Holds From | Decided At          | Decided By | Signed By | Taken Back At | Taken Back By
    -------------+----------+-----------+---------------+----------+---------+---------------+---------------+------------+---------------------+------------+-----------+---------------+--------------
    D1           |          | 1         | E801400018001 | Amira    | Adebayo | 14/05/2013    | Consent asked | 03/11/2025 | 2025-11-03T12:00:00 | alex       |           |               |
"""
FLAG = "home_educated_after_section_47"


@pytest.fixture(scope="module")
def sources(sources: Sources) -> Sources:
    sources.send("2026-01-09", "register_2026-01-09.csv", REGISTER)
    sources.send("2026-01-09", "reviews_2026-01-09.csv", REVIEWS)
    sources.send("2026-01-09", "ssd_person_2026-01-09.csv", PEOPLE)
    sources.send("2026-01-09", "ssd_s47_enquiry_2026-01-09.csv", ENQUIRIES)
    sources.send("2026-01-09", "casework_2026-01-09.csv", DECISIONS)
    return sources


@pytest.fixture(scope="module")
def found(sources: Sources) -> Found:
    return sources.worked_out("2026-01-30")


def test_the_flag_is_up_for_five_years_after_the_enquiry_ended(found: Found):
    """Amira is flagged from the first day at home to 15 January 2026. Cara never is."""
    assert found.spells(FLAG) == table(
        """
        child | starts_on  | ends_before
        ------+------------+------------
        Amira | 2025-11-07 | 2026-01-16
        """
    )
    why = found.why("Amira", FLAG, "2026-01-15")
    assert ("ssd_s47_enquiry_2026-01-09.csv", 2) in rests_on(why)


@pytest.mark.parametrize("day", ["2025-11-07", "2025-12-05", "2026-01-15"])
def test_nothing_else_is_another_for_the_child_who_is_flagged(found: Found, day: str):
    """Ben was never the subject of an enquiry, and all else that is told of them is the same."""
    assert found.of("Amira", day) - found.of("Ben", day) == {FLAG}
    assert found.of("Ben", day) <= found.of("Amira", day)


def test_it_stands_in_the_way_of_no_finding(found: Found):
    """Home education is found suitable on 5 December, of all three alike."""
    assert found.on("2025-12-04", "home_educated_not_yet_reviewed") == "Amira, Ben, Cara"
    assert found.on("2025-12-05", "home_educated_suitable") == "Amira, Ben, Cara"
    assert found.on("2025-12-05", "missing_education") == ""


def test_no_consent_is_waited_for_while_the_act_is_not_in_force(found: Found):
    """The family asked all the same, on 3 November; no clock of the Act of 2026 runs for anybody."""
    assert found.rows("facts", fact="consent_asked") != []
    assert found.clocks("consent_to_withdraw_decision") == []
    assert found.spells("children_not_in_school") == []


@pytest.mark.django_db
def test_the_officer_sees_it_on_the_childs_page_as_a_question_to_ask(
    home: Home, signed_in: Any, settings: Any, sources: Sources
):
    settings.ONROLL_HOME = sources.home.path
    then = sources.worked_out("2026-01-15")
    publish(then.kept.folder, sources.home)
    shown = {
        name: words(signed_in.get(f"/children/{then.child_of[name]}/")).partition("Counted as")[2]
        for name in ("Amira", "Ben")
    }
    flag = "Home educated, with a section 47 enquiry in the last five years"
    assert f"{flag}, since 7 November 2025. Why?" in shown["Amira"]
    assert f"{flag}. Why not?" in shown["Ben"]
    for page in shown.values():
        assert "Home educated, suitable, since 5 December 2025. Why?" in page
