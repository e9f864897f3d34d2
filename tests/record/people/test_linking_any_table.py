"""What holds of linking whatever the table: drawn tables are in `test_linking`."""

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.people import Linking, link, link_with_doubts
from onroll.record.people.explain import explain_pair, weight
from onroll.record.people.linking import keys
from onroll.record.people.model import Model
from tests.record.people.drawn import NUMBERS, SECRET

# A small town full of people easily mistaken for one another.
records = st.fixed_dictionaries(
    {
        "upn": st.sampled_from([None, NUMBERS["upn1"], NUMBERS["upn2"], NUMBERS["temp1"]]),
        "former_upn": st.sampled_from([None, None, None, NUMBERS["upn1"]]),
        "nhs_number": st.sampled_from([None, None, NUMBERS["nhs1"], NUMBERS["nhs2"]]),
        "forename": st.sampled_from([None, "Amara", "Amarra", "Tunde"]),
        "surname": st.sampled_from([None, "Bello", "Okafor"]),
        "date_of_birth": st.sampled_from([None, "2013-05-04", "2013-04-05", "2011-11-11"]),
        "postcode": st.sampled_from([None, "XE1 1AA", "XE2 2BB"]),
    }
)
tables = st.lists(records, min_size=2, max_size=20).map(
    lambda rows: pa.Table.from_pylist(
        [{"record_id": f"r{i:02}", **row} for i, row in enumerate(rows)]
    )
)


@settings(max_examples=6, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    assert link(table, secret=SECRET).equals(link(table.take(order), secret=SECRET))


@settings(max_examples=15, deadline=None)
@given(tables)
def test_no_child_ever_has_two_nhs_numbers_or_two_upns_without_a_former_one_between(table):
    together: dict[str, list[dict[str, str | None]]] = {}
    links = link(table, secret=SECRET).to_pylist()
    for record, joined in zip(table.to_pylist(), links, strict=True):
        together.setdefault(joined["person_id"], []).append(record)
    for theirs in together.values():
        assert len({record["nhs_number"] for record in theirs} - {None}) <= 1
        permanent = {record["upn"] for record in theirs} & {NUMBERS["upn1"], NUMBERS["upn2"]}
        if len(permanent) > 1:
            assert any({record["upn"], record["former_upn"]} == permanent for record in theirs)


@settings(max_examples=6, deadline=None)
@given(tables)
def test_everybody_is_somebody_and_each_child_has_one_first_record(table):
    links = link(table, secret=SECRET)
    assert links["record_id"].to_pylist() == sorted(table["record_id"].to_pylist())
    first = [row for row in links.to_pylist() if row["reason"] == "first record"]
    assert len(first) == len(set(links["person_id"].to_pylist()))


@settings(max_examples=6, deadline=None)
@given(tables)
def test_linking_again_changes_no_id(table):
    once = link(table, secret=SECRET)
    assert link(table, previous=once, secret=b"another secret").equals(once)


def parts(table: pa.Table, also: pa.Table) -> list[list[str]]:
    """The records in groups that no key leads out of."""
    group = {record: {record} for record in table["record_id"].to_pylist()}
    holders: dict[int, str] = {}
    for row in keys(table, also).to_pylist():
        first = holders.setdefault(row["key"], row["record_id"])
        if group[first] is not group[row["record_id"]]:
            group[first] |= group[row["record_id"]]
            for record in group[row["record_id"]]:
                group[record] = group[first]
    return [sorted(each) for each in {id(each): each for each in group.values()}.values()]


def of(table: pa.Table, records: list[str]) -> pa.Table:
    return table.filter(pc.is_in(table["record_id"], pa.array(records, pa.string())))


def tell(linking: Linking) -> tuple[list, list]:
    """The links and doubts, without the ids, which are the same by another test."""
    together: dict[str, list[str]] = {}
    for row in linking.links.to_pylist():
        together.setdefault(row["person_id"], []).append(row["record_id"])
    links = linking.links.drop_columns(["person_id"]).to_pylist()
    return [*sorted(together.values()), *links], linking.doubtful.to_pylist()


others = st.lists(st.tuples(st.integers(0, 19), records), max_size=6)


@settings(max_examples=12, deadline=None)
@given(tables, others)
def test_what_shares_no_key_is_linked_by_itself_as_it_is_with_all_the_rest(table, others):
    """Component-local: not a count, a frequency or an order of the whole table enters."""
    also = pa.Table.from_pylist(
        [{"record_id": f"r{n:02}", **row} for n, row in others],
        pa.schema([(column, pa.string()) for column in table.column_names]),
    )
    table = table.cast(pa.schema([(column, pa.string()) for column in table.column_names]))
    whole_links, whole_doubts = tell(link_with_doubts(table, also=also, secret=SECRET))
    links: list = []
    doubts: list = []
    for records in parts(table, also):
        some = link_with_doubts(of(table, records), also=of(also, records), secret=SECRET)
        these_links, these_doubts = tell(some)
        links += these_links
        doubts += these_doubts
    key = str
    assert sorted(links, key=key) == sorted(whole_links, key=key)
    assert sorted(doubts, key=key) == sorted(whole_doubts, key=key)


weighed = ("forename", "surname", "date_of_birth", "sex", "postcode", "school", "address")
person = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(["Amara", "Amarra", "Tunde", "Bello"]),
        "surname": st.sampled_from(["Bello", "Bello-Okafor", "Amara"]),
        "date_of_birth": st.sampled_from(["2013-05-04", "2013-04-05", "2013-01-01", "2012-05-04"]),
        "sex": st.sampled_from([None, "F", "M"]),
        "postcode": st.sampled_from([None, "XE1 1AA", "XE2 2BB"]),
        "school": st.sampled_from([None, "990001", "990002"]),
        "address": st.sampled_from([None, "1 High Street", "2 Low Road"]),
        "nhs_number": st.sampled_from([None, None, NUMBERS["nhs1"], NUMBERS["nhs2"]]),
    }
)


def pair(one: dict, other: dict) -> pa.Table:
    return pa.Table.from_pylist(
        [{"record_id": "a", **one}, {"record_id": "b", **other}],
        pa.schema([("record_id", pa.string()), *((name, pa.string()) for name in one)]),
    )


def joined(one: dict, other: dict) -> bool:
    return len(set(link(pair(one, other), secret=SECRET)["person_id"].to_pylist())) == 1


def weight_of(one: dict, other: dict) -> float:
    return weight(explain_pair(pair(one, other)))


CONTRADICT = ("forename", "date_of_birth", "nhs_number")


@settings(max_examples=30, deadline=None)
@given(person, person, st.sampled_from((*weighed, "nhs_number")), st.booleans())
def test_missing_data_never_raises_a_match(one, other, blank, both):
    """A blank adds nothing to the weight, and joins nobody.

    It may at most take a contradiction with it, and then the two are joined only where what is left
    joins anybody: a number with the date of birth or the whole name, or, where it was the numbers
    that contradicted, all that joins two records which have none.
    """
    less, than = one | {blank: None}, other | ({blank: None} if both else {})
    if joined(less, than) and not joined(one, other):
        assert blank in CONTRADICT
        assert None not in (one[blank], other[blank])
        assert one[blank] != other[blank]
        assert blank == "nhs_number" or a_number_is_enough(less, than)
    was, now = weight_of(one, other), weight_of(less, than)
    assert now <= was - (0 if one[blank] == other[blank] else AGAINST) + 1e-9


AGAINST = min(Model.for_children().worst_bits(name) for name in Model.for_children().shares)
"""The most that a difference counts against, which a blank takes out of the sum."""


def a_number_is_enough(one: dict, other: dict) -> bool:
    alike = {name for name in one if one[name] is not None and one[name] == other[name]}
    return {"nhs_number", "date_of_birth"} <= alike or {
        "nhs_number",
        "forename",
        "surname",
    } <= alike
