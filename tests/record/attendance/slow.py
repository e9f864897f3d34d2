"""Every fact that marks tell, worked out day by day in plain Python, as its sentence says it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator

from onroll.record.feeds.catalogue.attendance_codes import Group, codes
from onroll.record.thresholds import threshold

ATTENDING = set(codes(Group.ATTENDING))
ABSENT = set(codes(Group.ABSENT))
DAY = dt.timedelta(1)
LONG = (
    "unexplained_absence", "absent_through_illness", "absent_without_reason",
    "not_returned_from_leave",
)  # fmt: skip
Day = tuple[dt.date, list[str]]
Mark = tuple[str, str, dt.date, str | None, str | None]
Fact = tuple[str, str, str, dt.date, dt.date | None]


def slow_facts(marks: list[Mark]) -> set[Fact]:
    """Fact, pupil, school, from, to (None while open); the later mark of one session stands."""
    held: dict[tuple[str, str], dict[dt.date, list[str]]] = defaultdict(dict)
    for pupil, urn, day, am, pm in marks:
        held[pupil, urn][day] = [am or "", pm or ""]
    of_school = {
        key: [(day, both) for day, both in sorted(days.items()) if any(both)]
        for key, days in sorted(held.items())
    }
    found: set[Fact] = set()
    for (pupil, urn), days in of_school.items():
        for fact, start, end in at_school(days):
            if fact not in LONG or not end or end - start >= dt.timedelta(7):
                found.add((fact, pupil, urn, start, end))
    months = {
        urn: {
            day.replace(day=1) for (_, u), days in of_school.items() if u == urn for day, _ in days
        }
        for _, urn in of_school
    }
    for pupil in {pupil for pupil, _ in of_school}:
        mine = {urn: days for (who, urn), days in of_school.items() if who == pupil}
        found |= {("not_attending", pupil, *rest) for rest in not_attending(mine)}
        for fact, share, apart in (
            ("severely_absent", 2, False),
            ("persistently_absent", 10, False),
            ("persistently_absent_part_time_apart", 10, True),
        ):
            found |= {(fact, pupil, *rest) for rest in shares(mine, months, share, apart)}
        for urn, days in mine.items():
            for fact, share in (
                ("severely_absent_at_one_school", 2),
                ("persistently_absent_at_one_school", 10),
            ):
                found |= {(fact, pupil, *r) for r in shares({urn: days}, months, share, False)}
    return found


def of(both: list[str], *kinds: set[str]) -> list[str]:
    return [mark for mark in both if any(mark in kind for kind in kinds)]


def run(
    days: list[Day], is_one: Callable[[list[str]], bool], says_nothing: Callable[[list[str]], bool]
) -> Iterator[tuple[int, dt.date, dt.date | None]]:
    """Each run's first day and the next day that breaks it."""
    begun = None
    for at, (day, both) in enumerate(days):
        if is_one(both):
            begun = at if begun is None else begun
        elif not says_nothing(both) and begun is not None:
            yield begun, days[begun][0], day
            begun = None
    if begun is not None:
        yield begun, days[begun][0], None


def at_school(days: list[Day]) -> Iterator[tuple[str, dt.date, dt.date | None]]:
    def only(*which: str) -> Callable[[list[str]], bool]:
        return lambda both: (
            {*of(both, ATTENDING, ABSENT)} <= {*which} and any(mark in which for mark in both)
        )

    def not_possible(both: list[str]) -> bool:
        return not of(both, ATTENDING, ABSENT)

    for fact, which in (("unexplained_absence", "GNOU"), ("absent_through_illness", "I")):
        for _, start, end in run(days, only(*which), not_possible):
            yield fact, start, end

    def every_session(both: list[str]) -> bool:
        coded = [mark for mark in both if mark != "#"]
        return bool(coded) and all(mark in ("G", "N", "O") for mark in coded)

    def closed(both: list[str]) -> bool:
        return {*both} <= {"#", ""}

    for at, start, end in run(days, every_session, closed):
        yield "absent_without_reason", start, end
        before = [both for _, both in days[:at] if not not_possible(both)]
        if before and {*before[-1]} & {"C", "C1", "H"} and not of(before[-1], ATTENDING):
            yield "not_returned_from_leave", start, end
    for fact, which in (
        ("code_c2_in_use", ["C2"]), ("code_e_in_use", ["E"]), ("code_i_in_use", ["I"]),
        ("code_d_in_use", ["D"]), ("code_x_in_use", ["X"]), ("code_b_or_k_in_use", ["B", "K"]),
        ("code_g_n_or_o_in_use", ["G", "N", "O"]), ("marked_present", ATTENDING - {"B", "K"}),
    ):  # fmt: skip
        yield from ((fact, *each) for each in in_use(days, {*which}))
    yield from in_a_year(days, "sickness_days_reached", {"I"})
    yield from in_a_year(days, "days_without_permission_reached", {*"GNOU"})
    yield from ten_in_ten_weeks(days)
    for year in {year_of(day) for day, _ in days}:
        left = [day for day, both in days if "N" in both and year_of(day) == year]
        if left and left[0] + DAY < dt.date(year + 1, 9, 1):
            yield "reason_not_established", left[0] + DAY, dt.date(year + 1, 9, 1)


def in_use(days: list[Day], which: set[str]) -> Iterator[tuple[dt.date, dt.date]]:
    begun = last = None
    for day, both in [*days, (None, [""])]:
        if of(both, which):
            begun, last = begun or day, day
        elif begun:
            yield begun, last + DAY
            begun = None


def year_of(day: dt.date) -> int:
    return day.year - (day.month < 9)


def in_a_year(days: list[Day], fact: str, which: set[str]) -> Iterator:
    for year in {year_of(day) for day, _ in days}:
        sessions = [day for day, both in days if year_of(day) == year for _ in of(both, which)]
        if len(sessions) >= 30:
            yield fact, sessions[29], dt.date(year + 1, 9, 1)


def ten_in_ten_weeks(days: list[Day]) -> Iterator:
    """On each day of the time, whether ten sessions lie in the ten school weeks up to it."""
    if not days:
        return
    weeks = sorted({monday(day) for day, both in days if of(both, ATTENDING, ABSENT)})
    missed = [day for day, both in days for _ in of(both, {*"GNOU"})]
    day, begun = days[0][0], None
    while day <= days[-1][0]:
        recent = [week for week in weeks if week <= day][-10:]
        true = len([each for each in missed if recent and recent[0] <= each <= day]) >= 10
        if true and not begun:
            begun = day
        elif not true and begun:
            yield "penalty_notice_sessions_reached", begun, day
            begun = None
        day += DAY
    if begun:
        yield "penalty_notice_sessions_reached", begun, None


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())


def not_attending(mine: dict[str, list[Day]]) -> Iterator:
    everywhere = sorted((day, urn, both) for urn, days in mine.items() for day, both in days)
    came = {day for day, _, both in everywhere if of(both, ATTENDING)}
    begun = None
    for day, urn, both in everywhere:
        if day in came and begun:
            yield begun[1], begun[0], day
            begun = None
        elif day not in came and of(both, ABSENT):
            begun = begun or (day, urn)
    if begun:
        yield begun[1], begun[0], None


def shares(
    mine: dict[str, list[Day]], months: dict[str, set[dt.date]], one_in: int, apart: bool
) -> Iterator:
    everywhere = sorted((day, urn, both) for urn, days in mine.items() for day, both in days)
    heard = sorted({day.replace(day=1) for day, _, _ in everywhere})
    assert threshold("severe_absence").values[0][1] == 0.5
    spells = []
    for month, following in zip(heard, [*heard[1:], None], strict=True):
        so_far = [
            mark
            for day, _, both in everywhere
            for mark in both
            if year_of(day) == year_of(month) and day < after(month)
        ]
        possible, missed = (
            of(so_far, ATTENDING, ABSENT),
            of(so_far, ABSENT - ({"C2"} if apart else {*()})),
        )
        if not possible or len(missed) * one_in < len(possible):
            continue
        last = max(
            (day, -ord(urn[-1]), urn) for day, urn, _ in everywhere if day.replace(day=1) == month
        )
        urn = last[2]
        year_ends = dt.date(year_of(month) + 1, 9, 1)
        ends = [after(each) for each in months[urn] if each >= year_ends]
        spell = [urn, after(month), after(following) if following else None, ends]
        if spells and spells[-1][2] == spell[1] and spells[-1][::3] == spell[::3]:
            spell[1] = spells.pop()[1]
        spells.append(spell)
    for urn, start, end, ends in spells:
        yield urn, start, min([*ends, *([end] if end else [])], default=None)


def after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(31)).replace(day=1)
