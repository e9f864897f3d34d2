"""The ladder of escalation: which steps a case calls for today, and the letter of warning's clock.

A step never closes or moves a case, and none waits for another: a discussion with First Response
goes on beside the next visit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework.askings import refusals
from onroll.record.casework.case import Case, was_seen
from onroll.record.casework.dated_files import Dated, Entry, entries, source_text
from onroll.record.casework.day_words import in_words
from onroll.record.casework.events import Event
from onroll.record.casework.whereabouts import unverified, whereabouts
from onroll.record.school_days import CalendarEnds, SchoolCalendar, days_after
from onroll.record.thresholds import threshold

FILE: Final = "escalation.toml"
LETTER: Final = "warning_letter"
_NAMES: Final = (
    "number", "title", "when", "words", "owner", "weeks", "in_force_from", "in_force_until",
    "source",
)  # fmt: skip


@dataclass(frozen=True)
class Step(Dated):
    """One step of the ladder. `when` is the trigger that calls for it, "" where none does; `weeks`
    without anything happening count as standing still, 0 where the step has none."""

    key: str
    number: int
    title: str
    when: str
    words: str
    owner: str
    weeks: int
    in_force_from: date
    in_force_until: date | None
    source: str


@dataclass(frozen=True)
class Trigger:
    """A step that the case calls for, `since` a day, with why in words and whose it is."""

    step: str
    words: str
    since: date
    owner: str


@dataclass(frozen=True)
class LetterClock:
    """The clock that a letter of warning starts.

    The next visit is due by `visit_by`. Where the child was not seen at it, on `visited_on`, social
    care is asked by `social_care_by`; both are None before. `met_on` is when the child was seen.
    A day by which something is due is None too where no calendar says it.
    """

    sent_on: date
    visit_by: date | None
    visited_on: date | None
    social_care_by: date | None
    met_on: date | None


@cache
def ladder() -> dict[str, Step]:
    """Every step by key, from the lowest. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> dict[str, Step]:
    """The steps that a file tells of. Raises `BadFile`, with where, what and how to mend it."""
    return {key: _step(key, of) for key, of in entries(FILE, text).items()}


def _step(key: str, of: Entry) -> Step:
    of.only(_NAMES)
    first, until = of.days_in_force()
    when = of.one_of("when", TRIGGERS, "")
    weeks = of.whole("weeks", least=1) if when == "standing_still" else 0
    return Step(
        key,
        of.whole("number", least=1),
        of.text("title"),
        when,
        of.text("words"),
        of.text("owner"),
        weeks,
        first,
        until,
        of.text("source"),
    )


def standing_triggers(case: Case, day: date) -> list[Trigger]:
    """The steps that an open case calls for at the end of a day, from the lowest.

    A step stands beside the others until what called for it is over, such as a refusal when the
    child is seen. That the step was taken does not end it.
    """
    if not case.is_open:
        return []
    found = []
    for step in ladder().values():
        since = TRIGGERS[step.when](case, day, step) if step.when else None
        if since is not None and step.in_force_on(day):
            words = f"{step.words} Since {in_words(since)}."
            found.append(Trigger(step.key, words, since, step.owner))
    return found


def letter_clock(case: Case, day: date, calendar: SchoolCalendar | None) -> LetterClock | None:
    """The clock of the newest letter of warning by a day; None where none was sent.

    Days are school days of `calendar`, counted from the day after.
    """
    sent = _letters(case, day)
    if not sent:
        return None
    on = sent[-1].on
    days = int(threshold("safe_and_well_step").on(on))
    seen = _seen_since(case, on, day)
    visited = [each.on for each in _not_seen_after(case, sent[-1], day)]
    first = min(visited, default=None)
    if first is not None and seen is not None and seen <= first:
        first = None
    return LetterClock(
        on,
        _school_days_after(on, days, calendar),
        first,
        None if first is None else _school_days_after(first, days, calendar),
        seen,
    )


def _school_days_after(day: date, number: int, calendar: SchoolCalendar | None) -> date | None:
    try:
        return calendar.school_days_after(day, number) if calendar else None
    except CalendarEnds:
        return None


def _refused_or_conflicting(case: Case, day: date, step: Step) -> date | None:
    refused = _refused(case, day)
    told = [] if whereabouts(case, day).known else unverified(case, day)
    other = [each.on for each in told if each.text("where") != told[0].text("where")]
    return min([each.on for each in refused[:1]] + other[:1], default=None)


def _concern_or_continued_refusal(case: Case, day: date, step: Step) -> date | None:
    """A concern of triage or of an answer; a second refusal, or that the police would not look."""
    seen = _last_seen(case, day)
    refused = _refused(case, day)
    replies = [each for of in case.enquiries.values() for each in of.replies if each.on <= day]
    concern = [each.on for each in replies if each.text("result") == "concern" and each.on > seen]
    if case.triaged is not None and seen < case.triaged.on <= day and case.risk != "none":
        concern += [case.triaged.on] if case.risk else []
    again = [each.on for each in refused[1:2]]
    again += [on for on in _police_refused(case, day) if refused and on >= refused[0].on]
    return min(concern + again, default=None)


def _still_not_seen(case: Case, day: date, step: Step) -> date | None:
    letters = _letters(case, day)
    if not letters or _seen_since(case, letters[0].on, day) is not None:
        return None
    visited = [each.on for each in _not_seen_after(case, letters[0], day)]
    return min(visited, default=None)


def _believed_at_risk(case: Case, day: date, step: Step) -> date | None:
    triaged = case.triaged
    if triaged is None or triaged.on > day or case.risk != "immediate":
        return None
    return None if whereabouts(case, day).known else triaged.on


def _standing_still(case: Case, day: date, step: Step) -> date | None:
    """The first day after so many weeks in which nobody did anything that moves a case on."""
    done = [*case.contacts, *case.visits, *case.reviews, *case.received, *case.steps]
    done += [event for each in case.enquiries.values() for event in (each.asked, *each.replies)]
    done += [event for answers in case.answers.values() for event in answers]
    done += [event for event in (case.triaged, case.allocated, case.plan) if event is not None]
    last = max((event.on for event in done if event.on <= day), default=None)
    if last is None:
        return None
    since = days_after(last, 7 * step.weeks)
    return since if since <= day else None


TRIGGERS: Final[Mapping[str, Callable[[Case, date, Step], date | None]]] = {
    "refused_or_conflicting": _refused_or_conflicting,
    "concern_or_continued_refusal": _concern_or_continued_refusal,
    "still_not_seen": _still_not_seen,
    "believed_at_risk": _believed_at_risk,
    "standing_still": _standing_still,
}
"""Each trigger by the name that `escalation.toml` has for it: since when it stands, None if not."""


def _letters(case: Case, day: date) -> list[Event]:
    """The letters of warning that were sent by a day, in order."""
    sent = [
        each for each in case.escalations.values() if each.text("step") == LETTER and each.on <= day
    ]
    return sorted(sent, key=lambda each: (each.on, each.number))


def _not_seen_after(case: Case, letter: Event, day: date) -> list[Event]:
    """The visits after a letter at which the child was not seen; not one earlier that day."""
    sent = (letter.on, letter.number)
    later = [each for each in case.visits if (each.on, each.number) > sent and each.on <= day]
    return [each for each in later if not was_seen(each)]


def _refused(case: Case, day: date) -> list[Event]:
    """The refusals since the child was last seen."""
    seen = _last_seen(case, day)
    return [each for each in refusals(case) if seen < each.on <= day]


def _police_refused(case: Case, day: date) -> list[date]:
    return [
        reply.on
        for each in case.enquiries_of("police")
        for reply in each.replies
        if reply.text("result") == "refused" and reply.on <= day
    ]


def _last_seen(case: Case, day: date) -> date:
    return max(
        (each.on for each in case.visits if each.on <= day and was_seen(each)), default=date.min
    )


def _seen_since(case: Case, on: date, day: date) -> date | None:
    seen = [each.on for each in case.visits if on <= each.on <= day and was_seen(each)]
    return min(seen, default=None)
