"""What is kept of who was whose: the moves of each run, and where ids that went lead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.home import Home
from onroll.record.people.changes import (
    WENT_ALONG,
    DamagedHistory,
    append,
    changes,
    forwards,
    links_before,
    moves,
    who_was_on,
)
from onroll.record.people.linking import LINKS
from onroll.record.people.person_ids import name_people
from tests.record.people.drawn import SECRET

FIRST = datetime(2026, 11, 1, 18, tzinfo=UTC)


class Council:
    """A home whose children are drawn, run after run, as words: "ab c" is two children."""

    def __init__(self, folder: Path):
        self.home, self.runs = Home(folder), 0

    def run(self, drawn: str) -> dict[str, str]:
        """The child of each record, after a run that finds these children."""
        links = self.linked(drawn)
        self.runs += 1
        moved = moves(
            links_before(self.home), links, run_id=f"run{self.runs}", at=self.at(self.runs)
        )
        append(self.home, moved, at=self.at(self.runs))
        pq.write_table(links, self.home.people / "links.parquet")
        return dict(
            zip(links["record_id"].to_pylist(), links["person_id"].to_pylist(), strict=True)
        )

    def linked(self, drawn: str) -> pa.Table:
        of = {record: min(cluster) for cluster in drawn.split() for record in cluster}
        records = sorted(of)
        roots = [records.index(of[record]) for record in records]
        people = name_people(records, roots, links_before(self.home), SECRET)
        reasons = ["first record" if of[r] == r else "same UPN and name" for r in records]
        return pa.table([records, people, pa.nulls(len(records)), reasons], names=LINKS.names).cast(
            LINKS
        )

    @staticmethod
    def at(run: int) -> datetime:
        return FIRST + timedelta(days=run)

    def moved_by(self, run: int) -> list[tuple[str, str | None, str]]:
        return [
            (row["record_id"], row["from_child"], row["to_child"])
            for row in changes(self.home).to_pylist()
            if row["run_id"] == f"run{run}"
        ]

    def leads(self) -> dict[str, str]:
        rows = forwards(self.home)
        return dict(zip(rows["old_id"].to_pylist(), rows["new_id"].to_pylist(), strict=True))


@pytest.fixture
def council(tmp_path):
    (tmp_path / "people").mkdir()
    return Council(tmp_path)


def test_a_run_says_which_records_came_to_which_child_and_why(council):
    first = council.run("ab c")
    second = council.run("a bc")
    assert council.moved_by(1) == [(record, None, first[record]) for record in "abc"]
    assert council.moved_by(2) == [("b", first["a"], second["b"])]
    last = changes(council.home).to_pylist()[-1]
    assert last["moved_at"] == council.at(2)
    assert last["reason"] == "first record"
    assert second["b"] == second["c"] == first["c"]


def test_the_same_run_again_adds_nothing(council):
    council.run("ab c")
    kept = changes(council.home)
    council.run("ab c")
    assert changes(council.home).equals(kept)


def test_an_id_that_went_leads_on_from_child_to_child(council):
    first = council.run("a bc defg")
    council.run("abc defg")
    council.run("abcdefg")
    assert council.leads() == {first["a"]: first["d"], first["b"]: first["d"]}


def test_an_id_that_is_in_use_again_leads_nowhere(council):
    first = council.run("a bc")
    council.run("abc")
    assert council.leads() == {first["a"]: first["b"]}
    assert council.run("a bc") == first
    assert council.leads() == {}


def test_a_child_whose_records_are_all_gone_is_not_taken_for_one_that_a_record_went_to(council):
    """The page of Amira must not open Ben's, to whom one wrong record of hers was given back."""
    first = council.run("abc d")
    council.run("ab cd")
    council.run("cd")
    assert council.leads() == {}
    assert links_before(council.home).to_pylist()[0] == {
        "record_id": "a", "person_id": first["a"], "since": council.at(1), "earlier": None,
        "step": 1, "stays": None, "gone": True,
    }  # fmt: skip


def test_a_gone_record_goes_where_the_others_of_its_child_go(council):
    first = council.run("ab cde")
    council.run("a cde")
    council.run("acde")
    assert council.leads() == {first["a"]: first["c"]}
    assert changes(council.home).to_pylist()[-1]["reason"] == WENT_ALONG
    assert council.run("abcde")["b"] == first["c"]


def test_a_record_that_comes_back_as_another_child_takes_no_id_from_those_who_stayed(council):
    first = council.run("ab")
    council.run("b")
    back = council.run("a b")
    assert back["b"] == first["b"]
    assert back["a"] not in first.values()


def test_a_join_taken_back_gives_both_their_ids_though_one_has_grown_meanwhile(council):
    """The case notes of Amira stay with Amira, whatever came for Ben while they were one."""
    first = council.run("a b")
    assert council.run("ab")["b"] == first["a"]
    council.run("abcd")
    apart = council.run("a bcd")
    assert apart["a"] == first["a"]
    assert apart["b"] == apart["d"] == first["b"]
    assert council.leads() == {}


@pytest.mark.parametrize("late", ["a", "z"])
def test_a_separation_taken_back_gives_the_child_its_id_again(council, late):
    """Though each has one record, and the id was made for that of the two which came first."""
    first = council.run("m")
    joined = council.run(f"{late}m")
    assert joined[late] == first["m"]
    apart = council.run(f"{late} m")
    assert apart["m"] == first["m"] != apart[late]
    assert council.run(f"{late}m") == joined
    assert council.leads() == {apart[late]: first["m"]}


def test_who_was_part_of_a_child_and_between_which_moments(council):
    first = council.run("ab c")
    council.run("a bc")
    council.run("ab c")
    on = who_was_on(changes(council.home), first["c"]).to_pylist()
    assert [(row["record_id"], row["since"], row["until"]) for row in on] == [
        ("b", council.at(2), council.at(3)),
        ("c", council.at(1), None),
    ]
    later = who_was_on(changes(council.home), first["c"], since=council.at(3))
    assert later["record_id"].to_pylist() == ["c"]
    earlier = who_was_on(changes(council.home), first["c"], until=council.at(2))
    assert earlier["record_id"].to_pylist() == ["c"]


def test_a_home_from_before_there_was_a_history_keeps_its_ids(council):
    kept = council.linked("ab c")
    pq.write_table(kept, council.home.people / "links.parquet")
    ids = council.run("ab cd")
    assert [ids[record] for record in "abc"] == kept["person_id"].to_pylist()
    assert council.moved_by(1) == [("d", None, ids["c"])]
    assert links_before(council.home)["record_id"].to_pylist() == ["a", "b", "c", "d"]


def test_a_history_with_a_file_missing_or_damaged_is_said_aloud(council):
    council.run("ab")
    council.run("a b")
    first, second = sorted((council.home.people / "changes").iterdir())
    second.write_bytes(b"PAR1")
    with pytest.raises(DamagedHistory, match=r"run2.parquet cannot be read"):
        changes(council.home)
    first.unlink()
    with pytest.raises(DamagedHistory, match=r"number 000001 is missing"):
        changes(council.home)


partitions = st.lists(st.integers(0, 5), min_size=1, max_size=9).map(
    lambda labels: " ".join(
        cluster
        for wanted in range(1, 6)  # 0: in no file
        if (cluster := "".join("abcdefghi"[i] for i, label in enumerate(labels) if label == wanted))
    )
)


@given(st.lists(partitions, min_size=2, max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_history_replayed_is_the_links_and_no_unchanged_child_changes_id(
    tmp_path_factory, drawn
):
    """Whatever is joined, separated, gone and back: no id is shared, none changes without cause,
    and each that went leads to one that is some child's."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "people").mkdir()
    council, last, before = Council(folder), {}, set()
    for children in drawn:
        was, last = last, council.run(children)
        clusters = set(children.split())
        assert len(set(last.values())) == len(clusters)
        for cluster in clusters & before:
            assert was[cluster[0]] == last[cluster[0]]
        before = clusters
    held = {row["record_id"]: row["person_id"] for row in links_before(council.home).to_pylist()}
    assert {record: held[record] for record in last} == last
    leads = council.leads()
    assert set(leads.values()) <= set(held.values())
    assert set(leads).isdisjoint(held.values())


@given(st.lists(partitions, min_size=1, max_size=6), st.lists(st.integers(0, 4), min_size=9))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_decided_and_taken_back_at_once_leaves_every_id_as_it_was(
    tmp_path_factory, drawn, otherwise
):
    """After any history, the same records fall otherwise for one run, however they fall."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "people").mkdir()
    council = Council(folder)
    for children in drawn:
        was = council.run(children)
    there: dict[int, str] = {}
    for record, label in zip(sorted(was), otherwise, strict=False):
        there[label] = there.get(label, "") + record
    council.run(" ".join(there.values()))
    assert council.run(drawn[-1]) == was


def test_the_part_that_kept_the_id_gives_it_back_though_it_is_the_smaller(council):
    """What a proof of 100 histories found: `a` had the id longest, so it kept it; `b` and `c`, the
    most of the child once more, had been given another."""
    council.run("a")
    council.run("ab")
    was = council.run("abc")
    apart = council.run("a bc")
    assert apart["a"] == was["a"] != apart["b"]
    assert council.run("abc") == was


def test_a_child_of_long_ago_takes_no_id_from_somebody_who_has_it(council):
    council.run("a bcd")
    council.run("ab cd")
    moved = council.run("ad cb")
    assert len(set(moved.values())) == 2
    assert council.run("ad cb e")["a"] == moved["a"]
