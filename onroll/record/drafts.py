"""A definition with other numbers in it, or another rule in its place, before anybody adopts it.

Nothing here changes a threshold or a definition: each gives a new expression.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from onroll.record.definitions import UnknownDefinition, definition
from onroll.record.spells import Spells, Under
from onroll.record.thresholds import Threshold, UnknownThreshold, threshold

LONGEST = 2_000
"""The most characters of a draft rule that are read."""


class BadDraft(ValueError):
    """A draft that cannot be read. The message says what was found and how to write it."""


@dataclass(frozen=True)
class Draft:
    """A threshold's other value, from a day on; `since` is None for every day."""

    key: str
    value: float
    since: date | None = None

    @property
    def threshold(self) -> Threshold:
        """The threshold as it would be."""
        now = threshold(self.key)
        if self.since is None:
            return replace(now, values=((now.values[0][0], self.value),))
        before = tuple(each for each in now.values if each[0] < self.since)
        # the first value also holds before its date, so a day before all of them changes all
        return replace(now, values=(*before, (self.since, self.value)))

    @property
    def words(self) -> str:
        now = threshold(self.key)
        since = f" from {self.since.isoformat()}" if self.since else ""
        return f"{now.title}: {self.value:g} {now.unit}{since} in place of {now.words}"


def draft(text: str) -> Draft:
    """KEY=VALUE or KEY=VALUE@YYYY-MM-DD. Raises `BadDraft`."""
    key, equals, rest = text.strip().partition("=")
    number, at, day = rest.partition("@")
    if not equals:
        raise BadDraft(
            f"'{text[:60]}' is not a draft. Write KEY=VALUE, such as part_time_timetable_limit=28."
        )
    try:
        value = float(number)
        since = date.fromisoformat(day.strip()) if at else None
    except ValueError:
        raise BadDraft(
            f"'{rest[:40]}' is not a number, or its day is not a real date. "
            "Write it like 28 or 28@2026-09-01."
        ) from None
    if not math.isfinite(value) or not 0 <= value <= 100_000:
        raise BadDraft(f"'{number[:40]}' is no number of days, hours or sessions from 0 upwards.")
    try:
        threshold(key.strip())
    except UnknownThreshold:
        raise BadDraft(
            f"No threshold is called '{key.strip()[:60]}'. "
            "`onroll definitions thresholds` lists them."
        ) from None
    return Draft(key.strip(), value, since)


def with_drafts(expression: Spells, drafts: Mapping[str, Threshold]) -> Spells:
    """The same expression with other thresholds wherever it reads one of these keys."""
    return rewritten(
        expression, number=lambda held: drafts.get(held.key, held), law=lambda held: held
    )


def as_if_in_force(expression: Spells) -> Spells:
    """The same expression without waiting for any provision's first day."""
    return rewritten(
        expression,
        number=lambda held: held,
        law=lambda held: held.a if isinstance(held, Under) else held,
    )


def rewritten(
    expression: Spells,
    *,
    number: Callable[[Threshold], Threshold],
    law: Callable[[Spells], Spells],
) -> Spells:
    """The expression with each threshold and each part put through these."""
    changed: dict[str, Spells | Threshold] = {}
    for each in fields(expression):  # type: ignore[arg-type]  # every expression is a dataclass
        held = getattr(expression, each.name)
        if isinstance(held, Spells):
            changed[each.name] = rewritten(held, number=number, law=law)
        elif isinstance(held, Threshold):
            changed[each.name] = number(held)
    kept = replace(expression, **changed) if changed else expression  # type: ignore[type-var]
    return law(kept)


def thresholds_in(expression: Spells) -> set[str]:
    """The keys of the thresholds that an expression reads."""
    return {held.key for held in numbers_of(expression)}


def numbers_of(expression: Spells) -> Iterator[Threshold]:
    for each in fields(expression):  # type: ignore[arg-type]  # every expression is a dataclass
        held = getattr(expression, each.name)
        if isinstance(held, Threshold):
            yield held
        elif isinstance(held, Spells):
            yield from numbers_of(held)


def rule(text: str) -> Spells:
    """A draft rule over definitions there are: keys with &, |, - and brackets. Raises `BadDraft`.

    It is read and never run: whatever is not a key or one of the three signs is refused.
    """
    if len(text) > LONGEST:
        raise BadDraft(f"A draft rule has {LONGEST:,} characters at most.")
    try:
        return meant(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        if isinstance(problem, BadDraft):
            raise
        raise BadDraft(
            "The draft rule cannot be read. Write keys of definitions with &, | and -, such as "
            "missing_education - home_educated."
        ) from None


def meant(node: ast.expr) -> Spells:
    match node:
        case ast.Name(key):
            try:
                return definition(key).expression
            except UnknownDefinition:
                raise BadDraft(
                    f"No definition is called '{key[:60]}'. `onroll definitions` lists them."
                ) from None
        case ast.BinOp(left, ast.BitAnd(), right):
            return meant(left) & meant(right)
        case ast.BinOp(left, ast.BitOr(), right):
            return meant(left) | meant(right)
        case ast.BinOp(left, ast.Sub(), right):
            return meant(left) - meant(right)
        case _:
            raise BadDraft(
                "A draft rule has keys of definitions, the signs &, | and -, and brackets; "
                "nothing else is read."
            )
