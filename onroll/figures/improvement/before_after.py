"""Authorities that work in a pair or a triad: what each counted before and after.

Two numbers of an authority are compared only where it counted both by the same definition and says
which. A change between two counts proves no cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onroll.figures.regional.cells import NOT_THERE, Cell
from onroll.figures.regional.received import Received
from onroll.figures.regional.snapshot import AgreedFigure
from onroll.figures.regional.table import rate_of
from onroll.figures.reports.numbers import Given

Of = Mapping[str, Sequence[Received]]


@dataclass(frozen=True)
class BeforeAfter:
    """One authority. `change` is after less before, x where it is not compared; then `why_not` says
    why. `counted_as` is the definition, "" where there is none or there are two."""

    la_code: str
    authority: str
    before: Cell
    after: Cell
    rate_before: Given
    rate_after: Given
    change: Given
    why_not: str
    counted_as: str


def figure_in(received: Of, la_code: str, measure: str) -> AgreedFigure | None:
    """What an authority counted of a measure, by the last file that it sent; null: nothing."""
    held = received.get(la_code)
    figures = held[-1].snapshot.figures if held else ()
    return next((each for each in figures if each.measure == measure), None)


def name_in(received: Of, la_code: str) -> str:
    held = received.get(la_code)
    return held[-1].snapshot.authority if held else ""


def before_and_after(
    la_codes: Sequence[str], measure: str, before: Of, after: Of
) -> list[BeforeAfter]:
    """One row for each authority, in the order asked for."""
    rows = []
    for code in la_codes:
        was, now = figure_in(before, code, measure), figure_in(after, code, measure)
        reason = why_not_compared(was, now)
        change = Given(None, "x")
        if was and now and not reason:
            assert was.total.number is not None and now.total.number is not None
            change = Given(Decimal(now.total.number - was.total.number))
        rows.append(
            BeforeAfter(
                code, name_in(after, code) or name_in(before, code) or f"Authority {code}",
                was.total if was else NOT_THERE, now.total if now else NOT_THERE,
                rate_of(was, True), rate_of(now, True), change, reason,
                called(now) if now and was and same(was, now) else "",
            )
        )  # fmt: skip
    return rows


def same(was: AgreedFigure, now: AgreedFigure) -> bool:
    return was.counted_as == now.counted_as


def called(figure: AgreedFigure) -> str:
    return " ".join(filter(None, (figure.definition, figure.version, figure.formula)))


def why_not_compared(was: AgreedFigure | None, now: AgreedFigure | None) -> str:
    """Why two numbers of an authority are not compared, in words; "" where they are."""
    if was is None or now is None:
        which = "either day" if was is now else "the day before" if was is None else "the day after"
        return f"Nothing was sent of this for {which}"
    if not called(was) or not called(now):
        return "It is not said by which definition it was counted"
    if not same(was, now):
        return "It was counted by another definition before than after"
    if was.total.number is None or now.total.number is None:
        return "One of the two numbers is hidden or was not told"
    return ""


def counted_alike(rows: Sequence[BeforeAfter]) -> bool:
    """Whether all authorities that are compared count by one definition."""
    return len({row.counted_as for row in rows if not row.why_not}) <= 1
