"""Why a pair weighs what it weighs: in words, and to the last bit as Splink has it."""

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.people import weighing
from onroll.record.people.clusters import Clusters
from onroll.record.people.explain import Compared, explain_pair, in_words, weight
from onroll.record.people.model import Model
from onroll.record.people.records import stage
from onroll.record.people.weighing import alike
from tests.record.people.drawn import drawn


def test_a_pair_is_told_as_what_agrees_what_differs_and_what_is_missing():
    table = drawn("""
        record_id | forename | surname | date_of_birth | sex | postcode | address
        ----------+----------+---------+---------------+-----+----------+--------
        b         | Amarra   | Bello   | 2013-05-14    |     | XE9 9ZZ  |
        a         | Amara    | Bello   | 2013-05-14    | F   | XE1 1AA  | 1 High St
    """)
    beforehand, *compared = explain_pair(table)
    assert beforehand.bits == pytest.approx(-16.61, abs=0.01)
    assert [each[:4] for each in compared] == [
        ("forename", "amarra", "amara", "alike"),
        ("surname", "bello", "bello", "the same"),
        ("date_of_birth", "2013-05-14", "2013-05-14", "the same"),
        ("place", "XE99ZZ", "1 high st, XE11AA", "different"),
        ("sex", None, "F", "missing"),
        ("upn", None, None, "missing"),
        ("nhs_number", None, None, "missing"),
    ]
    assert [each.words for each in compared[:5]] == [
        "for", "strongly for", "strongly for", "against", "says nothing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (12.5, "strongly for"), (7, "strongly for"), (6.9, "for"), (0.5, "for"),
        (0.4, "says nothing"), (0, "says nothing"), (-0.4, "says nothing"), (-0.5, "against"),
        (-3.9, "against"), (-4, "strongly against"), (-16, "strongly against"),
    ],
)  # fmt: skip
def test_bits_are_said_in_words(bits, words):
    assert in_words(bits) == words
    assert Compared("sex", "F", "F", "the same", bits).words == words


def test_a_pair_is_two_records():
    with pytest.raises(ValueError, match=r"this table has 1\. Give two rows"):
        explain_pair(pa.table({"record_id": ["a"]}))


values = {
    "forename": [None, "Amara", "Amarra", "Mohammed", "Muhammad Ali", "Bello"],
    "surname": [None, "Bello", "Bello-Okafor", "Belo", "Amara"],
    "date_of_birth": [None, "2013-05-04", "2013-04-05", "2013-01-01", "2012-05-04"],
    "sex": [None, "F", "M"],
    "postcode": [None, "XE1 1AA", "XE1 1AB"],
    "address": [None, "1 High Street", "1 High St"],
    "school": [None, "990001", "990002"],
    "nhs_number": [None, "9434765870"],
}
people = st.fixed_dictionaries({name: st.sampled_from(each) for name, each in values.items()})
models = st.sampled_from(
    [
        Model.for_children(),
        Model(
            Model.for_children().shares,
            prior=0.001,
            frequencies={"forename": {"amara": 0.02}, "surname": {"bello": 0.0001}},
            unknown={"forename": 0.0002, "surname": 0.0003},
            trained=True,
        ),
    ]
)


@settings(max_examples=15, deadline=None)
@given(people, people, models)
def test_the_bits_add_up_to_splinks_weight(one, other, model):
    table = pa.Table.from_pylist(
        [{"record_id": "a", **one}, {"record_id": "b", **other}],
        pa.schema([("record_id", pa.string()), *((name, pa.string()) for name in values)]),
    )
    at, weighing.DOUBTFUL_AT = weighing.DOUBTFUL_AT, 1e-9  # every pair that is compared at all
    try:
        with duckdb.connect() as connection:
            stage(connection, table)
            pairs = alike(connection, Clusters(connection, adults=True), model)
    finally:
        weighing.DOUBTFUL_AT = at
    explained = weight(explain_pair(table, model))
    for pair in pairs:
        assert explained == pytest.approx(pair.weight, abs=2e-6)
