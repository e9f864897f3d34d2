"""Each contradiction has one file, one spec, one place to ask, and facts that some feed tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from onroll.record.contradictions import (
    UnknownContradiction,
    contradiction_named,
)
from onroll.record.definitions import contradictions as package
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.feeds import CATALOGUE as FEEDS
from onroll.record.feeds.facts_sql import told
from onroll.record.spells import facts_in
from onroll.record.timeline import Child

FOLDER = Path(package.__file__).parent


def test_every_contradiction_is_one_file_with_a_spec_and_every_file_one():
    keys = [each.key for each in CONTRADICTIONS]
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    specs = Path(__file__).parents[1] / "spec" / "contradictions"
    assert len(keys) == len(set(keys)) >= 25
    assert set(keys) == files
    drawn = {path.stem for path in specs.glob("test_*.py")} - {"test_every_condition_counts"}
    assert {f"test_{key}" for key in keys} == drawn


@pytest.mark.parametrize("each", CONTRADICTIONS, ids=lambda each: each.key)
def test_a_contradiction_says_what_to_ask_of_whom_and_on_which_two_facts(each):
    assert each.title
    assert each.question.endswith(("?", "."))
    assert each.source
    assert len(each.doc.splitlines()) > 1
    assert facts_in(each.expression) <= set(Child.vocabulary)
    assert each.evidence
    assert set(each.asked_of.schools_of) <= set(each.evidence)


@pytest.mark.parametrize("each", CONTRADICTIONS, ids=lambda each: each.key)
def test_some_feed_tells_each_fact_that_it_reads(each):
    by_feeds = {fact for feed in FEEDS for fact in told(feed)}
    assert set(each.evidence) <= by_feeds


def test_an_unknown_contradiction_is_told_with_those_there_are():
    assert contradiction_named("two_main_rolls").title == "On the main roll of two schools"
    with pytest.raises(UnknownContradiction, match="two_main_rolls"):
        contradiction_named("three_main_rolls")
