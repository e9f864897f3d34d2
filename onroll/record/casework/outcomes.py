"""How the work with a child can end, and what each ending needs before anybody may close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from onroll.record.casework.dated_files import Dated, Entry, entries, source_text
from onroll.record.missing_reasons import PRIMARY_REASONS

FILE: Final = "outcomes.toml"

GROUPS: Final = {
    "placed": "In education",
    "home_education": "Home educated",
    "located": "Found",
    "not_located": "Not found",
    "out_of_scope": "Not for us any more",
    "legal": "An order",
    "welfare": "Seen, safe and well",
    "after_16": "After 16",
}
"""The groups of outcomes, in the order of the page."""

SENT_ON: Final = {"redirect": "Sent to another service", "not_ours": "Not ours"}
"""How a case ends that triage sends away, by the route: nobody worked it, so it has no outcome."""

_NAMES: Final = (
    "group", "title", "child_seen", "seen_by_us", "destination", "second_person", "exhausted",
    "exhausted_unless_known", "watch", "reasons", "in_force_from", "in_force_until", "source",
)  # fmt: skip


class UnknownOutcome(LookupError):
    """No outcome has this key."""


@dataclass(frozen=True)
class Outcome(Dated):
    """One ending. `reasons` are keys of `PRIMARY_REASONS` that the workflow page links to it.

    Each test is told at the head of the file. With `watch`, a closed case stays on the list that is
    looked for in every new roll.
    """

    key: str
    group: str
    title: str
    child_seen: bool
    seen_by_us: bool
    destination: bool
    second_person: bool
    exhausted: bool
    exhausted_unless_known: bool
    watch: bool
    reasons: tuple[str, ...]
    in_force_from: date
    in_force_until: date | None
    source: str


@cache
def catalogue() -> dict[str, Outcome]:
    """Every outcome there ever was, by key, in order. Raises `BadFile` for a file that is wrong."""
    return read(source_text(FILE))


def read(text: str) -> dict[str, Outcome]:
    """The outcomes that a file tells of. Raises `BadFile`, with where, what and how to mend it."""
    return {key: _outcome(key, of) for key, of in entries(FILE, text).items()}


def _outcome(key: str, of: Entry) -> Outcome:
    of.only(_NAMES)
    first, until = of.days_in_force()
    group, exhausted = of.one_of("group", GROUPS), of.yes("exhausted")
    if group == "not_located" and not (exhausted and of.yes("second_person") and of.yes("watch")):
        raise of.bad(
            "exhausted",
            "A child who was not found is closed only with every enquiry exhausted, signed by a "
            "second person, and is watched for: write true for exhausted, second_person and watch",
        )
    return Outcome(
        key,
        group,
        of.text("title"),
        of.yes("child_seen") or of.yes("seen_by_us"),
        of.yes("seen_by_us"),
        of.yes("destination"),
        of.yes("second_person"),
        exhausted,
        of.yes("exhausted_unless_known"),
        of.yes("watch"),
        of.texts("reasons", PRIMARY_REASONS),
        first,
        until,
        of.text("source"),
    )


def endings() -> tuple[str, ...]:
    """How a case can end, in words: the title of every outcome there ever was, and `SENT_ON`."""
    return (*(each.title for each in catalogue().values()), *SENT_ON.values())


def outcome(key: str) -> Outcome:
    """The outcome with this key, in force or not. Raises `UnknownOutcome`, naming all."""
    try:
        return catalogue()[key]
    except KeyError:
        raise UnknownOutcome(
            f"No outcome is called '{key[:60]}'. There are: {', '.join(catalogue())}."
        ) from None


def outcomes_on(day: date) -> list[Outcome]:
    """The outcomes with which a case may close on a day, in the order of the catalogue."""
    return [each for each in catalogue().values() if each.in_force_on(day)]
