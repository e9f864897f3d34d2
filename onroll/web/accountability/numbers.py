"""What the accountable director is told: each number, and the very children behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from onroll.record.definitions import CLOCKS
from onroll.web.cases.models import Case
from onroll.web.cases.on_today import cases_for, rows_of
from onroll.web.cases.told_to_managers import escalations_open
from onroll.web.children.counts import counts_of_few
from onroll.web.children.models import Child, ChildQuerySet, Clock, Fact, Status
from onroll.web.children.status_words import MOVED_AWAY_FACT
from onroll.web.children.today import Named, named
from onroll.web.children.words import clock_words
from onroll.web.library.models import Run

WEEKS: Final = 4
"""Over how many weeks the page says what changed."""

MISSING, NOT_KNOWN = "missing_education", "whereabouts_not_known"
STATUTORY: Final = [clock.key for clock in CLOCKS if clock.statutory]
SIXTH_DAY: Final = ["sixth_school_day", "suspension_sixth_school_day"]

LISTS: Final = {
    "broken": "Dates of the law that passed this month with nothing done in time",
    "sixth-day": "Excluded or suspended, and no education since the sixth day",
    "nobody": "Whereabouts not known, and nobody works on it",
    "came": f"Came to be missing education in the last {WEEKS} weeks",
    "left": f"Missing education {WEEKS} weeks ago, and not any more",
}
"""The lists behind the numbers, by the word in the address."""


@dataclass(frozen=True)
class Behind:
    """A child behind a number: since when, in which words, and the open case, null where none."""

    child: Named
    since: date
    words: str
    case: Case | None


def told(user: Any, run: Run) -> tuple[dict[str, int], dict[str, Any]]:
    """The numbers, by what was counted; and what is shown beside them."""
    counts, day = counts_of_few(user, run, [MISSING, NOT_KNOWN]), run.as_of
    lists = {which: behind(which, user, day) for which in LISTS}
    first = oldest(user)
    numbers = {
        "missing": counts.get(MISSING, 0),
        "missing_before": four_weeks_ago(user, MISSING, day),
        "not_known": counts.get(NOT_KNOWN, 0),
        "not_known_before": four_weeks_ago(user, NOT_KNOWN, day),
        "oldest_days": (day - first.opened_on).days if first else 0,
        "to_close": cases_for(user).filter(state="close_requested").count(),
        **{which: len(rows) for which, rows in lists.items()},
    }
    mine = escalations_open().filter(told__step="accountable_person").values("case")
    to_me = cases_for(user).open().filter(pk__in=mine).select_related("officer")
    decide = rows_of(to_me.order_by("opened_on"))
    return numbers, {"oldest": first, "why_left": why_left(lists["left"]), "decide": decide}


def behind(which: str, user: Any, day: date) -> list[Behind]:
    """The children behind one number, or the dates of the law, each with its child; the longest
    first."""
    children = Child.objects.visible_to(user)
    match which:
        case "broken":
            return of_clocks(broken(children, day))
        case "sixth-day":
            return of_clocks(without_education(children, day))
        case "nobody":
            theirs = Case.objects.open().exclude(officer=None).values("child")
            lost = Status.objects.on(day).filter(definition=NOT_KNOWN, child__in=children)
            return of_spells(lost.exclude(child__in=theirs))
        case "came":
            return of_spells(came(children, day))
    return left(children, day)


def broken(children: ChildQuerySet, day: date) -> Any:
    """The clocks of the law that were broken this month, by a day: on the day after the one by
    which they had to be met. One due on the last day of a month is broken in the next."""
    late = Clock.objects.passed(day.replace(day=1) - timedelta(days=1), day)
    return late.filter(clock__in=STATUTORY, child__in=children)


def without_education(children: ChildQuerySet, day: date) -> Any:
    """The clocks of the sixth day that passed, and are not met yet."""
    running = Clock.objects.running(day).filter(due_on__lt=day, child__in=children)
    return running.filter(clock__in=SIXTH_DAY)


def came(children: ChildQuerySet, day: date) -> Any:
    """Spells of missing education of those who were not missing it so many weeks ago."""
    before = Status.objects.on(day - timedelta(weeks=WEEKS)).filter(definition=MISSING)
    now = Status.objects.on(day).filter(definition=MISSING, child__in=children)
    return now.exclude(child__in=before.values("child"))


def left(children: ChildQuerySet, day: date) -> list[Behind]:
    """Those who were missing education so many weeks ago and are not, with what is true of them."""
    now = Status.objects.on(day).filter(definition=MISSING)
    before = Status.objects.on(day - timedelta(weeks=WEEKS))
    gone = before.filter(definition=MISSING, child__in=children).exclude(
        child__in=now.values("child")
    )
    spells = {spell.child_id: spell for spell in gone.select_related("child")}
    true = ends(spells, day)
    cases = open_cases(spells)
    return [
        Behind(named(spell.child), spell.ends_before or day, true[child], cases.get(child))
        for child, spell in sorted(spells.items(), key=lambda each: (each[1].starts_on, each[0]))
    ]


def ends(children: Iterable[str], day: date) -> dict[str, str]:
    """Of each child what ended that they were missing education, as far as the record says."""
    these = list(children)
    met = Status.objects.on(day).filter(child__in=these).values_list("child_id", "definition")
    away = Fact.objects.on(day).filter(child__in=these, fact=MOVED_AWAY_FACT)
    moved = set(away.values_list("child_id", flat=True))
    held: dict[str, set[str]] = {child: set() for child in these}
    for child, key in met:
        held[child].add(key)
    return {child: ended(held[child], child in moved) for child in these}


def ended(met: set[str], moved: bool) -> str:
    if "on_roll" in met:
        return "On a school roll"
    if moved:
        return "Moved away"
    if "compulsory_school_age" not in met:
        return "Over compulsory school age"
    if any(key.startswith("home_educated") for key in met):
        return "Home educated"
    return "For another reason"


def of_clocks(clocks: Any) -> list[Behind]:
    rows = list(clocks.select_related("child").order_by("due_on", "pk"))
    cases = open_cases(row.child_id for row in rows)
    return [
        Behind(named(row.child), row.due_on, clock_words(row.clock), cases.get(row.child_id))
        for row in rows
    ]


def of_spells(spells: Any) -> list[Behind]:
    rows = list(spells.select_related("child").order_by("starts_on", "pk"))
    cases = open_cases(row.child_id for row in rows)
    return [Behind(named(row.child), row.starts_on, "", cases.get(row.child_id)) for row in rows]


def open_cases(children: Iterable[str]) -> dict[str, Case]:
    """By child the case that is open about them."""
    held = Case.objects.open().filter(child__in=list(children)).select_related("officer")
    return {case.child: case for case in held}


def oldest(user: Any) -> Case | None:
    """The case that has been open longest; null where none is."""
    return cases_for(user).open().select_related("officer").order_by("opened_on", "pk").first()


def why_left(rows: Iterable[Behind]) -> list[tuple[str, int]]:
    """What ended it, and of how many, the commonest first."""
    return Counter(row.words for row in rows).most_common()


def four_weeks_ago(user: Any, definition: str, day: date) -> int:
    """How many children met a definition so many weeks before a day."""
    children = Child.objects.visible_to(user)
    return children.meeting(definition, day - timedelta(weeks=WEEKS)).count()
