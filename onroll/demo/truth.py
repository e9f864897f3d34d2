"""The truth of Exampleshire, on file: who is who, and what is true of each child when.

`people.parquet` (person, source, local_id), `lives.parquet` (person, fact, starts_on,
ends_before, value, setting), `children.parquet` (person, names, birth date, story) and
`school_days.parquet` (setting, day). Facts use the vocabulary of the record. A fact that no
system could know is not there; one that every system got wrong is. Beside them lies what is hard
to link (`onroll.demo.hard_pairs`).

Plans for education, health and care are the one fact kept as the record can see it: on census
days, and from the entry date of a present enrolment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onroll.demo.absence import Spell
from onroll.demo.ages import school_age
from onroll.demo.county import County
from onroll.demo.life import Child
from onroll.demo.oracle import clocks, statuses
from onroll.demo.systems.health import stays
from onroll.demo.systems.sen import ASSESSED, plan_began
from onroll.demo.terms import census_day

__all__ = ["clocks", "statuses", "write"]

Fact = tuple[str, date, date | None, float | None, str | None]
"""fact, starts_on, ends_before, value, setting"""

_FINDINGS = {
    "Suitable": "education_found_suitable",
    "Not suitable": "education_found_unsuitable",
}
_CIRCUMSTANCES = {
    "Moved from another authority": "moved_from_another_authority",
    "New to the country": "new_to_the_country",
    "Released from custody": "released_from_custody",
}
_LIVES = pa.schema(
    [
        ("person", pa.string()),
        ("fact", pa.string()),
        ("starts_on", pa.date32()),
        ("ends_before", pa.date32()),
        ("value", pa.float64()),
        ("setting", pa.string()),
    ]
)


def write(
    folder: Path,
    county: County,
    children: list[Child],
    links: list[tuple[str, str, str]],
    absence: dict[str, list[Spell]],
    until: date,
    stories: dict[int, str],
) -> None:
    """Write the truth's four tables into a folder; `absence` is spells by fact."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_table(folder / "people.parquet", ("person", "source", "local_id"), links)
    _write_table(
        folder / "children.parquet",
        ("person", "forename", "surname", "date_of_birth", "sex", "story"),
        [
            (c.person, c.forename, c.surname, c.born_on, c.sex, stories.get(c.number, ""))
            for c in children
        ],
    )
    _write_table(
        folder / "school_days.parquet",
        ("setting", "day"),
        [(school.urn, day) for school in county.schools for day in school.days],
    )
    seen = _census_days(county, until)
    missed: dict[int, list[Fact]] = {}
    for fact, spells in absence.items():
        for spell in spells:
            missed.setdefault(spell.child, []).append(
                (fact, spell.starts_on, spell.ends_before, None, spell.urn or None)
            )
    rows = [
        (child.person, *fact)
        for number, child in enumerate(children)
        for fact in (
            *facts(child, seen),
            *_assessed(child, county, until),
            *missed.get(number, ()),
        )
    ]
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(held, field.type) for held, field in zip(columns, _LIVES, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=_LIVES), folder / "lives.parquet")


def _assessed(child: Child, county: County, until: date) -> Iterator[Fact]:
    """The assessment that came before a plan, as the special needs team's list has it."""
    began = plan_began(child, county, until)
    if began is not None:
        yield "ehc_assessment", began - ASSESSED, began, None, None


def facts(child: Child, census_days: list[date]) -> Iterator[Fact]:
    """Everything true of a child, but for what only the registers show."""
    first, last = school_age(child.born_on)
    yield "compulsory_school_age", first, last + timedelta(days=1), None, None
    for began, ended in stays(child):
        yield "address_in_area", began.starts_on, ended.ends_before, None, None
    if child.enrolments:
        yield from _as_schools_know(child, census_days)
    stay = child.home_education
    if stay is not None:
        yield "home_educated", stay.starts_on, stay.ends_before, None, None
        decisions = sorted(stay.reviews, key=lambda r: r.decided_on)
        for review, later in zip(decisions, [*decisions[1:], None], strict=False):
            if review.outcome in _FINDINGS:
                until = later.decided_on if later else None
                yield _FINDINGS[review.outcome], review.decided_on, until, None, None
    yield from _applied(child)
    for care in child.social_care:
        yield care.kind, care.starts_on, care.ends_before, None, None
    for contact in child.health:
        if contact.service.startswith("CAMHS"):
            yield "mental_health_service", contact.starts_on, contact.ends_before, None, None
        elif contact.service == "Midwifery":
            yield "pregnant_or_young_mother", contact.starts_on, contact.ends_before, None, None
        elif contact.evidence != "None":
            yield "medical_evidence", contact.starts_on, contact.ends_before, None, None
    for placed in child.placements:
        spell = placed.starts_on, placed.ends_before
        yield "alternative_provision", *spell, None, None
        yield "weekly_hours", *spell, float(placed.hours), None
        if placed.suitable and placed.arranged_by in ("LA section 19", "EOTAS"):
            yield "arranged_education_suitable", *spell, None, None
        if placed.as_health_allows:
            yield "as_much_as_health_allows", *spell, None, None


def _as_schools_know(child: Child, census_days: list[date]) -> Iterator[Fact]:
    """What is known of a child because a school has, or had, their name on its register."""
    for home in child.homes:
        if home.verified_on is not None:
            yield "address_verified", *_event(home.verified_on), None, None
            if not home.inside:
                yield "moved_away", home.starts_on, home.ends_before, None, None
    if child.ethnicity in ("WIRT", "WROM"):
        yield "gypsy_roma_traveller", child.born_on, None, None, None
    for enrolment in child.enrolments:
        urn, starts, ends = enrolment.school.urn, enrolment.starts_on, enrolment.ends_before
        yield "on_roll", starts, ends, None, urn
        yield "admitted", *_event(starts), None, urn
        if child.sen == "E":
            if ends is None:
                yield "ehc_plan", starts, None, None, None
            for day in census_days if enrolment.school.keeps_marks else ():
                if starts <= day and (ends is None or day < ends):
                    yield "ehc_plan", *_event(day), None, None
    for each in child.exclusions:
        urn = each.school.urn
        if each.category == "PERM":
            yield "permanent_exclusion", *_event(each.starts_on), None, urn
        else:
            back = each.school.school_day(each.starts_on, (each.sessions + 1) // 2 + 1)
            yield "suspension", each.starts_on, back, None, urn
        if each.reinstated_on is not None:
            yield "reinstated", *_event(each.reinstated_on), None, urn
    for agreed in child.timetables:
        held = agreed.starts_on, agreed.ends_before
        yield "part_time_timetable", *held, None, agreed.school.urn
        yield "weekly_hours", *held, float(agreed.hours), agreed.school.urn
        if agreed.plan:
            yield "personalised_plan", *held, None, agreed.school.urn
        if agreed.plan and agreed.reason == "SB":
            yield "behaviour_plan", *held, None, agreed.school.urn


def _applied(child: Child) -> Iterator[Fact]:
    for each in child.applications:
        urn = each.school.urn if each.school else None
        yield "application_awaiting_outcome", each.applied_on, each.decided_on, None, None
        if each.circumstance in _CIRCUMSTANCES:
            yield _CIRCUMSTANCES[each.circumstance], *_event(each.circumstance_on), None, None
        if each.outcome == "Refused" and each.decided_on is not None:
            yield "application_refused", *_event(each.decided_on), None, None
        if each.outcome == "Offered" and each.decided_on is not None:
            yield "offer_not_started", each.decided_on, each.starts_on, None, urn


def _event(day: date) -> tuple[date, date]:
    return day, day + timedelta(days=1)


def _census_days(county: County, until: date) -> list[date]:
    days = [
        census_day(int(term.year[:4]) + (term.name != "autumn"), term.name) for term in county.terms
    ]
    return [day for day in days if day <= until]


def _write_table(path: Path, names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    pq.write_table(
        pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), path
    )
