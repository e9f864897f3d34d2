"""Questions to ask: the list by place, its file, and what a child's record shows of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.access.models import Read
from onroll.web.publish import publish
from tests.web.small_run import AMARA, EVIDENCE, JOSHUA, ZOFIA, d, write_run

pytestmark = pytest.mark.django_db


def page(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def test_every_open_question_is_listed_with_whom_to_ask(signed_in: Any, published: Path) -> None:
    """The one of January is over and not listed."""
    html = page(signed_in, "/questions/")
    assert "3 questions on 23 November 2026" in html
    assert "Is the child still a pupil of yours?" in html
    assert "On the main roll of two schools" not in html
    assert html.count("Hilltop Academy") >= 3  # the filter, the question, the count
    assert Read.objects.filter(page="questions", child=ZOFIA).exists()


def test_a_place_has_its_own_list(signed_in: Any, published: Path) -> None:
    html = page(signed_in, "/questions/?place=100001")
    assert f"/children/{ZOFIA}/" in html
    assert f"/children/{JOSHUA}/" not in html
    html = page(signed_in, "/questions/?place=children-missing-education-team")
    assert f"/children/{JOSHUA}/" in html
    assert f"/children/{ZOFIA}/" not in html


def test_a_kind_of_question_has_its_own_list(signed_in: Any, published: Path) -> None:
    html = page(signed_in, "/questions/?question=on_roll_and_listed_missing")
    assert f"/children/{JOSHUA}/" in html
    assert f"/children/{ZOFIA}/" not in html


@pytest.mark.parametrize("query", ["place=999999", "question=nothing", "place=<b>", "page=99"])
def test_what_is_not_there_is_an_empty_list_or_the_last_page(
    signed_in: Any, published: Path, query: str
) -> None:
    html = page(signed_in, f"/questions/?{query}")
    assert "No question of this kind is open" in html or query == "page=99"
    assert "<b>" not in html.replace("<body", "")


def test_the_file_has_a_line_for_each_row_of_evidence(signed_in: Any, published: Path) -> None:
    """A name that a spreadsheet would run as a formula cannot be one."""
    content = signed_in.get("/questions/questions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    of_zofia = [row for row in rows if row["Reference"] == ZOFIA]
    assert [(row["One source says"], row["File"], row["Row"]) for row in of_zofia] == [
        ("Home educated", "register.xlsx", "12"),
        ("Marked present", "marks.csv", "345"),
    ]
    assert {row["Asked of"] for row in of_zofia} == {"Hilltop Academy"}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert Read.objects.filter(page="questions_file", child=ZOFIA).exists()


def test_the_file_is_of_the_place_that_was_chosen(signed_in: Any, published: Path) -> None:
    answer = signed_in.get("/questions/questions.csv?place=100001")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Reference"] for row in rows} == {ZOFIA}
    assert "questions-2026-11-23.csv" in answer["Content-Disposition"]


def test_a_record_shows_the_question_its_rows_and_whom_to_ask(
    signed_in: Any, home: Home, published: Path
) -> None:
    facts = [(c, f, d(s), d(e), *rest) for c, _, _, f, s, e, *rest in EVIDENCE]
    publish(write_run(home.path, run_id="with-facts", facts=facts), home)
    html = page(signed_in, f"/children/{ZOFIA}/")
    assert 'id="questions">Questions about Zofia<' in html
    assert "register.xlsx" in html
    assert "Ask: <strong>Hilltop Academy</strong>" in html
    assert 'id="questions"' not in page(signed_in, f"/children/{AMARA}/")


def test_a_record_of_another_day_shows_that_days_questions(
    signed_in: Any, home: Home, published: Path
) -> None:
    """Two rolls up to 14 January, the last admission long before: the older roll's school."""
    rolls = [("2025-09-01", None, "100002", 2), ("2025-09-02", "2026-01-15", "100001", 3)]
    facts = [
        (JOSHUA, "on_roll", d(since), d(until), None, urn, "pupil_roll", "roll.csv", row)
        for since, until, urn, row in rolls
    ]
    publish(write_run(home.path, run_id="two-rolls", facts=facts), home)
    html = page(signed_in, f"/children/{JOSHUA}/?as-of=2026-01-14")
    assert "On the main roll of two schools" in html
    assert "Ask: <strong>URN 100002</strong>" in html
    html = page(signed_in, f"/children/{JOSHUA}/?as-of=2026-01-15")
    assert "On the main roll of two schools" not in html


def test_nothing_of_a_protected_child_is_listed_counted_or_exported(
    signed_in: Any, home: Home, published: Path
) -> None:
    shields = [(ZOFIA, 1, "domestic abuse", "whole", d("2026-11-01"))]
    facts = [(c, f, d(s), d(e), *rest) for c, _, _, f, s, e, *rest in EVIDENCE]
    publish(write_run(home.path, run_id="shielded", shields=shields, facts=facts), home)
    html = page(signed_in, "/questions/")
    assert "2 questions on" in html
    assert ZOFIA not in html
    assert "Hilltop" not in html
    assert ZOFIA not in signed_in.get("/questions/questions.csv").content.decode()
    assert 'id="questions"' not in page(signed_in, f"/children/{ZOFIA}/")


def test_an_empty_list_says_so(signed_in: Any, home: Home, published: Path) -> None:
    publish(write_run(home.path, run_id="no-questions", contradictions=[]), home)
    assert "No two sources contradict each other on 23 November 2026" in page(
        signed_in, "/questions/"
    )


def test_nobody_sees_it_without_signing_in(client: Any, published: Path) -> None:
    assert client.get("/questions/").status_code == 302
    assert client.get("/questions/questions.csv").status_code == 302
