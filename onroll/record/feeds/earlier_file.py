"""A file beside the one before it: what it lacks, and which children are not as they were.

The connection has the views `now` and `earlier`, the accepted rows of the two, and `register`, the
schools that are known.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import duckdb

from onroll.record.feeds.base import Kind, Question
from onroll.record.feeds.columns import listed
from onroll.record.feeds.facts_sql import local_id_of

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.feeds.reading import Reading

FALLEN: Final = 1 / 3
"""A file, or a school in it, has fallen when it has this part fewer rows than before."""
FEW: Final = 20
"""Of fewer rows than this, no share says anything."""
CHECK_COMPLETE: Final = "Check that it is complete, then load it anyway or load another file"
CHECK_MEANT: Final = "Check that it is the file you meant, then load it anyway or load another file"

_CHANGED = 0.2
"""A name or a date of birth that is another for so many of the same children has gone wrong."""
_MOST_NAMED = 5
_A_SCHOOL = 5
"""A school that had fewer children may well have none: the one at a hospital school left it."""
_STANDING_FACTS = ("forename", "surname", "date_of_birth", "sex", "upn")


def columns_gone(
    con: duckdb.DuckDBPyConnection, reading: Reading, earlier: Load
) -> Question | None:
    """A column that had values and is not there: its heading may be one that nobody knows."""
    there = {name for name, *_ in con.execute("DESCRIBE earlier").fetchall()}
    gone = tuple(
        column.title
        for column in reading.feed.columns
        if column.name not in reading.columns
        and not column.expected
        and column.name in there
        and _row(con, f"SELECT count({column.name}) FROM earlier")[0]
    )
    if not gone:
        return None
    return Question(
        "columns.gone",
        f"It has no column for {listed(gone)}, and {earlier.file} had",
        "Say which heading it is now. If it is not sent any more, load it anyway",
    )


def schools_missing(
    con: duckdb.DuckDBPyConnection, reading: Reading, earlier: Load, day: dt.date
) -> Question | None:
    """Schools that sent several children before, had not closed by the day, and are not in it."""
    if not (school := reading.feed.school):
        return None
    child = local_id_of(reading.feed) or next(iter(reading.feed.unique), "row")
    missing = con.execute(
        f"SELECT concat(name || ' (', s, if(name IS NULL, '', ')')) "
        f"FROM (SELECT {school} AS s FROM earlier WHERE {school} IS NOT NULL GROUP BY s "
        f"HAVING count(DISTINCT {child}) >= {_A_SCHOOL}) "
        f"LEFT JOIN register ON urn = s WHERE s NOT IN "
        f"(SELECT {school} FROM now WHERE {school} IS NOT NULL) "
        "AND coalesce(closed_on > ?, true) ORDER BY 1",
        [day],
    ).fetchall()
    if not missing:
        return None
    named = ", ".join(name for (name,) in missing[:_MOST_NAMED])
    more = f" and {len(missing) - _MOST_NAMED:,} more" if len(missing) > _MOST_NAMED else ""
    schools = "1 school has" if len(missing) == 1 else f"{len(missing):,} schools have"
    return Question(
        "schools.missing",
        f"{schools} no rows in it and had some in {earlier.file}: {named}{more}",
        CHECK_COMPLETE,
    )


def schools_fallen(
    con: duckdb.DuckDBPyConnection, reading: Reading, earlier: Load
) -> Question | None:
    """Schools that sent a third fewer rows than before, though the file as a whole did not."""
    school, same = reading.feed.school, reading.period == earlier.period
    if not school or (reading.feed.kind is Kind.PERIODS and not same):
        return None
    rows = f"SELECT {school} AS s, count(*) AS rows FROM"
    fallen = con.execute(
        "SELECT concat(name || ' (', s, if(name IS NULL, '', ')')), e.rows, n.rows "
        f"FROM ({rows} earlier GROUP BY s) AS e JOIN ({rows} now GROUP BY s) AS n USING (s) "
        "LEFT JOIN register ON urn = s WHERE e.rows >= ? AND n.rows <= e.rows * ? ORDER BY 1",
        [FEW, 1 - FALLEN],
    ).fetchall()
    if not fallen:
        return None
    named = "; ".join(
        f"{name} has {now:,}, {1 - now / then:.0%} fewer than {then:,}"
        for name, then, now in fallen[:_MOST_NAMED]
    )
    more = f"; and {len(fallen) - _MOST_NAMED:,} more" if len(fallen) > _MOST_NAMED else ""
    return Question(
        "schools.fallen",
        f"A school has far fewer rows in it than in {earlier.file}: {named}{more}",
        CHECK_COMPLETE,
    )


def values_changed(
    con: duckdb.DuckDBPyConnection, reading: Reading, earlier: Load
) -> Question | None:
    """The same children under other names or dates of birth: columns or rows changed places.

    A sheet sorted by one column alone, two headings changed round, dates read month first or four
    years late: each row looks right, and is another child's.
    """
    local_id = local_id_of(reading.feed)
    facts = [n for n in _STANDING_FACTS if n in reading.columns and n not in local_id]
    if not local_id or not facts:
        return None
    children = f"SELECT DISTINCT ON (id) {local_id} AS id, * FROM"
    both, *counts = _row(
        con,
        "SELECT count(*), "
        + ", ".join(f"count(*) FILTER (n.{fact} <> e.{fact})" for fact in facts)
        + f" FROM ({children} now) AS n JOIN ({children} earlier) AS e USING (id)",
    )
    changed = tuple(
        f"{reading.feed.column(fact).title} for {count:,}"
        for fact, count in zip(facts, counts, strict=True)
        if both >= FEW and count > _CHANGED * both
    )
    if not changed:
        return None
    return Question(
        "values.changed",
        f"{both:,} children are in it and in {earlier.file}, and differ from there in "
        f"{listed(changed, 'and')}",
        "Check that no columns have changed places and that dates are day first, then load it "
        "anyway or load another file",
    )


def _row(con: duckdb.DuckDBPyConnection, query: str, at: object = None) -> tuple[Any, ...]:
    row = con.execute(query, at).fetchone()
    assert row is not None, "a query of totals has one row"
    return row
