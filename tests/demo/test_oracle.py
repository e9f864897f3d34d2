"""The truth's plain ifs, on drawn lives, at the last day outside and the first day inside."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from onroll.demo import UNTIL, Exampleshire, clocks, statuses
from onroll.demo.ages import school_age, year_group
from onroll.demo.judged_definitions import JUDGED
from onroll.demo.oracle import Life, definitions_met

TEN = date(2015, 5, 1)
"""Born on this day, a child is of school age throughout the demo."""


def drawn(text: str, born_on: date = TEN) -> Life:
    """A life from lines of `fact | starts_on | ends_before | value or setting`."""
    life = Life(born_on)
    for line in text.strip().splitlines():
        fact, starts, ends, *more = (part.strip() for part in line.split("|"))
        said = more[0] if more else ""
        spell = (
            date.fromisoformat(starts),
            date.fromisoformat(ends) if ends else None,
            float(said) if said.replace(".", "").isdigit() and len(said) < 6 else None,
            said or None,
        )
        life.facts.setdefault(fact, []).append(spell)
    return life


def met(life: Life, day: str, key: str, days: list[date] | None = None) -> bool:
    return key in definitions_met(life, date.fromisoformat(day), {"990001": days or []})


@pytest.mark.parametrize(
    ("born_on", "first", "last"),
    [
        ("2019-02-10", "2024-03-31", "2035-06-29"),
        ("2007-09-23", "2012-12-31", "2024-06-28"),
        ("2021-03-31", "2026-03-31", "2037-06-26"),
        ("2021-04-01", "2026-08-31", "2037-06-26"),
        ("2010-06-26", "2015-08-31", "2026-06-26"),
        ("2010-08-31", "2015-08-31", "2026-06-26"),
        ("2010-09-01", "2015-12-31", "2027-06-25"),
        ("2020-02-29", "2025-03-31", "2036-06-27"),
    ],
)
def test_school_age_is_that_of_the_published_examples(born_on: str, first: str, last: str) -> None:
    assert school_age(date.fromisoformat(born_on)) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


def test_a_year_group_changes_on_the_first_of_september() -> None:
    assert year_group(TEN, date(2025, 8, 31)) == 5
    assert year_group(TEN, date(2025, 9, 1)) == 6


def test_a_child_is_missing_education_from_the_first_day_off_roll() -> None:
    life = drawn(
        """
        address_in_area | 2015-05-01 |
        on_roll         | 2019-09-01 | 2025-11-14
        """
    )
    assert not met(life, "2025-11-13", "missing_education")
    assert met(life, "2025-11-14", "missing_education")


def test_a_child_who_moved_away_is_not_missing_education() -> None:
    life = drawn(
        """
        address_in_area | 2015-05-01 |
        moved_away      | 2025-12-01 |
        """
    )
    assert met(life, "2025-11-30", "missing_education")
    assert not met(life, "2025-12-01", "missing_education")


def test_home_education_found_unsuitable_is_missing_education_from_the_decision() -> None:
    life = drawn(
        """
        address_in_area            | 2015-05-01 |
        home_educated              | 2025-06-01 |
        education_found_unsuitable | 2025-12-10 |
        """
    )
    assert met(life, "2025-12-09", "home_educated_not_yet_reviewed")
    assert not met(life, "2025-12-09", "missing_education")
    assert met(life, "2025-12-10", "home_educated_unsuitable")
    assert met(life, "2025-12-10", "missing_education")


def test_an_address_counts_as_known_for_thirty_days_after_it_was_verified() -> None:
    life = drawn(
        """
        address_in_area  | 2015-05-01 |
        address_verified | 2025-10-01 | 2025-10-02
        """
    )
    assert not met(life, "2025-10-31", "whereabouts_not_known")
    assert met(life, "2025-11-01", "whereabouts_not_known")


def test_hours_are_measured_against_the_figure_for_the_age() -> None:
    """Ten years old, so Year 5 until 31 August 2025 and 23.5 hours."""
    enough = drawn("weekly_hours | 2025-01-01 | | 23.5\non_roll | 2019-09-01 | | 990001")
    short = drawn("weekly_hours | 2025-01-01 | | 23\non_roll | 2019-09-01 | | 990001")
    assert met(enough, "2025-03-01", "full_time_education")
    assert not met(short, "2025-03-01", "full_time_education")
    assert met(short, "2024-12-31", "full_time_education")


def test_an_excluded_child_waits_until_a_later_day_on_which_a_school_admits_them() -> None:
    life = drawn(
        """
        address_in_area     | 2015-05-01 |
        on_roll             | 2019-09-01 |            | 990001
        permanent_exclusion | 2025-10-15 | 2025-10-16 | 990001
        admitted            | 2025-10-22 | 2025-10-23 | 990002
        """
    )
    assert not met(life, "2025-10-14", "permanently_excluded_without_place")
    assert met(life, "2025-10-15", "missing_out_on_education")
    assert met(life, "2025-10-21", "permanently_excluded_without_place")
    assert not met(life, "2025-10-22", "permanently_excluded_without_place")


def test_a_timetable_is_too_long_from_its_forty_third_day_and_renewal_does_not_restart_it() -> None:
    on_roll = "on_roll | 2019-09-01 | | 990001\n"
    renewed = drawn(
        on_roll
        + """part_time_timetable | 2025-09-08 | 2025-10-01
        part_time_timetable | 2025-10-08 |"""
    )
    assert not met(renewed, "2025-10-19", "part_time_timetable_over_limit")
    assert met(renewed, "2025-10-20", "part_time_timetable_over_limit")
    afresh = drawn(
        on_roll
        + """part_time_timetable | 2025-09-08 | 2025-10-01
        part_time_timetable | 2025-10-09 |"""
    )
    assert not met(afresh, "2025-10-20", "part_time_timetable_over_limit")


def test_a_child_on_roll_is_missing_in_the_wider_sense_from_the_fifteenth_school_day() -> None:
    weekdays = [
        day
        for day in (date(2025, 9, 1) + timedelta(days=n) for n in range(60))
        if day.weekday() < 5
    ]
    life = drawn(
        """
        address_in_area | 2015-05-01 |
        on_roll         | 2019-09-01 |            | 990001
        not_attending   | 2025-09-08 | 2025-10-06 | 990001
        """
    )
    assert not met(life, "2025-09-25", "missing_education_extended", weekdays)
    assert met(life, "2025-09-26", "missing_education_extended", weekdays)
    assert not met(life, "2025-10-06", "missing_education_extended", weekdays)


def test_an_absence_goes_on_at_the_school_that_takes_over_from_one_that_closed() -> None:
    weekdays = [
        day
        for day in (date(2024, 7, 15) + timedelta(days=n) for n in range(90))
        if day.weekday() < 5
    ]
    days_of = {
        "990001": [day for day in weekdays if day <= date(2024, 7, 19)],
        "990002": [day for day in weekdays if day >= date(2024, 9, 2)],
    }
    life = drawn(
        """
        address_in_area | 2015-05-01 |
        on_roll         | 2019-09-01 | 2024-09-01 | 990001
        on_roll         | 2024-09-01 |            | 990002
        not_attending   | 2024-07-17 | 2024-10-01 | 990001
        """
    )
    fifteenth = date(2024, 9, 17)  # three days in July, then twelve
    before = definitions_met(life, fifteenth - timedelta(days=1), days_of)
    assert "missing_education_extended" not in before
    assert "missing_education_extended" in definitions_met(life, fifteenth, days_of)


def test_a_plan_stands_until_its_end_is_reported() -> None:
    life = drawn(
        """
        address_in_area | 2015-05-01 |
        ehc_plan        | 2024-01-18 | 2024-01-19
        ehc_plan_ended  | 2025-10-02 | 2025-10-03
        """
    )
    assert not met(life, "2024-01-17", "pme_complex_needs")
    assert met(life, "2025-10-01", "pme_complex_needs")
    assert not met(life, "2025-10-02", "pme_complex_needs")


SELDOM = 4
"""Definitions that the truth judges and nobody among three thousand children meets."""


def test_nearly_every_definition_occurs_and_none_is_absurdly_common(clean: Exampleshire) -> None:
    days = [date(2023, 10, 13) + timedelta(days=28 * n) for n in range(40)]
    found = statuses(clean.truth, days)
    counted = found.group_by(["definition"]).aggregate([("person", "count_distinct")])
    children = dict(zip(*(column.to_pylist() for column in counted.columns), strict=True))
    assert set(children) <= JUDGED
    assert len(JUDGED - set(children)) <= SELDOM
    missing = statuses(clean.truth, days, {"missing_education"})
    assert 0.0005 * 3000 < missing.num_rows / len(days) < 0.005 * 3000
    at_home = found.filter(pc.field("definition") == "home_educated_suitable")
    assert 0.002 * 3000 < at_home.num_rows / len(days) < 0.02 * 3000


def test_the_sixth_school_day_is_counted_over_half_term(clean: Exampleshire) -> None:
    told = {story.number: story for story in clean.stories}
    held = {row["person"]: row for row in clocks(clean.truth, UNTIL).to_pylist()}
    met_in_time, missed = held[told[3].person], held[told[4].person]
    assert met_in_time["met_on"] == met_in_time["due_on"]
    assert missed["due_on"] >= date(2025, 11, 4)
    assert missed["met_on"] > missed["due_on"]


def test_each_story_is_of_a_child_in_the_truth_and_says_where_to_look(
    clean: Exampleshire,
) -> None:
    people = set(pq.read_table(clean.truth / "children.parquet")["person"].to_pylist())
    assert len(clean.stories) == 12
    assert {story.person for story in clean.stories} <= people
    assert all(len(story.look_at) > 40 for story in clean.stories)


@pytest.mark.parametrize(
    ("story", "day", "key"),
    [
        (1, "2025-06-30", "whereabouts_not_known"),
        (1, "2026-06-30", "home_educated_suitable"),
        (2, "2025-06-17", "missing_education"),
        (5, "2026-10-20", "part_time_timetable_over_limit"),
        (6, "2025-12-10", "home_educated_unsuitable"),
        (7, "2026-11-20", "pme_new_to_the_country"),
        (8, "2025-09-30", "missing_education"),
        (9, "2025-11-30", "pme_medical_needs"),
        (10, "2025-04-25", "pme_returning_from_custody"),
        (12, "2026-10-31", "missing_education_extended"),
    ],
)
def test_a_story_is_true_on_the_day_it_speaks_of(
    clean: Exampleshire, story: int, day: str, key: str
) -> None:
    person = clean.stories[story - 1].person
    found = statuses(clean.truth, [date.fromisoformat(day)], {key})
    assert person in found["person"].to_pylist()
