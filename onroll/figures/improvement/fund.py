"""A region's fund: what it holds, what is left of it, and why an application is refused.

What it holds is told by whoever keeps it, in `fund.toml` of the home. Without one there is no fund;
a made-up authority has the one of the proposal that this was built for (SESLIP, January 2020).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from onroll.figures.improvement.topics import Kind, Topic
from onroll.record.home import Home
from onroll.record.thresholds import Threshold, read

FILE: Final = "fund.toml"
KEYS: Final = ("fund", "largest", "consultancy", "consultancy_days")

Fund = dict[str, Threshold]
"""Every value that each budget has had, with its source."""


class NoFund(ValueError):
    """There is no fund, or what it holds cannot be read, in words."""


def fund_of(home: Home) -> Fund:
    """The fund of a home. Raises NoFund."""
    file = home.path / FILE
    if file.exists():
        return read_fund(file.read_bytes())
    if home.authority.demo:
        return read_fund((files("onroll.figures.improvement") / FILE).read_bytes())
    raise NoFund(
        f"Nobody has said what the region's fund holds. Write it in {FILE}, in the folder of this "
        "service's record."
    )


def read_fund(content: bytes) -> Fund:
    """Raises NoFund where a budget is not there, or has no amount of a day."""
    try:
        told = tomllib.loads(content.decode())
        found = {key: read(key, told[key]) for key in KEYS}
        if not all(each.values for each in found.values()):
            raise ValueError("a budget has no amount")
    except (ValueError, TypeError, AttributeError, KeyError) as reason:
        raise NoFund(
            f"{FILE} cannot be read ({reason}). It needs {', '.join(KEYS)}, each with a title, a "
            "unit, a source and an amount from a day. Correct it."
        ) from None
    return found


@dataclass(frozen=True)
class Budget:
    """One budget on a day, in whole pounds or in days. `waiting` is asked for and not decided."""

    title: str
    source: str
    unit: str
    whole: int
    used: int
    waiting: int = 0

    @property
    def left(self) -> int:
        return self.whole - self.used

    def words(self, number: int) -> str:
        """£9,500; 25 days."""
        return pounds(number) if self.unit == "pounds" else f"{number:,} days"


@dataclass(frozen=True)
class Balance:
    """The budgets on a day. `largest` is the most that one application may ask for."""

    fund: Budget
    consultancy: Budget
    days: Budget
    largest: int

    @property
    def whole(self) -> int:
        """Both budgets together, in pounds."""
        return self.fund.whole + self.consultancy.whole

    @property
    def left(self) -> int:
        return self.fund.left + self.consultancy.left


def pounds(number: int) -> str:
    return f"£{number:,}" if number >= 0 else f"-£{-number:,}"


def began(budget: Threshold, day: date) -> date:
    """From when the value holds that holds on a day."""
    since = [first for first, _ in budget.values]
    return max((first for first in since if first <= day), default=since[0])


def balance(fund: Fund, topics: Iterable[Topic], day: date) -> Balance:
    """What is left on a day. What was taken out does not count."""
    counted = [each for each in topics if not each.taken_out]
    asked = [each for each in counted if each.kind is Kind.APPLICATION]
    spent = [each for each in counted if each.kind is Kind.CONSULTANCY]
    fund_began, spent_began = began(fund["fund"], day), began(fund["consultancy"], day)
    agreed = [
        int(each.text("amount")) for each in asked
        if each.is_agreed and each.decision and each.decision.on >= fund_began
    ]  # fmt: skip
    waiting = [int(each.text("amount")) for each in asked if each.decision is None]
    spent = [each for each in spent if each.written.on >= spent_began]
    return Balance(
        budget(fund["fund"], day, sum(agreed), sum(waiting)),
        budget(fund["consultancy"], day, sum(int(each.text("amount")) for each in spent)),
        budget(fund["consultancy_days"], day, sum(int(each.text("days")) for each in spent)),
        int(fund["largest"].on(day)),
    )


def budget(of: Threshold, day: date, used: int, waiting: int = 0) -> Budget:
    return Budget(of.title, of.source, of.unit, int(of.on(day)), used, waiting)


def why_not_asked(amount: int, now: Balance | NoFund) -> str:
    """Why nobody may apply for so much, in words; "" where they may."""
    if isinstance(now, NoFund):
        return str(now)
    if amount > now.largest:
        return (
            f"The application asks for {pounds(amount)}, and one may ask for {pounds(now.largest)} "
            "at most. Ask for less"
        )
    if amount > now.fund.left:
        return (
            f"The application asks for {pounds(amount)}, and {pounds(now.fund.left)} of "
            f"{pounds(now.fund.whole)} is left in the fund. Ask for less, or wait for new money"
        )
    return ""


def why_not_spent(days: int, amount: int, now: Balance | NoFund) -> str:
    """Why so much consultancy cannot be used, in words; "" where it can."""
    if isinstance(now, NoFund):
        return str(now)
    if days > now.days.left:
        return f"{days:,} days are asked for, and {now.days.left:,} of {now.days.whole:,} are left"
    if amount > now.consultancy.left:
        return (
            f"{pounds(amount)} is asked for, and {pounds(now.consultancy.left)} of "
            f"{pounds(now.consultancy.whole)} is left for consultancy"
        )
    return ""
