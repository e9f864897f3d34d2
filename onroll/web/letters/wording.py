"""A letter's words: what was filled in, put in its place. They are kept as they were once ready.

The PDF, the Word file and the email are all made from the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onroll.web.config.words import day as in_words
from onroll.web.letters.authority_letters import Letterhead
from onroll.web.letters.templates import NAMED, Version

Block = tuple[str, str]
"""A heading ("h"), a paragraph ("p") or a point of a list ("li"), and its words."""


@dataclass(frozen=True)
class Wording:
    """All that stands in a letter. `day` is ISO text; `to` are the lines of name and address."""

    name: str
    address: tuple[str, ...]
    phone: str
    email: str
    to: tuple[str, ...]
    day: str
    reference: str
    subject: str
    blocks: tuple[Block, ...]
    signed: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Wording:
        lists = {name: tuple(held[name]) for name in ("address", "to", "signed")}
        blocks = tuple((kind, words) for kind, words in held["blocks"])
        return cls(**{**held, **lists, "blocks": blocks})

    @property
    def written_on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def day_in_words(self) -> str:
        return in_words(self.written_on)

    @property
    def plain(self) -> str:
        """The letter from its first word to its last as an email has it, in Notify's own marks."""
        marks = {"h": "# {}", "p": "{}", "li": "* {}"}
        parts = [marks[kind].format(plain_mark(words)) for kind, words in self.blocks]
        return "\n\n".join([*parts, "Yours sincerely", "\n".join(self.signed)])


def plain_mark(words: str) -> str:
    """Words typed by somebody, so that none of them is taken for one of Notify's marks."""
    return words.replace("((", "( (").lstrip("#^*-> ")


@dataclass(frozen=True)
class About:
    """Whom a letter is about, to whom it goes and who writes it."""

    child: str
    forename: str
    born: date | None
    reference: str
    to: tuple[str, ...]
    signed: tuple[str, ...]


def worded(
    version: Version, filled: Mapping[str, Any], about: About, head: Letterhead, day: date
) -> Wording:
    """The letter in words. A blank that is not filled in shows its label in square brackets."""
    said: dict[str, str] = {
        "child": about.child,
        "forename": about.forename or about.child,
        "born": in_words(about.born) if about.born else "on a day that we do not know",
        "phone": head.phone,
        "email": head.email,
    }
    for blank in version.blanks:
        value = filled.get(blank.name) or ""
        if value and blank.kind == "day":
            value = in_words(date.fromisoformat(value))
        said[blank.name] = str(value).strip() or f"[{blank.label.rstrip('?')}]"
    blocks = [block for words in version.body for block in blocks_of(words, said)]
    return Wording(
        head.name, head.address, head.phone, head.email, about.to, day.isoformat(),
        about.reference, version.subject, tuple(blocks), about.signed,
    )  # fmt: skip


def blocks_of(words: str, said: Mapping[str, str]) -> list[Block]:
    """One block; of a paragraph in which somebody wrote several, as many. What is typed in never
    makes a heading or a list."""
    kind = "h" if words.startswith("## ") else "li" if words.startswith("- ") else "p"
    text = words if kind == "p" else words.split(" ", 1)[1]
    full = NAMED.sub(lambda found: said[found[1]], text)
    return [(kind, " ".join(line.split())) for line in full.splitlines() if line.strip()]
