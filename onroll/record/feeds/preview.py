"""What a file looks like before it is checked: its first rows, and which heading is which column.

It is made also of a file that will be refused, so that a person can say what could not be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from onroll.record.feeds.base import Feed
from onroll.record.feeds.column_mapping import as_json as mapping_as_json
from onroll.record.feeds.column_mapping import of_json as mapping_of_json
from onroll.record.feeds.matching import fitting, likeness, positions

if TYPE_CHECKING:
    from onroll.record.feeds.column_mapping import Mapping as ColumnMapping

ROWS_SHOWN: Final = 20
_FEEDS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file as it was read, and what was made of its headings.

    `kind_words` say how the file was read ("CSV, Windows-1252, a semicolon between columns") and
    `header_row` on which line its headings stand, null where none were found: `headings` is then
    empty and `rows` are the first of the file. `feeds` are the keys of the feeds that it may
    belong to, the likeliest first; what follows is of the first of them. `matched` gives, for the
    place of a heading, the column's name; `missing` names the required columns that are not there,
    `absent` the others, and `doubtful` gives, for a column that several headings look like, their
    places. `unknown` are the places of headings that the feed has no use for.
    """

    kind_words: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    header_row: int | None
    feeds: tuple[str, ...]
    matched: Mapping[int, str]
    missing: tuple[str, ...]
    absent: tuple[str, ...]
    doubtful: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    mapping: ColumnMapping | None = None

    def as_json(self) -> dict[str, Any]:
        """The preview as JSON has it."""
        held = asdict(self)
        held["mapping"] = mapping_as_json(self.mapping) if self.mapping else None
        return held

    @classmethod
    def of_json(cls, held: Mapping[str, Any]) -> Preview:
        """The preview that `as_json` gave, also after a trip through JSON."""
        lists = ("notes", "headings", "feeds", "missing", "absent", "unknown")
        return cls(
            kind_words=held["kind_words"],
            header_row=held["header_row"],
            rows=tuple(tuple(row) for row in held["rows"]),
            matched={int(place): name for place, name in held["matched"].items()},
            doubtful={name: tuple(places) for name, places in held["doubtful"].items()},
            mapping=mapping_of_json(held["mapping"]) if held["mapping"] else None,
            **{name: tuple(held[name]) for name in lists},
        )


def preview(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    header_row: int | None,
    kind_words: str,
    notes: Sequence[str],
    catalogue: Sequence[Feed],
    mapping: ColumnMapping | None = None,
    mappings: Sequence[ColumnMapping] = (),
) -> Preview:
    """The preview of a table whose first rows these are.

    `catalogue` is the feeds it may belong to: one, where somebody said which. `mapping` is what
    somebody said of its headings; without it the one of the saved `mappings` that fits is used.
    """
    likely = sorted(
        catalogue,
        key=lambda feed: likeness(feed, headings, fitting(mappings, headings, feed.key)),
        reverse=True,
    )
    of = likely[0] if headings and likely else None
    chosen = mapping or (fitting(mappings, headings, of.key) if of else None)
    found = positions(of, headings, chosen) if of else {}
    used = {place for places in found.values() for place in places}
    gone = [column for column in of.columns if column.name not in found] if of else []
    return Preview(
        kind_words=kind_words,
        notes=tuple(notes),
        headings=tuple(headings),
        rows=tuple(tuple(row) for row in rows[:ROWS_SHOWN]),
        header_row=header_row,
        feeds=tuple(feed.key for feed in likely[:_FEEDS_NAMED]),
        matched={places[0]: name for name, places in found.items() if len(places) == 1},
        missing=tuple(column.name for column in gone if column.required),
        absent=tuple(column.name for column in gone if not column.required),
        doubtful={name: tuple(places) for name, places in found.items() if len(places) > 1},
        unknown=tuple(
            place for place, text in enumerate(headings) if place not in used and text.strip()
        ),
        mapping=chosen,
    )
