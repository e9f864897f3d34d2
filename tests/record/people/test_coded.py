"""Texts as numbers: what is written alike has one number, in order of the text, in every column."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.people.coded import coded


@pytest.fixture
def connection():
    with duckdb.connect() as held:
        create_macros(held)
        yield held


def texts(connection, family: str) -> list[str]:
    return [
        t for (t,) in connection.execute(f"select text from {family}_text order by code").fetchall()
    ]


def nobody() -> pa.Table:
    return pa.table({"record_id": pa.array([], pa.string())})


def test_a_name_has_one_number_however_it_is_written_and_in_either_column(connection):
    own = pa.table(
        {
            "record_id": ["a:1", "a:2", "a:3"],
            "forename": ["Zoë", "O’Brien", None],
            "surname": ["O'BRIEN", " zoe ", "--"],
        }
    )
    others = pa.table({"record_id": ["a:3"], "surname": ["Ashe"]})
    coded_own, coded_others = coded(connection, own, others)
    assert texts(connection, "name") == ["ashe", "obrien", "zoe"]
    assert coded_own["forename"].to_pylist() == [2, 1, None]
    assert coded_own["surname"].to_pylist() == [1, 2, None]
    assert coded_others["surname"].to_pylist() == [0]
    assert coded_others["forename"].to_pylist() == [None]


def test_what_cannot_be_believed_was_not_given(connection):
    """The second UPN has the wrong check letter; the second NHS number the wrong check digit."""
    own = pa.table(
        {
            "record_id": ["a:1", "a:2"],
            "upn": [" t001212412001", "B001212412001"],
            "former_upn": [None, "T001212412001"],
            "nhs_number": ["943 476 5919", "943 476 5918"],
        }
    )
    found, _ = coded(connection, own, nobody())
    assert texts(connection, "upn") == ["T001212412001"]
    assert found["upn"].to_pylist() == [0, None]
    assert found["former_upn"].to_pylist() == [None, 0]
    assert found["nhs_number"].to_pylist() == [0, None]


@pytest.mark.parametrize(
    "given",
    [
        pa.array([date(2015, 3, 1), None]),
        pa.array(["2015-03-01", "31 June"]),
        pa.array([date(2015, 3, 1), date(1900, 1, 1)]).cast(pa.timestamp("ms")),
        pa.array(["2015-03-01", None]).dictionary_encode(),
    ],
)
def test_a_date_is_read_from_whatever_it_is_given_as(connection, given):
    found, _ = coded(connection, pa.table({"record_id": ["a:1", "a:2"], "date_of_birth": given}),
                     nobody())  # fmt: skip
    assert found["date_of_birth"].to_pylist() == [date(2015, 3, 1), None]


def test_a_column_nobody_gave_is_null_and_so_is_one_of_nulls(connection):
    found, _ = coded(connection, pa.table({"record_id": ["a:1"], "town": pa.nulls(1)}), nobody())
    assert found["town"].to_pylist() == [None]
    assert found["uprn"].to_pylist() == [None]


def test_numbers_given_as_numbers_are_as_good_as_text(connection):
    found, _ = coded(
        connection,
        pa.table({"record_id": pa.array([7, 8]), "uprn": pa.array([100023336956, None])}),
        nobody(),
    )
    assert found["record_id"].to_pylist() == ["7", "8"]
    assert texts(connection, "uprn") == ["100023336956"]
