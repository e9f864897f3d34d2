"""What must be there before anybody may close the work with a child, and who may sign it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onroll.record.casework.askings import refusals
from onroll.record.casework.case import Case, was_seen
from onroll.record.casework.day_words import in_words
from onroll.record.casework.events import Event
from onroll.record.casework.exhausted import what_is_left
from onroll.record.casework.outcomes import Outcome, catalogue
from onroll.record.casework.whereabouts import whereabouts


@dataclass(frozen=True)
class Needed:
    """One thing that is missing: the field of the form that it belongs to, and what to do."""

    field: str
    words: str


def what_closing_needs(
    case: Case,
    asked: Event,
    day: date,
    *,
    clocks_left: Sequence[str],
    siblings_left: Sequence[str],
) -> list[Needed]:
    """What is missing before a case may close on a day, as `asked` has it; empty if nothing is.

    `asked` is a `CLOSE_ASKED`, written or about to be. It tells `outcome` and `evidence`; `seen_on`
    and `seen_by`; `destination`, `destination_on` and `authority_told`; and `clocks`, why each of
    `clocks_left`, the keys of the clocks that still run, no longer matters; and `siblings`, how it
    stands with each of `siblings_left`, the linked children of whom nobody has said so. A child
    must have been seen since the family last refused us, or since something spoke against what we
    had verified.
    """
    outcome = catalogue().get(asked.text("outcome"))
    needed = []
    if outcome is None or not outcome.in_force_on(day):
        needed.append(Needed("outcome", "Select how the work with the child ends"))
    else:
        needed += _seen(case, asked, day, outcome)
        needed += _destination(asked, day) if outcome.destination else []
        needed += _exhausted(case, day, outcome)
    if not asked.text("evidence").strip():
        needed.append(Needed("evidence", "Enter what shows that it is so"))
    why = asked.told.get("clocks") or {}
    left = [key for key in clocks_left if not str(why.get(key) or "").strip()]
    needed += [Needed(f"clocks.{key}", "Enter why this date no longer matters") for key in left]
    said = asked.told.get("siblings") or {}
    left = [child for child in siblings_left if not str(said.get(child) or "").strip()]
    needed += [
        Needed(f"siblings.{child}", "Enter how it stands with this brother or sister")
        for child in left
    ]
    return needed


def may_sign(case: Case, by: str) -> str | None:
    """Why somebody may not close the case that was asked to be closed; None when they may."""
    if case.close_asked is None:
        return "Nobody has asked to close this. Ask to close it first."
    if case.close_asked.by == by:
        return "You asked to close this. Somebody else closes it."
    return None


def _seen(case: Case, asked: Event, day: date, outcome: Outcome) -> list[Needed]:
    if not outcome.child_seen:
        return []
    since = _seen_since(case, day)
    if any(was_seen(each) and since <= each.on <= day for each in case.visits):
        return []
    if outcome.seen_by_us:
        words = "Visit and see the child first: this ending needs a visit at which one of us did"
        return [Needed("seen_on", words)]
    needed = []
    on = _day(asked, "seen_on")
    if on is None:
        needed.append(Needed("seen_on", "Enter the date on which somebody saw the child"))
    elif on > day:
        needed.append(Needed("seen_on", "The date the child was seen must be today or in the past"))
    elif on < since:
        words = f"The date the child was seen must be {in_words(since)} or later"
        needed.append(Needed("seen_on", words))
    if not asked.text("seen_by").strip():
        needed.append(Needed("seen_by", "Enter who saw the child"))
    return needed


def _seen_since(case: Case, day: date) -> date:
    """The day since which a sight of the child counts; what came before was spoken against."""
    against = [each.on for each in refusals(case) if each.on <= day]
    standing = whereabouts(case, day)
    if standing.lost_on is not None and not standing.lapsed:
        against.append(standing.lost_on)
    return max([case.opened_on or date.min, *against])


def _destination(asked: Event, day: date) -> list[Needed]:
    needed = []
    if not asked.text("destination").strip():
        needed.append(Needed("destination", "Enter the name of the place the child went to"))
    if _day(asked, "destination_on") is None:
        needed.append(Needed("destination_on", "Enter the date from which the child is there"))
    if not asked.text("authority_told").strip():
        needed.append(
            Needed("authority_told", "Enter who was told in the authority there, or here")
        )
    return needed


def _exhausted(case: Case, day: date, outcome: Outcome) -> list[Needed]:
    unless_known = outcome.exhausted_unless_known and not whereabouts(case, day).known
    if not outcome.exhausted and not unless_known:
        return []
    return [Needed("exhausted", words) for words in what_is_left(case, day)]


def _day(asked: Event, name: str) -> date | None:
    try:
        return asked.day(name)
    except ValueError:
        return None
