"""A case study that names nobody, drafted from the events of a case for a person to write on.

Nothing that anybody typed goes in: only what was chosen from a list, and how long after the first
day it was. No day, no name, no place and no number of the child is in a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.casework.case import standing
from onroll.record.casework.enquiries import RESULTS, catalogue
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.outcomes import outcome
from onroll.record.casework.referring import ISSUES, RISKS, ROUTE_TITLES, SOURCES
from onroll.record.casework.whereabouts import WAYS

HOW: Final = {
    "call": "by phone", "text": "by text message", "email": "by email", "letter": "by letter",
    "meeting": "at a meeting", "other": "in another way",
}  # fmt: skip
REACHED: Final = {
    "yes": "Reached", "no": "Not reached", "refused": "Reached, and contact was refused",
    "threat": "Reached, and somebody was threatened",
}  # fmt: skip
SEEN: Final = {
    "alone": "The child was seen, alone", "with_others": "The child was seen, with others",
    "no": "The child was not seen", "empty": "The home stands empty", "refused": "Refused",
}  # fmt: skip
NOT_OVER: Final = "The work goes on."


@dataclass(frozen=True)
class Draft:
    """The three parts of a case study, each as lines."""

    background: str
    work: str
    outcome: str


def phase(year_group: int | None) -> str:
    """How old the child is, as roughly as helps nobody to find them."""
    if year_group is None:
        return "A child whose age we did not know"
    if year_group <= 6:
        return "A child of primary age"
    return "A young person of secondary age" if year_group <= 11 else "A young person over 16"


def draft(events: Iterable[Event], year_group: int | None) -> Draft:
    """The draft of a case study. What was taken back is not in it; restricted notes never are."""
    held = sorted(standing(events), key=lambda each: (each.on, each.number))
    first = next(each for each in held if each.kind is Kind.RECEIVED)
    begins, works, ends = [f"{phase(year_group)}."], [], []
    asked = {each.number: each.text("enquiry") for each in held if each.kind is Kind.ASKED}
    for event in held:
        when = week(first.on, event.on)
        match event.kind:
            case Kind.RECEIVED | Kind.TRIAGED:
                begins += [f"{when}: {each}." for each in said(event, asked)]
            case Kind.WHEREABOUTS_VERIFIED | Kind.CLOSED:
                ends += [f"{when}: {each}." for each in said(event, asked)]
            case _:
                works += [f"{when}: {each}." for each in said(event, asked)]
    if held[-1].kind is not Kind.CLOSED and not any(each.kind is Kind.CLOSED for each in held):
        ends.append(NOT_OVER)
    return Draft("\n".join(begins), "\n".join(works), "\n".join(ends))


def week(first: date, on: date) -> str:
    """Week 1 is the seven days that begin with the first."""
    return f"Week {(on - first).days // 7 + 1}"


def said(event: Event, asked: dict[int, str]) -> Iterator[str]:
    """What an event says without anything that was typed; nothing of most kinds."""
    match event.kind:
        case Kind.RECEIVED:
            source = SOURCES.get(event.text("source"), "Somebody")
            yield f"{source} told us. {ISSUES.get(event.text('issue'), 'Something else')}"
        case Kind.TRIAGED:
            risk = RISKS.get(event.text("risk"), "")
            route = ROUTE_TITLES.get(event.text("route"), "")
            yield f"Decided: {route}. {risk}" if risk else f"Decided: {route}"
        case Kind.ASKED:
            yield f"Enquiry: {enquiry_title(event.text('enquiry'))}"
        case Kind.REPLIED:
            yield f"Answer: {answer(asked.get(event.told['asked'], ''), event.text('result'))}"
        case Kind.CONTACTED:
            how = HOW.get(event.text("how"), "in another way")
            yield f"Contact {how}. {REACHED.get(event.text('reached'), '')}".strip()
        case Kind.VISITED:
            yield f"Visit. {SEEN.get(event.text('seen'), 'The child was not seen')}"
        case Kind.WHEREABOUTS_TOLD:
            yield "Somebody said where the child was; nobody had verified it"
        case Kind.WHEREABOUTS_VERIFIED:
            yield WAYS.get(event.text("how"), "Where the child was, was verified")
        case Kind.PLANNED:
            yield "A plan was written"
        case Kind.ESCALATED:
            yield "The case was escalated"
        case Kind.EXHAUSTED_SIGNED:
            yield "A manager signed that every enquiry had been made"
        case Kind.CLOSED:
            yield f"Outcome: {outcome(event.text('outcome')).title}"


def enquiry_title(key: str) -> str:
    held = catalogue().get(key)
    return held.title if held else "Another enquiry"


def answer(key: str, result: str) -> str:
    """What the answer was, in the words that the enquiry has for it."""
    held = catalogue().get(key)
    words = held.results.get(result) if held else None
    return words or RESULTS.get(result, "An answer")
