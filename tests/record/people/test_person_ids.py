"""Ids that stay: through merges, splits, new records and gone ones."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.people.person_ids import forwarding, name_people
from tests.record.people.drawn import SECRET


def links(*clusters: str, previous: pa.Table | None = None) -> pa.Table:
    """The links of clusters such as "ab", "c": one record for each letter."""
    cluster_of = {record: cluster for cluster in clusters for record in cluster}
    record_ids = sorted(cluster_of)
    roots = [record_ids.index(min(cluster_of[record])) for record in record_ids]
    people = name_people(record_ids, roots, previous, SECRET)
    return pa.table({"record_id": record_ids, "person_id": people})


def ids(table: pa.Table) -> dict[str, str]:
    return dict(zip(table["record_id"].to_pylist(), table["person_id"].to_pylist(), strict=True))


def test_an_id_can_be_read_over_a_telephone_and_tells_nothing():
    (person,) = ids(links("a")).values()
    assert re.fullmatch("EC-[0-9A-HJKMNP-TV-Z]{8}", person)
    assert name_people(["a"], [0], None, b"another secret") != [person]


def test_without_a_secret_there_are_no_ids():
    with pytest.raises(ValueError, match="The secret is empty"):
        name_people(["a"], [0], None, b"")


def test_a_child_keeps_the_id_when_records_come_and_go():
    before = links("bcd")
    after = links("ad", previous=before)
    assert ids(after)["a"] == ids(after)["d"] == ids(before)["d"]


def test_two_children_who_are_one_have_the_id_most_of_the_records_had():
    before = links("ab", "cde")
    after = links("abcde", previous=before)
    assert set(ids(after).values()) == {ids(before)["c"]}
    assert forwarding(before, after).to_pylist() == [
        {"old_id": ids(before)["a"], "new_id": ids(before)["c"]}
    ]


def test_when_one_child_is_two_the_larger_part_keeps_the_id():
    before = links("abcde")
    after = links("ab", "cde", previous=before)
    assert ids(after)["c"] == ids(before)["c"]
    assert ids(after)["a"] not in ids(before).values()
    assert forwarding(before, after).num_rows == 0


def test_an_id_whose_records_have_all_gone_leads_nowhere():
    before = links("a", "b")
    assert forwarding(before, links("b", previous=before)).num_rows == 0


def test_an_id_that_is_or_was_anybodys_is_given_to_nobody_new():
    """Two records may come to one id: forty bits are few enough. The second one has another."""
    as_new = ids(links("b"))["b"]
    for gone in (False, True):
        before = pa.table({"record_id": ["a"], "person_id": [as_new], "gone": [gone]})
        for clusters in (["a", "b"], ["b"]):
            after = ids(links(*clusters, previous=before))
            assert after["b"] != as_new
            assert after.get("a", as_new) == as_new
    both = pa.table({"record_id": ["a", "c"], "person_id": [as_new, after["b"]]})
    assert ids(links("b", previous=both))["b"] not in (as_new, after["b"])


def test_an_id_had_before_is_not_taken_back_from_somebody_else():
    """b leaves a's child; the one it was of before is by now c's."""
    before = pa.table(
        {
            "record_id": ["a", "b", "c"],
            "person_id": ["EC-AAAAAAAA", "EC-AAAAAAAA", "EC-CCCCCCCC"],
            "earlier": [None, "EC-CCCCCCCC", None],
        }
    )
    assert ids(links("a", "b", "c", previous=before))["b"] not in before["person_id"].to_pylist()
    without_c = before.slice(0, 2)
    assert ids(links("a", "b", previous=without_c))["b"] == "EC-CCCCCCCC"


def test_a_record_come_back_takes_no_id_that_somebody_else_has():
    """The last run no longer had `a`, whose id stayed with `b`."""
    before = links("ab")
    gone = before.append_column("gone", pa.array([True, False]))
    after = links("a", "b", previous=gone)
    assert ids(after)["b"] == ids(before)["b"] != ids(after)["a"]
    nobody = before.append_column("gone", pa.array([True, True]))
    assert ids(links("ab", previous=nobody)) == ids(before)


partitions = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(
    lambda labels: [
        "".join("abcdefghijkl"[i] for i, label in enumerate(labels) if label == wanted)
        for wanted in sorted(set(labels))
    ]
)


@given(partitions, partitions)
def test_an_unchanged_child_never_changes_id_whatever_happens_to_others(before, after):
    was = links(*before)
    now = ids(links(*after, previous=was))
    for cluster in set(before) & set(after):
        assert now[cluster[0]] == ids(was)[cluster[0]]


@given(partitions, partitions)
def test_no_two_children_share_an_id(before, after):
    now = links(*after, previous=links(*before))
    assert len(set(ids(now).values())) == len(after)


@given(partitions, st.data())
def test_taking_a_join_back_gives_both_children_their_ids_again(before, data):
    was = links(*before)
    one, other = data.draw(st.sampled_from(before)), data.draw(st.sampled_from(before))
    rest = [cluster for cluster in before if cluster not in (one, other)]
    merged = one if one == other else one + other
    joined = links(merged, *rest, previous=was)
    assert ids(links(*before, previous=joined)) == ids(was)


@given(partitions, st.data())
def test_taking_a_separation_back_gives_the_child_its_id_again(before, data):
    """However many of its records go, and whichever part they make."""
    was = links(*before)
    child = data.draw(st.sampled_from(before))
    part = "".join(letter for letter in child if data.draw(st.booleans()))
    rest = "".join(letter for letter in child if letter not in part)
    others = [cluster for cluster in before if cluster != child]
    apart = links(*filter(None, (part, rest)), *others, previous=was)
    assert ids(links(*before, previous=apart)) == ids(was)


@given(partitions, partitions)
def test_every_id_that_goes_leads_to_one_that_is_in_use(before, after):
    was = links(*before)
    now = links(*after, previous=was)
    leads = {row["old_id"]: row["new_id"] for row in forwarding(was, now).to_pylist()}
    assert set(leads.values()) <= set(ids(now).values())
    still_here = {ids(was)[record] for record in ids(now) if record in ids(was)}
    assert set(leads) == still_here - set(ids(now).values())
