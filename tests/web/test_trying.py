"""Comparing packs and trying a draft: the forms, their errors, results, lists and files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.access.models import Read
from onroll.web.publish import publish
from tests.web.small_run import AMARA, JOSHUA, ZOFIA, d, write_run

pytestmark = pytest.mark.django_db

BOTH = "pack=statutory&pack=leicestershire_2020"


def page(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_nothing_is_compared_before_packs_are_chosen(signed_in: Any, published: Path) -> None:
    html = page(signed_in, "/definitions/compare/")
    assert "Nothing is compared yet" in html
    assert "SESLIP 2020" in html


@pytest.mark.parametrize("query", ["go=1", "go=1&pack=statutory", "pack=statutory&pack=nobody"])
def test_fewer_than_two_packs_is_an_error_in_words(
    signed_in: Any, published: Path, query: str
) -> None:
    html = page(signed_in, f"/definitions/compare/?{query}")
    assert "There is a problem" in html
    assert "<title>Error: Compare" in html
    assert signed_in.get(f"/definitions/compare/packs.csv?{query}").status_code == 404


def test_each_pack_is_counted_and_each_pair_compared(signed_in: Any, published: Path) -> None:
    """Amara, Joshua and Zofia are missing education; Amara alone is in a group that misses out."""
    html = page(signed_in, f"/definitions/compare/?{BOTH}")
    assert "4 children count" not in html
    assert "3 children count under any of them, 1 under all" in html


def test_who_is_under_one_pack_alone_is_listed(signed_in: Any, published: Path) -> None:
    html = page(signed_in, f"/definitions/compare/?{BOTH}&in=statutory&not=leicestershire_2020")
    assert f"/children/{JOSHUA}/" in html
    assert f"/children/{ZOFIA}/" in html
    assert f"/children/{AMARA}/" not in html
    assert Read.objects.filter(page="compare", child=JOSHUA).exists()
    empty = page(signed_in, f"/definitions/compare/?{BOTH}&in=leicestershire_2020&not=statutory")
    assert "No child is under the first and not under the second" in empty


def test_a_list_of_a_pack_that_was_not_compared_is_not_found(
    signed_in: Any, published: Path
) -> None:
    address = f"/definitions/compare/?{BOTH}&in=seslip&not=statutory"
    assert signed_in.get(address).status_code == 404


def test_the_file_says_of_each_child_under_which_pack(signed_in: Any, published: Path) -> None:
    rows = lines(signed_in.get(f"/definitions/compare/packs.csv?{BOTH}"))
    held = {row["Reference"]: (row["Statutory"], row["Leicestershire 2020"]) for row in rows}
    assert held == {AMARA: ("yes", "yes"), JOSHUA: ("yes", "no"), ZOFIA: ("yes", "no")}


FACTS = [
    (JOSHUA, fact, d("2026-01-01"), None, None, "100001", "pupil_roll", "roll.csv", 1)
    for fact in ("compulsory_school_age", "on_roll")
] + [
    (JOSHUA, "part_time_timetable", d("2026-10-20"), None, None, "100001", "ptt", "ptt.csv", 2),
]


@pytest.fixture
def on_a_timetable(home: Home, published: Path) -> None:
    """Joshua's timetable began 35 days before the run: under 42 days, over 28."""
    publish(write_run(home.path, run_id="timetable", facts=FACTS), home)


def test_a_draft_number_says_who_would_enter(signed_in: Any, on_a_timetable: None) -> None:
    query = "threshold=part_time_timetable_limit&value=28&definition=part_time_timetable_over_limit"
    html = page(signed_in, f"/definitions/what-if/?{query}")
    assert "0 children now, 1 with the draft: 1 enters, 0 leave" in html
    assert f"/children/{JOSHUA}/" in html
    assert "28 days in place of 42 days" in html
    assert Read.objects.filter(page="what_if", child=JOSHUA).exists()
    rows = lines(signed_in.get(f"/definitions/what-if/children.csv?{query}"))
    assert [tuple(row.values()) for row in rows] == [
        ("part_time_timetable_over_limit", JOSHUA, "enters")
    ]


def test_a_draft_from_a_later_day_does_not_judge_what_began_before(
    signed_in: Any, on_a_timetable: None
) -> None:
    query = "threshold=part_time_timetable_limit&value=28&definition=part_time_timetable_over_limit"
    html = page(signed_in, f"/definitions/what-if/?{query}&since=2026-10-21")
    assert "nothing changes" in html
    html = page(signed_in, f"/definitions/what-if/?{query}&since=2026-10-20")
    assert "1 with the draft" in html


def test_a_draft_rule_in_place_of_a_definitions(signed_in: Any, on_a_timetable: None) -> None:
    html = page(
        signed_in, "/definitions/what-if/?definition=missing_education&rule=on_roll+-+resident"
    )
    assert "0 children now, 1 with the draft: 1 enters, 0 leave" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("threshold=&value=", "Select a number, or write a draft rule"),
        ("threshold=part_time_timetable_limit", "Enter what the number would be"),
        ("threshold=part_time_timetable_limit&value=many", "must be from 0 to 100,000"),
        ("threshold=part_time_timetable_limit&value=nan", "must be from 0 to 100,000"),
        ("threshold=part_time_timetable_limit&value=28&since=soon", "must be a real date"),
        ("threshold=nothing&value=1", "Select a number from those shown"),
        ("rule=missing_education", "Select the definition whose rule it would replace"),
        ("definition=missing_education&rule=__import__('os')", "nothing else is read"),
        ("definition=missing_education&rule=nobody", "No definition is called"),
        (
            "threshold=part_time_timetable_limit&value=28&definition=missing_education",
            "does not read part_time_timetable_limit",
        ),
    ],
)
def test_a_draft_that_cannot_be_tried_is_told_in_words(
    signed_in: Any, published: Path, query: str, words: str
) -> None:
    html = page(signed_in, f"/definitions/what-if/?{query}").replace("&#39;", "'")
    assert "There is a problem" in html
    assert words in html
    assert signed_in.get(f"/definitions/what-if/children.csv?{query}").status_code == 404


def test_a_run_whose_tables_are_gone_is_told(signed_in: Any, home: Home, published: Path) -> None:
    folder = write_run(home.path, run_id="gone")
    publish(folder, home)
    (folder / "facts.parquet").unlink()
    assert "not on this machine any more" in page(signed_in, f"/definitions/compare/?{BOTH}")


def test_nobody_sees_it_without_signing_in(client: Any, published: Path) -> None:
    for address in ("compare/", "compare/packs.csv", "what-if/", "what-if/children.csv"):
        assert client.get(f"/definitions/{address}").status_code == 302
