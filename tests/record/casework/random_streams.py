"""Random cases: whatever may follow is told, at random, on days that never go back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from onroll.record.casework import enquiries, outcomes, whereabouts
from onroll.record.casework.askings import SEEN
from onroll.record.casework.events import BadEvent, Kind
from onroll.record.casework_steps import TITLES
from tests.record.casework.story import Story

PEOPLE = ("alex", "sam", "priya")
ENQUIRIES = ("social_care", "pupil_system", "last_school", "home_visit", "police", "embassy")


@st.composite
def stories(draw: st.DrawFn, longest: int = 30) -> Story:
    """A story of a case: what cannot follow the events before it is left out."""
    story = Story()
    day = date(2026, 9, 7)
    story(day.isoformat(), Kind.RECEIVED, draw(_BY), source="school", issue="whereabouts")
    story(day.isoformat(), Kind.TRIAGED, "sam", route="accept", risk=draw(_RISK))
    for _ in range(draw(st.integers(8, longest))):
        day += timedelta(days=draw(st.sampled_from((0, 0, 1, 7, 28))))
        kind = draw(_KINDS)
        told = {name: draw(of) for name, of in _TOLD.get(kind, {}).items()}
        for name, of in _NAMES.items():
            numbers = [each.number for each in story.events if each.kind is of]
            if kind in _NAMES_OF.get(name, ()) and numbers:
                told[name] = draw(st.sampled_from(numbers))
        if kind is Kind.TAKEN_BACK:
            told["number"] = draw(st.integers(1, len(story.events)))
        if told.get("step") == "Home education intended":
            told["until"] = (day + timedelta(days=3)).isoformat()
        try:
            story(day.isoformat(), kind, draw(_BY), **told)
        except BadEvent:
            continue
    return story


_BY = st.sampled_from(PEOPLE)
_RISK = st.sampled_from(("none", "concern", "immediate"))
_KINDS = st.sampled_from([
    Kind.ASKED, Kind.ASKED, Kind.REPLIED, Kind.REPLIED, Kind.VISITED, Kind.CONTACTED,
    Kind.NOT_APPLICABLE, Kind.WHEREABOUTS_TOLD, Kind.WHEREABOUTS_VERIFIED, Kind.REVIEWED,
    Kind.STEPPED, Kind.ESCALATED, Kind.EXHAUSTED_SIGNED, Kind.TAKEN_BACK, Kind.TAKEN_BACK,
    Kind.CLOSE_ASKED, Kind.CLOSE_REFUSED, Kind.CLOSED, Kind.RECEIVED, Kind.ALLOCATED,
])  # fmt: skip
_NAMES = {"asked": Kind.ASKED, "told": Kind.WHEREABOUTS_TOLD}
_NAMES_OF = {"asked": (Kind.REPLIED,), "told": (Kind.WHEREABOUTS_VERIFIED,)}
_ENQUIRY = st.sampled_from(ENQUIRIES)
_OUTCOME = st.sampled_from(sorted(outcomes.catalogue()))
_TOLD = {
    Kind.ASKED: {"enquiry": _ENQUIRY},
    Kind.REPLIED: {"result": st.sampled_from(sorted(enquiries.RESULTS))},
    Kind.NOT_APPLICABLE: {"enquiry": _ENQUIRY, "why": st.sampled_from(("", "an only child"))},
    Kind.VISITED: {
        "seen": st.sampled_from(sorted(SEEN)),
        "where": st.sampled_from(("home", "park")),
    },
    Kind.CONTACTED: {"reached": st.sampled_from(("yes", "no", "refused", "threat"))},
    Kind.WHEREABOUTS_TOLD: {
        "where": st.sampled_from(("1 High St", "Seaton", "Canada")),
        "place": st.sampled_from(sorted(whereabouts.PLACES)),
    },
    Kind.WHEREABOUTS_VERIFIED: {
        "how": st.sampled_from(sorted(whereabouts.WAYS | whereabouts.NOT_ENOUGH)),
        "in_area": st.booleans(),
        "address": st.just("1 High St"),
        "postcode": st.sampled_from(("XE1 2AB", "")),
    },
    Kind.STEPPED: {"step": st.sampled_from(sorted(TITLES))},
    Kind.ESCALATED: {"step": st.sampled_from(("warning_letter", "second_visit"))},
    Kind.CLOSE_ASKED: {"outcome": _OUTCOME},
    Kind.CLOSED: {"outcome": _OUTCOME},
}
