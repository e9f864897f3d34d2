"""Every time somebody was asked about a child, whatever event tells of it, with what came of it.

A visit to the home is an enquiry of the family, whether or not anybody wrote that it was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.casework.case import Case, Enquiry
from onroll.record.casework.enquiries import ANSWERS, catalogue
from onroll.record.casework.events import Event, Kind

HOME_VISIT: Final = "home_visit"

SEEN: Final = {
    "alone": "found",
    "with_others": "found",
    "refused": "refused",
    "empty": "nil",
    "no": "no_reply",
}
"""What a visit's `seen` is as the result of an enquiry. Nobody in is no reply; an empty home is
one."""


@dataclass(frozen=True)
class Asking:
    """One enquiry that was made. `result` is "" and `answered_on` None before a reply; `people`
    are who asked and who wrote each reply down, and `last` is the number of the newest event."""

    enquiry: str
    number: int
    last: int
    asked_on: date
    due_on: date | None
    result: str
    answered_on: date | None
    people: frozenset[str]
    of_whom: str = ""

    @property
    def is_answered(self) -> bool:
        return self.result in ANSWERS


def askings(case: Case, key: str | None = None) -> list[Asking]:
    """Every asking, of one enquiry or of all, in order of day and then of number."""
    made = [_asked(each) for each in case.enquiries.values()]
    made += [_visited(visit) for visit in case.visits]
    chosen = [each for each in made if key is None or each.enquiry == key]
    return sorted(chosen, key=lambda each: (each.asked_on, each.number))


def not_applicable(case: Case, key: str) -> bool:
    """Somebody wrote why the enquiry does not apply here, and nobody has made it since."""
    said = case.not_applicable.get(key)
    if said is None or not said.text("why").strip():
        return False
    return all(each.number < said.number for each in askings(case, key))


def was_refused(event: Event) -> bool:
    """The family refused contact or threatened us: at a visit, by phone or letter, in a reply.

    A reply is only one of the family where `is_of_family` says so of what it answers.
    """
    if event.kind is Kind.VISITED:
        return event.text("seen") == "refused"
    if event.kind is Kind.CONTACTED:
        return event.text("reached") in ("refused", "threat")
    return event.kind is Kind.REPLIED and event.text("result") == "refused"


def is_of_family(key: str) -> bool:
    """The enquiry asks the family itself, so that a refusal is a refusal of contact."""
    kind = catalogue().get(key)
    return kind is not None and kind.asks_family


def refusals(case: Case) -> list[Event]:
    """Every refusal of contact by the family, in order of day and then of number."""
    replies = [
        reply
        for each in case.enquiries.values()
        if is_of_family(each.key)
        for reply in each.replies
    ]
    every = [event for event in (*case.contacts, *case.visits, *replies) if was_refused(event)]
    return sorted(every, key=lambda event: (event.on, event.number))


def _asked(enquiry: Enquiry) -> Asking:
    asked, replies = enquiry.asked, enquiry.replies
    return Asking(
        enquiry.key,
        asked.number,
        max([asked.number, *(reply.number for reply in replies)]),
        asked.on,
        enquiry.due_on,
        enquiry.result,
        replies[-1].on if replies else None,
        frozenset({asked.by, *(reply.by for reply in replies)}),
        asked.text("of_whom"),
    )


def _visited(visit: Event) -> Asking:
    return Asking(
        HOME_VISIT,
        visit.number,
        visit.number,
        visit.on,
        None,
        SEEN.get(visit.text("seen"), "no_reply"),
        visit.on,
        frozenset({visit.by}),
    )
