"""The enquiries that can be made to find a child: whom each asks, by when, what may come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework.dated_files import Dated, Entry, entries, source_text
from onroll.record.casework.services import Service
from onroll.record.casework_steps import TITLES
from onroll.record.school_days import SchoolCalendar, days_after

FILE: Final = "enquiries.toml"

RESULTS: Final = {
    "found": "Something was found",
    "nil": "They looked, and there is nothing",
    "refused": "They refused",
    "no_reply": "No reply came",
    "concern": "There is a concern",
}
"""Every class of result, as a page says it where an enquiry has no words of its own."""

ANSWERS: Final = frozenset({"found", "nil", "concern"})
"""The results that answer an enquiry. A nil return does; a refusal and a silence do not."""

UNITS: Final = ("days", "working days", "school days")

_NAMES: Final = (
    "title", "who", "asks_family", "authorisation", "reply_days", "reply_unit", "reply_source",
    "steps", "in_force_from", "in_force_until", "source", "results", "service", "asks", "answers",
)  # fmt: skip


class UnknownEnquiry(LookupError):
    """No enquiry has this key."""


@dataclass(frozen=True)
class EnquiryKind(Dated):
    """One enquiry of the catalogue. `number` is its place there, from 1.

    `results` holds the title of each class of result that it may have. `authorisation` says what
    must be on record before it is made; "" where nothing must. `steps` are the titles in
    `casework_steps.TITLES` that are done once every enquiry that names them was answered. `service`
    is who is asked on a page of its own, `asks` what it reads there, and `answers` what it may
    answer, by class of result; the three are empty for an enquiry that has no such page.
    """

    key: str
    number: int
    title: str
    who: str
    reply_days: int
    reply_unit: str
    reply_source: str
    results: Mapping[str, str]
    in_force_from: date
    in_force_until: date | None
    source: str
    authorisation: str = ""
    steps: tuple[str, ...] = ()
    asks_family: bool = False
    service: str = ""
    asks: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_authorisation(self) -> bool:
        return bool(self.authorisation)

    def due_on(self, asked_on: date, calendar: SchoolCalendar) -> date:
        """The day by which an answer is asked for, counted from the day after.

        `calendar` holds school days, or the council's working days, as `reply_unit` says. Raises
        `CalendarEnds` past its end.
        """
        if self.reply_unit == "days":
            return days_after(asked_on, self.reply_days)
        return calendar.school_days_after(asked_on, self.reply_days)


@cache
def catalogue() -> dict[str, EnquiryKind]:
    """Every enquiry there ever was, by key, in order. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> dict[str, EnquiryKind]:
    """The enquiries that a file tells of. Raises `BadFile`, with where, what and how to mend it."""
    held = entries(FILE, text)
    return {key: _kind(key, at, of) for at, (key, of) in enumerate(held.items(), 1)}


def _kind(key: str, number: int, of: Entry) -> EnquiryKind:
    of.only(_NAMES)
    first, until = of.days_in_force()
    results = of.table("results")
    results.only(RESULTS)
    if not ANSWERS & results.held.keys():
        raise of.bad("results", f"Give at least one of: {', '.join(sorted(ANSWERS))}")
    return EnquiryKind(
        key,
        number,
        of.text("title"),
        of.text("who"),
        of.whole("reply_days", least=1),
        of.one_of("reply_unit", UNITS),
        of.text("reply_source"),
        {name: results.text(name) for name in RESULTS if name in results.held},
        first,
        until,
        of.text("source"),
        of.text("authorisation", ""),
        of.texts("steps", TITLES),
        of.yes("asks_family"),
        of.one_of("service", Service, ""),
        of.text("asks", ""),
        _answers(of, results) if "service" in of.held else {},
    )


def _answers(of: Entry, results: Entry) -> dict[str, str]:
    """What a service may answer: each a result that the enquiry may have."""
    if not of.text("asks", ""):
        raise of.bad("asks", "Write what the service is asked")
    answers = of.table("answers")
    answers.only(results.held)
    return {name: answers.text(name) for name in RESULTS if name in answers.held}


def enquiry(key: str) -> EnquiryKind:
    """The enquiry with this key, in force or not. Raises `UnknownEnquiry`, naming all."""
    try:
        return catalogue()[key]
    except KeyError:
        raise UnknownEnquiry(
            f"No enquiry is called '{key[:60]}'. There are: {', '.join(catalogue())}."
        ) from None


def put_to_services(day: date) -> list[EnquiryKind]:
    """Those that are put to a service on its own page."""
    return [kind for kind in enquiries_on(day) if kind.service]


def enquiries_on(day: date) -> list[EnquiryKind]:
    """The enquiries that may be made on a day, in the order of the catalogue."""
    return [kind for kind in catalogue().values() if kind.in_force_on(day)]
