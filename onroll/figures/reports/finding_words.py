"""What a finding says: how many, and which way it went, with both numbers."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.figures.periods import By, Period, period_words


def many(number: int, one: str, more: str) -> str:
    """1 child; 1,020 children."""
    return f"{number:,} {one if number == 1 else more}"


def children(number: int) -> str:
    return many(number, "child", "children")


def were(number: int) -> str:
    return "was" if number == 1 else "were"


def against(now: int, before: int, when: str) -> str:
    """Down from 97 in September 2026, 36 fewer: never a fall or a rise with one number beside it,
    which may be what it fell by or what it fell to."""
    if now == before:
        return f"the same as {when}"
    way, word = ("up", "more") if now > before else ("down", "fewer")
    return f"{way} from {before:,} {when}, {abs(now - before):,} {word}"


def day_words(day: date) -> str:
    """5 October 2026."""
    return f"{day.day} {day:%B %Y}"


def adds_up(brought_forward: int, new: int, resolved: int, active: int) -> str:
    """The sum as a line. Raises ValueError for four numbers of which it is not true."""
    if brought_forward + new - resolved != active:
        raise ValueError(f"{brought_forward} + {new} - {resolved} is not {active}")
    return (
        f"{brought_forward:,} brought forward + {new:,} new - {resolved:,} resolved = "
        f"{active:,} open at the end."
    )


def is_cut(by: By, period: Period) -> bool:
    """Whether the end of a month or quarter is still to come."""
    after = period.ends_on + timedelta(days=1)
    return after.day != 1 or (by == "quarter" and after.month % 3 != 1)


def came(now: int, before: int, quarters: tuple[Period, Period]) -> str:
    """How many came to be missing education in a quarter, and in the one before. A quarter that is
    not over is set beside a whole one without a direction."""
    last, this = (period_words("quarter", each) for each in quarters)
    said = f"{children(now)} came to be missing education in {this}"
    if is_cut("quarter", quarters[1]):
        return f"{said}. The whole of {last}, had {before:,}."
    return f"{said}, {against(now, before, f'in {last}')}."
