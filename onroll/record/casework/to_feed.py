"""The rows of the casework feed that a case tells: what officers decided, as evidence of the child.

A row is never changed. What was taken back stays, with who took it back and when; a row that says
something else without it is taken back with it, and told anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from onroll.record.casework.askings import is_of_family, was_refused
from onroll.record.casework.case import standing, was_seen
from onroll.record.casework.enquiries import ANSWERS
from onroll.record.casework.enquiries import catalogue as enquiries
from onroll.record.casework.escalation import LETTER
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.outcomes import SENT_ON
from onroll.record.casework.outcomes import catalogue as outcomes
from onroll.record.casework.referring import ISSUES
from onroll.record.casework.whereabouts import WAYS, is_proof, moved_out
from onroll.record.feeds.catalogue.casework import FEED, LINKED

_WHO: Final = ("upn", "forename", "surname", "date_of_birth")

COLUMNS: Final = tuple(column.name for column in FEED.columns if column.name not in _WHO)
"""The keys of every row, in the feed's order: each column but those that make the child known."""

Row = dict[str, Any]

_UNTIL: Final = "Home education intended"
_MADE: Final = (Kind.ASKED, Kind.REPLIED, Kind.VISITED)


def rows(child: str, case_ref: str, events: Iterable[Event]) -> list[Row]:
    """The rows that the events of one case tell of a child, in the order in which they were told.

    Each has the `COLUMNS` of the feed by name: days are dates, and None is where it tells nothing.
    The child's UPN, name and date of birth are left to whoever knows them. `decision_ref` is the
    case's reference and the event's number, with a letter where an event tells a second row.
    """
    every = list(events)
    told: dict[str, Row] = {}
    standing_rows: dict[str, Row] = {}
    for at, event in enumerate(every):
        if event.kind is Kind.TAKEN_BACK:
            _settle(told, standing_rows, _rows(child, case_ref, every[:at]), event)
            _settle(told, standing_rows, _rows(child, case_ref, every[: at + 1]), event)
    if every:
        _settle(told, standing_rows, _rows(child, case_ref, every), every[-1])
    return list(told.values())


def _settle(
    told: dict[str, Row], standing_rows: dict[str, Row], now: dict[str, Row], by: Event
) -> None:
    """Takes back what does not stand any more, and adds what stands now.

    `told` is every row by its reference, `standing_rows` those that stand by the event they tell.
    """
    for ref, row in list(standing_rows.items()):
        if now.get(ref) != row | {"decision_ref": ref}:
            row["taken_back_on"] = max(by.at.date(), row["decided_on"])
            row["taken_back_by"] = by.by
            del standing_rows[ref]
    for ref, row in now.items():
        if ref not in standing_rows:
            new_ref = ref if ref not in told else f"{ref}-{by.number}"
            row["decision_ref"] = new_ref
            told[new_ref] = standing_rows[ref] = row


def _rows(child: str, case_ref: str, events: list[Event]) -> dict[str, Row]:
    """The rows that stand after some events, by reference."""
    found: dict[str, Row] = {}
    stands = standing(events)
    for event in stands:
        for letter, told in zip(("", "b", "c"), _decided(event, events, stands), strict=False):
            ref = f"{case_ref}-{event.number}{letter}"
            row = dict.fromkeys(COLUMNS) | {
                "decision_ref": ref,
                "case_ref": case_ref,
                "person_id": child,
                "holds_from": event.on,
                "decided_on": event.at.date(),
                "decided_by": event.by,
            }
            found[ref] = row | told
    return found


def _decided(event: Event, events: list[Event], stands: list[Event]) -> Iterator[Row]:
    """What one event decides: for each row the columns that are its own."""
    match event.kind:
        case Kind.RECEIVED:
            if event.number == events[0].number:
                issue = ISSUES.get(event.text("issue"))
                yield {"decision": "Case opened", "issue": issue}
            yield {"decision": "Referral received"}
        case Kind.TRIAGED if event.text("route") != "ask_more":
            yield {"decision": "Referral triaged"}
            if ended := SENT_ON.get(event.text("route")):
                yield {"decision": "Case closed", "outcome": ended}
        case Kind.VISITED:
            yield from _visited(event, stands)
        case Kind.CONTACTED if was_refused(event):
            yield {"decision": "Contact refused"}
        case Kind.REPLIED:
            yield from _replied(event, stands)
        case Kind.WHEREABOUTS_VERIFIED if is_proof(event):
            yield _verified(event)
        case Kind.EXHAUSTED_SIGNED:
            asked_by = _asked_last(event, events)
            if asked_by:
                yield {
                    "decision": "Enquiries exhausted",
                    "decided_by": asked_by,
                    "signed_by": event.by,
                }
        case Kind.SIBLING_LINKED:
            yield {"decision": LINKED, "sibling": event.text("record") or None}
        case Kind.CLOSED:
            yield _closed(event, stands)
        case Kind.REVIEWED:
            yield {"decision": "Case reviewed"}
        case Kind.STEPPED:
            step = event.text("step")
            until = event.day("until") if step == _UNTIL else None
            urn = event.text("urn") or None
            yield {"decision": step, "holds_until": until, "urn": urn}


def _visited(event: Event, stands: list[Event]) -> Iterator[Row]:
    if was_seen(event):
        yield {"decision": "Child seen"}
    elif was_refused(event):
        yield {"decision": "Contact refused"}
    if any(
        each.kind is Kind.ESCALATED and each.text("step") == LETTER and each.number < event.number
        for each in stands
    ):
        yield {"decision": "Follow-up visit"}


def _replied(event: Event, stands: list[Event]) -> Iterator[Row]:
    asked = {each.number: each.text("enquiry") for each in stands if each.kind is Kind.ASKED}
    key = asked.get(event.told.get("asked", 0), "")
    if was_refused(event) and is_of_family(key):
        yield {"decision": "Contact refused"}
    answered: dict[str, Event] = {}
    for each in stands:
        if each.kind is Kind.REPLIED and each.text("result") in ANSWERS:
            answered.setdefault(asked.get(each.told.get("asked", 0), ""), each)
    for step in enquiries()[key].steps if key in enquiries() else ():
        wanted = [kind.key for kind in enquiries().values() if step in kind.steps]
        if not all(each in answered for each in wanted):
            continue
        replies = [answered[each] for each in wanted]
        if max(reply.number for reply in replies) == event.number:
            yield {"decision": step, "holds_from": max(reply.on for reply in replies)}


def _verified(event: Event) -> Row:
    if moved_out(event):
        how = event.text("how")
        return {"decision": "Moved away", "reason": WAYS.get(how, how)}
    return {
        "decision": "Address verified",
        "address": event.text("address") or None,
        "postcode": event.text("postcode") or None,
    }


def _closed(event: Event, stands: list[Event]) -> Row:
    """Who asked decided, and who closed signed."""
    asked = [each for each in stands if each.kind is Kind.CLOSE_ASKED]
    ended = outcomes().get(event.text("outcome"))
    return {
        "decision": "Case closed",
        "decided_by": asked[-1].by if asked else event.by,
        "signed_by": event.by,
        "reason": ended.title if ended else None,
        "outcome": ended.title if ended else None,
    }


def _asked_last(signed: Event, events: list[Event]) -> str:
    """Who, other than who signed, was the last to make an enquiry; "" where nobody else did."""
    made = [each.by for each in events if each.kind in _MADE and each.number < signed.number]
    return next((by for by in reversed(made) if by != signed.by), "")
