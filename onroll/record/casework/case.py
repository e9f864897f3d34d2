"""A case as it stands: what follows from its events, as far as nobody took them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from onroll.record.casework.events import BadEvent, Event, Kind
from onroll.record.casework.states import MAY_FOLLOW, OVER, UNDECIDED, WORKED_IN, State

Held = TypeVar("Held")

CLOSED = "The case is closed. Tell of the child again, and a new case opens."

ROUTES = {
    "accept": State.GATHERING,
    "watch": State.WATCHING,
    "redirect": State.REDIRECTED,
    "not_ours": State.REDIRECTED,
    "ask_more": State.TRIAGE,
}
"""The ways of triage (workflow 3), and the state that each leads to."""


AFTER_IT_IS_OVER = (Kind.RECEIVED, Kind.NOTED, Kind.DOCUMENT_ADDED, Kind.SAFETY_LIFTED)
"""What may be written in a case that is over; a warning is about a home, and outlives it."""


@dataclass
class Enquiry:
    """One enquiry that was asked, with every reply, the newest last.

    A nil return is a reply; an enquiry without any has not been answered, and is not "nothing".
    """

    asked: Event
    replies: list[Event] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.asked.text("enquiry")

    @property
    def due_on(self) -> date | None:
        return self.asked.day("due_on")

    @property
    def result(self) -> str:
        """The class of the last reply: found, nil, refused, no_reply, concern; "" before one."""
        return self.replies[-1].text("result") if self.replies else ""


@dataclass
class Whereabouts:
    """Where somebody says the child is, and who found it so; unverified it decides nothing."""

    told: Event
    verified: Event | None = None


@dataclass
class Case:
    """A case as at its last event. Lists are in order, without what was taken back."""

    state: State = State.RECEIVED
    since: date | None = None
    opened_on: date | None = None
    before_close: State = State.RECEIVED
    received: list[Event] = field(default_factory=list)
    triaged: Event | None = None
    allocated: Event | None = None
    enquiries: dict[int, Enquiry] = field(default_factory=dict)
    not_applicable: dict[str, Event] = field(default_factory=dict)
    contacts: list[Event] = field(default_factory=list)
    notes: list[Event] = field(default_factory=list)
    documents: list[Event] = field(default_factory=list)
    visits: list[Event] = field(default_factory=list)
    visits_set: dict[int, Event] = field(default_factory=dict)
    visits_made: dict[int, Event] = field(default_factory=dict)
    whereabouts: dict[int, Whereabouts] = field(default_factory=dict)
    safety: dict[int, Event] = field(default_factory=dict)
    plan: Event | None = None
    reviews: list[Event] = field(default_factory=list)
    tasks: dict[int, Event] = field(default_factory=dict)
    tasks_done: dict[int, Event] = field(default_factory=dict)
    steps: list[Event] = field(default_factory=list)
    escalations: dict[int, Event] = field(default_factory=dict)
    answers: dict[int, list[Event]] = field(default_factory=dict)
    siblings_answered: list[Event] = field(default_factory=list)
    exhausted: Event | None = None
    close_asked: Event | None = None
    closed: Event | None = None

    @property
    def is_open(self) -> bool:
        return self.state not in OVER

    def days_open(self, day: date) -> int | None:
        """Days from its opening to its end or, of an open one, to a day; None before anything."""
        if self.opened_on is None or self.since is None:
            return None
        return ((day if self.is_open else self.since) - self.opened_on).days

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED

    @property
    def predominant_issue(self) -> str:
        """As it was captured with the referral that opened the case; never rewritten."""
        return self.received[0].text("issue") if self.received else ""

    @property
    def risk(self) -> str:
        """none, concern or immediate, as triage said; "" before."""
        return self.triaged.text("risk") if self.triaged else ""

    @property
    def outcome(self) -> str:
        return self.closed.text("outcome") if self.closed else ""

    def enquiries_of(self, key: str) -> list[Enquiry]:
        """Every time one enquiry of the catalogue was asked, in order."""
        return [enquiry for enquiry in self.enquiries.values() if enquiry.key == key]

    @property
    def visits_to_come(self) -> dict[int, Event]:
        """The visits that were set and not made yet, by number; their day may have passed."""
        return {n: visit for n, visit in self.visits_set.items() if n not in self.visits_made}

    def seen_on(self) -> date | None:
        """The last day on which somebody of ours saw the child; None where nobody did."""
        return max((visit.on for visit in self.visits if was_seen(visit)), default=None)


def was_seen(visit: Event) -> bool:
    return visit.text("seen") in ("alone", "with_others")


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that nobody took back, in order."""
    every = list(events)
    gone = {event.told["number"] for event in every if event.kind is Kind.TAKEN_BACK}
    return [event for event in every if event.number not in gone]


def case_of(events: Iterable[Event]) -> Case:
    """The case as it stands after these events. Raises `BadEvent` where one cannot follow."""
    case = Case()
    for event in standing(events):
        _take(case, event)
    return case


def ends(event: Event) -> bool:
    """Whether a case is over by an event: closed, or sent to another service."""
    sent = event.kind is Kind.TRIAGED and ROUTES.get(event.text("route")) in OVER
    return sent or event.kind is Kind.CLOSED


def _take(case: Case, event: Event) -> None:
    if event.kind is Kind.TAKEN_BACK:
        return  # what it takes back is not among those that stand
    if case.received and not case.is_open and event.kind not in AFTER_IT_IS_OVER:
        raise BadEvent(CLOSED)
    if event.kind is not Kind.RECEIVED and not case.received:
        raise BadEvent("A case opens with what somebody told us.")
    match event.kind:
        case Kind.RECEIVED:
            _received(case, event)
        case Kind.TRIAGED:
            case.triaged = event
            _to(case, ROUTES[event.text("route")], event)
        case Kind.ALLOCATED:
            if case.is_undecided:
                raise BadEvent("Decide where the case goes before somebody is given it.")
            case.allocated = event
            if case.state in (State.GATHERING, State.WATCHING):
                _to(case, State.ALLOCATED, event)
        case Kind.MOVED:
            if event.text("state") not in WORKED_IN:
                raise BadEvent("Decide where it goes, or ask to close it: work only moves on.")
            _to(case, State(event.text("state")), event)
        case Kind.ASKED:
            case.enquiries[event.number] = Enquiry(event)
        case Kind.REPLIED:
            _one_of(case.enquiries, event, "asked").replies.append(event)
        case Kind.NOT_APPLICABLE:
            case.not_applicable[event.text("enquiry")] = event
        case Kind.CONTACTED:
            case.contacts.append(event)
        case Kind.NOTED:
            case.notes.append(event)
        case Kind.DOCUMENT_ADDED:
            case.documents.append(event)
        case Kind.VISIT_SET:
            case.visits_set[event.number] = event
        case Kind.VISITED:
            if "set" in event.told:
                _one_of(case.visits_set, event, "set")
                case.visits_made[event.told["set"]] = event
            case.visits.append(event)
        case Kind.WHEREABOUTS_TOLD:
            case.whereabouts[event.number] = Whereabouts(event)
        case Kind.WHEREABOUTS_VERIFIED:
            _one_of(case.whereabouts, event, "told").verified = event
        case Kind.SAFETY_FLAGGED:
            case.safety[event.number] = event
        case Kind.SAFETY_LIFTED:
            _one_of(case.safety, event, "flagged")
            del case.safety[event.told["flagged"]]
        case Kind.PLANNED:
            case.plan = event
        case Kind.REVIEWED:
            case.reviews.append(event)
        case Kind.TASK_SET:
            case.tasks[event.number] = event
        case Kind.TASK_DONE:
            _one_of(case.tasks, event, "task")
            case.tasks_done[event.told["task"]] = event
        case Kind.STEPPED:
            case.steps.append(event)
        case Kind.ESCALATED:
            case.escalations[event.number] = event
        case Kind.ANSWERED:
            _one_of(case.escalations, event, "escalated")
            case.answers.setdefault(event.told["escalated"], []).append(event)
        case Kind.SIBLING_ANSWERED:
            case.siblings_answered.append(event)
        case Kind.EXHAUSTED_SIGNED:
            case.exhausted = event
        case Kind.CLOSE_ASKED:
            case.before_close, case.close_asked = case.state, event
            _to(case, State.CLOSE_REQUESTED, event)
        case Kind.CLOSE_REFUSED:
            _needs_state(case, State.CLOSE_REQUESTED)
            case.state, case.since, case.close_asked = case.before_close, event.on, None
        case Kind.CLOSED:
            case.closed = event
            _to(case, State.CLOSED, event)


def _received(case: Case, event: Event) -> None:
    if not case.received:
        case.state = State.REOPENED if event.told.get("repeat_of") else State.RECEIVED
        case.since = case.opened_on = event.on
    case.received.append(event)


def _to(case: Case, state: State, event: Event) -> None:
    if state not in MAY_FOLLOW[case.state]:
        raise BadEvent(f"A case that is “{case.state}” cannot become “{state}”.")
    if case.opened_on is not None and event.on < case.opened_on:
        raise BadEvent("That day is before the case was opened.")
    case.state, case.since = state, event.on


def _needs_state(case: Case, state: State) -> None:
    if case.state is not state:
        raise BadEvent(f"The case is “{case.state}”, not “{state}”.")


def _one_of(held: dict[int, Held], event: Event, name: str) -> Held:
    number = event.told.get(name)
    if number not in held:
        raise BadEvent(f"Number {number} of the case is not there, or was taken back.")
    return held[number]
