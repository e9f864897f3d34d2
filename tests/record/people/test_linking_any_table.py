"""What holds of linking whatever the table: drawn tables are in `test_linking`."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.people import link
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


@settings(max_examples=8, deadline=None)
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


@settings(max_examples=8, deadline=None)
@given(tables)
def test_everybody_is_somebody_and_each_child_has_one_first_record(table):
    links = link(table, secret=SECRET)
    assert links["record_id"].to_pylist() == sorted(table["record_id"].to_pylist())
    first = [row for row in links.to_pylist() if row["reason"] == "first record"]
    assert len(first) == len(set(links["person_id"].to_pylist()))


@settings(max_examples=8, deadline=None)
@given(tables)
def test_linking_again_changes_no_id(table):
    once = link(table, secret=SECRET)
    assert link(table, previous=once, secret=b"another secret").equals(once)
