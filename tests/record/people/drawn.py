"""Person tables drawn in text, with short names for numbers that pass their checks."""

import pyarrow as pa

from onroll.record.people import link, link_with_doubts

SECRET = b"a secret of the tests, thirty-two"

NUMBERS = {
    "upn1": "B801200005001",
    "upn2": "R674123101121",
    "upn3": "K855400126001",
    "temp1": "J85540012601A",
    "temp2": "G80120000101A",
    "nhs1": "9434765870",
    "nhs2": "9434765919",
}


def drawn(text: str) -> pa.Table:
    """The table drawn, all text, with null where a cell is blank."""
    header, *lines = [line for line in text.strip().splitlines() if set(line.strip()) - set("-+ ")]
    names = [name.strip() for name in header.split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = {
        name: pa.array([NUMBERS.get(row[i], row[i]) or None for row in rows], pa.string())
        for i, name in enumerate(names)
    }
    return pa.table(columns)


def children(table: pa.Table, **settings: object) -> list[str]:
    """The children linking finds, each as its record ids with spaces between, in order."""
    together: dict[str, list[str]] = {}
    for row in link(table, secret=SECRET, **settings).to_pylist():
        together.setdefault(row["person_id"], []).append(row["record_id"])
    return sorted(" ".join(sorted(records)) for records in together.values())


def doubts(table: pa.Table, **settings: object) -> list[tuple[str, str, str]]:
    """The pairs that people must decide: both record ids and the reason."""
    found = link_with_doubts(table, secret=SECRET, **settings).doubtful.to_pylist()
    return [(row["record_a"], row["record_b"], row["reason"]) for row in found]
