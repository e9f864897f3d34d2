"""The faults in the rows of a file, one row of the table `fault` for each.

The connection has the view `typed` of `checking`. One pass over it finds the rows with something
wrong; only those are looked at again, rule by rule, for the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from onroll.record.feeds.base import Column, Feed, Rule, Severity
from onroll.record.feeds.column_type import DAMAGE, Fault, quoted, shown
from onroll.record.feeds.columns import DATE, TEXT
from onroll.record.feeds.doubts import may_be_wrong, rules_of
from onroll.record.feeds.whole_rows import RowFault
from onroll.record.feeds.within_file import Clash, clashes, rows_that_clash, shared_by_several

_FAULT_COLUMNS = (
    "n BIGINT, row BIGINT, sheet VARCHAR, name VARCHAR, value VARCHAR, problem VARCHAR, "
    "kind_words VARCHAR, fix VARCHAR, rule_id VARCHAR, severity VARCHAR"
)
_MOST_IN_MEMORY = 1_000_000
"""So many cells of suspects are kept in memory; more lie in a file."""
_DAMAGED = f"({' OR '.join(f'({fault.when})' for fault in DAMAGE)})"


def find_faults(
    con: duckdb.DuckDBPyConnection, feed: Feed, whole_rows: Iterable[RowFault], scratch: Path
) -> None:
    """Make the tables `fault`, one row per fault, and `held`, the `n` of each row held back.

    `fault.name` is the column's name, empty for a row that is wrong as a whole. `scratch` is a file
    to write in meanwhile: where every row of a wide file has a fault, memory would not hold them.
    """
    con.execute(f"CREATE TABLE fault ({_FAULT_COLUMNS})")
    rules = rules_of(feed)
    con.execute(f"CREATE TABLE suspected AS SELECT n FROM typed WHERE {_suspect(feed)}")
    (suspects,) = con.execute("SELECT count(*) FROM suspected").fetchone() or (0,)
    if suspects:
        # only now are all cells of a row put together: of most files, that is of very few rows
        _keep_suspects(con, suspects * len(feed.columns), scratch)
        for each in whole_rows:
            _note_whole_row(con, each)
            found = f"SELECT n FROM fault WHERE rule_id = {quoted(each.rule_id)}"
            con.execute(f"INSERT INTO wrong_whole {found}")
        for column in feed.columns:
            _note_blanks(con, column)
            _note_unreadable(con, column)
            if column.type is DATE:
                _note_may_be_month_first(con, column)
        for rule in rules:
            _note_broken_rule(con, feed, rule)
        scratch.unlink(missing_ok=True)
    _hold_back(con)
    for clash in clashes(feed):
        _note_clash(con, feed, clash)
        if clash.severity is Severity.HELD_BACK:
            _hold_back(con)


def _keep_suspects(con: duckdb.DuckDBPyConnection, cells: int, scratch: Path) -> None:
    """Make the view `suspect`, and `wrong_whole`, the `n` of each row that it leaves out."""
    rows = "SELECT * FROM typed SEMI JOIN suspected USING (n)"
    con.execute("CREATE TABLE wrong_whole (n BIGINT)")
    if cells <= _MOST_IN_MEMORY:
        con.execute(f"CREATE TABLE suspects AS {rows}")
    else:
        path = quoted(str(scratch))
        con.execute(f"COPY ({rows}) TO {path} (FORMAT parquet, ROW_GROUP_SIZE 10_000)")
        con.execute(f"CREATE VIEW suspects AS SELECT * FROM read_parquet({path})")
    con.execute("CREATE VIEW suspect AS SELECT * FROM suspects ANTI JOIN wrong_whole USING (n)")


def _unreadable(column: Column) -> str:
    return f"(t_{column.name} IS NOT NULL AND {column.name} IS NULL)"


def _suspect(feed: Feed) -> str:
    return " OR ".join(
        ["cells IS NOT NULL"]
        + [_unreadable(column) for column in feed.columns]
        + [f"t_{column.name} IS NULL" for column in feed.columns if not column.blank_ok]
        + [may_be_wrong(feed)]
    )


def _note(
    con: duckdb.DuckDBPyConnection,
    name: str,
    where: str,
    *,
    value: str,
    problem: str,
    kind: str,
    fix: str,
    rule_id: str,
    severity: Severity,
    source: str = "suspect",
) -> None:
    """One fault for each row of `source` for which `where` holds; the words are SQL expressions."""
    con.execute(
        f"INSERT INTO fault SELECT n, row, sheet, {quoted(name)}, {value}, {problem}, {kind}, "
        f"{fix}, {rule_id}, {quoted(severity)} FROM {source} WHERE {where}"
    )


def _note_whole_row(con: duckdb.DuckDBPyConnection, fault: RowFault) -> None:
    _note(
        con,
        "",
        fault.wrong,
        value=f"coalesce({fault.value}, '')",
        problem=fault.problem,
        kind=quoted(fault.kind),
        fix=quoted(fault.fix),
        rule_id=quoted(fault.rule_id),
        severity=Severity.HELD_BACK,
    )


def _note_blanks(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    if not column.blank_ok:
        words = quoted(f"there is no {column.title}")
        _note(
            con,
            column.name,
            f"t_{column.name} IS NULL",
            value="''",
            problem=words,
            kind=words,
            fix=quoted(f"Enter the {column.title}, then load the fix file"),
            rule_id=quoted(f"{column.name}.blank"),
            severity=Severity.HELD_BACK,
        )


def _note_unreadable(con: duckdb.DuckDBPyConnection, column: Column) -> None:
    """What happened to the cell on its way, where that can be told, else its type's own faults."""
    where, damaged = _unreadable(column), _DAMAGED.replace("$cell", f"t_{column.name}")
    _note_faults(con, column, f"{where} AND {damaged}", DAMAGE)
    if column.type.verdict is not None:
        _note_bad_identifiers(con, column, f"{where} AND NOT {damaged}")
    elif column.type.faults:
        _note_faults(con, column, f"{where} AND NOT {damaged}", column.type.faults)


def _note_faults(
    con: duckdb.DuckDBPyConnection, column: Column, where: str, faults: Sequence[Fault]
) -> None:
    text = f"t_{column.name}"

    def case(pick: str) -> str:
        whens = [f"WHEN {f.when} THEN {quoted(str(getattr(f, pick)))}" for f in faults]
        return f"CASE {' '.join(whens)} END".replace("$cell", text)

    _note(
        con,
        column.name,
        where,
        value=text,
        problem=f"{shown(text)} || ' ' || {case('words')}",
        kind=f"{quoted(column.title + ' ')} || {case('words')}",
        fix=case("fix"),
        rule_id=f"{quoted(column.name + '.')} || {case('rule_id')}",
        # an address that a formula lost costs no child its row
        severity=Severity.WARN if column.type is TEXT and column.blank_ok else column.on_fault,
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
    if con.execute(f"SELECT count(*) FROM fault WHERE rule_id = {rule_id}").fetchone() == (0,):
        return
    only_day_first = f"FROM typed WHERE {first} > 12 AND {column.name} IS NOT NULL LIMIT 1"
    if con.execute(f"SELECT n {only_day_first}").fetchone() is not None:
        return
    words = "may be month first: other dates in this column are"
    _note(
        con,
        column.name,
        f"cells IS NULL AND {column.name} IS NOT NULL AND {first} <> {second}",
        value=text,
        problem=f"{shown(text)} || ' {words}'",
        kind=quoted(f"{column.title} {words}"),
        fix=quoted("Write the day before the month, then load the fix file"),
        rule_id=rule_id,
        severity=Severity.HELD_BACK,
        source="typed",
    )


def _note_bad_identifiers(con: duckdb.DuckDBPyConnection, column: Column, where: str) -> None:
    """The words come from the identifier's own check, once for each different text."""
    assert column.type.verdict is not None
    text, number = f"t_{column.name}", column.type.name
    faulty = con.execute(f"SELECT DISTINCT {text} FROM suspect WHERE {where}").fetchall()
    if not faulty:
        return
    verdicts = [(value, column.type.verdict(value)) for (value,) in faulty]
    words = pa.table(
        {
            "found": [value for value, _ in verdicts],
            "problem": [v.problem.removeprefix(number + " ") for _, v in verdicts],
            "opens": [v.problem.startswith(number + " ") for _, v in verdicts],
            "kind": [v.in_general.replace(number, column.title, 1) for _, v in verdicts],
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
        kind="kind",
        fix="fix",
        rule_id=quoted(f"{column.name}.not_a_{number.lower().replace(' ', '_')}"),
        severity=column.on_fault,
        source=f"suspect JOIN words ON {text} = found",
    )
    con.unregister("words")


def _note_broken_rule(con: duckdb.DuckDBPyConnection, feed: Feed, rule: Rule) -> None:
    _note(
        con,
        rule.column,
        rule.wrong,
        value=f"coalesce(t_{rule.column}, '')",
        problem=rule.problem,
        kind=in_general(feed, rule),
        fix=quoted(rule.fix),
        rule_id=quoted(rule.rule_id),
        severity=rule.severity,
    )


def in_general(feed: Feed, rule: Rule) -> str:
    """SQL for the words of a broken rule, the same for each row that breaks it."""
    if rule.kind:
        return quoted(f"{feed.column(rule.column).title} {rule.kind}")
    words = rule.problem
    for name in sorted(set(re.findall(r"\bt_(\w+)\b", words))):
        words = f"replace({words}, {shown(f't_{name}')}, {quoted(feed.column(name).title)})"
    return words


def _note_clash(con: duckdb.DuckDBPyConnection, feed: Feed, clash: Clash) -> None:
    rows = "typed"
    if con.execute("SELECT count(*) FROM held").fetchone() != (0,):
        rows = "(SELECT * FROM typed WHERE n NOT IN (SELECT n FROM held))"
    con.execute(f"CREATE OR REPLACE TABLE shared AS {shared_by_several(clash, rows)}")
    if con.execute("SELECT count(*) FROM shared").fetchone() == (0,):
        return
    whole_row = clash.rule_id.startswith("row.")
    title = "" if whole_row else feed.column(clash.column).title + " "
    _note(
        con,
        clash.column,
        "true",
        value=f"coalesce(t_{clash.column}, '')",
        problem=clash.words,
        kind=quoted(title + clash.kind),
        fix=quoted(clash.fix),
        rule_id=quoted(clash.rule_id),
        severity=clash.severity,
        source=rows_that_clash(clash, rows, "shared"),
    )


def _hold_back(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "CREATE OR REPLACE TABLE held AS SELECT DISTINCT n FROM fault "
        f"WHERE severity = {quoted(Severity.HELD_BACK)}"
    )
