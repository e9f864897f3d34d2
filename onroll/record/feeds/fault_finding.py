"""The faults in the rows of a file, one row of the table `fault` for each.

The connection has the view `typed` of `checking`. One pass over it finds the rows with something
wrong; only those are looked at again, rule by rule, for the words.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from onroll.record.feeds.base import Column, Feed, Rule, Severity
from onroll.record.feeds.columns import DATE, TEXT, listed, quoted, shown

_FAULT_COLUMNS = (
    "n BIGINT, row BIGINT, sheet VARCHAR, name VARCHAR, value VARCHAR, problem VARCHAR, "
    "fix VARCHAR, rule_id VARCHAR, severity VARCHAR"
)


def find_faults(con: duckdb.DuckDBPyConnection, feed: Feed, width: int) -> None:
    """Make the tables `fault`, one row per fault, and `held`, the `n` of each row held back.

    `width` is the number of headings. `fault.name` is the column's name, empty for a row of the
    wrong length; such a row has that fault alone, for the others would only follow from it.
    """
    con.execute(f"CREATE TABLE fault ({_FAULT_COLUMNS})")
    con.execute(f"CREATE TABLE suspect AS SELECT * FROM typed WHERE {_suspect(feed)}")
    if con.execute("SELECT count(*) FROM suspect").fetchone() != (0,):
        _note_ragged_rows(con, width)
        con.execute("DELETE FROM suspect WHERE cells IS NOT NULL")
        for column in feed.columns:
            _note_blanks(con, column)
            _note_unreadable(con, column)
            if column.type is DATE:
                _note_may_be_month_first(con, column)
        for rule in feed.rules:
            _note_broken_rule(con, rule)
    _hold_back(con)
    if feed.unique:
        _note_repeats(con, feed)
        _hold_back(con)


def _unreadable(column: Column) -> str:
    return f"(t_{column.name} IS NOT NULL AND {column.name} IS NULL)"


def _suspect(feed: Feed) -> str:
    return " OR ".join(
        ["cells IS NOT NULL"]
        + [_unreadable(column) for column in feed.columns if column.type is not TEXT]
        + [f"t_{column.name} IS NULL" for column in feed.columns if not column.blank_ok]
        + [f"coalesce({rule.wrong}, false)" for rule in feed.rules]
    )


def _note(
    con: duckdb.DuckDBPyConnection,
    name: str,
    where: str,
    *,
    value: str,
    problem: str,
    fix: str,
    rule_id: str,
    severity: Severity,
    source: str = "suspect",
) -> None:
    """One fault for each row of `source` for which `where` holds; the words are SQL expressions."""
    con.execute(
        f"INSERT INTO fault SELECT n, row, sheet, {quoted(name)}, {value}, {problem}, {fix}, "
        f"{rule_id}, {quoted(severity)} FROM {source} WHERE {where} ORDER BY n"
    )


def _note_ragged_rows(con: duckdb.DuckDBPyConnection, width: int) -> None:
    _note(
        con,
        "",
        "cells IS NOT NULL",
        value="cells::VARCHAR",
        problem=f"'this row has ' || cells || ' cells and there are {width} headings'",
        fix=quoted(
            "The file may have been cut short here, or a cell holds the character that stands "
            "between columns. Correct the row, then load the fix file"
        ),
        rule_id="'row.cells'",
        severity=Severity.HELD_BACK,
    )


def _note_blanks(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    if not column.blank_ok:
        _note(
            con,
            column.name,
            f"t_{column.name} IS NULL",
            value="''",
            problem=quoted(f"there is no {column.title}"),
            fix=quoted(f"Enter the {column.title}, then load the fix file"),
            rule_id=quoted(f"{column.name}.blank"),
            severity=Severity.HELD_BACK,
        )


def _note_unreadable(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    text = f"t_{column.name}"
    where = _unreadable(column)
    if column.type.verdict is not None:
        _note_bad_identifiers(con, column, where)
    elif column.type.faults:

        def case(pick: str) -> str:
            whens = [
                f"WHEN {f.when} THEN {quoted(str(getattr(f, pick)))}" for f in column.type.faults
            ]
            return f"CASE {' '.join(whens)} END".replace("$cell", text)

        _note(
            con,
            column.name,
            where,
            value=text,
            problem=f"{shown(text)} || ' ' || {case('words')}",
            fix=case("fix"),
            rule_id=f"{quoted(column.name + '.')} || {case('rule_id')}",
            severity=column.on_fault,
        )


def _note_may_be_month_first(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    """Hold back dates that can be read both ways where the column is written month first.

    It is when some of its dates can only be month first and none can only be day first. Read day
    first, 03/04/2013 would be accepted as another day than was meant, and nobody would see it.
    """
    text, rule_id = f"t_{column.name}", quoted(f"{column.name}.month_first")
    written = r"'^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}'"
    first, second = (
        f"try_cast(regexp_extract({text}, {written}, {group}) AS INTEGER)" for group in (1, 2)
    )
    only = con.execute(
        f"SELECT (SELECT count(*) FROM fault WHERE rule_id = {rule_id}) > 0 AND "
        f"NOT EXISTS (FROM typed WHERE {first} > 12 AND {column.name} IS NOT NULL)"
    ).fetchone()
    if only != (True,):
        return
    _note(
        con,
        column.name,
        f"cells IS NULL AND {column.name} IS NOT NULL AND {first} <> {second}",
        value=text,
        problem=f"{shown(text)} || ' may be month first: other dates in this column are'",
        fix=quoted("Write the day before the month, then load the fix file"),
        rule_id=rule_id,
        severity=Severity.HELD_BACK,
        source="typed",
    )


def _note_bad_identifiers(con: duckdb.DuckDBPyConnection, column: Column, where: str) -> None:
    """The words come from the identifier's own check, once for each different text."""
    assert column.type.verdict is not None
    text = f"t_{column.name}"
    faulty = con.execute(f"SELECT DISTINCT {text} FROM suspect WHERE {where}").fetchall()
    if not faulty:
        return
    verdicts = [(value, column.type.verdict(value)) for (value,) in faulty]
    words = pa.table(
        {
            "found": [value for value, _ in verdicts],
            "problem": [v.problem.removeprefix(column.type.name + " ") for _, v in verdicts],
            "opens": [v.problem.startswith(column.type.name + " ") for _, v in verdicts],
            "fix": [v.fix for _, v in verdicts],
        }
    )
    con.register("words", words)
    _note(
        con,
        column.name,
        where,
        value=text,
        problem=f"{shown(text)} || CASE WHEN opens THEN ' ' ELSE ': ' END || problem",
        fix="fix",
        rule_id=quoted(f"{column.name}.not_a_{column.type.name.lower().replace(' ', '_')}"),
        severity=column.on_fault,
        source=f"suspect JOIN words ON {text} = found",
    )
    con.unregister("words")


def _note_broken_rule(con: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    _note(
        con,
        rule.column,
        rule.wrong,
        value=f"coalesce(t_{rule.column}, '')",
        problem=rule.problem,
        fix=quoted(rule.fix),
        rule_id=quoted(rule.rule_id),
        severity=rule.severity,
    )


def _note_repeats(con: duckdb.DuckDBPyConnection, feed: Feed) -> None:
    """Hold back the second and later of the rows that agree in all the columns of `unique`.

    Of millions of rows only a hash of each is gathered; those that share one are then compared.
    """
    keys = ", ".join(("sheet", *feed.unique) if feed.sheets else feed.unique)
    filled = " AND ".join(f"{name} IS NOT NULL" for name in feed.unique)
    rows = "typed"
    if con.execute("SELECT count(*) FROM held").fetchone() != (0,):
        rows = "(SELECT * FROM typed WHERE n NOT IN (SELECT n FROM held))"
    con.execute(
        f"CREATE TABLE shared_hash AS SELECT hash({keys}) AS h FROM {rows} "
        "GROUP BY h HAVING count(*) > 1"
    )
    if con.execute("SELECT count(*) FROM shared_hash").fetchone() == (0,):
        return
    titles = tuple(feed.column(name).title for name in feed.unique)
    _note(
        con,
        feed.unique[0],
        "n <> first_n",
        value=f"coalesce(t_{feed.unique[0]}, '')",
        problem=quoted(f"this row has the same {listed(titles, 'and')} as row ") + " || first_row",
        fix="'Take out one of the two rows, then load the fix file'",
        rule_id="'row.repeated'",
        severity=Severity.HELD_BACK,
        source=(
            "(SELECT *, first_value(n) OVER w AS first_n, first_value(row) OVER w AS first_row "
            f"FROM {rows} WHERE {filled} AND hash({keys}) IN (SELECT h FROM shared_hash) "
            f"WINDOW w AS (PARTITION BY {keys} ORDER BY n))"
        ),
    )


def _hold_back(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "CREATE OR REPLACE TABLE held AS SELECT DISTINCT n FROM fault "
        f"WHERE severity = {quoted(Severity.HELD_BACK)}"
    )
