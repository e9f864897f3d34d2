"""A decision is shown at once, and what is shown is what a whole publishing would show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onroll.record.amend import CannotAmend
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, take_back
from onroll.record.people.shields import Kind, raise_shield
from onroll.record.run import run
from onroll.web.amending import amend_now, publish_newest
from onroll.web.children.models import Child, Fact, SourceRecord
from onroll.web.library.models import Run
from onroll.web.matching.models import Forwarding, LinkChange, PossibleMatch
from onroll.web.publish import Behind, publish
from onroll.web.published_tables import TABLES
from onroll.web.shields.models import Shield
from tests.web.real_run import AS_OF, KNOWN_AT, real_run

pytestmark = pytest.mark.django_db
LATER = KNOWN_AT + timedelta(hours=12)
SAID: dict[str, Any] = {"by": "priya@exampleshire.example", "why": "I rang the school"}


@pytest.fixture
def shown(own_home: Home) -> Path:
    """A run of a few children in two systems, which the pages show."""
    folder = real_run(own_home)
    publish(folder, own_home)
    return folder


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every published table."""
    return {table.name: sorted(table.model.objects.values_list(), key=str) for table in TABLES}


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def separate_amira(home: Home) -> frozenset[str]:
    records = ["pupil_system:P1", "health:9434765919"]
    decide(home, Verdict.DIFFERENT, records[:1], records[1:], at=LATER, **SAID)
    return amend_now(records, at=LATER)


def join_ben(home: Home) -> frozenset[str]:
    records = ["pupil_system:P2", "health:9434765870"]
    decide(home, Verdict.SAME, records[:1], records[1:], at=LATER, **SAID)
    return amend_now(records, at=LATER)


def separate_and_take_back(home: Home) -> frozenset[str]:
    children = separate_amira(home)
    take_back(home, 1, at=LATER + timedelta(hours=1), **SAID)
    return children | amend_now(["pupil_system:P1"], at=LATER + timedelta(hours=1))


def shield_zofia(home: Home) -> frozenset[str]:
    raise_shield(home, Kind.REFUGE, ["pupil_system:P3"], at=LATER, **SAID)
    return amend_now(["pupil_system:P3"], at=LATER)


@pytest.mark.parametrize("acts", [separate_amira, join_ben, separate_and_take_back, shield_zofia])
def test_publishing_what_an_amendment_changed_leaves_what_publishing_all_of_it_leaves(
    shown: Path, own_home: Home, acts: Callable[[Home], frozenset[str]]
) -> None:
    acts(own_home)
    now = Run.objects.get(is_current=True)
    part = everything()
    assert publish(own_home.runs / now.pk, own_home).rows == 0
    assert everything() == part


def test_a_separated_child_is_two_at_once_with_the_facts_each_record_says(
    shown: Path, own_home: Home
) -> None:
    (before,) = {child_of("pupil_system:P1"), child_of("health:9434765919")}
    changed = separate_amira(own_home)
    one, other = child_of("pupil_system:P1"), child_of("health:9434765919")
    assert one != other
    assert before in (one, other)
    assert {one, other} <= changed
    on_roll = Fact.objects.filter(fact="on_roll", child__in=[one, other])
    assert [fact.child_id for fact in on_roll] == [one]
    assert Child.objects.filter(pk__in=[one, other]).count() == 2
    moved = LinkChange.objects.exclude(from_child="").get()
    assert (moved.from_child, moved.run_id) == (before, Run.objects.get(is_current=True).pk)


def test_two_children_who_are_one_are_one_at_once_and_the_old_reference_leads_on(
    shown: Path, own_home: Home
) -> None:
    one, other = child_of("pupil_system:P2"), child_of("health:9434765870")
    assert PossibleMatch.objects.filter(child_a__in=[one, other]).exists()
    assert {one, other} <= join_ben(own_home)
    kept = child_of("pupil_system:P2")
    assert kept == child_of("health:9434765870")
    (gone,) = {one, other} - {kept}
    assert not Child.objects.filter(pk=gone).exists()
    assert Forwarding.objects.get(old=gone).new == kept
    assert not PossibleMatch.objects.filter(child_a__in=[one, other]).exists()


def test_taking_a_decision_back_gives_the_first_record_back(shown: Path, own_home: Home) -> None:
    before = everything()
    separate_and_take_back(own_home)
    after = everything()
    for table in ("children_child", "children_fact", "children_status", "children_sourcerecord"):
        assert after[table] == before[table], table
    assert after["library_count"] == before["library_count"]


def test_a_shield_is_over_the_child_at_once_and_on_who_looks_like_them(
    shown: Path, own_home: Home
) -> None:
    zofia = child_of("pupil_system:P3")
    assert zofia in shield_zofia(own_home)
    shield = Shield.objects.get(child=zofia)
    assert (shield.kind, shield.how) == ("refuge", "named")
    raise_shield(own_home, Kind.REFUGE, ["pupil_system:P2"], at=LATER, **SAID)
    amend_now(["pupil_system:P2"], at=LATER)
    assert Shield.objects.get(child=child_of("health:9434765870")).how == "suspected"


def test_asking_again_changes_nothing(shown: Path, own_home: Home) -> None:
    separate_amira(own_home)
    before = everything()
    again = amend_now(["pupil_system:P1"], at=LATER + timedelta(hours=2))
    assert again == {child_of("pupil_system:P1")}
    assert everything() == before


def test_before_the_first_run_there_is_nothing_to_amend(own_home: Home) -> None:
    Run.objects.update(is_current=False)
    decide(own_home, Verdict.SAME, ["a:1"], ["b:1"], at=LATER, **SAID)
    assert amend_now(["a:1"], at=LATER) == frozenset()


def test_a_run_that_is_not_there_any_more_is_told_in_words(shown: Path, own_home: Home) -> None:
    shown.rename(shown.with_name("elsewhere"))
    with pytest.raises(CannotAmend) as refused:
        separate_amira(own_home)
    assert str(refused.value) == (
        f"The run {shown.name} is not there, or an earlier version made it. What was decided is "
        "kept and not shown yet: work it out with `onroll run`."
    )


def test_a_run_that_began_before_a_decision_is_never_shown_without_it(
    shown: Path, own_home: Home
) -> None:
    """The nightly run knows what was known when it began; somebody decided while it worked."""
    nightly = run(own_home, as_of=AS_OF, known_at=KNOWN_AT + timedelta(hours=1))
    separate_amira(own_home)
    apart = child_of("pupil_system:P1"), child_of("health:9434765919")
    with pytest.raises(Behind, match="Make it again with `onroll run`"):
        publish(nightly, own_home)
    publish_newest(nightly, own_home, at=LATER)
    assert Run.objects.get(is_current=True).pk not in (shown.name, nightly.name)
    assert (child_of("pupil_system:P1"), child_of("health:9434765919")) == apart
    assert apart[0] != apart[1]


def test_a_run_that_a_decision_overtook_does_not_forget_it(
    shown: Path, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody decides while the run evaluates: what the run found then is not kept."""
    from onroll.record import run as running

    said = running.evaluate_all

    def decided_meanwhile(*given: Any) -> Any:
        separate_amira(own_home)
        return said(*given)

    monkeypatch.setattr(running, "evaluate_all", decided_meanwhile)
    nightly = run(own_home, as_of=AS_OF, known_at=KNOWN_AT + timedelta(hours=1))
    apart = child_of("pupil_system:P1"), child_of("health:9434765919")
    publish_newest(nightly, own_home, at=LATER + timedelta(hours=1))
    assert (child_of("pupil_system:P1"), child_of("health:9434765919")) == apart
    again = run(own_home, as_of=AS_OF, known_at=LATER + timedelta(hours=2))
    publish_newest(again, own_home, at=LATER + timedelta(hours=2))
    assert (child_of("pupil_system:P1"), child_of("health:9434765919")) == apart


def test_a_look_back_shows_what_was_decided_then_under_every_shield(
    shown: Path, own_home: Home
) -> None:
    separate_amira(own_home)
    shield_zofia(own_home)
    then = run(own_home, as_of=AS_OF, known_at=KNOWN_AT)
    publish(then, own_home, look_back=True)
    assert child_of("pupil_system:P1") == child_of("health:9434765919")
    assert Shield.objects.filter(child=child_of("pupil_system:P3")).exists()


def test_of_the_steps_to_the_run_that_is_shown_only_whole_runs_are_kept(
    shown: Path, own_home: Home, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        separate_and_take_back(own_home)
    now = Run.objects.get(is_current=True).pk
    assert {folder.name for folder in own_home.runs.glob("2*")} == {shown.name, now}
