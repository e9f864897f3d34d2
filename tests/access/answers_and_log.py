"""Every answer held against the log: the children in its bytes are those in its rows.

A row belongs to the request of its user in whose time it was made: an account asks one thing at a
time, and the clock is the same on both sides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from tests.access.mixed_requests import Asked
from tests.web.reads_watched import REFERENCE

CUT = ("raised after", "killed inside", "killed after", "killed half way")

TYPED = re.compile(
    r"""(?x) (?<=name="words") [^>]*? value="[^"]*"  # the box that is searched in
    | No\ child\ matches\ “[^”]*” """
)
"""Where the page of a search says back what was typed."""

BY_NUMBER = ("/separated/", "/matches/decided/")
"""Addresses that name children by a number, and may leave a protected one out of a page."""


@dataclass(frozen=True)
class Row:
    """One row of the log of reads."""

    user: int
    child: str
    page: str
    outcome: str
    at: datetime


@dataclass(frozen=True)
class Answered:
    """A request, when it was begun and over, and the children in what came of it.

    `status` null: the connection broke. `named` are references, whether a child has them or not.
    """

    user: int
    asked: Asked
    began: datetime
    ended: datetime
    status: int | None
    shown: frozenset[str]
    named: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether all was sent that there was to send."""
        return self.status is not None and self.asked.fault != "raised after"

    @property
    def route(self) -> str:
        """The address without what differs from child to child."""
        path, _, query = self.asked.address.partition("?")
        found = "?found" if query.startswith("found") else ""
        return REFERENCE.sub("EC", re.sub(r"/why/\w+/", "/why/", path)) + found


@dataclass
class Compared:
    """`differences`: in words, each of one answer. `cut_with_rows` count those that nobody saw
    whole, whose look is logged all the same."""

    answers: int = 0
    whole: int = 0
    refused: int = 0
    shown: int = 0
    rows: int = 0
    cut: int = 0
    cut_with_rows: int = 0
    differences: list[str] = field(default_factory=list)


def children_in(body: bytes, names: dict[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """The children whose name or reference is in the bytes, and every reference in them.

    But for what the asker typed into the search themselves, which its page says back to them.
    """
    text = TYPED.sub("", unescape(body.decode(errors="replace")))
    named = frozenset(REFERENCE.findall(text))
    shown = {child for child, name in names.items() if child in named or name in text}
    return frozenset(shown), named


def compare(
    answers: Iterable[Answered], rows: Iterable[Row], sees: dict[int, frozenset[str]]
) -> Compared:
    """`sees`: the children whom each user may see, by the user's number."""
    of_user: dict[int, list[Answered]] = defaultdict(list)
    for each in sorted(answers, key=lambda each: each.began):
        of_user[each.user].append(each)
    began = {user: [each.began for each in theirs] for user, theirs in of_user.items()}
    of_answer: dict[int, list[Row]] = defaultdict(list)
    found = Compared()
    for row in rows:
        place = bisect_right(began.get(row.user, []), row.at) - 1
        theirs = of_user.get(row.user, [])
        if place < 0 or row.at > theirs[place].ended:
            found.differences.append(f"nobody asked for {row}")
        else:
            of_answer[id(theirs[place])].append(row)
    pages: dict[str, set[str]] = defaultdict(set)
    for answer in (each for theirs in of_user.values() for each in theirs):
        logged = of_answer[id(answer)]
        if wrong := difference(answer, logged, sees[answer.user]):
            found.differences.append(f"{answer.asked}, answered {answer.status}: {wrong}")
        pages[answer.route] |= {row.page for row in logged if row.outcome != "refused"}
        count(found, answer, logged)
    for route, called in pages.items():
        if len(called) > 1:
            found.differences.append(f"{route} is logged as {sorted(called)}")
    return found


def difference(answer: Answered, rows: list[Row], sees: frozenset[str]) -> str:
    """How one answer and its rows differ; empty where they do not."""
    logged = {row.child for row in rows if row.outcome != "refused"}
    refused = {row.child for row in rows if row.outcome == "refused"}
    if len(logged) + len(refused) < len(rows):
        return f"logged twice: {rows}"
    if not answer.shown <= logged:
        return f"shown and not logged: {sorted(answer.shown - logged)}"
    if not answer.whole:
        return ""
    if not logged <= answer.named | answer.shown:
        return f"logged and not shown: {sorted(logged - answer.named)}"
    asked = set(REFERENCE.findall(answer.asked.address.partition("?")[0]))
    turned_away = {403: asked - logged, 404: asked - sees, 429: asked - logged}
    expected = turned_away.get(answer.status or 0, set())
    if not expected <= refused:
        return f"refused and not logged: {sorted(expected - refused)}"
    if answer.asked.address.startswith(BY_NUMBER):
        return ""
    if refused and not (answer.status in turned_away and refused <= asked):
        return f"logged as refused: {sorted(refused)}"
    return ""


def count(found: Compared, answer: Answered, rows: list[Row]) -> None:
    found.answers += 1
    found.rows += len(rows)
    found.shown += len(answer.shown)
    found.refused += answer.status in (403, 404)
    found.whole += answer.whole
    found.cut += not answer.whole
    # Those who kill themselves are known by name; what is left was in the way of somebody's kill.
    found.cut_with_rows += not answer.whole and bool(rows) and answer.asked.fault not in CUT
