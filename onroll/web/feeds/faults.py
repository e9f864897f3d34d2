"""The faults of a file that was checked, by kind with the count of each, and row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onroll.record.engines import connect
from onroll.record.feeds import Problem, Severity
from onroll.web.feeds.kept_back import protected_places
from onroll.web.shields.protected_rows import ProtectedRows

PAGE = 50


@dataclass(frozen=True, slots=True)
class FaultKind:
    """Faults that are alike: how many rows have one, and the words for the first of those rows.

    `number` counts the kinds of a file from 1, those that hold rows back before the others.
    `kind_words` hold of every one of the rows, and have the value of none.
    """

    number: int
    column: str
    rule_id: str
    severity: Severity
    rows: int
    row: int
    problem: str
    fix: str
    sheet: str
    kind_words: str


def fault_kinds(
    folder: Path, kept: ProtectedRows | None = None, source: str = ""
) -> list[FaultKind]:
    """The kinds of fault in a reading's or a load's folder, of each severity the most first.

    Where the first row of a kind is `kept` back, its words are without the value.
    """
    found = _asked(
        folder,
        'SELECT "column", rule_id, severity, count(DISTINCT (sheet, row)), min(row), '
        "arg_min(problem, row), arg_min(fix, row), coalesce(arg_min(sheet, row), ''), "
        "arg_min(coalesce(kind_words, problem), row) FROM problems GROUP BY 1, 2, 3 "
        "ORDER BY severity, 4 DESC, 5, 1, 2",
    )
    kinds = [
        FaultKind(number, column, rule_id, Severity(severity), *rest)
        for number, (column, rule_id, severity, *rest) in enumerate(found, 1)
    ]
    hidden = protected_places(folder, [(each.sheet, each.row) for each in kinds], kept, source)
    return [
        replace(each, problem=each.kind_words) if (each.sheet, each.row) in hidden else each
        for each in kinds
    ]


def faults_of(folder: Path, kind: FaultKind, page: int) -> list[Problem]:
    """The faults of one kind in the order of the file, `PAGE` of them to a page, the first is 1."""
    found = _asked(
        folder,
        'SELECT row, "column", value, problem, fix, rule_id, severity, sheet FROM problems '
        'WHERE "column" = ? AND rule_id = ? AND severity = ? ORDER BY sheet, row '
        f"LIMIT {PAGE} OFFSET {(page - 1) * PAGE}",
        kind.column,
        kind.rule_id,
        kind.severity,
    )
    return [
        Problem(row, column, value, problem, fix, rule_id, Severity(severity), sheet)
        for row, column, value, problem, fix, rule_id, severity, sheet in found
    ]


def _asked(folder: Path, query: str, *at: object) -> list[Any]:
    with connect() as con:
        read = con.read_parquet(str(folder / "problems.parquet"))
        read.create_view("problems")
        return con.execute(query, list(at)).fetchall()
