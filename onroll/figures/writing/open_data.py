"""A report as open data: a pair of files for each table that the standard can say, and words for
what it cannot.

The standard is that of explore education statistics, and our own checker has passed each pair that
is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from onroll.figures import ees
from onroll.figures.reports.report import Report, Table
from onroll.figures.termly_return import Place
from onroll.figures.writing.ees_pair import NoTime, write_ees
from onroll.figures.writing.value_text import plain


@dataclass(frozen=True)
class OpenData:
    """`files` has by name the data and the metadata of each table; `left_out` a sentence for what
    is in none of them, and why."""

    files: dict[str, bytes]
    left_out: tuple[str, ...]


def as_open_data(report: Report, place: Place) -> OpenData:
    """The pairs of a report. Hidden numbers are c, and what is not there is x or z."""
    why: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, list[str]] = defaultdict(list)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for table in report.tables:
            try:
                found = write_ees(report, table, place, folder)
            except ValueError as reason:
                why[in_words(reason, table)].append(plain(table.title))
            else:
                for each in found:
                    if each.check == "time_not_whole":
                        rows[each.message].append(plain(table.title))
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    return OpenData(files, (*said("Not in it", why), *said("In it without some rows", rows)))


def in_words(reason: ValueError, table: Table) -> str:
    """Why there is no pair of a table, for a reader who does not know its key."""
    if not table.rows:
        return "there was nothing to count"
    if isinstance(reason, ees.DoesNotPass):
        faults = [each.message for each in reason.faults if each.level is ees.Level.FAIL]
        return f"the standard does not take it. {faults[0]}"
    words = str(reason)
    return words.removeprefix(f"{table.key}: ") if isinstance(reason, NoTime) else words


def said(what: str, why: dict[str, list[str]]) -> Iterable[str]:
    """Not in it: “By reason”, “By sex”. Quarter 3, so far is no whole month, …."""
    for reason, titles in why.items():
        of = ", ".join(f"“{title}”" for title in titles)
        yield f"{what}: {of}. {reason[:1].upper()}{reason[1:].rstrip('.')}."
