"""Exits by school and work over a period: page, file, command and list say one number."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from typer.testing import CliRunner

from onroll.cli import app
from onroll.record.people.shields import Kind, raise_shield
from onroll.web.children.models import SourceRecord
from onroll.web.publish import publish
from tests.web.small_run import JOSHUA, write_run

pytestmark = pytest.mark.django_db

EXITS, CASES = "/figures/exits-by-school/", "/figures/cases-over-a-period/"
SUMMER = "by=quarter&from=2026-07-01"


def words(client: Any, address: str) -> str:
    page = client.get(address).content.decode()
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
    return re.sub(r"\s+", " ", text)


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def downloaded(client: Any, address: str) -> list[dict[str, str]]:
    rows = lines(client.get(address).content.decode())
    return [{name: row[name] for name in row if name != "caution"} for row in rows]


def printed(home: Path, report: str) -> list[dict[str, str]]:
    told = CliRunner().invoke(app, ["report", report, "--csv", "--home", str(home)])
    assert told.exit_code == 0
    return lines(told.stdout)


def test_a_school_is_named_with_what_is_to_be_asked(signed_in: Any, published: Path) -> None:
    """Joshua and Grace left in September; Grace is home educated since, and nobody unexplained."""
    page = words(signed_in, f"{EXITS}?{SUMMER}")
    assert "Quarter 2, July to September 2026: schools to ask" in page
    assert "Hilltop Academy 2 children who left Hilltop Academy 0 1 child home educated" in page
    autumn = words(signed_in, f"{EXITS}?by=quarter&from=2025-10-01")
    assert "Hilltop Academy 1 child who left Hilltop Academy 1 unexplained exit from" in autumn


def test_the_newest_whole_period_is_shown_first(signed_in: Any, published: Path) -> None:
    assert "Quarter 2, July to September 2026: schools" in words(signed_in, f"{EXITS}?by=quarter")
    assert "October 2026: schools" in words(signed_in, EXITS)


def test_a_period_without_such_an_exit_says_so(signed_in: Any, published: Path) -> None:
    page = words(signed_in, f"{EXITS}?by=quarter&from=2026-04-01")
    assert "No exit in this quarter is unexplained or led to home education" in page


@pytest.mark.parametrize(
    ("report", "address"),
    [
        ("exits-by-school", f"{EXITS}exits.csv?by=quarter"),
        ("cases-over-a-period", f"{CASES}cases.csv?by=quarter"),
    ],
)
def test_the_file_and_the_command_say_the_same(
    signed_in: Any, published: Path, report: str, address: str
) -> None:
    rows = downloaded(signed_in, address)
    assert rows == printed(published.parents[1], report)
    assert any(row.get("exits", row.get("new")) != "0" for row in rows)


def test_a_protected_child_is_in_no_number_from_the_moment_of_the_shield(
    signed_in: Any, published: Path, own_home: Any
) -> None:
    """Of two who left, the one who is protected could be told from where the other went."""
    publish(write_run(own_home.path), own_home)
    assert "2 children who left Hilltop" in words(signed_in, f"{EXITS}?{SUMMER}")
    (record,) = SourceRecord.objects.filter(child=JOSHUA).values_list("record_id", flat=True)
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    raise_shield(own_home, Kind.REFUGE, [record], at=now, by="joanne", why="a court order")
    page = words(signed_in, f"{EXITS}?{SUMMER}")
    assert "1 child who left Hilltop" in page
    assert "Children who are protected are not counted." in page
    (row,) = [r for r in printed(own_home.path, "exits-by-school") if r["period_start"] > "2026-06"]
    assert row["exits"] == "1"
    behind = signed_in.get(f"{EXITS}children/?school=100001&{SUMMER}").content.decode()
    assert JOSHUA not in behind
    assert "1 child, by surname" in behind


def test_work_adds_up_and_both_meanings_of_active_are_shown(
    signed_in: Any, published: Path
) -> None:
    """Joshua's work was closed in March and is open again since 17 November."""
    page = words(signed_in, f"{CASES}?by=quarter")
    assert "0 brought forward + 1 new \u2212 0 closed = 1 child with work open at the end" in page
    assert "brought forward and new together, here 1" in page
    assert "Quarter 4, January to March 2026 0 1 1 0 0 1" in page
    assert "Quarter 3, October to December 2026, so far 0 1 0 1 1 1" in page


def test_where_no_work_was_told_the_page_says_so_and_has_no_noughts(
    signed_in: Any, own_home: Any, published: Path
) -> None:
    publish(write_run(own_home.path, run_id="2026-11-23-b", statuses=[], facts=[]), own_home)
    page = words(signed_in, f"{CASES}?by=quarter")
    assert "No work was open at any time since 1 January 2025" in page
    assert "brought forward +" not in page
    assert "No exit in this quarter" in words(signed_in, f"{EXITS}?by=quarter")


def test_a_run_whose_tables_are_gone_is_said_and_makes_no_number(
    signed_in: Any, own_home: Any, published: Path
) -> None:
    cache.clear()
    for page in (EXITS, CASES):
        assert "not on this machine any more" in words(signed_in, f"{page}?by=quarter")
    assert signed_in.get(f"{EXITS}exits.csv").status_code == 404
    assert signed_in.get(f"{CASES}cases.csv").status_code == 404


@pytest.mark.parametrize(
    ("key", "leads_to"),
    [
        ("unexplained_exit", EXITS),
        ("removed_on_no_lawful_ground", EXITS),
        ("open_case", CASES),
        ("missing_education", None),
    ],
)
def test_a_definition_leads_to_the_page_that_counts_it(
    signed_in: Any, published: Path, key: str, leads_to: str | None
) -> None:
    page = signed_in.get(f"/definitions/{key}/").content.decode()
    for address in (EXITS, CASES):
        assert (f'href="{address}?by=quarter"' in page) == (address == leads_to)
