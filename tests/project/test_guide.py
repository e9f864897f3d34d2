"""Each feed has a page that says what is in it, and a page that is out of date is named."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from onroll.record import feeds
from onroll.record.feeds.feed_in_words import rules_in_words

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def guide(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(DOCS)
    for name in ("guide", "feed_pages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import guide

    return guide


@pytest.fixture
def reference(guide: ModuleType, tmp_path: Path) -> Path:
    """The pages as they would be printed now."""
    assert guide.main([], tmp_path) == 0
    return tmp_path


@pytest.mark.parametrize("feed", feeds.CATALOGUE, ids=lambda feed: feed.key)
def test_a_feeds_page_says_each_column_with_its_other_headings(
    guide: ModuleType, feed: feeds.Feed
) -> None:
    page = guide.printed(guide.PAGES[f"feeds/{feed.key}.md"])
    for column in feed.columns:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {column.title} | ")][:1]
        assert all(synonym.replace("|", "\\|") in row for synonym in column.synonyms)
    for rule in rules_in_words(feed):
        assert rule.problem[1:] in page
        assert f"| {rule.fix} |" in page
    assert re.findall(r"\|\||CASE WHEN|getvariable|regexp_|NULL", page) == []


def test_every_feed_is_in_the_index_under_its_source(guide: ModuleType) -> None:
    index = guide.printed(guide.PAGES["feeds.md"])
    assert [feed.key for feed in feeds.CATALOGUE if f"(feeds/{feed.key}.md)" not in index] == []


def test_what_rests_on_a_feed_is_the_definitions_that_read_a_fact_it_tells(
    guide: ModuleType,
) -> None:
    page = guide.printed(guide.PAGES["feeds/part_time_timetables.md"])
    assert "`part_time_timetable`" in page
    assert "[Part-time timetable beyond the limit](../definitions.md#" in page
    assert "Permanently excluded" not in page


def test_each_link_to_a_definition_leads_to_its_heading(guide: ModuleType, reference: Path) -> None:
    headings = {
        guide.feed_pages.anchor(line.removeprefix("### "))
        for line in (reference / "definitions.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("### ")
    }
    linked = {
        anchor
        for page in (reference / "feeds").glob("*.md")
        for anchor in re.findall(r"definitions\.md#([\w-]+)", page.read_text(encoding="utf-8"))
    }
    assert linked
    assert linked <= headings


def test_a_page_that_is_out_of_date_is_named_and_left_as_it_is(
    guide: ModuleType, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guide.main(["--check"], reference) == 0
    page = reference / "feeds" / "pupil_roll.md"
    page.write_text("Old.\n", encoding="utf-8")
    assert guide.main(["--check"], reference) == 1
    assert "error: docs/reference/feeds/pupil_roll.md is out of date" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == "Old.\n"


def test_the_page_of_a_feed_that_is_no_more_fails_the_check_and_is_taken_away(
    guide: ModuleType, reference: Path
) -> None:
    left = reference / "feeds" / "school_meals.md"
    left.write_text("# School meals\n", encoding="utf-8")
    assert guide.main(["--check"], reference) == 1
    assert left.exists()
    assert guide.main([], reference) == 0
    assert not left.exists()
    assert guide.main(["--check"], reference) == 0
