"""What two rows of one file say between them: the same row twice, the same child in two ways.

Each looks for what several rows share, and then only at the rows that share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onroll.record.feeds.base import Feed, Severity
from onroll.record.feeds.column_type import AND_LOAD, listed, quoted, shown
from onroll.record.feeds.facts_sql import local_id_of

_WHO = ("forename", "surname", "date_of_birth", "postcode")


@dataclass(frozen=True, slots=True)
class Clash:
    """Rows that agree in `same` and should then agree, or not be there twice.

    `same` are SQL expressions over the typed rows. With `differ` a row is named when that is
    another than in the first of the rows; without it each row after the first is. The fault is
    reported at `column`; `words`, a SQL expression that may speak of `first_row`, is its problem
    and `kind` the same without a value.
    """

    rule_id: str
    column: str
    same: tuple[str, ...]
    differ: str
    words: str
    kind: str
    fix: str
    severity: Severity


def clashes(feed: Feed) -> Iterator[Clash]:
    """What is looked for in a file of the feed, in that order."""
    if feed.unique:
        titles = listed(tuple(feed.column(name).title for name in feed.unique), "and")
        yield Clash(
            "row.repeated",
            feed.unique[0],
            (*(("sheet",) if feed.sheets else ()), *feed.unique),
            "",
            f"{quoted(f'this row has the same {titles} as row ')} || first_row",
            f"this row has the same {titles} as another",
            "Take out one of the two rows" + AND_LOAD,
            Severity.HELD_BACK,
        )
    names = {column.name for column in feed.columns}
    child = local_id_of(feed)
    own = next((name for name in feed.unique if name == child), "")
    if not own or "date_of_birth" not in names:
        return
    own_title = feed.column(own).title
    yield Clash(
        "date_of_birth.another",
        "date_of_birth",
        (own,),
        "date_of_birth",
        f"{shown('t_date_of_birth')} || ' is not the date of birth that row ' || first_row || "
        f"' has for the same {own_title}'",
        f"is not the date of birth of another row with the same {own_title}",
        "Check which of the two is right" + AND_LOAD,
        Severity.WARN,
    )
    if "upn" in names:
        yield Clash(
            "upn.of_another",
            "upn",
            ("upn",),
            own,
            f"{shown('t_upn')} || ' is the UPN of row ' || first_row || "
            f"' too, which has another {own_title}'",
            f"is the UPN of another row too, which has another {own_title}",
            "Check whose UPN it is, or whether this is one child twice" + AND_LOAD,
            Severity.WARN,
        )
    if names.issuperset(_WHO):
        yield Clash(
            f"{own}.child_twice",
            own,
            _WHO,
            own,
            f"{shown(f't_{own}')} || ' has the name, date of birth and postcode of row ' || "
            f"first_row || ', which has another {own_title}'",
            f"has the name, date of birth and postcode of another row, with another {own_title}",
            "Check whether this is one child twice",
            Severity.WARN,
        )


def shared_by_several(clash: Clash, rows: str) -> str:
    """SQL for the hashes of what several rows share: of millions of rows, little is gathered."""
    several = f"count(DISTINCT {clash.differ}) > 1" if clash.differ else "count(*) > 1"
    return (
        f"SELECT hash({', '.join(clash.same)}) AS h FROM {rows} WHERE {_filled(clash)} "
        f"GROUP BY h HAVING {several}"
    )


def rows_that_clash(clash: Clash, rows: str, shared: str) -> str:
    """SQL for the rows that are named, with `first_row`, the row that each is held against.

    `shared` is the table of what `shared_by_several` gave; the rows that share it are compared.
    """
    keys = ", ".join(clash.same)
    differs = f"{clash.differ} <> first_value" if clash.differ else "n <> first_n"
    first = f"first_value({clash.differ}) OVER w" if clash.differ else "NULL"
    return (
        f"(SELECT * FROM (SELECT *, {first} AS first_value, first_value(n) OVER w AS first_n, "
        f"first_value(row) OVER w AS first_row FROM {rows} WHERE {_filled(clash)} AND "
        f"hash({keys}) IN (SELECT h FROM {shared}) "
        f"WINDOW w AS (PARTITION BY {keys} ORDER BY n)) WHERE {differs})"
    )


def _filled(clash: Clash) -> str:
    return " AND ".join(f"{name} IS NOT NULL" for name in clash.same if name != "sheet")
