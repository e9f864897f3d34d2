"""No condition is idle: without any needed fact, or with any refused one, nobody is in."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.definitions import definition
from onroll.record.one_child import FactRow, OneChild
from onroll.record.spells import Spells
from tests.record.testcal import TESTCAL
from tests.spec.cohorts.test_children_not_in_school import in_force

HERE = "compulsory_school_age, address_in_area"
PLACED = "moved_away, offer_not_started, admitted"
YOUNG = "address_in_area, years_12_and_13"

# definition | what is needed | what is refused
CONDITIONS = [
    (
        "awaiting_school_place",
        f"{HERE}, application_awaiting_outcome",
        "moved_away, offer_not_started",
    ),
    ("offered_not_accepted", f"{HERE}, offer_not_accepted", "moved_away, admitted"),
    ("accepted_not_started", f"{HERE}, accepted_not_started", "moved_away, admitted"),
    ("admission_refused", f"{HERE}, application_refused", PLACED),
    ("first_admission_refused", f"{HERE}, refused_first_admission", PLACED),
    ("mid_term_admission_refused", f"{HERE}, refused_mid_term", PLACED),
    ("transfer_refused", f"{HERE}, refused_transfer", PLACED),
    ("whereabouts_known", f"{HERE}, address_verified", "on_roll, home_educated, moved_away"),
    ("never_known_to_schools", HERE, "on_roll, upn_held, moved_away"),
    ("never_known_to_schools", f"{HERE}, home_educated", "on_roll, upn_held, moved_away"),
    (
        "unexplained_exit",
        "compulsory_school_age, left_roll",
        "on_roll, moved_home, moved_away, removed_officially",
    ),
    ("unexplained_exit", "compulsory_school_age, removed_from_roll", "on_roll, moved_home"),
    ("unexplained_exit_with_needs", "compulsory_school_age, left_roll, sen_support", "on_roll"),
    ("home_educated_soon_after_suspension", "compulsory_school_age, home_educated, suspension", ""),
    (
        "left_before_january_census",
        "compulsory_school_age, left_roll, before_last_january_census, home_educated",
        "on_roll",
    ),
    (
        "removed_on_no_lawful_ground",
        "compulsory_school_age, removed_from_roll, removed_without_ground",
        "on_roll",
    ),
    (
        "left_without_deletion_return",
        "compulsory_school_age, left_roll",
        "on_roll, removed_from_roll",
    ),
    ("neet", f"{YOUNG}, not_in_education_employment_or_training", "moved_away, in_custody"),
    ("activity_not_known_after_16", f"{YOUNG}, activity_not_known", "moved_away, in_custody"),
    ("participating_after_16", f"{YOUNG}, participating_in_learning", "moved_away, in_custody"),
    ("participating_after_16", f"{YOUNG}, on_roll", "moved_away, in_custody"),
    ("destination_not_known", YOUNG, "in_education_employment_or_training, on_roll, moved_away"),
    ("destination_not_known", YOUNG, "not_in_education_employment_or_training, in_custody"),
    ("september_guarantee_met", f"{YOUNG}, guarantee_offer_made", "moved_away"),
    ("september_guarantee_not_met", f"{YOUNG}, guarantee_no_offer", "moved_away"),
    ("september_guarantee_not_met", f"{YOUNG}, guarantee_offer_not_appropriate", "moved_away"),
    ("september_guarantee_not_recorded", YOUNG, "moved_away, guarantee_offer_made"),
    (
        "september_guarantee_not_recorded",
        YOUNG,
        "guarantee_no_offer, guarantee_offer_not_appropriate",
    ),
    ("not_in_school_unregistered", HERE, "moved_away, on_roll, college_student"),
    ("not_in_school_educated_elsewhere", f"{HERE}, on_roll, alternative_provision", "moved_away"),
    (
        "not_in_school_educated_elsewhere",
        f"{HERE}, on_roll, arranged_education_suitable",
        "moved_away",
    ),
    ("not_in_school_educated_elsewhere", f"{HERE}, on_roll, part_time_timetable", "moved_away"),
    ("not_in_school_educated_elsewhere", f"{HERE}, on_roll, home_educated", "moved_away"),
    ("not_in_school_part_time_student", f"{HERE}, college_student", "moved_away, on_roll"),
]
LAW = date(2025, 9, 1)
JUDGED_ON = date(2026, 3, 2)


def listed(names: str) -> list[str]:
    return [name for name in names.split(", ") if name]


def judged(key: str) -> Spells:
    """The definition, as it is or, where its law has no date, as it would be with one."""
    held = definition(key)
    return in_force(held, LAW) if held.provision else held.expression


def is_in(key: str, names: list[str]) -> bool:
    """Whether Amira is in it on 2 March 2026, with each fact from 2 September to 1 June."""
    rows = [FactRow(name, date(2025, 9, 2), date(2026, 6, 1)) for name in names]
    return OneChild(rows, {"": TESTCAL}).holds(judged(key), JUDGED_ON)


@pytest.mark.parametrize(("key", "needed"), [(key, needed) for key, needed, _ in CONDITIONS])
def test_with_all_that_is_needed_a_child_is_in(key, needed):
    assert is_in(key, listed(needed))


@pytest.mark.parametrize(
    ("key", "needed", "left_out"),
    [
        (key, needed, fact)
        for key, needed, _ in CONDITIONS
        for fact in listed(needed)
        # who is not home educated is missing education, and no school knew the child either
        if (key, fact) != ("never_known_to_schools", "home_educated")
    ],
)
def test_without_any_one_of_them_nobody_is(key, needed, left_out):
    assert not is_in(key, [fact for fact in listed(needed) if fact != left_out])


@pytest.mark.parametrize(
    ("key", "needed", "refused"),
    [(key, needed, fact) for key, needed, refused in CONDITIONS for fact in listed(refused)],
)
def test_with_any_one_that_is_refused_nobody_is(key, needed, refused):
    assert not is_in(key, [*listed(needed), refused])


@pytest.mark.parametrize(
    "basis",
    [
        HERE,
        f"{HERE}, on_roll, alternative_provision",
        f"{HERE}, college_student",
    ],
)
def test_each_basis_alone_puts_a_child_on_the_register(basis):
    assert is_in("children_not_in_school", listed(basis))
    assert not is_in("children_not_in_school", [f for f in listed(basis) if f != "address_in_area"])
