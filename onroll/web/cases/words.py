"""The events of a case in words, as its chronology shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from onroll.record.casework import document_kinds
from onroll.record.casework.case import ends
from onroll.record.casework.enquiries import RESULTS, catalogue
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.outcomes import outcome
from onroll.record.casework.referring import ISSUES, RISKS, ROUTE_TITLES, SOURCES
from onroll.record.casework.states import TITLES, State
from onroll.record.casework.whereabouts import PLACES, WAYS
from onroll.web.access.models import User
from onroll.web.cases.entries import ContactEntry
from onroll.web.cases.escalating import ANSWERS
from onroll.web.cases.ladder_shown import step_title
from onroll.web.cases.models import CaseEvent
from onroll.web.cases.visit_entries import VisitEntry
from onroll.web.children.words import clock_words
from onroll.web.config.words import clock_time, day
from onroll.web.documents.examining import SCAN_WORDS, Scan

SEEN: Final = dict(VisitEntry.base_fields["seen"].choices)  # type: ignore[attr-defined]
WHERE: Final = dict(VisitEntry.base_fields["where"].choices)  # type: ignore[attr-defined]
HOW: Final = dict(ContactEntry.base_fields["how"].choices)  # type: ignore[attr-defined]
REACHED: Final = dict(ContactEntry.base_fields["reached"].choices)  # type: ignore[attr-defined]

DETAILS: Final = {
    "title": "",
    "words": "",
    "why": "Why",
    "told_by": "Told by",
    "to": "To",
    "of_whom": "Asked of",
    "authorised_by": "Authorised by",
    "evidence": "Evidence",
    "with_whom": "With",
    "who_was_there": "Who was there",
    "education_seen": "Education seen",
    "worries": "Worries",
    "next": "What happens next",
    "by_whom": "Said by",
    "where": "Where",
    "address": "Address",
    "postcode": "Postcode",
    "lead": "Lead professional",
    "destination": "Where they go",
    "authority_told": "Authority that was told",
    "to_whom": "To",
    "seen_by": "Child seen by",
    "follow_up": "Agreed for later",
}
"""What an event tells that is shown as it was typed, in order, and how it is called."""

DAYS: Final = {
    "due_on": "Due",
    "next_by": "By",
    "review_on": "Review on",
    "answer_by": "Answer by",
    "seen_on": "Child seen on",
    "destination_on": "There from",
    "until": "To leave school on",
}


@dataclass(frozen=True)
class Entry:
    """One event as the chronology shows it. `taken_back` is null while it stands."""

    number: int
    title: str
    details: list[tuple[str, str]]
    on: date
    at: datetime
    by: str
    restricted: bool
    may_be_taken_back: bool
    taken_back: Entry | None = None


def chronology(rows: list[CaseEvent]) -> list[Entry]:
    """The events of a case, the newest first; what was taken back stays, and says by whom."""
    people = dict(User.objects.filter(
        pk__in=[row.told["officer"] for row in rows if "officer" in row.told]
    ).values_list("pk", "full_name"))  # fmt: skip
    taken = {
        row.told["number"]: entry_of(row, people) for row in rows if row.kind == Kind.TAKEN_BACK
    }
    shown = [row for row in rows if row.kind != Kind.TAKEN_BACK]
    shown.sort(key=lambda row: (row.on, row.number), reverse=True)
    return [entry_of(row, people, taken.get(row.number)) for row in shown]


def entry_of(row: CaseEvent, people: dict[int, str], taken: Entry | None = None) -> Entry:
    told = row.told
    details = [
        (called, str(told[name])) for name, called in DETAILS.items()
        if told.get(name) and not (row.kind == Kind.VISITED and name == "where")
    ]  # fmt: skip
    details += [
        (called, day(date.fromisoformat(told[name])))
        for name, called in DAYS.items()
        if told.get(name)
    ]
    details += [
        (f"Why it need not wait for “{clock_words(key)}”", str(why))
        for key, why in (told.get("clocks") or {}).items()
    ]
    siblings = (told.get("siblings") or {}).values()
    details += [("How it stands with a brother or sister", str(words)) for words in siblings]
    if told.get("card_left"):
        details.append(("", "A card was left"))
    if "evidence_for" in told:
        details.append(("Evidence for number", str(told["evidence_for"])))
    if "in_area" in told:
        details.append(("In our area", "yes" if told["in_area"] else "no"))
    fixed = row.number == 1 or row.kind == Kind.TAKEN_BACK or ends(row.event)
    return Entry(
        row.number, title(row, people), details, row.on, row.at, row.by.full_name, row.restricted,
        taken is None and not fixed, taken,
    )  # fmt: skip


def title(row: CaseEvent, people: dict[int, str]) -> str:
    """What happened, in a few words."""
    told: dict[str, Any] = row.told
    match Kind(row.kind):
        case Kind.RECEIVED:
            source = SOURCES.get(told.get("source", ""), "Somebody")
            return f"{source} told us. {ISSUES.get(told.get('issue', ''), '')}".strip()
        case Kind.TRIAGED:
            risk = RISKS.get(told.get("risk", ""), "")
            return f"Decided: {ROUTE_TITLES[told['route']]}. {risk}".strip()
        case Kind.ALLOCATED:
            return f"Given to {people.get(told.get('officer', 0), 'a colleague')}"
        case Kind.MOVED:
            return f"Work: {TITLES[State(told['state'])]}"
        case Kind.ASKED:
            return f"Enquiry: {enquiry_title(told['enquiry'])}"
        case Kind.REPLIED:
            return f"Answer to number {told['asked']}: {result_words(told['result'])}"
        case Kind.NOT_APPLICABLE:
            return f"Does not apply: {enquiry_title(told['enquiry'])}"
        case Kind.CONTACTED:
            return f"{HOW.get(told['how'], 'Contact')}. Reached: {REACHED[told['reached']].lower()}"
        case Kind.VISIT_SET:
            officer = people.get(told.get("officer", 0), "a colleague")
            return f"Visit set for {when(row.event)}, by {officer}"
        case Kind.VISITED:
            return (
                f"Visit, {WHERE[told['where']].lower()}. Child seen: {SEEN[told['seen']].lower()}"
            )
        case Kind.WHEREABOUTS_TOLD:
            return f"Somebody said where: {PLACES.get(told.get('place', ''), 'a place')}"
        case Kind.WHEREABOUTS_VERIFIED:
            return f"Whereabouts verified. {WAYS.get(told['how'], told['how'])}"
        case Kind.CLOSE_ASKED | Kind.CLOSED as kind:
            asked = "Asked to close" if kind is Kind.CLOSE_ASKED else "Closed"
            return f"{asked}: {outcome(told['outcome']).title}"
        case Kind.DOCUMENT_ADDED:
            what = document_kinds.catalogue()[told["what"]].title
            return f"Document: {what}. {SCAN_WORDS[Scan(told['scan'])]}"
        case Kind.STEPPED:
            return f"Step: {told['step']}"
        case Kind.ESCALATED:
            return f"Escalated: {step_title(told.get('step', ''))}"
        case Kind.ANSWERED:
            answer = ANSWERS.get(told.get("answer", ""), "an answer")
            return f"Answer to number {told['escalated']}: {answer}"
        case kind:
            return TITLE_OF[kind]


TITLE_OF: Final = {
    Kind.NOTED: "Note",
    Kind.SAFETY_FLAGGED: "Warning for colleagues",
    Kind.SAFETY_LIFTED: "Warning lifted",
    Kind.PLANNED: "Plan",
    Kind.REVIEWED: "Review",
    Kind.TASK_SET: "Task",
    Kind.TASK_DONE: "Task done",
    Kind.SIBLING_LINKED: "A brother or sister was linked",
    Kind.SIBLING_ANSWERED: "How it stands with a brother or sister",
    Kind.EXHAUSTED_SIGNED: "Signed that all enquiries were made",
    Kind.CLOSE_REFUSED: "Not closed",
    Kind.TAKEN_BACK: "Taken back",
}


def when(visit: Event) -> str:
    """Day and, where one was agreed, the time of a visit that was set."""
    agreed = visit.text("at_time")
    return day(visit.day("visit_on")) + (f", {clock_time(agreed)}" if agreed else "")


def enquiry_title(key: str) -> str:
    held = catalogue().get(key)
    return held.title if held else key


def result_words(result: str) -> str:

    return RESULTS.get(result, result)
