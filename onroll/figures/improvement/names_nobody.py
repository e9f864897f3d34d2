"""Words that others will read: what in them could give a child away.

What surely does must go. What may is asked about: a person says that it does not, or takes it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from onroll.figures.regional.only_sums import IN_A_TEXT
from onroll.figures.releasing.words_that_tell import MONTHS, numbers_in

SURE: Final = (
    *IN_A_TEXT,
    (re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"), "an NHS or ten-digit number"),
    (re.compile(r"\b[^\s@]+@[^\s@]+\.[a-z]{2,}\b", re.IGNORECASE), "an email address"),
    (re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)"), "a phone number"),
    (re.compile(r"\b(?:born|birth|dob)\b[^.;\n]{0,20}\d", re.IGNORECASE), "a date of birth"),
)
"""What is never in words about practice, and what it is called."""

DAY: Final = re.compile(
    rf"\b(\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}|{'|'.join(m[:3] for m in MONTHS.split('|'))})"
    r" \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
FORMS: Final = (
    "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y",
)  # fmt: skip

LENGTHS: Final = re.compile(
    r"£ ?[\d,]+|[\d,.]+ ?%|\b[\d,]+(?: (?:school|working))? "
    r"(?:minutes?|hours?|days?|weeks?|months?|terms?|years?|times|visits?|pounds)\b"
    r"|\b(?:[Ww]eek|[Ss]ection|[Rr]ound|[Kk]ey [Ss]tage) \d+",
)
"""Numbers that count no child: money, shares, lengths of time, rounds of asking."""

OF_CHILDREN: Final = re.compile(
    r"\b(one|two|three|four)\b(?= (?:\w+ )?(?:children|pupils|girls|boys|brothers|sisters"
    r"|siblings|families|young people)\b)",
    re.IGNORECASE,
)

ALSO_WORDS: Final = frozenset(
    "angel april art august autumn baby black brook brown carol chance church cook day dawn dean "
    "don england faith field fields fox frank friend good grace grant green guy harmony hill home "
    "hope house ivy joy june king lane lily little long mark may miles mills moss page parent "
    "parents pat price rich robin rose ruby short sky son spring star summer taylor wall ward "
    "west white will win winter wood young".split()
)
"""Names that are words too: they are names where they begin with a capital."""


@dataclass(frozen=True)
class Known:
    """What is known of the child whom words are drawn from. `names` and `places` may be more than
    one word; `numbers` are pupil numbers and the like."""

    names: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    numbers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """Small letters without accents, each run of other signs one space; Amara's is Amara."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    bare = re.sub(r"['’]s\b", "", bare)
    return " ".join(re.findall(r"[^\W_]+", re.sub("['’]", "", bare)))


def days_in(text: str) -> Iterator[tuple[str, date | None]]:
    """Each exact day in a text, as it is written; null where no such day is."""
    for written in DAY.findall(text):
        plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", written)
        plain = re.sub(r"(?<=\d)[.-](?=\d{1,2}[.-])|(?<=\d)[.-](?=\d{2,4}$)", "/", plain)
        plain = written if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written) else plain
        yield written, day_of(plain)


def day_of(text: str) -> date | None:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def must_go(text: str, known: Known, schools: Iterable[str] = ()) -> list[str]:
    """What in words surely gives a child away, each as "a postcode: 'LE3 8RA'"; [] for nothing."""
    found = [f"{what}: '{hit.group()}'" for pattern, what in SURE if (hit := pattern.search(text))]
    found += [
        f"the child's date of birth: '{written}'"
        for written, day in days_in(text)
        if day in known.days
    ]
    bare, capitals = f" {folded(text)} ", f" {folded(in_capitals(text))} "
    for name in sorted(known.names, key=str.casefold):
        key = folded(name)
        there = capitals if key in ALSO_WORDS else bare
        if len(key) > 1 and f" {key} " in there:
            found.append(f"a name: '{name}'")
    squeezed = bare.replace(" ", "")
    found += [
        f"a number of the child: '{number}'"
        for number in sorted(known.numbers)
        if len(key := folded(number).replace(" ", "")) > 3 and key in squeezed
    ]
    for what, names in (("the place", known.places), ("a school", schools)):
        for name in sorted(names):
            key = folded(name)
            if len(key) > 4 and f" {key} " in bare:
                found.append(f"{what}: '{name}'")
    return list(dict.fromkeys(found))


def in_capitals(text: str) -> str:
    """The words that begin with a capital, and no other."""
    return " ".join(word for word in text.split() if word.lstrip("('\"“‘")[:1].isupper())


def asked_about(text: str, *, small: int, exact_days: bool) -> list[str]:
    """What in words may give a child away: small numbers, and exact days where none are needed."""
    without_days = LENGTHS.sub(" ", DAY.sub(" ", text))
    found = [f"a small number: {n}" for n in numbers_in(without_days) if 1 <= n < small]
    found += [f"a small number: {word.lower()}" for word in OF_CHILDREN.findall(text)]
    if exact_days:
        found += [f"an exact day: '{written}'" for written, _ in days_in(text)]
    return list(dict.fromkeys(found))
