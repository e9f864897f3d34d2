"""What a shield covers, how it grows, and that only two people together lower it."""

import datetime as dt

import pyarrow as pa
import pytest

from onroll.record.failpoints import FAILPOINTS
from onroll.record.home import Home
from onroll.record.people import shields
from onroll.record.people.shields import (
    Kind,
    ask_to_lower,
    covers,
    lower,
    raise_shield,
    refuse_to_lower,
    shielded,
    spread,
)
from tests.record.people.drawn import drawn
from tests.record.people.killed import killed_at

PRIYA = {"by": "priya@example.gov.uk", "why": "the refuge rang"}
SAM = {"by": "sam@example.gov.uk", "why": "they have moved on, and agree"}
NOBODY = pa.table({"record_a": pa.array([], pa.string()), "record_b": pa.array([], pa.string())})


def on(day: int, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, 10, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def links(*children: str) -> pa.Table:
    """The links of children such as "roll:1 gp:1", each named after its first record."""
    rows = [(record, child.split()[0]) for child in children for record in child.split()]
    return pa.table({"record_id": [r for r, _ in rows], "person_id": [c for _, c in rows]})


def doubts(*pairs: str) -> pa.Table:
    a, b = zip(*(pair.split() for pair in pairs), strict=True)
    return pa.table({"record_a": list(a), "record_b": list(b)})


def strangers(linked: pa.Table) -> pa.Table:
    """A table in which nobody looks like anybody."""
    return linked.select(["record_id"])


def night(home, linked, *, doubtful=NOBODY, table=None, day=2) -> list[tuple[str, str]]:
    """What a night's spreading adds: record and how."""
    new = spread(home, linked, doubtful, table or strangers(linked), at=on(day))
    assert spread(home, linked, doubtful, table or strangers(linked), at=on(day)) == []
    return [(each.record_id, str(each.how)) for each in new]


def covered(home, known_at=None) -> dict[str, str]:
    return {
        row["record_id"]: row["how"]
        for row in covers(home, known_at).to_pylist()
        if row["until"] is None
    }


def children(home, linked) -> list[str]:
    return shielded(linked, covers(home))["child"].to_pylist()


def test_a_shield_on_any_record_covers_the_child_at_once(home):
    linked = links("roll:1 gp:1", "roll:2")
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    assert shielded(linked, covers(home)).to_pylist() == [
        {
            "child": "roll:1",
            "shield": number,
            "kind": "refuge",
            "how": "named",
            "since": dt.date(2026, 3, 1),
        }
    ]


def test_every_record_joined_with_a_covered_one_is_covered_and_stays_so_when_unlinked(home):
    raise_shield(home, Kind.ADOPTION, ["gp:1"], at=on(1), **PRIYA)
    assert night(home, links("roll:1 gp:1", "roll:2")) == [("roll:1", "joined")]
    apart = links("roll:1", "gp:1", "roll:2")
    assert night(home, apart) == []
    assert children(home, apart) == ["gp:1", "roll:1"]


def test_a_record_that_is_gone_is_covered_when_it_comes_back(home):
    raise_shield(home, Kind.ADOPTION, ["gp:1"], at=on(1), **PRIYA)
    assert night(home, links("roll:2")) == []
    assert children(home, links("roll:2", "gp:1")) == ["gp:1"]


def test_a_doubt_with_a_covered_record_covers_on_suspicion_with_all_that_is_joined(home):
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    linked = links("gp:1 roll:1", "ehe:2 roll:2", "roll:3")
    assert night(home, linked, doubtful=doubts("roll:2 roll:1")) == [
        ("ehe:2", "suspected"),
        ("roll:1", "joined"),
        ("roll:2", "suspected"),
    ]


def test_what_was_suspected_and_is_joined_is_told_as_joined_from_the_first_day(home):
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    night(home, links("gp:1", "roll:2"), doubtful=doubts("gp:1 roll:2"), day=2)
    assert night(home, links("gp:1 roll:2"), day=5) == [("roll:2", "joined")]
    (row,) = [r for r in covers(home).to_pylist() if r["record_id"] == "roll:2"]
    assert (row["how"], row["since"], row["until"]) == ("joined", on(2), None)


COVERED = """
    record_id | forename | surname | date_of_birth | upn  | nhs_number | uprn | postcode
    ----------+----------+---------+---------------+------+------------+------+---------
    gp:1      | Amara    | Okafor  | 2014-05-06    | upn1 | nhs1       | 1001 | XE1 1AA
"""


@pytest.mark.parametrize(
    ("arrives", "suspected"),
    [
        ("Zoë-Amara | Smith | 2014-05-06 |      |      |      |", True),
        ("OKAFOR    | Zoe   | 2014-05-06 |      |      |      |", True),
        ("Zoe       | Smith | 2014-05-06 |      |      | 1001 |", True),
        ("Zoe       | Smith | 2014-05-06 |      |      |      | xe11aa", True),
        ("Zoe       | Smith | 2011-01-01 | upn1 |      |      |", True),
        ("Zoe       | Smith |            |      | nhs1 |      |", True),
        ("Zoe       | Smith | 2014-05-06 | upn2 | nhs2 | 2002 | XE2 2BB", False),
        ("Amara     | Okafor| 2011-01-01 |      |      | 1001 | XE1 1AA", False),
        ("          |       | 2014-05-06 |      |      |      |", False),
    ],
)
def test_a_record_that_arrives_under_another_name_is_covered_on_suspicion(home, arrives, suspected):
    """Also when the record that is covered has been renamed, or is there no more."""
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    night(home, links("gp:1"), table=drawn(COVERED))
    new = drawn(f"{COVERED.splitlines()[1]}\n roll:9 | {arrives}")
    expected = [("roll:9", "suspected")] if suspected else []
    assert night(home, links("roll:9"), table=new, day=9) == expected


def test_a_former_upn_gives_a_covered_record_away(home):
    raise_shield(home, Kind.ADOPTION, ["gp:1"], at=on(1), **PRIYA)
    table = drawn("""
        record_id | upn  | former_upn
        gp:1      | upn1 |
        roll:9    | upn2 | upn1
    """)
    assert night(home, links("gp:1", "roll:9"), table=table) == [("roll:9", "suspected")]


def test_a_number_nobody_was_given_and_a_name_of_nobody_raise_no_suspicion(home):
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    table = drawn("""
        record_id | forename | surname | date_of_birth | upn
        gp:1      | Baby     | Okafor  | 2014-05-06    | 0000000000000
        roll:9    | Baby     | Smith   | 2014-05-06    | 0000000000000
    """)
    assert night(home, links("gp:1", "roll:9"), table=table) == []


def test_suspicion_by_looks_does_not_pass_from_one_suspected_child_to_the_next(home):
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    table = drawn("""
        record_id | forename | surname | date_of_birth
        gp:1      | Amara    | Okafor  | 2014-05-06
        roll:2    | Amara    | Jones   | 2014-05-06
        roll:3    | Ben      | Jones   | 2014-05-06
    """)
    linked = links("gp:1", "roll:2", "roll:3")
    assert night(home, linked, table=table) == [("roll:2", "suspected")]
    assert night(home, linked, table=table, day=3) == []


def test_one_person_alone_lowers_nothing_however_they_write_their_address(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    with pytest.raises(ValueError, match=f"Nobody has asked to lower shield {number}"):
        lower(home, number, at=on(2), **PRIYA)
    ask_to_lower(home, number, at=on(3), **PRIYA)
    for spelling in ("priya@example.gov.uk", " PRIYA@Example.gov.uk ", "\uff50riya@example.gov.uk"):
        with pytest.raises(ValueError, match="somebody else must agree"):
            lower(home, number, at=on(4), by=spelling, why="it is over")
    assert covered(home) == {"gp:1": "named"}


def test_two_people_together_lower_a_shield_and_what_was_is_told(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    ask_to_lower(home, number, at=on(3), **PRIYA)
    lower(home, number, at=on(4), **SAM)
    assert covered(home) == {}
    assert children(home, links("gp:1")) == []
    assert covered(home, known_at=on(3)) == {"gp:1": "named"}
    (row,) = covers(home).to_pylist()
    assert (row["since"], row["until"]) == (on(1), on(4))
    acts = [(act["what"], act["by"]) for act in shields.history(home, number)]
    assert acts == [("raised", PRIYA["by"]), ("asked", PRIYA["by"]), ("lowered", SAM["by"])]
    with pytest.raises(ValueError, match=f"Shield {number} has been lowered for every record"):
        ask_to_lower(home, number, at=on(5), **PRIYA)


def test_an_ask_waits_until_somebody_answers_it_and_a_refusal_is_kept(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    ask_to_lower(home, number, at=on(3), **PRIYA)
    with pytest.raises(ValueError, match=r"priya@example.gov.uk asked on 3 March 2026"):
        ask_to_lower(home, number, at=on(1, month=12), **SAM)
    (shield,) = shields.shields(home)
    assert shield.ask is not None
    assert shield.ask.records == ("gp:1",)
    refuse_to_lower(home, number, at=on(2, month=12), **SAM)
    with pytest.raises(ValueError, match="Nobody has asked"):
        lower(home, number, at=on(3, month=12), **SAM)
    assert [act["what"] for act in shields.history(home, number)] == ["raised", "asked", "refused"]
    assert covered(home) == {"gp:1": "named"}


def test_each_half_of_a_child_that_was_split_stays_covered_until_it_is_lowered(home):
    number = raise_shield(home, Kind.ADOPTION, ["gp:1"], at=on(1), **PRIYA)
    night(home, links("gp:1 roll:1", "ehe:2"))
    split = links("gp:1", "roll:1")
    ask_to_lower(home, number, records=["roll:1"], at=on(3), **PRIYA)
    lower(home, number, at=on(4), **SAM)
    assert night(home, split, day=5) == []
    assert children(home, split) == ["gp:1"]


def test_two_people_looked_so_suspicion_does_not_come_back_but_a_join_covers_again(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    table = drawn("""
        record_id | surname | date_of_birth
        gp:1      | Okafor  | 2014-05-06
        roll:2    | Okafor  | 2014-05-06
        ehe:2     | Okafor  | 2014-05-06
    """)
    assert night(home, links("gp:1", "roll:2"), table=table[:2]) == [("roll:2", "suspected")]
    ask_to_lower(home, number, records=["roll:2"], at=on(3), **PRIYA)
    lower(home, number, at=on(4), **SAM)
    grown = links("gp:1", "roll:2 ehe:2")
    assert night(home, grown, doubtful=doubts("gp:1 roll:2"), table=table, day=5) == []
    assert night(home, links("gp:1 roll:2 ehe:2"), table=table, day=6) == [
        ("ehe:2", "joined"),
        ("roll:2", "joined"),
    ]


def test_the_named_record_brought_back_by_a_join_is_known_by_its_looks_again(home):
    """Although what brought it back was itself covered on suspicion only."""
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    table = drawn("""
        record_id | forename | surname | date_of_birth
        gp:1      | Amara    | Okafor  | 2014-05-06
        roll:3    | Ben      | Jones   | 2013-01-02
        ehe:9     | Amara    | Smith   | 2014-05-06
    """)
    apart, doubt = links("gp:1", "roll:3"), doubts("gp:1 roll:3")
    assert night(home, apart, doubtful=doubt, table=table[:2]) == [("roll:3", "suspected")]
    ask_to_lower(home, number, records=["gp:1"], at=on(3), **PRIYA)
    lower(home, number, at=on(4), **SAM)
    arrived = links("gp:1", "roll:3", "ehe:9")
    assert night(home, arrived, doubtful=doubt, table=table, day=5) == []
    assert night(home, links("gp:1 roll:3", "ehe:9"), table=table, day=6) == [
        ("ehe:9", "suspected"),
        ("gp:1", "joined"),
        ("roll:3", "joined"),
    ]


def test_an_ask_for_everything_does_not_lower_less_than_there_is(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    ask_to_lower(home, number, at=on(3), **PRIYA)
    night(home, links("gp:1 roll:1"), day=4)
    with pytest.raises(ValueError, match="has come to cover 1 more since 3 March 2026"):
        lower(home, number, at=on(5), **SAM)
    assert covered(home) == {"gp:1": "named", "roll:1": "joined"}


def test_two_shields_over_one_child_are_lowered_each_for_itself(home):
    first = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    second = raise_shield(home, Kind.STAFF_FAMILY, ["roll:1"], at=on(1), **PRIYA)
    linked = links("gp:1 roll:1")
    night(home, linked)
    ask_to_lower(home, first, at=on(3), **PRIYA)
    lower(home, first, at=on(4), **SAM)
    night(home, linked, day=5)
    assert [(r["shield"], r["how"]) for r in shielded(linked, covers(home)).to_pylist()] == [
        (second, "named")
    ]


@pytest.mark.parametrize(
    ("records", "by", "why", "words"),
    [
        ([], "p@e.uk", "so", "Name at least one"),
        (["gp:1", ""], "p@e.uk", "so", "Name at least one"),
        (["gp:1"], "", "so", "Nobody is named"),
        (["gp:1"], "p@e.uk", "", "No reason is given"),
    ],
)
def test_what_cannot_be_a_shield_is_refused_in_words(home, records, by, why, words):
    with pytest.raises(ValueError, match=words):
        raise_shield(home, Kind.REFUGE, records, at=on(1), by=by, why=why)


def test_a_shield_that_is_not_there_and_records_it_does_not_cover_are_named(home):
    number = raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    with pytest.raises(ValueError, match="There is no shield 7"):
        ask_to_lower(home, 7, at=on(2), **PRIYA)
    with pytest.raises(ValueError, match=f"Shield {number} does not cover roll:9"):
        ask_to_lower(home, number, records=["gp:1", "roll:9"], at=on(2), **PRIYA)


def raise_second(home: Home) -> None:
    raise_shield(home, Kind.REFUGE, ["gp:2"], at=on(2), **PRIYA)


@pytest.mark.parametrize("point", [point for point in FAILPOINTS if point.startswith("event.")])
def test_a_shield_cut_off_at_any_moment_is_raised_whole_or_not_at_all(home, point):
    raise_shield(home, Kind.REFUGE, ["gp:1"], at=on(1), **PRIYA)
    assert killed_at(point, raise_second, home)
    assert set(covered(home)) in ({"gp:1"}, {"gp:1", "gp:2"})
    raise_second(home)
    assert set(covered(home)) == {"gp:1", "gp:2"}
