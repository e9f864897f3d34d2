"""Whether a case knows where the child is: by somebody who verified it, never by what was told.

In the first case of the papers a place in another county was believed for years, on a mother's word
and a health trace, while the child lived at home. What was told stays, beside what came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from onroll.record.casework.case import Case, Whereabouts, was_seen
from onroll.record.casework.day_words import in_words
from onroll.record.casework.events import Event, Kind
from onroll.record.school_days import days_after
from onroll.record.thresholds import threshold

PLACES: Final = {
    "address": "An address in our area",
    "area": "Somewhere in our area",
    "elsewhere": "Another authority's area",
    "abroad": "Another country",
}
"""What kind of place was told: `place` of `Kind.WHEREABOUTS_TOLD`."""

WAYS: Final = {
    "seen_there": "The child was seen there",
    "authority": "The other authority confirmed it",
    "school": "The school there confirmed that the child attends",
    "abroad": "An authority or school abroad confirmed it",
    "social_care": "A social worker saw the child there",
    "police": "The police saw the child there",
}
"""How somebody verified a place: `how` of `Kind.WHEREABOUTS_VERIFIED`."""

NOT_ENOUGH: Final = {
    "told": "Somebody gave the address",
    "gp_registration": "The child is registered with a GP there",
    "health_trace": "A health record was traced there",
    "social_media": "A trace on social media",
    "map": "There is a home at the address",
}
"""What alone never makes whereabouts known, however sure it looked in the papers' cases."""

_HOME: Final = frozenset({"home", "at home", "the home"})


@dataclass(frozen=True)
class Standing:
    """Whether whereabouts are known on a day, and why in words.

    `told` is the newest telling by the day, `verified` what last proved one, even where that holds
    no more: an event `WHEREABOUTS_VERIFIED` or a `VISITED` at which the child was seen. `lost_on`
    is since when a proof holds no more, and `lapsed` that it only grew old.
    """

    known: bool
    words: str
    told: Event | None = None
    verified: Event | None = None
    lost_on: date | None = None
    lapsed: bool = False


def whereabouts(case: Case, day: date) -> Standing:
    """How whereabouts stand at the end of a day, by the events of that day and before.

    A proof in our area holds as long as the lists hold a verified address for good
    (`whereabouts_verified_for`); a move that was confirmed holds until something else is told.
    """
    held = [each for each in case.whereabouts.values() if each.told.on <= day]
    told = max((each.told for each in held), key=_order, default=None)
    proof = max(_proofs(case, held, day), key=_order, default=None)
    if proof is None:
        return Standing(False, _unproved(told), told)
    against = _against(case, proof, held, day)
    if against is not None:
        return Standing(
            False,
            f"Whereabouts not known. They were verified on {in_words(proof.on)}, and "
            f"{_said(against)} since then.",
            told,
            proof,
            against.on,
        )
    limit = threshold("whereabouts_verified_for").on(proof.on)
    last = days_after(proof.on, int(limit))
    if not moved_out(proof) and day > last:
        return Standing(
            False,
            f"Whereabouts not known. They were last verified on {in_words(proof.on)}, more than "
            f"{limit:g} days ago.",
            told,
            proof,
            days_after(last, 1),
            lapsed=True,
        )
    saw = proof.kind is Kind.VISITED
    how = "the child was seen there" if saw else "somebody verified them"
    return Standing(True, f"Whereabouts known: {how} on {in_words(proof.on)}.", told, proof)


def is_proof(verified: Event) -> bool:
    """The way of verifying is one that can make whereabouts known."""
    how = verified.text("how").strip()
    return bool(how) and how not in NOT_ENOUGH


def moved_out(verified: Event) -> bool:
    """What was verified is that the child lives outside our area."""
    return verified.told.get("in_area") is False


def unverified(case: Case, day: date) -> list[Event]:
    """Every telling by a day that nobody proved, in order."""
    held = [each for each in case.whereabouts.values() if each.told.on <= day]
    return sorted((each.told for each in held if not _is_proved(each, day)), key=_order)


def place(told: Event) -> str:
    """The kind of place that was told; an address where nobody said."""
    kind = told.text("place")
    return kind if kind in PLACES else "address"


def _is_proved(of: Whereabouts, day: date) -> bool:
    return of.verified is not None and of.verified.on <= day and is_proof(of.verified)


def _proofs(case: Case, held: list[Whereabouts], day: date) -> list[Event]:
    verified = [of.verified for of in held if of.verified is not None and _is_proved(of, day)]
    homes = _HOME | {_where(of.told) for of in held} - {""}
    seen = [each for each in case.visits if each.on <= day and was_seen(each)]
    return [*verified, *(visit for visit in seen if _where(visit) in homes)]


def _against(case: Case, proof: Event, held: list[Whereabouts], day: date) -> Event | None:
    """What was told or found after a proof and does not agree with it, the newest; None if nothing.

    That the home here stands empty says nothing against a move out that was confirmed.
    """
    proved = {_where(of.told) for of in held if of.verified is proof} or {_where(proof)}
    other = [of.told for of in held if _where(of.told) not in proved]
    if not moved_out(proof):
        other += [visit for visit in case.visits if visit.text("seen") == "empty"]
        other += [
            reply
            for each in case.enquiries.values()
            if each.key == "home_visit"
            for reply in each.replies
            if reply.text("result") == "nil"
        ]
    later = [each for each in other if each.on <= day and _order(each) > _order(proof)]
    return max(later, key=_order, default=None)


def _unproved(told: Event | None) -> str:
    if told is None:
        return "Whereabouts not known. Nobody has told us where the child is."
    return (
        f"Whereabouts not known. {_said(told).capitalize()} on {in_words(told.on)}, and nobody has "
        "verified it."
    )


def _said(event: Event) -> str:
    if event.kind is Kind.WHEREABOUTS_TOLD:
        return "a place was told"
    return "the home was found empty"


def _where(event: Event) -> str:
    return " ".join(event.text("where").casefold().split())


def _order(event: Event) -> tuple[date, int]:
    return event.on, event.number
