"""No condition is idle: without any needed fact, or with any refused one, nobody is in."""

import pytest

from onroll.record.definitions import definition

HOME = "compulsory_school_age, address_in_area, home_educated"
NEEDED = {
    "home_educated_not_yet_reviewed": HOME,
    "home_educated_suitable": f"{HOME}, education_found_suitable",
    "home_educated_unsuitable": f"{HOME}, education_found_unsuitable",
    "part_time_timetable_over_limit": "compulsory_school_age, on_roll, part_time_timetable",
    "permanently_excluded_without_place": (
        "compulsory_school_age, address_in_area, permanent_exclusion"
    ),
    "home_educated": HOME,
    "home_education_considered": "compulsory_school_age, on_roll, home_education_notified",
    "home_educated_while_on_roll": "compulsory_school_age, on_roll, home_educated",
    "section_437_notice_running": "compulsory_school_age, address_in_area, section_437_notice",
    "school_attendance_order_in_force": "compulsory_school_age, school_attendance_order",
    "home_educated_outside_school_age": "address_in_area, home_educated",
    "dfe_return_missing_education": "compulsory_school_age, address_in_area",
    "missing_education_extended_not_on_roll": "compulsory_school_age, address_in_area",
    "rotherham_missing_education": "compulsory_school_age, address_in_area",
    "arranged_otherwise": (
        "compulsory_school_age, address_in_area, arranged_education_suitable, "
        "as_much_as_health_allows"
    ),
    "moved_out_of_area": "compulsory_school_age, moved_away",
    "outside_school_age": "address_in_area",
    "children_with_medical_needs": "compulsory_school_age, medical_evidence",
    "medical_needs_in_hospital": "compulsory_school_age, in_hospital",
    "medical_needs_at_home": "compulsory_school_age, medical_evidence",
    "suspended": "compulsory_school_age, suspension",
    "excluded_and_unplaced": "compulsory_school_age, address_in_area, permanent_exclusion",
    "seslip_scope": "compulsory_school_age, address_in_area",
    "suitably_educated_otherwise": "arranged_education_suitable, as_much_as_health_allows",
    "missing_education": "compulsory_school_age, address_in_area",
    "pme_returning_from_custody": "compulsory_school_age, address_in_area, released_from_custody",
    "pme_new_to_the_country": "compulsory_school_age, address_in_area, new_to_the_country",
    "pme_moved_from_another_area": (
        "compulsory_school_age, address_in_area, moved_from_another_authority"
    ),
}
REFUSED = {
    "home_educated_not_yet_reviewed": (
        "on_roll, moved_away, education_found_suitable, education_found_unsuitable"
    ),
    "home_educated_suitable": "on_roll, moved_away, education_found_unsuitable",
    "home_educated_unsuitable": "on_roll, moved_away",
    "home_educated": "on_roll, moved_away, education_found_unsuitable",
    "section_437_notice_running": "moved_away",
    "home_educated_outside_school_age": (
        "on_roll, moved_away, compulsory_school_age, age_not_known, died"
    ),
    "dfe_return_missing_education": "on_roll, moved_away, home_educated",
    "missing_education_extended_not_on_roll": "on_roll, moved_away, home_educated",
    "rotherham_missing_education": "on_roll, moved_away, home_educated, enquiries_exhausted",
    "arranged_otherwise": "on_roll, moved_away, home_educated",
    "moved_out_of_area": "on_roll",
    "outside_school_age": "on_roll, compulsory_school_age, age_not_known, died",
    "medical_needs_at_home": "in_hospital",
    "excluded_and_unplaced": "moved_away, alternative_provision",
    "seslip_scope": "on_roll, moved_away",
    "permanently_excluded_without_place": "moved_away",
    "missing_education": "on_roll, moved_away, home_educated",
    "pme_returning_from_custody": "on_roll, moved_away",
    "pme_new_to_the_country": "on_roll, moved_away",
    "pme_moved_from_another_area": "on_roll, moved_away",
}
SOMEBODY = """
    child | starts_on  | ends_before
    ------+------------+------------
    Amira | {starts_on} | 2026-06-01
"""
NOBODY = """
    child | starts_on  | ends_before
    ------+------------+------------
"""


def listed(names: str) -> list[str]:
    return names.split(", ")


def drawn(names: list[str]) -> str:
    """Amira, with each of the facts from 5 January to 1 June."""
    rows = [f"Amira | {name} | 2026-01-05 | 2026-06-01" for name in names]
    return "\n".join(["child | fact | starts_on | ends_before", *rows])


@pytest.mark.parametrize("key", NEEDED)
def test_with_all_that_is_needed_a_child_is_in(key, interpreted):
    late = key == "part_time_timetable_over_limit"
    expect = SOMEBODY.format(starts_on="2026-02-16" if late else "2026-01-05")
    interpreted(definition(key), facts=drawn(listed(NEEDED[key])), expect=expect)


@pytest.mark.parametrize(
    ("key", "left_out"), [(key, fact) for key, facts in NEEDED.items() for fact in listed(facts)]
)
def test_without_any_one_of_them_nobody_is(key, left_out, interpreted):
    facts = [fact for fact in listed(NEEDED[key]) if fact != left_out]
    interpreted(definition(key), facts=drawn(facts), expect=NOBODY)


@pytest.mark.parametrize(
    ("key", "refused"), [(key, fact) for key, facts in REFUSED.items() for fact in listed(facts)]
)
def test_with_any_one_that_is_refused_nobody_is(key, refused, interpreted):
    interpreted(definition(key), facts=drawn([*listed(NEEDED[key]), refused]), expect=NOBODY)


AWAY = ["compulsory_school_age", "address_in_area", "on_roll", "not_attending"]


def test_a_pupil_long_away_is_in_the_extended_definition(interpreted):
    """From 6 January, the first school day after Christmas: the fifteenth is the 26th."""
    expect = SOMEBODY.format(starts_on="2026-01-26")
    interpreted(definition("missing_education_extended"), facts=drawn(AWAY), expect=expect)


@pytest.mark.parametrize("left_out", AWAY)
def test_and_not_without_school_age_a_home_here_a_roll_or_the_absence(left_out, interpreted):
    """Home educated, so that no such child is missing education under the statute instead."""
    facts = [*(fact for fact in AWAY if fact != left_out), "home_educated"]
    interpreted(definition("missing_education_extended"), facts=drawn(facts), expect=NOBODY)


@pytest.mark.parametrize(
    ("band", "enough", "short"),
    [
        ("reception_or_key_stage_1", 21, 20.99),
        ("key_stage_2", 23.5, 23.49),
        ("key_stage_3_or_year_10", 24, 23.99),
        ("year_11", 25, 24.99),
    ],
)
def test_full_time_hours_are_those_of_the_childs_own_age(band, enough, short, interpreted):
    facts = f"""
        child | fact         | starts_on  | ends_before | value
        ------+--------------+------------+-------------+------
        Amira | {band}       | 2026-01-05 | 2026-06-01  |
        Amira | weekly_hours | 2026-01-05 | 2026-06-01  | {enough}
        Ben   | {band}       | 2026-01-05 | 2026-06-01  |
        Ben   | weekly_hours | 2026-01-05 | 2026-06-01  | {short}
        Cara  | weekly_hours | 2026-01-05 | 2026-06-01  | 40
        Dev   | {band}       | 2026-01-05 | 2026-06-01  |
    """
    expect = SOMEBODY.format(starts_on="2026-01-05")
    interpreted(definition("full_time_hours"), facts=facts, expect=expect)


def test_a_plan_stands_until_a_source_reports_that_it_ended(interpreted):
    """Amira's was reported once, two years ago; Ben's end was reported on 1 October 2026."""
    interpreted(
        definition("pme_complex_needs"),
        facts="""
            child | fact           | starts_on  | ends_before
            ------+----------------+------------+------------
            Amira | ehc_plan       | 2024-10-03 | 2024-10-04
            Ben   | ehc_plan       | 2024-10-03 | 2024-10-04
            Ben   | ehc_plan       | 2025-10-02 | 2025-10-03
            Ben   | ehc_plan_ended | 2026-10-01 | 2026-10-02
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2024-10-03 |
            Ben   | 2024-10-03 | 2026-10-01
        """,
    )
