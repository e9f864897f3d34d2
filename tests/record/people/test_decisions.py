"""What people decide of two records binds until a person undoes it, and is told in words."""

import datetime as dt
import json
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.failpoints import FAILPOINTS
from onroll.record.home import Home
from onroll.record.people.decisions import (
    Contradicts,
    Verdict,
    constraints,
    decide,
    decisions,
    standing,
    take_back,
)
from onroll.record.people.journal import DamagedJournal
from tests.record.people.drawn import children, drawn
from tests.record.people.killed import killed_at

SAME, DIFFERENT, NOT_SURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.NOT_SURE
PRIYA = {"by": "priya@example.gov.uk", "why": "their mother confirmed it"}
SAM = {"by": "sam@example.gov.uk", "why": "two birth certificates"}


def on(day: int, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, 10, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def bound(home: Home, known_at: dt.datetime | None = None) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in constraints(decisions(home, known_at)).to_pylist()]


def test_different_binds_every_record_of_one_side_and_every_one_of_the_other(home):
    decide(home, DIFFERENT, ["roll:1", "gp:1"], ["roll:2", "ehe:2"], at=on(3), **PRIYA)
    assert bound(home) == [
        ("ehe:2", "gp:1", "different"),
        ("ehe:2", "roll:1", "different"),
        ("gp:1", "roll:2", "different"),
        ("roll:1", "roll:2", "different"),
    ]


def test_same_joins_every_record_of_both_children(home):
    """Else a number that differs would keep the rest of one child's records out."""
    decide(home, SAME, ["roll:1", "gp:1"], ["ehe:2", "ehe:3"], at=on(3), **PRIYA)
    assert bound(home) == [
        ("ehe:2", "roll:1", "same"),
        ("ehe:3", "roll:1", "same"),
        ("gp:1", "roll:1", "same"),
    ]


def test_two_children_who_are_one_become_one_though_their_upns_differ(home):
    """The pair that was looked at has no UPN in it: the GP's record, and a census row without."""
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth | postcode
        ----------+------+----------+---------+---------------+---------
        gp:1      |      | Amara    | Bello   | 2013-05-14    | XE1 1AA
        roll:1    | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
        census:2  | upn2 | Amara    | Bello   | 2013-05-14    |
        roll:2    | upn2 | Amara    | Bello   | 2013-05-14    | XE2 2BB
    """)
    assert children(table) == ["census:2 roll:2", "gp:1 roll:1"]
    decide(home, SAME, ["gp:1", "roll:1"], ["census:2", "roll:2"], at=on(3), **PRIYA)
    assert children(table, decisions=constraints(decisions(home))) == [
        "census:2 gp:1 roll:1 roll:2"
    ]


def test_not_sure_binds_nothing_and_is_told_until_somebody_is_sure(home):
    decide(home, NOT_SURE, ["a:1"], ["b:1"], at=on(3), **PRIYA)
    assert bound(home) == []
    (waits,) = standing(decisions(home))
    assert waits.in_words() == (
        "priya@example.gov.uk decided on 3 March 2026 not to be sure whether these are one child: "
        "their mother confirmed it"
    )
    sure = decide(home, DIFFERENT, ["a:2", "a:1"], ["b:1"], at=on(4), **SAM)
    assert standing(decisions(home)) == [sure]
    take_back(home, sure.number, at=on(5), **SAM)
    assert standing(decisions(home)) == [waits]


def test_an_opposite_decision_is_refused_in_words_that_name_who_when_and_why(home):
    decide(home, DIFFERENT, ["a:1"], ["b:1"], at=on(3), **PRIYA)
    with pytest.raises(Contradicts) as refused:
        decide(home, SAME, ["b:1"], ["a:1"], at=on(9), **SAM)
    assert str(refused.value) == (
        "priya@example.gov.uk decided on 3 March 2026 that these are two children: their mother "
        "confirmed it. Take decision 1 back first, or decide instead of it."
    )
    assert [each.number for each in refused.value.standing] == [1]
    assert len(decisions(home)) == 1


def test_an_opposite_decision_that_names_the_standing_one_replaces_it_and_says_so(home):
    decide(home, DIFFERENT, ["a:1", "a:2"], ["b:1"], at=on(3), **PRIYA)
    new = decide(home, SAME, ["b:1"], ["a:1"], at=on(9), instead_of=1, **SAM)
    assert (new.takes_back, standing(decisions(home))) == (1, [new])
    assert bound(home) == [("a:1", "b:1", "same")]
    assert bound(home, known_at=on(8))[0] == ("a:1", "b:1", "different")


def test_same_that_would_close_a_chain_round_a_different_is_refused_with_the_chain_named(home):
    decide(home, DIFFERENT, ["a:1"], ["d:1"], at=on(1), **PRIYA)
    decide(home, SAME, ["a:1"], ["b:1"], at=on(2), **PRIYA)
    decide(home, SAME, ["c:1"], ["d:1"], at=on(3), **SAM)
    with pytest.raises(Contradicts) as refused:
        decide(home, SAME, ["b:1"], ["c:1"], at=on(4), **SAM)
    assert [each.number for each in refused.value.standing] == [1, 2, 3]
    assert str(refused.value).startswith("a:1 and d:1 would be one child and two. Decision 1: ")
    assert "Decision 3: sam@example.gov.uk decided on 3 March 2026" in str(refused.value)


def test_different_across_a_chain_of_same_is_refused_with_the_chain_named(home):
    decide(home, SAME, ["a:1"], ["b:1"], at=on(2), **PRIYA)
    decide(home, SAME, ["b:1"], ["c:1"], at=on(3), **SAM)
    with pytest.raises(Contradicts) as refused:
        decide(home, DIFFERENT, ["x:1", "a:1"], ["c:1", "y:1"], at=on(4), **SAM)
    assert [each.number for each in refused.value.standing] == [1, 2]
    assert str(refused.value).startswith("a:1 and c:1 would be one child and two.")


def test_what_stands_already_is_not_kept_twice(home):
    first = decide(home, DIFFERENT, ["a:1", "a:2"], ["b:1"], at=on(3), **PRIYA)
    assert decide(home, DIFFERENT, ["b:1"], ["a:2"], at=on(4), **SAM) == first
    assert decide(home, DIFFERENT, ["b:1", "b:2"], ["a:2"], at=on(4), **SAM) != first


def test_a_decision_taken_back_binds_nothing_and_stays_in_the_history(home):
    decide(home, SAME, ["a:1"], ["b:1"], at=on(3), **PRIYA)
    back = take_back(home, 1, at=on(5), **SAM)
    assert (back.verdict, back.takes_back, back.one, back.other) == (None, 1, ("a:1",), ("b:1",))
    assert bound(home) == []
    assert bound(home, known_at=on(4)) == [("a:1", "b:1", "same")]
    with pytest.raises(ValueError, match=r"taken back on 5 March 2026 by sam@example.gov.uk"):
        take_back(home, 1, at=on(6), **SAM)
    with pytest.raises(ValueError, match="There is no decision 3"):
        take_back(home, 3, at=on(6), **SAM)
    with pytest.raises(ValueError, match="2 is no decision but one taken back"):
        take_back(home, 2, at=on(6), **SAM)


@pytest.mark.parametrize(
    ("one", "other", "by", "why", "words"),
    [
        ([], ["b:1"], "p@e.uk", "so", "A side has no record"),
        (["a:1"], [" "], "p@e.uk", "so", "A side has no record"),
        (["a:1", "c:1"], ["c:1"], "p@e.uk", "so", "c:1 is on both sides"),
        (["a:1"], ["b:1"], " ", "so", "Nobody is named"),
        (["a:1"], ["b:1"], "p@e.uk", " ", "No reason is given"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_in_words(home, one, other, by, why, words):
    with pytest.raises(ValueError, match=words):
        decide(home, SAME, one, other, at=on(3), by=by, why=why)
    assert decisions(home) == []


def test_a_journal_with_a_file_missing_or_spoilt_is_said_out_loud(home):
    for day in (1, 2, 3):
        decide(home, NOT_SURE, ["a:1"], ["b:1"], at=on(day), **PRIYA)
    second = home.people / "decisions" / "000002.json"
    kept = second.read_text()
    second.write_text(kept[:40])
    with pytest.raises(DamagedJournal, match=r"000002.json cannot be read"):
        decisions(home)
    second.unlink()
    with pytest.raises(DamagedJournal, match=r"000002.json is missing"):
        decide(home, NOT_SURE, ["a:1"], ["b:1"], at=on(4), **PRIYA)
    second.write_text(kept)
    assert len(decisions(home)) == 3


def decide_fourth(home: Home) -> None:
    decide(home, SAME, ["a:1"], ["b:1"], at=on(4), **PRIYA)


@pytest.mark.parametrize("point", [point for point in FAILPOINTS if point.startswith("event.")])
def test_a_decision_cut_off_at_any_moment_is_kept_whole_or_not_at_all(home, point):
    for day in (1, 2, 3):
        decide(home, NOT_SURE, ["a:1"], ["b:1"], at=on(day), **PRIYA)
    assert killed_at(point, decide_fourth, home)
    assert len(decisions(home)) == (4 if point == "event.renamed" else 3)
    decide_fourth(home)
    files = sorted(path.name for path in (home.people / "decisions").iterdir())
    assert files == [f"00000{number}.json" for number in (1, 2, 3, 4)]
    assert json.loads((home.people / "decisions" / files[-1]).read_text())["verdict"] == "same"


RECORDS = "abcdef"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([SAME, DIFFERENT, NOT_SURE, None]),
            st.permutations(RECORDS),
            st.integers(1, 2),
            st.integers(1, 2),
        ),
        max_size=14,
    )
)
def test_whatever_is_decided_in_whatever_order_what_stands_is_possible(tmp_path_factory, acts):
    """Accepted or refused exactly as a slow reading of all that stands says."""
    home = Home(tmp_path_factory.mktemp("home"))
    for verdict, order, a, b in acts:
        before = standing(decisions(home))
        if verdict is None:
            if before:
                take_back(home, before[ord(order[0]) % len(before)].number, at=on(1), **PRIYA)
            continue
        one, other = order[:a], order[a : a + b]
        rows = bound(home)
        if verdict is SAME:
            rows += [(one[0], each, "same") for each in [*one[1:], *other]]
        elif verdict is DIFFERENT:
            rows += [(x, y, "different") for x, y in product(one, other)]
        told = any(
            {one[0], other[0]}
            in map(
                set,
                product(each.one, each.other)
                if each.verdict is DIFFERENT
                else product(each.one[:1], each.one[1:] + each.other),
            )
            for each in before
            if each.verdict is not NOT_SURE
        )
        refused = told if verdict is NOT_SURE else not possible(rows)
        if refused:
            with pytest.raises(Contradicts) as why:
                decide(home, verdict, one, other, at=on(1), **PRIYA)
            assert why.value.standing
            assert set(why.value.standing) <= set(before)
        else:
            decide(home, verdict, one, other, at=on(1), **PRIYA)
        assert possible(bound(home))


def possible(rows: list[tuple[str, ...]]) -> bool:
    """Whether some way of putting records together obeys every row: the slow way."""
    child = {record: record for record in RECORDS}
    for a, b, verdict in rows:
        if verdict == "same":
            old, new = child[a], child[b]
            child = {record: new if at == old else at for record, at in child.items()}
    apart = {frozenset((a, b)) for a, b, verdict in rows if verdict == "different"}
    return not any(
        child[a] == child[b] and frozenset((a, b)) in apart for a, b in combinations(RECORDS, 2)
    )
