"""What a night links again, and what it leaves as it was."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest

from onroll.record.failpoints import ARMED
from onroll.record.home import Home
from onroll.record.people import incremental
from onroll.record.people.changes import changes, links_before
from onroll.record.people.incremental import Night, link_night
from onroll.record.people.last_night import LISTED, TABLES, remember, remembered
from onroll.record.people.linking import link_with_doubts
from onroll.record.people.model import Model
from onroll.record.people.reach import reach
from tests.record.people.drawn import SECRET, drawn
from tests.record.people.nights import Town

MODEL = Model.for_children()
AT = datetime(2026, 11, 22, 18, tzinfo=UTC)
APART = pa.table({"record_a": ["amara1"], "record_b": ["amara2"], "decision": ["different"]})

YESTERDAY = """
    record_id | upn  | forename | surname | date_of_birth | postcode
    ----------+------+----------+---------+---------------+---------
    amara1    | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
    amara2    | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
    ben1      | upn2 | Ben      | Cole    | 2011-11-02    | XE2 2BB
    ben2      | upn2 | Ben      | Cole    | 2011-11-02    | XE2 2BB
    dora      |      | Dora     | Novak   | 2012-02-29    | XE3 3CC
    emil      |      | Emil     | Patel   | 2010-07-30    | XE4 4DD
    fatima    |      | Fatima   | Khan    | 2014-08-08    | XE5 5EE
    george    |      | George   | Wood    | 2009-09-09    | XE6 6FF
"""


def linked(text: str, after: Night | None = None, **settings: object) -> Night:
    """The night of a drawn table, which must be what linking all of it at once gives."""
    table = drawn(text)
    held = {"also": None, "model": MODEL, "secret": SECRET} | settings
    if after is not None:
        held["previous"] = after.links.select(["record_id", "person_id"])
    night = link_night(table, before=after and after.remembered, **held)
    at_once = link_with_doubts(table, **held)
    assert night.links.equals(at_once.links)
    assert night.doubtful.equals(at_once.doubtful)
    return night


@cache
def yesterday() -> Night:
    return linked(YESTERDAY)


def together(night: Night) -> set[str]:
    """The children of more than one record, each as its record ids."""
    found: dict[str, list[str]] = {}
    for row in night.links.to_pylist():
        found.setdefault(row["person_id"], []).append(row["record_id"])
    return {" ".join(records) for records in found.values() if len(records) > 1}


def test_nothing_is_linked_again_when_nothing_is_new():
    first = yesterday()
    assert first.linked_again == 8
    second = linked(YESTERDAY, first)
    assert second.linked_again == 0
    assert second.remembered.records.equals(first.remembered.records)


def test_a_new_record_is_linked_with_those_it_meets_and_nobody_else():
    night = linked(YESTERDAY + "    emil2 | | Emil | Patel | 2010-07-30 | XE4 4DD\n", yesterday())
    assert night.linked_again == 2
    assert together(night) == {"amara1 amara2", "ben1 ben2", "emil emil2"}


def test_a_record_that_is_gone_has_its_child_linked_again():
    night = linked(YESTERDAY.replace(line_of("amara1"), ""), yesterday())
    assert night.linked_again == 1
    assert "amara1" not in night.links["record_id"].to_pylist()
    assert "amara1" not in night.remembered.records["record_id"].to_pylist()


def test_a_record_renamed_leaves_its_child_and_meets_another():
    """It was Amara's by her UPN; now it bears Ben's number and name."""
    night = linked(
        YESTERDAY.replace(line_of("amara2"), "amara2 | upn2 | Ben | Cole | 2011-11-02 | XE1 1AA\n"),
        yesterday(),
    )
    assert night.linked_again == 4
    assert together(night) == {"amara2 ben1 ben2"}


def test_what_a_record_said_earlier_counts_too():
    also = drawn("""
        record_id | surname | postcode
        ----------+---------+---------
        dora      | Okafor  | XE9 9ZZ
    """)
    new = YESTERDAY + "    dora2 | | Dora | Okafor | 2012-02-29 | XE9 9ZZ\n"
    without = linked(new, yesterday())
    assert "dora dora2" not in together(without)
    night = linked(new, without, also=also)
    assert night.linked_again == 2
    assert "dora dora2" in together(night)


def test_a_decision_links_both_sides_again_and_so_does_taking_it_back():
    decided = drawn("""
        record_a | record_b | decision
        ---------+----------+----------
        amara1   | amara2   | different
        dora     | emil     | same
    """)
    first = yesterday()
    second = linked(YESTERDAY, first, decisions=decided)
    assert second.linked_again == 4
    assert together(second) == {"ben1 ben2", "dora emil"}
    assert linked(YESTERDAY, second, decisions=decided).linked_again == 0
    third = linked(YESTERDAY, second)
    assert third.linked_again == 4
    assert third.links.equals(first.links)


def test_a_decision_about_a_record_that_is_not_there_waits_for_it():
    decided = drawn("""
        record_a | record_b | decision
        ---------+----------+----------
        amara2   | amara3   | different
    """)
    first = linked(YESTERDAY, decisions=decided)
    new = YESTERDAY + "    amara3 | upn1 | Amara | Bello | 2013-05-14 | XE1 1AA\n"
    night = linked(new, first, decisions=decided)
    links = {row["record_id"]: row["person_id"] for row in night.links.to_pylist()}
    assert links["amara2"] != links["amara3"]


def test_everything_is_linked_with_another_model_or_when_most_of_it_is_new():
    first = yesterday()
    other = Model(MODEL.shares, MODEL.prior / 2)
    assert linked(YESTERDAY, first, model=other).linked_again == 8
    assert linked(YESTERDAY.replace("XE", "XF"), first).linked_again == 8


def test_a_table_may_be_empty_before_or_after():
    nothing = "record_id | forename\n"
    first = linked(nothing)
    assert linked(nothing, first).linked_again == 0
    assert linked(YESTERDAY, first).linked_again == 8
    assert linked(nothing, yesterday()).links.num_rows == 0


def test_a_record_may_be_there_only_once():
    emil = "    emil2 | | Emil | Patel | 2010-07-30 | XE4 4DD\n"
    table, before = drawn(YESTERDAY + emil + emil), yesterday().remembered
    with pytest.raises(ValueError, match="repeat the record_id of another"):
        link_night(table, before=before, model=MODEL, secret=SECRET)


def line_of(record: str) -> str:
    (line,) = (line for line in YESTERDAY.splitlines() if line.strip().startswith(f"{record} "))
    return line.strip() + "\n"


# What is kept for the next night


@pytest.fixture
def home(tmp_path):
    (tmp_path / "people").mkdir()
    return Home(tmp_path)


def keep(home: Home, night: Night, run_id: str = "run1") -> pa.Table:
    return remember(home, night.remembered, run_id=run_id, at=AT)


def test_what_is_kept_is_what_was_linked_and_keeping_it_again_moves_nobody(home):
    night = yesterday()
    assert remembered(home) is None
    assert keep(home, night).num_rows == 8
    kept = remembered(home)
    assert kept.model == MODEL.digest
    for name in TABLES:
        assert getattr(kept, name).equals(getattr(night.remembered, name))
    assert keep(home, night, "run2").num_rows == 0
    assert changes(home)["run_id"].unique().to_pylist() == ["run1"]


@pytest.mark.parametrize("name", [*(f"{name}.parquet" for name in TABLES), LISTED])
@pytest.mark.parametrize("damage", ["missing", "cut short", "another night's"])
def test_what_is_not_whole_is_not_believed(home, name, damage):
    keep(home, yesterday())
    path = home.people / name
    if damage == "missing":
        path.unlink()
    elif damage == "cut short":
        path.write_bytes(path.read_bytes()[:-9])
    else:
        night = link_night(
            Town(1, 20).table(), before=None, model=MODEL, secret=SECRET, decisions=APART
        )
        keep(home, night, "run2")
        theirs = path.read_bytes()
        keep(home, yesterday(), "run3")
        assert path.read_bytes() != theirs
        path.write_bytes(theirs)
    assert remembered(home) is None


def test_what_other_code_linked_is_not_believed(home):
    keep(home, yesterday())
    listed = json.loads((home.people / LISTED).read_text())
    (home.people / LISTED).write_text(json.dumps(listed | {"made_with": "another version"}))
    assert remembered(home) is None


KEEP = """
import pickle, sys
from pathlib import Path
from onroll.record.home import Home
from onroll.record.people.last_night import remember
linked, at = pickle.loads(Path(sys.argv[2]).read_bytes())
remember(Home(Path(sys.argv[1])), linked, run_id="run2", at=at)
"""


@pytest.mark.parametrize("point", ["linked.history", *(f"linked.{name}" for name in TABLES)])
def test_a_process_killed_while_it_remembers_leaves_nothing_that_misleads(home, tmp_path, point):
    """Either the night before, or nothing to go by; whose child each was is never forgotten."""
    first = yesterday()
    keep(home, first)
    text = YESTERDAY + "    emil2 | | Emil | Patel | 2010-07-30 | XE4 4DD\n"
    second = linked(text, first)
    (tmp_path / "night").write_bytes(pickle.dumps((second.remembered, AT)))
    killed = subprocess.run(
        [sys.executable, "-c", KEEP, str(home.path), str(tmp_path / "night")],
        env=os.environ | {ARMED: point},
        cwd=Path(__file__).parents[3],
    )
    assert killed.returncode == -signal.SIGKILL
    kept = remembered(home)
    if kept is not None:
        assert point == "linked.history"
        assert kept.links.equals(first.links)
    previous = links_before(home)
    table = drawn(text)
    again = link_night(table, before=kept, model=MODEL, previous=previous, secret=SECRET)
    assert again.links.equals(second.links)
    assert keep(home, again, "run3").num_rows == 0
    assert remembered(home).links.equals(second.links)


# Planted faults


def test_a_reach_that_forgets_who_was_decided_apart_is_found_out(monkeypatch):
    """Whom to give the new record to hangs on a rival of whom people have decided."""
    before = """
        record_id | upn  | forename | surname | date_of_birth | postcode | uprn  | sex
        ----------+------+----------+---------+---------------+----------+-------+----
        a         |      | Amara    | Bello   | 2013-05-14    | XE1 1AA  | 10001 | F
        b         | upn1 | Amara    | Bello   | 2014-05-14    | XE1 1AA  |       | F
        c         |      | Ben      | Cole    | 2011-11-02    | XE2 2BB  |       | M
        d         |      | Dora     | Novak   | 2012-02-29    | XE3 3CC  |       | F
        e         |      | Emil     | Patel   | 2010-07-30    | XE4 4DD  |       | M
    """
    now = before + "    new | upn2 | Amarra | Bello | 2013-05-15 | XE1 1AA | 10001 | F\n"
    apart = pa.table({"record_a": ["a"], "record_b": ["b"], "decision": ["different"]})
    first = linked(before, decisions=apart)
    assert linked(now, first, decisions=apart).linked_again == 3

    def forgetful(connection):
        connection.register("obeyed", apart.slice(0, 0))
        reach(connection)

    monkeypatch.setattr(incremental, "reach", forgetful)
    with pytest.raises(AssertionError):
        linked(now, first, decisions=apart)
