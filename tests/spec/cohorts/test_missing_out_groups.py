"""Each of the eleven groups: who is in it, and who is not quite."""

import pytest

from onroll.record.definitions import definition

NEEDED = {
    "pme_permanently_excluded": "address_in_area, permanent_exclusion",
    "pme_social_and_behavioural": "on_roll, behaviour_plan, part_time_timetable",
    "pme_mental_health": "mental_health_service",
    "pme_medical_needs": "medical_evidence",
    "pme_rarely_attends": "severely_absent, personalised_plan",
    "pme_pregnant_or_young_mother": "pregnant_or_young_mother",
    "pme_complex_needs": "address_in_area, ehc_plan",
    "pme_returning_from_custody": "address_in_area, released_from_custody",
    "pme_new_to_the_country": "address_in_area, new_to_the_country",
    "pme_gypsy_roma_traveller": "gypsy_roma_traveller, alternative_provision",
    "pme_moved_from_another_area": "address_in_area, moved_from_another_authority",
}
IN_IT = """
    child | starts_on  | ends_before
    ------+------------+------------
    Amira | 2026-01-05 | 2026-03-02
"""
NOBODY = """
    child | starts_on  | ends_before
    ------+------------+------------
"""


def drawn(names: list[str]) -> str:
    """One child with each of the facts from 5 January, of school age until 2 March."""
    rows = [f"Amira | {name} | 2026-01-05 |" for name in names]
    return "\n".join(
        [
            "child | fact | starts_on | ends_before",
            *rows,
            "Amira | compulsory_school_age | 2020-09-01 | 2026-03-02",
        ]
    )


@pytest.mark.parametrize("key", NEEDED)
def test_a_child_with_every_fact_is_in_the_group_while_of_school_age(key, spec):
    spec(definition(key), facts=drawn(NEEDED[key].split(", ")), expect=IN_IT)


@pytest.mark.parametrize(
    ("key", "left_out"),
    [(key, fact) for key, facts in NEEDED.items() for fact in facts.split(", ")],
)
def test_without_any_one_of_them_nobody_is(key, left_out, interpreted):
    facts = [fact for fact in NEEDED[key].split(", ") if fact != left_out]
    interpreted(definition(key), facts=drawn(facts), expect=NOBODY)


@pytest.mark.parametrize(
    "key",
    ["pme_returning_from_custody", "pme_new_to_the_country", "pme_moved_from_another_area"],
)
def test_admission_to_a_school_ends_the_wait(key, interpreted):
    """Arrived on 5 January, admitted on 2 February: the wait ends on 2 February."""
    facts = drawn(NEEDED[key].split(", ")) + "\nAmira | admitted | 2026-02-02 | 2026-02-03"
    interpreted(definition(key), facts=facts, expect=IN_IT.replace("2026-03-02", "2026-02-02"))


@pytest.mark.parametrize("on", ["on_roll", "alternative_provision"])
def test_complex_needs_with_a_roll_or_a_placement_has_a_place(on, interpreted):
    facts = drawn(["address_in_area", "ehc_plan", on])
    interpreted(definition("pme_complex_needs"), facts=facts, expect=NOBODY)
