"""The facts that only contradictions ask about, from the rows that say them."""

import pytest

from tests.record.feeds.school_side import PERSON


@pytest.mark.parametrize(("status", "said"), [("S", True), ("M", False), ("C", False)])
def test_a_subsidiary_registration_is_told_beside_the_roll(status, said, read_drawn, facts_of):
    row = f"P1,,,,Amira,Lee,,27/03/2013,F,,,100001,{status},01/09/2024,,"

    found = facts_of("pupil_roll", read_drawn("pupil_roll", row))

    assert ("P1", "on_roll", "2024-09-01", None, None, "100001") in [f[:6] for f in found]
    subsidiary = ("P1", "subsidiary_roll", "2024-09-01", None, None, "100001")
    assert (subsidiary in [f[:6] for f in found]) is said


def test_a_deletion_of_a_child_who_died_is_a_fact_of_that_day(read_drawn, facts_of):
    reading = read_drawn("roll_deletions", f"{PERSON},k,,05/10/2026,,Died,,,,,,N")

    found = [(fact, start, end) for _, fact, start, end, *_ in facts_of("roll_deletions", reading)]

    assert ("removed_as_died", "2026-10-05", "2026-10-06") in found
