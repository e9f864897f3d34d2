"""What `guide.py` prints of the feeds: an index, and one page for each of them."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from onroll.record import definitions, feeds
from onroll.record.feeds.columns import ColumnType, listed
from onroll.record.feeds.facts_sql import told
from onroll.record.feeds.feed_in_words import kind_in_words, needed_in_words, rules_in_words
from onroll.record.spells import Fact, Steps, facts_in
from onroll.record.timeline import Child

LABELS = {each.name: each.label for each in vars(Child).values() if isinstance(each, Fact | Steps)}
KEPT = {
    feeds.Severity.HELD_BACK: "held back",
    feeds.Severity.WARN: "loaded, without that value",
}


def index() -> Iterator[str]:
    """The list of the feeds by source, and what each type of column takes."""
    yield "# Feeds"
    yield (
        "The files onroll reads, each with a page of its own. Capitals, spaces and punctuation in "
        "headings do not count, and other headings that senders use are known too."
    )
    for source, members in groupby(feeds.CATALOGUE, key=lambda each: each.source):
        yield f"## {sentence(source)}"
        rows = (
            f"| [{each.title}](feeds/{each.key}.md) | `{each.key}` | {cell(each.about)} "
            f"| {rhythm(each)} |"
            for each in members
        )
        yield table("Feed", "Key", "What it is", "Expected every", rows=rows)
    yield "## What a column takes"
    types = {column.type.name: column.type for each in feeds.CATALOGUE for column in each.columns}
    rows = (
        f"| {cell(name)} | {cell(faults_of(kind))} |"
        for name, kind in sorted(types.items(), key=lambda named: named[0].casefold())
        if not name.startswith("one of ")
    )
    yield table("Type", "A value that is none", rows=rows)


def page(feed: feeds.Feed) -> Iterator[str]:
    """One feed: the file, its columns, what is refused in it, and what rests on it."""
    yield f"# {feed.title}"
    yield f"`{feed.key}` · {sentence(feed.source)} · [all feeds](../feeds.md)"
    yield feed.about.strip()
    if doc := doc_of(feed):
        yield doc
    yield "## The file"
    yield "\n".join(f"- {line}" for line in the_file(feed))
    yield "## Columns"
    yield column_table(feed)
    if rules := rules_in_words(feed):
        yield "## What makes a row wrong"
        yield "Beside a value that its column does not take. Nothing is changed or guessed."
        rows = (
            f"| {cell(rule.problem[:1].upper() + rule.problem[1:])} | {cell(rule.fix)} "
            f"| {KEPT[rule.severity]} |"
            for rule in rules
        )
        yield table("What is wrong", "How to fix it", "The row is", rows=rows)
    yield "## What it tells"
    yield what_it_tells(feed)
    if used := definitions_of(feed):
        yield "## What rests on it"
        yield "When this feed is late or quiet, each of these says so."
        yield "\n".join(
            f"- [{each.title}](../definitions.md#{anchor(each.title)})" for each in used
        )


def the_file(feed: feeds.Feed) -> Iterator[str]:
    """What there is to know of the file as a whole, a sentence each."""
    yield f"It is called something like `{feed.example}`."
    yield kind_in_words(feed)
    if feed.collected:
        yield f"One is expected every {rhythm(feed)}."
    else:
        yield "It is no longer collected, so that it is never late."
    if feed.dated:
        yield (
            "Its columns change from year to year: a file is read by those of its own year, and "
            "the table below has those of any."
        )
    if feed.sheets:
        yield f"Of a workbook, these sheets are read: {listed(feed.sheets, 'and')}."
    if feed.xml:
        yield "It may be the XML of the return itself."
    if feed.gone_by:
        yield (
            f"A row is known again by its {titles(feed, feed.gone_by)}. One that a newer file does "
            "not have is *gone*: nobody said that it ended, so a concern it told of stays."
        )
    if feed.ended_in:
        ended = feeds.feed(feed.ended_in.feed)
        yield f"That a row ended is told by [{ended.title}]({ended.key}.md)."
    if feed.school:
        yield (
            f"Each school sends its own rows (column {feed.column(feed.school).title}); a school "
            "that falls silent is named."
        )
    if not feed.xml:
        yield f"`onroll feeds template {feed.key}` prints the row of headings."


def rhythm(feed: feeds.Feed) -> str:
    if not feed.collected:
        return "no longer collected"
    unit = "school day" if feed.in_school_days else "day"
    return unit if feed.expected_days == 1 else f"{feed.expected_days} {unit}s"


def column_table(feed: feeds.Feed) -> str:
    rows = (
        f"| {cell(column.title)} | {needed_in_words(column)} | {cell(column.type.name)} "
        f"| {cell(', '.join(column.synonyms))} | {KEPT[column.on_fault]} |"
        for column in feed.columns
    )
    return table("Column", "Needed", "Takes", "Also called", "If unreadable, the row is", rows=rows)


def what_it_tells(feed: feeds.Feed) -> str:
    facts = [f"- `{fact}`: the child is {LABELS.get(fact, 'one of whom this is recorded')}"
             for fact in told(feed)]  # fmt: skip
    who = ["- Who the child is: the names and numbers by which records are linked"]
    lines = (who if feed.people else []) + facts
    return "\n".join(lines) or "Nothing of a child by itself: other feeds are read beside it."


def definitions_of(feed: feeds.Feed) -> list[definitions.Definition]:
    """The definitions that read a fact which this feed can tell."""
    facts = set(told(feed))
    return [each for each in definitions.CATALOGUE if facts & facts_in(each.expression)]


def doc_of(feed: feeds.Feed) -> str:
    """What the feed's own file says of it, for an officer."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith(f"{feeds.__name__}.") and any(
            each is feed for each in vars(module).values()
        ):
            return inspect.cleandoc(module.__doc__ or "")
    return ""


def faults_of(kind: ColumnType) -> str:
    """What is said of a text that the type does not take, each way in which it can be wrong."""
    if kind.verdict is not None:
        said_of_it = inspect.getdoc(kind.verdict) or ""
        return "Taken: " + " ".join(said_of_it.removeprefix("The verdict on ").split())
    words = [f"'…' {f.words}" for f in kind.faults if f.rule_id != "out_of_range"]  # its own
    return "; ".join(words) or "any text will do"


def titles(feed: feeds.Feed, names: Iterable[str]) -> str:
    known = {column.name: column.title for column in feed.columns}
    return listed(tuple(known.get(name, name) for name in names), "and")


def table(*headings: str, rows: Iterable[str]) -> str:
    return "\n".join([f"| {' | '.join(headings)} |", "| --- " * len(headings) + "|", *rows])


def cell(words: str) -> str:
    """Words that fit in a cell of a table."""
    return " ".join(words.split()).replace("|", "\\|")


def sentence(key: str) -> str:
    words = key.replace("_", " ")
    return words[0].upper() + words[1:]


def anchor(title: str) -> str:
    """The name that a heading has on the page it is on."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
