"""The answers to a form, each by the key of its question, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Kept = str | list[str]
"""One answer: a text, or the keys of the options that were chosen."""


@dataclass(frozen=True)
class Answers:
    """Answers that were read (`answering`). What was not answered is "" or empty."""

    kept: Mapping[str, Kept] = field(default_factory=dict)

    def text(self, key: str) -> str:
        held = self.kept.get(key, "")
        return held if isinstance(held, str) else ""

    def day(self, key: str) -> date | None:
        text = self.text(key)
        return date.fromisoformat(text) if text else None

    def number(self, key: str) -> float | None:
        text = self.text(key)
        return float(text) if text else None

    def chosen(self, key: str) -> list[str]:
        held = self.kept.get(key, [])
        return held if isinstance(held, list) else []

    def said_yes(self, key: str) -> bool:
        return self.text(key) == "yes"

    def with_answers(self, more: Mapping[str, Kept]) -> Answers:
        """The same, and these in the place of any to the same questions."""
        return Answers({**self.kept, **more})
