"""The UPNs under ../shared/data/reference that others call valid or not are so here."""

import csv
from pathlib import Path

import duckdb
import pytest

from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.identifiers import upn

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "reference" / "upn_examples.csv"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"LOUD: the UPNs are not at {FILE}")


def examples():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_is_what_it_is_called_in_python_and_in_sql():
    called = {each["upn"]: each["expected"] == "valid" for each in examples()}

    with duckdb.connect() as con:
        create_macros(con)
        in_sql = {text: con.execute("SELECT is_upn(?)", [text]).fetchone()[0] for text in called}
    assert {text: upn(text).valid for text in called} == called
    assert in_sql == called
    assert set(called.values()) == {True, False}


def test_one_that_only_has_the_wrong_check_letter_is_told_the_right_one():
    told = {each["upn"]: each for each in examples() if each["why"] == "check letter only"}

    assert told
    for text, each in told.items():
        assert f"need to be {each['correct_check_letter']}" in upn(text).problem


def test_a_temporary_one_is_told_apart():
    temporary = [each["upn"] for each in examples() if each["why"] == "temporary"]

    assert {upn(text).kind for text in temporary} == {"temporary"}
