"""The catalogues name every file of their folders, and the reference pages every entry."""

from pathlib import Path

import pytest

from onroll.record import definitions, feeds

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "onroll/record/definitions"


@pytest.mark.parametrize(
    ("folder", "catalogue"),
    [("cohorts", definitions.CATALOGUE), ("clocks", definitions.CLOCKS)],
)
def test_every_file_of_a_definition_is_in_the_catalogue(
    folder: str, catalogue: tuple[definitions.Definition | definitions.Clock, ...]
) -> None:
    files = {each.rule.__code__.co_filename for each in catalogue}
    decorator = f"@{folder.removesuffix('s')}("
    modules = {
        str(path) for path in (PACKAGE / folder).glob("*.py") if decorator in path.read_text()
    }
    assert modules == files


@pytest.mark.parametrize("catalogue", [definitions.CATALOGUE, definitions.CLOCKS, feeds.CATALOGUE])
def test_no_two_entries_have_one_key(catalogue: tuple[object, ...]) -> None:
    keys = [each.key for each in catalogue]  # type: ignore[attr-defined]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("feed", feeds.CATALOGUE, ids=lambda feed: feed.key)
def test_a_feed_says_what_it_is(feed: feeds.Feed) -> None:
    assert feed.title
    assert feed.about
    assert feed.columns
    assert f"`{feed.key}`" in (ROOT / "docs/reference/feeds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("definition", definitions.CATALOGUE, ids=lambda each: each.key)
def test_a_definition_has_its_law_its_words_and_its_page(
    definition: definitions.Definition,
) -> None:
    page = (ROOT / "docs/reference/definitions.md").read_text(encoding="utf-8")
    assert definition.source
    assert definition.words
    assert f"`{definition.key}`" in page
