"""Which rows of a file of data may be about a protected child, whatever is wrong in them.

A row that is held back, or not checked yet, has no record that a shield could cover, and what is in
its columns may be wrong. So a row is judged by its cells, in whatever column they stand, against
all that covered records say or ever said of themselves. It is taken for one of a protected child's
when it has

- a UPN, a former UPN or an NHS number of theirs, or the number their own source knows them by;
- their birth date and a part of their name, their property or their postcode, which is what brings
  a record under a shield on suspicion;
- or two of those, whatever birth date it has: that may be what is wrong in the row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from onroll.record.people.records import NOT_A_FORENAME
from onroll.record.people.shields import told
from onroll.web.access.acting import as_publisher
from onroll.web.children.models import Child, SourceRecord
from onroll.web.config.home import home
from onroll.web.shields.restricting import restricted_children
from onroll.web.shields.standing import covered_records

_SAYS_NOTHING: Final = frozenset(word for name in NOT_A_FORENAME for word in name.split())
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
_DATE: Final = re.compile(
    r"(\d{1,4})(?:st|nd|rd|th)?[ ./-]+(\d{1,2}|[a-z]{3,9})[ ./,-]+(\d{2,4})"
    r"|\b(\d{4})(\d\d)(\d\d)\b|\b([34]\d{4})\b"
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_SPREADSHEETS_COUNT_FROM: Final = date(1899, 12, 30)
_LONG_ENOUGH: Final = 4
"""Characters from which a number in a source is told from a year group or a count."""


@dataclass
class _Said:
    """What one record says, and said, of itself."""

    born: set[str] = field(default_factory=set)
    looks: set[str] = field(default_factory=set)


class ProtectedRows:
    """All by which a row can be known to be a protected child's, read once for a page."""

    def __init__(self) -> None:
        self._numbers: set[str] = set()
        self._ids: dict[str, set[str]] = {}
        self._of_look: dict[str, list[_Said]] = {}
        covered = set(covered_records())
        said: defaultdict[str, _Said] = defaultdict(_Said)
        for record_id, keys in told(home()).items():
            for key in keys:
                self._add_key(said[record_id], key)
        theirs = Q(record_id__in=covered) | Q(child__in=restricted_children())
        with as_publisher():  # whoever asks may not see them: that is why their rows are looked for
            for child in Child.objects.filter(pk__in=restricted_children()):
                self._add(said[child.pk], child)
            for record in SourceRecord.objects.filter(theirs):
                self._add(said[record.record_id], record)
                covered.add(record.record_id)
        for record_id in covered:
            source, _, number = record_id.partition(":")
            self._ids.setdefault(source, set()).add(closed(number))
        for each in said.values():
            for look in each.looks:
                self._of_look.setdefault(look, []).append(each)

    def __bool__(self) -> bool:
        """Whether any row at all could be one."""
        return bool(self._ids or self._of_look)

    def is_one(self, cells: Iterable[Any], source: str | None) -> bool:
        """Whether a row of a file from this source, given as its cells, is a protected child's.

        None: from any source.
        """
        texts = [str(cell) for cell in cells if cell is not None]
        found = {closed(text) for text in texts}
        if found & self._numbers:
            return True
        of_source = self._ids.values() if source is None else [self._ids.get(source, set())]
        ids = found & set().union(*of_source)
        if any(len(number) >= _LONG_ENOUGH for number in ids):
            return True
        looks = {look for text in texts for look in _looks_of(text)} & self._of_look.keys()
        if not looks:
            return False
        hits = [each for look in looks for each in self._of_look[look]]
        if ids or any(len(each.looks & looks) > 1 for each in hits):
            return True
        dates = {day for text in texts for day in _dates_of(text.lower())}
        return any(each.born & dates for each in hits)

    def _add_key(self, said: _Said, key: str) -> None:
        """Something that a record said of itself, as `spreading` keeps it."""
        kind, _, value = key.partition(" ")
        if kind in ("upn", "nhs"):
            self._numbers.add(closed(value))
        else:
            said.born.add(kind)
            said.looks.add(value)

    def _add(self, said: _Said, row: Child | SourceRecord) -> None:
        former = getattr(row, "former_upn", "")
        self._numbers |= {closed(each) for each in (row.upn, former, row.nhs_number) if each}
        if row.date_of_birth:
            said.born.add(row.date_of_birth.isoformat())
        said.looks |= _words_of(f"{row.forename} {row.surname}")
        if row.postcode:
            said.looks.add(f"postcode {closed(row.postcode)}")
        if uprn := getattr(row, "uprn", ""):
            said.looks.add(f"property {closed(uprn)}")


def closed(text: str) -> str:
    """In capitals and without what is written between, as a number or a postcode is compared."""
    return re.sub(r"[\s'-]", "", text.upper())


def _looks_of(text: str) -> Iterator[str]:
    """Whatever in a cell may be a part of a name, a postcode or the number of a property."""
    yield from _words_of(text)
    for outward, inward in _POSTCODE.findall(text.upper()):
        yield f"postcode {outward}{inward}"
    whole = closed(text)
    yield f"postcode {whole}"
    yield f"property {whole}"


def _words_of(name: str) -> set[str]:
    letters = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.split(r"[\W\d_]+", letters)
    return {f"name {word}" for word in words if len(word) > 1 and word not in _SAYS_NOTHING}


def _dates_of(text: str) -> Iterator[str]:
    """Each day that a cell in small letters may mean, with day and month either way round."""
    for first, middle, last, year, month, day, counted in _DATE.findall(text):
        if counted:
            yield (_SPREADSHEETS_COUNT_FROM + timedelta(int(counted))).isoformat()
        elif year:
            yield f"{year}-{month}-{day}"
        elif middle.isdigit() or middle[:3] in _MONTHS:
            number = int(middle) if middle.isdigit() else _MONTHS.index(middle[:3]) + 1
            years, days = (first, last) if len(first) == 4 else (last, first)
            full = int(years) + (2000 if len(years) == 2 else 0)
            yield f"{full:04}-{number:02}-{int(days):02}"
            yield f"{full:04}-{int(days):02}-{number:02}"
