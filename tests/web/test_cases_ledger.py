"""Whatever is written in cases, every case is in the ledger: opening + new - left = closing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.casework.askings import SEEN
from onroll.record.casework.case import ROUTES, standing
from onroll.record.casework.enquiries import RESULTS
from onroll.record.casework.escalation import ladder
from onroll.record.casework.events import BadEvent, Kind
from onroll.record.casework.outcomes import catalogue as outcomes
from onroll.record.casework.referring import ISSUES, RISKS, SOURCES
from onroll.record.casework.states import OVER, State
from onroll.record.casework.whereabouts import PLACES, WAYS
from onroll.record.casework_steps import TITLES
from onroll.web.access.models import Team
from onroll.web.cases.actions import Clash, add, open_case
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.telling import recalculate, rows_of_case
from onroll.web.cases.verifying import verified
from onroll.web.children.models import Fact
from tests.record.aloud import say_aloud
from tests.web.case_pages import colleague
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
FIRST = date(2026, 9, 7)
CHILDREN = (AMARA, JOSHUA, ZOFIA)
ROLES = ("Pathway manager", "Education officer", "Director")
TRIED: Counter[str] = Counter()


@dataclass(frozen=True)
class Told:
    """One thing that somebody writes: about which child, in which of the child's cases, counted
    from the newest, when and by whom. `of` is the number of an event that it may be about."""

    kind: Kind
    child: str
    case: int
    wait: int
    back: int
    by: int
    of: int
    seen: int
    again: bool
    told: dict[str, Any]


def one_of(*words: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(words))


TELLS: dict[Kind, dict[str, st.SearchStrategy[Any]]] = {
    Kind.RECEIVED: {"source": one_of(*SOURCES), "issue": one_of(*ISSUES)},
    Kind.TRIAGED: {"route": one_of(*ROUTES), "risk": one_of(*RISKS)},
    Kind.ALLOCATED: {"officer": st.integers(0, 2), "team": st.booleans()},
    Kind.MOVED: {"state": one_of(*(state.value for state in State))},
    Kind.ASKED: {"enquiry": one_of("police", "last_school", "home_visit"), "due_on": st.booleans()},
    Kind.REPLIED: {"result": one_of(*RESULTS)},
    Kind.NOT_APPLICABLE: {"enquiry": one_of("police", "embassy"), "why": st.just("An only child")},
    Kind.CONTACTED: {"reached": one_of("yes", "no", "refused", "threat")},
    Kind.NOTED: {"restricted": st.booleans()},
    Kind.VISITED: {"seen": one_of(*SEEN), "where": one_of("home", "school")},
    Kind.WHEREABOUTS_TOLD: {"place": one_of(*PLACES), "where": st.just("Seaton")},
    Kind.WHEREABOUTS_VERIFIED: {"how": one_of(*WAYS), "in_area": st.booleans()},
    Kind.TASK_SET: {"due_on": st.booleans()},
    Kind.PLANNED: {"review_on": st.booleans()},
    Kind.STEPPED: {"step": one_of(*(step for step in TITLES if step != "Home education intended"))},
    Kind.ESCALATED: {"step": one_of(*ladder()), "answer_by": st.booleans()},
    Kind.ANSWERED: {"answer": one_of("took_it_on", "refused", "done")},
    Kind.CLOSE_ASKED: {"outcome": one_of(*outcomes())},
    Kind.CLOSED: {"outcome": one_of(*outcomes())},
}  # fmt: skip
ABOUT = {
    Kind.REPLIED: "asked", Kind.WHEREABOUTS_VERIFIED: "told", Kind.SAFETY_LIFTED: "flagged",
    Kind.TASK_DONE: "task", Kind.ANSWERED: "escalated", Kind.TAKEN_BACK: "number",
}  # fmt: skip
OFTEN = (
    Kind.RECEIVED, Kind.TRIAGED, Kind.TRIAGED, Kind.ALLOCATED, Kind.CLOSE_ASKED, Kind.CLOSE_ASKED,
    Kind.CLOSED, Kind.CLOSED, Kind.CLOSE_REFUSED, Kind.TAKEN_BACK, Kind.TAKEN_BACK, Kind.MOVED,
)  # fmt: skip


@st.composite
def things_told(draw: st.DrawFn) -> Told:
    kind = draw(st.sampled_from((*Kind, *OFTEN, *OFTEN)))
    return Told(
        kind,
        draw(st.sampled_from((AMARA, *CHILDREN))),
        draw(st.sampled_from((0, 0, 0, 1))),
        draw(st.sampled_from((0, 0, 1, 9))),
        draw(st.sampled_from((0, 0, 0, 0, 1, 8, 40))),
        draw(st.integers(0, 2)),
        draw(st.integers(1, 12)),
        draw(st.sampled_from((99, 99, 99, 0, 3))),
        draw(st.sampled_from((False,) * 9 + (True,))),
        {name: draw(of) for name, of in TELLS.get(kind, {}).items()},
    )


STREAMS = st.lists(things_told(), min_size=12, max_size=45)


@pytest.fixture(scope="module")
def tell_what_was_tried(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    seed = request.config.getoption("hypothesis_seed")
    say_aloud(request.config, f"ledger of cases: {dict(TRIED)}, seed {seed}")


@pytest.mark.proof
@pytest.mark.usefixtures("tell_what_was_tried")
@settings(max_examples=PROOF or 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(stream=STREAMS)
def test_ledger_of_any_stream_of_events_balances(stream: list[Told]) -> None:
    with transaction.atomic():
        write(stream)
        TRIED["streams"] += 1
        assert verified().faults == []
        assert_it_balances()
        transaction.set_rollback(True)


def write(stream: list[Told]) -> None:
    """Write each as somebody would; what cannot be is refused in words, and leaves nothing."""
    people = [colleague(role, f"Client {role}") for role in ROLES]
    team = Team.objects.create(name="South")
    at = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(hours=12)
    for n, each in enumerate(stream):
        at += timedelta(days=each.wait, minutes=1)
        on = at.date() - timedelta(days=each.back)
        told = filled(each, people, team, on)
        before = as_it_was()
        sent = {"on": on, "by": people[each.by], "at": at, "token": "0" if each.again else str(n)}
        try:
            wrote = written(each, told, sent)
        except (BadEvent, Clash):
            assert as_it_was() == before
            TRIED["refused"] += 1
        else:
            there = CaseEvent.objects.count()
            assert there == len(before[1]) + (1 if wrote else 0)
            TRIED["written"] += wrote


def written(each: Told, told: dict[str, Any], sent: dict[str, Any]) -> bool:
    """Whether a new event was written: not one that was sent already. Without a case, one opens."""
    new = not CaseEvent.objects.filter(token=sent["token"]).exists()
    cases = list(Case.objects.of(each.child))
    if each.kind is Kind.RECEIVED or not cases:
        received = told if each.kind is Kind.RECEIVED else {"issue": "whereabouts"}
        open_case(child=each.child, record_id=f"ledger:{each.child}", told=received, **sent)
    else:
        case = cases[min(each.case, len(cases) - 1)]
        seen = None if each.seen == 99 else each.seen
        add(case, each.kind, told, seen=seen, **sent)
    return new


def filled(each: Told, people: list[Any], team: Team, on: date) -> dict[str, Any]:
    """What an event tells, with people, days and numbers for what was drawn."""
    told = dict(each.told)
    if "officer" in told:
        told["officer"] = people[told["officer"]].pk
        told |= {"team": team.pk} if told.pop("team") else {}
    for name in ("due_on", "review_on", "answer_by"):
        if told.pop(name, False):
            told[name] = (on + timedelta(days=10)).isoformat()
    return told | ({ABOUT[each.kind]: each.of} if each.kind in ABOUT else {})


def as_it_was() -> tuple[list[Any], list[Any]]:
    cases = list(Case.objects.order_by("pk").values_list())
    return cases, list(CaseEvent.objects.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Spell:
    """From when to when one case was open; null: it still is."""

    opened: date
    left: date | None

    def on(self, day: date) -> bool:
        return self.opened <= day and (self.left is None or day < self.left)


def by_events(case: Case) -> Spell:
    """From its events alone: it is over on the day of whichever ended it and stands."""
    events = [row.event for row in case.rows()]
    ends = [
        each.on for each in standing(events)
        if each.kind is Kind.CLOSED
        or (each.kind is Kind.TRIAGED and ROUTES[each.text("route")] in OVER)
    ]  # fmt: skip
    return Spell(events[0].on, ends[-1] if ends else None)


def by_feed(case: Case) -> Spell:
    """From the rows that it tells the casework feed."""
    rows = [row for row in rows_of_case(case) if row["taken_back_on"] is None]
    (opened,) = [row["holds_from"] for row in rows if row["decision"] == "Case opened"]
    ends = [row["holds_from"] for row in rows if row["decision"] == "Case closed"]
    assert len(ends) <= 1
    return Spell(opened, ends[0] if ends else None)


def by_facts() -> list[Spell]:
    """From what is true of each child once it was worked out again."""
    for child in Case.objects.values_list("child", flat=True).distinct():
        assert recalculate(child)
    facts = Fact.objects.filter(fact="case_open", child__in=CHILDREN, feed="casework")
    return [Spell(*each) for each in facts.values_list("starts_on", "ends_before")]


def assert_it_balances() -> None:
    """Between any two days, each count from another source than the next."""
    cases = list(Case.objects.order_by("pk"))
    events, feed, facts = [by_events(case) for case in cases], [*map(by_feed, cases)], by_facts()
    bounds = {day for spell in events for day in (spell.opened, spell.left) if day}
    days = sorted({day + timedelta(days=n) for day in bounds for n in (-1, 0)})
    for at, first in enumerate(days):
        opening = sum(spell.on(first) for spell in facts)
        for last in days[at:]:
            new = sum(first < spell.opened <= last for spell in feed)
            left = sum(spell.left is not None and first < spell.left <= last for spell in events)
            closing = sum(spell.on(last) for spell in facts)
            assert opening + new - left == closing, (first, last)
            for found in (events, feed):
                assert sum(spell.on(last) for spell in found) == closing
    assert sum(spell.left is None for spell in events) == Case.objects.open().count()
    TRIED["cases"] += len(cases)
