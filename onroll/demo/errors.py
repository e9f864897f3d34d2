"""What goes wrong between a child and a row about them.

One `Damage` per source, each with its own chance, so that a change to one system's errors moves
no other system's files. Clean damage changes nothing and draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from zlib import crc32

from onroll.demo.life import Child

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Damage:
    """Errors of one source. With `clean`, every method gives back what it was given."""

    def __init__(self, source: str, seed: int, *, clean: bool) -> None:
        self._rng = Random(seed * 1_000_003 + crc32(source.encode()))
        self._clean = clean

    def happens(self, share: float) -> bool:
        """Whether an error that happens to that share of rows happens to this one."""
        return not self._clean and self._rng.random() < share

    def days_late(self, most: int) -> int:
        """A number of days, 1 to `most`; 0 when clean."""
        return 0 if self._clean else self._rng.randrange(1, most + 1)

    def names(self, child: Child, share: float) -> tuple[str, str]:
        """Forename and surname as this source has them; that share differ from the register."""
        forename, surname = child.forename, child.surname
        if not self.happens(share):
            return forename, surname
        kind = self._rng.randrange(6)
        if kind == 0 and child.called != forename:
            return child.called, surname
        if kind == 1 and ("-" in surname or "'" in surname or " " in surname):
            return forename, surname.replace("-", " ").replace("'", "")
        if kind == 2:
            return surname, forename
        if kind == 3:
            return self.typo(forename), surname
        if kind == 4:
            return forename, self.typo(surname)
        return forename.upper(), surname.upper()

    def typo(self, text: str) -> str:
        """The text with two letters changed places, one left out, or one struck wrongly."""
        if len(text) < 4:
            return text
        at = self._rng.randrange(1, len(text) - 2)
        kind = self._rng.randrange(3)
        if kind == 0:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind == 1:
            return text[:at] + text[at + 1 :]
        return text[:at] + self._rng.choice(_LETTERS) + text[at + 1 :]

    def born_on(self, day: date, share: float) -> date:
        """A birth date with day and month swapped where that is a date, else a day out."""
        if not self.happens(share):
            return day
        if day.day <= 12 and day.day != day.month:
            return day.replace(month=day.day, day=day.month)
        return day.replace(day=day.day - 1 if day.day > 1 else 2)

    def upn(self, child: Child, *, missing: float, wrong: float = 0.0) -> str:
        """The UPN, blank or with one digit wrong (which its check letter then betrays)."""
        if self.happens(missing):
            return ""
        if self.happens(wrong):
            digit = str((int(child.upn[6]) + 1) % 10)
            return child.upn[:6] + digit + child.upn[7:]
        return child.upn

    def postcode(self, text: str, share: float) -> str:
        """A postcode in small letters or without its space."""
        if not self.happens(share):
            return text
        return text.lower() if self._rng.random() < 0.5 else text.replace(" ", "")

    def wrong_rows(
        self,
        rows: list[list[str]],
        share: float,
        spoilers: Sequence[Callable[[list[str]], None]],
    ) -> list[list[str]]:
        """The rows, with copies of some of them put in that a check must hold back."""
        if self._clean or not rows:
            return rows
        out = list(rows)
        for number in range(max(len(spoilers), round(share * len(rows)))):
            at = self._rng.randrange(len(out))
            copy = list(rows[self._rng.randrange(len(rows))])
            spoilers[number % len(spoilers)](copy)
            out.insert(at, copy)
        return out


def put(column: int, text: str) -> Callable[[list[str]], None]:
    """A spoiler that writes a text into one column."""

    def spoil(row: list[str]) -> None:
        row[column] = text

    return spoil
