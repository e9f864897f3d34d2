"""What was asked to find a child, what came of it, and what is to be asked next, for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.enquiries import RESULTS, catalogue, enquiry
from onroll.record.casework.events import Event
from onroll.record.casework.exhausted import what_is_left
from onroll.record.casework.required import AGAIN, CHASE, Required, next_steps
from onroll.web.children.status_words import Tag


@dataclass(frozen=True)
class Made:
    """One enquiry that was made. `due_on` is null where no day was asked for."""

    number: int
    title: str
    of_whom: str
    on: date
    due_on: date | None
    tag: Tag
    replies: list[tuple[Event, str]]


@dataclass(frozen=True)
class Next:
    """One enquiry to make. `again` says that it was made before; `tag` how urgent it is; `service`
    which service is asked on its own page, "" for none."""

    key: str
    title: str
    why: str
    by_when: date
    again: str
    tag: Tag
    service: str


@dataclass(frozen=True)
class Looking:
    """Enquiries made, the newest first; those to make, the most urgent first; and what the rule
    that enquiries are exhausted still asks for, in words."""

    made: list[Made]
    next: list[Next]
    left: list[str]


WORDS = {CHASE: "Chase the answer", AGAIN: "Ask again"}


def looking_for(stands: AsItStands, day: date, *, on_roll: bool) -> Looking:
    """Of a child who is on a roll not everybody is asked who may know of a lost one."""
    made = [
        Made(
            number, titled(each.key), each.asked.text("of_whom"), each.asked.on, each.due_on,
            reply_tag(each.result, each.due_on, day),
            [(reply, result_of(each.key, reply)) for reply in each.replies],
        )
        for number, each in stands.enquiries.items()
    ]  # fmt: skip
    steps = [shown(each, day) for each in next_steps(stands, day, on_roll=on_roll)]
    return Looking(made[::-1], steps, what_is_left(stands, day) if stands.is_open else [])


def shown(step: Required, day: date) -> Next:
    tag = Tag("Overdue", "red") if step.by_when < day else (
        Tag("Due today", "yellow") if step.by_when == day else Tag("Not started", "grey")
    )  # fmt: skip
    return Next(
        step.enquiry,
        titled(step.enquiry),
        step.why,
        step.by_when,
        WORDS.get(step.do, ""),
        tag,
        enquiry(step.enquiry).service,
    )


def reply_tag(result: str, due_on: date | None, day: date) -> Tag:
    if result:
        return Tag("No reply" if result == "no_reply" else "Answered", "grey")
    if due_on is not None and due_on < day:
        return Tag("Overdue", "red")
    return Tag("Waiting for reply", "blue")


def titled(key: str) -> str:
    held = catalogue().get(key)
    return held.title if held else key


def result_of(key: str, reply: Event) -> str:
    """What came of an enquiry, in its own words."""
    held, result = catalogue().get(key), reply.text("result")
    return (held.results.get(result) if held else None) or RESULTS.get(result, result)
