"""Publishing a run: everything arrives, only what changed is written, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection, transaction

from onroll.record.home import Home
from onroll.web.children.models import Child, Fact, School, SourceRecord, Status
from onroll.web.feeds.models import DefinitionFeed, Feed, Problem, QuietSchool
from onroll.web.library.current import SHOWING, hold_still
from onroll.web.library.models import Count, DefinitionTest, NearMiss, Run
from onroll.web.publish import OldRun, publish
from onroll.web.published_tables import TABLES
from tests.web.small_run import AMARA, AS_OF, rows_of_tables, write_run

pytestmark = pytest.mark.django_db


def test_every_row_of_the_run_is_shown(published: Path) -> None:
    rows = rows_of_tables()
    for model, name in [
        (Child, "children"), (Status, "statuses"), (Fact, "facts"), (SourceRecord, "records"),
        (School, "schools"), (DefinitionTest, "tests"), (NearMiss, "near_misses"), (Feed, "feeds"),
        (QuietSchool, "quiet_schools"), (DefinitionFeed, "definition_feeds"),
    ]:  # fmt: skip
        assert model.objects.count() == len(rows[name]), name
    run = Run.objects.current()
    assert run is not None
    assert run.as_of == AS_OF


def test_text_that_no_source_gave_is_empty_and_dates_stay_null(published: Path) -> None:
    dan = Child.objects.get(pk="EC-DNSMPL01")
    assert (dan.upn, dan.date_of_birth, dan.forename) == ("", None, "<b>Dan</b>")


def test_counts_are_of_the_day_of_the_run(published: Path) -> None:
    counts = dict(Count.objects.values_list("definition", "children"))
    assert counts["missing_education"] == 3
    assert counts["full_time_education"] == 1


def test_problems_are_grouped_with_an_example(published: Path) -> None:
    dates = Problem.objects.get(rule_id="real_date")
    assert (dates.rows, dates.example_row, dates.severity) == (2, 17, "held_back")


def test_publishing_the_same_run_again_changes_nothing(published: Path, home: Home) -> None:
    assert publish(published, home).rows == 0


def test_a_run_of_an_older_version_is_refused_with_what_to_do(published: Path, home: Home) -> None:
    old = write_run(home.path, run_id="old")
    (old / "quiet_schools.parquet").unlink()
    with pytest.raises(OldRun) as refused:
        publish(old, home)
    assert str(refused.value) == (
        "old was made by version 0.1.0 and does not say how the feeds stood: it has no "
        "quiet_schools. Nothing has been published. Make it again with `onroll run --as-of "
        "2026-11-23`."
    )
    assert Run.objects.get(is_current=True).pk == "2026-11-23-a"


def test_a_fault_is_shown_by_its_kind_and_not_with_the_value_of_a_row(
    published: Path, home: Home
) -> None:
    """A misspelt UPN is a child's own; what stands in the file is for who mends it."""
    folder = write_run(home.path, run_id="kinds")
    load = home.loads / "pupil_roll" / "0001" / "problems.parquet"
    before = load.read_bytes()
    upns = {
        "row": [8, 9], "column": ["UPN", "UPN"], "value": ["A12345678901", "A1"],
        "problem": ["'A12345678901' has 12 characters", "'A1' has 2 characters"],
        "kind_words": ["is not 13 characters long"] * 2, "fix": ["Export it again"] * 2,
        "rule_id": ["upn.length"] * 2, "severity": ["held_back"] * 2,
    }  # fmt: skip
    pq.write_table(pa.table(upns), load)
    try:
        publish(folder, home)
    finally:
        load.write_bytes(before)
    problem = Problem.objects.get(rule_id="upn.length")
    assert (problem.problem, problem.rows) == ("is not 13 characters long", 2)


def test_only_what_changed_is_written(published: Path, home: Home) -> None:
    statuses = [row for row in rows_of_tables()["statuses"] if row[0] != AMARA]
    changed = publish(write_run(home.path, run_id="changed", statuses=statuses), home).changed
    gone = len(rows_of_tables()["statuses"]) - len(statuses)
    assert changed["children_status"] == gone
    assert changed["children_child"] == changed["children_fact"] == 0
    assert Run.objects.get(is_current=True).pk == "changed"


def test_a_run_that_cannot_be_read_leaves_the_old_one_shown(published: Path, home: Home) -> None:
    broken = write_run(home.path, run_id="broken", statuses=[])
    (broken / "feeds.parquet").write_bytes(b"not Parquet")
    with pytest.raises(Exception, match=r"feeds\.parquet"):
        publish(broken, home)
    assert Status.objects.count() == len(rows_of_tables()["statuses"])
    assert Run.objects.get(is_current=True).pk == "2026-11-23-a"


def test_a_run_with_fewer_children_takes_the_others_away(published: Path, home: Home) -> None:
    children = [row for row in rows_of_tables()["children"] if row[0] != AMARA]
    publish(write_run(home.path, run_id="fewer", children=children), home)
    assert not Child.objects.filter(pk=AMARA).exists()
    assert Child.objects.count() == len(children)


@pytest.fixture
def restored(published: Path, home: Home) -> Iterator[None]:
    """What another connection publishes is really there afterwards; this puts it back."""
    yield
    with ThreadPoolExecutor(1) as pool:
        begun(pool, publish, published, home).result(timeout=60)


def begun(pool: ThreadPoolExecutor, work: Callable[..., Any], *given: Any) -> Future[Any]:
    """Have another thread do something on a connection of its own."""

    def done() -> Any:
        try:
            return work(*given)
        finally:
            connection.close()

    return pool.submit(done)


def test_two_publishings_at_once_take_turns(restored: None, home: Home) -> None:
    statuses = rows_of_tables()["statuses"]
    sizes = {"first": 3, "second": 5}
    folders = [
        write_run(home.path, run_id=run_id, statuses=statuses[:size])
        for run_id, size in sizes.items()
    ]
    with ThreadPoolExecutor(2) as pool:
        for future in [begun(pool, publish, folder, home) for folder in folders]:
            future.result(timeout=60)
    shown = Run.objects.get(is_current=True).pk
    assert Status.objects.count() == sizes[shown]


def test_a_page_that_is_being_made_sees_one_run_to_its_end(restored: None, home: Home) -> None:
    """A publishing waits at its end for the pages that began before it."""
    fewer = write_run(home.path, run_id="one_status", statuses=rows_of_tables()["statuses"][:1])
    page_began, publishing_waits = Event(), Event()

    def page() -> tuple[str, int]:
        with transaction.atomic():
            hold_still()
            run = Run.objects.get(is_current=True)
            page_began.set()
            assert publishing_waits.wait(60)
            return run.pk, Status.objects.count()

    with ThreadPoolExecutor(2) as pool:
        seen = begun(pool, page)
        assert page_began.wait(60)
        publishing = begun(pool, publish, fewer, home)
        while not waiting_for(SHOWING) and not publishing.done():
            pass
        publishing_waits.set()
        assert seen.result(60) == ("2026-11-23-a", len(rows_of_tables()["statuses"]))
        publishing.result(60)
    assert Status.objects.count() == 1


def waiting_for(lock: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where locktype = 'advisory' and objid = %s"
            " and not granted",
            [lock],
        )
        return bool(cursor.fetchone()[0])


def test_progress_is_told_table_by_table(published: Path, home: Home) -> None:
    told: list[tuple[str, int, int]] = []
    publish(published, home, progress=lambda *step: told.append(step))
    assert told[-1] == ("publish", len(TABLES), len(TABLES))
    assert [done for _, done, _ in told] == list(range(len(TABLES) + 1))
