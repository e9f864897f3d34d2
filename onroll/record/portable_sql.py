"""SQL written once in DuckDB's dialect, refused when another engine would answer otherwise.

SQLGlot turns the text into Spark's, but does not refuse what it cannot keep: it drops ORDER BY
inside array_agg and maps percentiles to approximations without a word. So the refusal is ours: an
allow-list of what was seen to give the same rows on both engines (ADR 3).
"""

from __future__ import annotations

import sqlglot
from sqlglot import exp

ALLOWED = {
    "BitwiseXorAgg", "Case", "Cast", "Coalesce", "Count", "CountIf", "DateDiff", "Exists",
    "Greatest", "If", "Lag", "Lead", "Least", "Max", "Min", "Nullif", "RowNumber", "Sum", "Floor",
}  # fmt: skip


class NotPortable(ValueError):
    """A query uses something whose answer differs, or was never compared, between engines."""


def faults(sql: str) -> list[str]:
    """What in the query is outside the compared subset, in words; empty when nothing is."""
    found: set[str] = set()
    tree = sqlglot.parse_one(sql, read="duckdb")
    for node in tree.walk():
        if isinstance(node, exp.Anonymous):
            found.add(f"{node.name}() is unknown to SQLGlot and would reach Spark unchanged")
        elif (
            isinstance(node, exp.Func)
            and not isinstance(node, exp.Connector)
            and type(node).__name__ not in ALLOWED
        ):
            found.add(f"{type(node).__name__} is outside the compared subset")
        if isinstance(node, exp.With) and node.parent is not tree:
            found.add(
                "a WITH inside the query is lifted to its top, where names can clash: nest it"
            )
        if isinstance(node, exp.DateDiff) and (node.text("unit") or "DAY").upper() != "DAY":
            found.add("date_diff in months or years counts boundaries on DuckDB, not on Spark")
        if isinstance(node, exp.Div) and not isinstance(node.expression, exp.Literal | exp.Nullif):
            found.add("x / 0 is infinite on DuckDB and an error on Spark: use nullif(y, 0)")
        if isinstance(node, exp.Join) and (node.method or "").upper() == "ASOF":
            found.add("ASOF joins are DuckDB's own: join and keep row_number() = 1")
        if isinstance(node, exp.SetOperation) and node.args.get("by_name"):
            found.add("UNION BY NAME is DuckDB's own: list the columns")
    return sorted(found)


def to_spark(sql: str) -> str:
    """The same query in Spark's dialect. Raises `NotPortable`."""
    wrong = faults(sql)
    if wrong:
        raise NotPortable("; ".join(wrong))
    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]
