"""What is true of each child on a day, by every definition, in plain ifs.

This is what onroll is measured against, so it shares nothing with `onroll.record`: no spells
algebra, no SQL, no thresholds file. Each rule is written as an officer would check it by hand,
one child and one day at a time. The law is named in each definition's own file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.demo.ages import school_age, year_group
from onroll.demo.oracle_states import states_met

Spell = tuple[date, date | None, float | None, str | None]
"""starts_on, ends_before (None: still so), value, setting"""


@dataclass(slots=True)
class Life:
    """The facts of one child by name."""

    born_on: date
    facts: dict[str, list[Spell]] = field(default_factory=dict)

    def now(self, fact: str, day: date) -> bool:
        """Whether the fact is true on the day."""
        for starts_on, ends_before, _, _ in self.facts.get(fact, ()):
            if starts_on <= day and (ends_before is None or day < ends_before):
                return True
        return False

    def waits(self, event: str, day: date, *, ended_by: tuple[str, ...]) -> bool:
        """Whether the event has happened by the day and none of the others since."""
        for happened, _, _, _ in self.facts.get(event, ()):
            if happened <= day and not any(
                happened < later <= day
                for other in ended_by
                for later, _, _, _ in self.facts.get(other, ())
            ):
                return True
        return False


def definitions_met(life: Life, day: date, days_of: dict[str, list[date]]) -> list[str]:
    """The key of every definition that the child meets on that day."""
    met = []
    first, last = school_age(life.born_on)
    school_age_now = first <= day <= last
    resident = life.now("address_in_area", day) and not life.now("moved_away", day)
    on_roll = life.now("on_roll", day)
    home_educated = life.now("home_educated", day)
    suitable = life.now("education_found_suitable", day)
    unsuitable = life.now("education_found_unsuitable", day)

    if school_age_now:
        met.append("compulsory_school_age")
    if resident:
        met.append("resident")
    if on_roll:
        met.append("on_roll")

    excluded = False
    if school_age_now and resident:
        excluded = life.waits("permanent_exclusion", day, ended_by=("admitted", "reinstated"))
    if excluded:
        met.append("permanently_excluded_without_place")

    hours = [
        value
        for starts_on, ends_before, value, _ in life.facts.get("weekly_hours", ())
        if starts_on <= day and (ends_before is None or day < ends_before)
    ]
    enough_hours = False
    figure = full_time_hours(year_group(life.born_on, day))
    if hours and figure is not None:
        enough_hours = sum(value or 0.0 for value in hours) >= figure
    if enough_hours:
        met.append("full_time_hours")
    full_time = enough_hours or (on_roll and not hours and not excluded)
    if full_time:
        met.append("full_time_education")

    if school_age_now and resident and not on_roll and home_educated:
        if suitable and not unsuitable:
            met.append("home_educated_suitable")
        if not suitable and not unsuitable:
            met.append("home_educated_not_yet_reviewed")
        if unsuitable:
            met.append("home_educated_unsuitable")

    otherwise = home_educated and not unsuitable
    if life.now("arranged_education_suitable", day):
        otherwise = otherwise or enough_hours or life.now("as_much_as_health_allows", day)
    if otherwise:
        met.append("suitably_educated_otherwise")

    missing = school_age_now and resident and not on_roll and not otherwise
    if missing:
        met.append("missing_education")
        if not verified_lately(life, day):
            met.append("whereabouts_not_known")
    away = school_age_now and resident and on_roll and long_away(life, day, days_of)
    if missing or away:
        met.append("missing_education_extended")

    groups = []
    if school_age_now:
        groups = missing_out_groups(life, day, resident, on_roll, excluded)
        met += groups
    if groups:
        met.append("in_a_missing_out_group")
    if groups and not full_time:
        met.append("missing_out_on_education")
    if school_age_now and on_roll and timetable_too_long(life, day):
        met.append("part_time_timetable_over_limit")
    return [*met, *states_met(life, day, days_of, met)]


def full_time_hours(year: int) -> float | None:
    """Hours a week that count as full time: 21, 23.5, 24 or 25 by age; None outside school."""
    if 0 <= year <= 2:
        return 21
    if 3 <= year <= 6:
        return 23.5
    if 7 <= year <= 10:
        return 24
    if year == 11:
        return 25
    return None


def missing_out_groups(
    life: Life, day: date, resident: bool, on_roll: bool, excluded: bool
) -> list[str]:
    """The eleven groups of pupils missing out on education, for a child of school age."""
    groups = []
    if excluded:
        groups.append("pme_permanently_excluded")
    if life.now("behaviour_plan", day) and on_roll and life.now("part_time_timetable", day):
        groups.append("pme_social_and_behavioural")
    if life.now("mental_health_service", day):
        groups.append("pme_mental_health")
    if life.now("medical_evidence", day):
        groups.append("pme_medical_needs")
    if life.now("severely_absent", day) and life.now("personalised_plan", day):
        groups.append("pme_rarely_attends")
    if life.now("pregnant_or_young_mother", day):
        groups.append("pme_pregnant_or_young_mother")
    placed = life.now("alternative_provision", day)
    complex_needs = plan_reported(life, day) or life.now("ehc_assessment", day)
    if resident and not on_roll and not placed and complex_needs:
        groups.append("pme_complex_needs")
    if resident and not on_roll:
        for event, group in (
            ("released_from_custody", "pme_returning_from_custody"),
            ("new_to_the_country", "pme_new_to_the_country"),
            ("moved_from_another_authority", "pme_moved_from_another_area"),
        ):
            if life.waits(event, day, ended_by=("admitted",)):
                groups.append(group)
    if life.now("gypsy_roma_traveller", day) and placed:
        groups.append("pme_gypsy_roma_traveller")
    return groups


def verified_lately(life: Life, day: date) -> bool:
    """Whether somebody checked the address on this day or in the 30 days before it."""
    return any(
        checked <= day <= checked + timedelta(days=30)
        for checked, _, _, _ in life.facts.get("address_verified", ())
    )


def plan_reported(life: Life, day: date) -> bool:
    """Whether an education, health and care plan has been reported, and no end of it since."""
    return life.waits("ehc_plan", day, ended_by=("ehc_plan_ended",))


def long_away(life: Life, day: date, days_of: dict[str, list[date]]) -> bool:
    """Whether a child has attended nothing for 15 school days of the school, or more."""
    for starts_on, ends_before, _, setting in life.facts.get("not_attending", ()):
        if starts_on > day or (ends_before is not None and day >= ends_before):
            continue
        days = days_counted(life, setting, day, days_of)
        fifteenth = bisect_left(days, starts_on) + 14
        if fifteenth < len(days) and day >= days[fifteenth]:
            return True
    return False


def days_counted(
    life: Life, setting: str | None, day: date, days_of: dict[str, list[date]]
) -> list[date]:
    """A school's days; once it has closed, those of the school whose roll the child is on."""
    days = days_of.get(setting or "", [])
    if not days or day <= days[-1]:
        return days
    rolls = life.facts.get("on_roll", ())
    after = next((roll for s, e, _, roll in rolls if s <= day and (e is None or day < e)), None)
    return days + [later for later in days_of.get(after or "", []) if later > days[-1]]


def timetable_too_long(life: Life, day: date) -> bool:
    """Whether a part-time timetable, renewals within a week counted as one, is past 42 days."""
    began: date | None = None
    ended: date | None = date.min
    for starts_on, ends_before, _, _ in sorted(
        life.facts.get("part_time_timetable", ()), key=lambda spell: spell[0]
    ):
        if began is not None and (ended is None or starts_on <= ended + timedelta(days=7)):
            ended = None if ended is None or ends_before is None else max(ended, ends_before)
        else:
            began, ended = starts_on, ends_before
        if began + timedelta(days=42) <= day and (ended is None or day < ended):
            return True
    return False


def statuses(
    folder: Path, days: Iterable[date], definitions: Collection[str] | None = None
) -> pa.Table:
    """Who truly met which definition on each day: day, person, definition.

    `folder` is the truth folder; `definitions` keeps only those keys. Sorted by day, then
    person.
    """
    lives, days_of = _read(folder)
    found: tuple[list[date], list[str], list[str]] = ([], [], [])
    for day in sorted(days):
        for person, life in lives.items():
            for key in definitions_met(life, day, days_of):
                if definitions is None or key in definitions:
                    found[0].append(day)
                    found[1].append(person)
                    found[2].append(key)
    types = (pa.date32(), pa.string(), pa.string())
    arrays = [pa.array(held, kind) for held, kind in zip(found, types, strict=True)]
    return pa.table(arrays, names=["day", "person", "definition"])


def taught_again(life: Life, day: date, met: list[str]) -> bool:
    """Whether an excluded child is in full-time education: a name on the old roll is not that."""
    if "full_time_hours" in met:
        return True
    excluded = life.waits("permanent_exclusion", day, ended_by=("admitted", "reinstated"))
    return "full_time_education" in met and not excluded


def clocks(folder: Path, until: date) -> pa.Table:
    """The sixth-school-day clock of each permanent exclusion, met or not by `until`.

    One row per exclusion: person, clock, starts_on (day one), due_on, met_on (null: not yet),
    setting.
    """
    lives, days_of = _read(folder)
    rows = []
    for person, life in lives.items():
        for happened, _, _, setting in life.facts.get("permanent_exclusion", ()):
            days = days_of[setting or ""]
            one = bisect_left(days, happened)
            met_on, day = None, happened
            while met_on is None and day <= until:
                if taught_again(life, day, definitions_met(life, day, days_of)):
                    met_on = day
                day += timedelta(days=1)
            rows.append((person, "sixth_school_day", days[one], days[one + 5], met_on, setting))
    names = ["person", "clock", "starts_on", "due_on", "met_on", "setting"]
    types = [pa.string(), pa.string(), pa.date32(), pa.date32(), pa.date32(), pa.string()]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = [pa.array(held, kind) for held, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=names)


def _read(folder: Path) -> tuple[dict[str, Life], dict[str, list[date]]]:
    """Every child's life, and every school's days in order."""
    children = pq.read_table(folder / "children.parquet", columns=["person", "date_of_birth"])
    lives = {
        person.as_py(): Life(born_on.as_py())
        for person, born_on in zip(*children.columns, strict=True)
    }
    held = pq.read_table(folder / "lives.parquet")
    for person, fact, *spell in zip(*(c.to_pylist() for c in held.columns), strict=True):
        life = lives[person]
        life.facts.setdefault(fact, []).append(tuple(spell))
    days_of: dict[str, list[date]] = {}
    table = pq.read_table(folder / "school_days.parquet")
    for setting, day in zip(*(c.to_pylist() for c in table.columns), strict=True):
        days_of.setdefault(setting, []).append(day)
    return lives, days_of
