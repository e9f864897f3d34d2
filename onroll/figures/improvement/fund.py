"""A region's fund: what it holds, what is left of it, and why an application is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from onroll.figures.improvement.topics import Kind, Topic
from onroll.record.thresholds import Threshold, read

FILE: Final = "fund.toml"


@cache
def held() -> dict[str, Threshold]:
    """Every value that each budget has had, with its source."""
    text = (files("onroll.figures.improvement") / FILE).read_text(encoding="utf-8")
    return {key: read(key, each) for key, each in tomllib.loads(text).items()}


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


def began(key: str, day: date) -> date:
    """From when the value holds that holds on a day."""
    since = [first for first, _ in held()[key].values]
    return max((first for first in since if first <= day), default=since[0])


def balance(topics: Iterable[Topic], day: date) -> Balance:
    """What is left on a day. What was taken out does not count."""
    counted = [each for each in topics if not each.taken_out]
    asked = [each for each in counted if each.kind is Kind.APPLICATION]
    spent = [each for each in counted if each.kind is Kind.CONSULTANCY]
    fund_began, spent_began = began("fund", day), began("consultancy", day)
    agreed = [
        int(each.text("amount")) for each in asked
        if each.is_agreed and each.decision and each.decision.on >= fund_began
    ]  # fmt: skip
    waiting = [int(each.text("amount")) for each in asked if each.decision is None]
    spent = [each for each in spent if each.written.on >= spent_began]
    return Balance(
        budget("fund", day, sum(agreed), sum(waiting)),
        budget("consultancy", day, sum(int(each.text("amount")) for each in spent)),
        budget("consultancy_days", day, sum(int(each.text("days")) for each in spent)),
        int(held()["largest"].on(day)),
    )


def budget(key: str, day: date, used: int, waiting: int = 0) -> Budget:
    of = held()[key]
    return Budget(of.title, of.source, of.unit, int(of.on(day)), used, waiting)


def why_not_asked(amount: int, now: Balance) -> str:
    """Why nobody may apply for so much, in words; "" where they may."""
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


def why_not_spent(days: int, amount: int, now: Balance) -> str:
    """Why so much consultancy cannot be used, in words; "" where it can."""
    if days > now.days.left:
        return f"{days:,} days are asked for, and {now.days.left:,} of {now.days.whole:,} are left"
    if amount > now.consultancy.left:
        return (
            f"{pounds(amount)} is asked for, and {pounds(now.consultancy.left)} of "
            f"{pounds(now.consultancy.whole)} is left for consultancy"
        )
    return ""
