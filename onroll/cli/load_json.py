"""`onroll load --json`: what became of each file, printed as it happens.

A bad file of millions of rows has millions of faults. They go from the disk to stdout as they are,
so that any number of them takes the same memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from textwrap import indent
from typing import Any

import pyarrow.parquet as pq

from onroll.cli.loading import Outcome
from onroll.cli.terminal import result
from onroll.record import feeds

Print = Callable[[Outcome], None]


@contextmanager
def printed_list(wanted: bool) -> Iterator[Print]:
    """A function that prints one outcome after the other, as the items of one list in JSON.

    The list is closed whatever happens in between. Where it is not wanted, nothing is printed.
    """
    if not wanted:
        yield lambda outcome: None
        return
    items = 0

    def print_one(outcome: Outcome) -> None:
        nonlocal items
        result("," if items else "[")
        items += 1
        for line in in_json(outcome):
            result(line)

    try:
        yield print_one
    finally:
        result("]" if items else "[]")


def in_json(outcome: Outcome) -> Iterator[str]:
    """The lines of one outcome; `problems`, which may be many, come last."""
    head = json.dumps(facts(outcome), indent=2, ensure_ascii=False, default=str)
    yield indent(head.removesuffix("\n}") + ',\n  "problems": [', "  ")
    ahead = ""
    for fault in problems(outcome.reading):
        if ahead:
            yield ahead + ","
        ahead = indent(json.dumps(fault, ensure_ascii=False), "      ")
    if ahead:
        yield ahead
    yield "    ]\n  }"


def facts(outcome: Outcome) -> dict[str, Any]:
    """An outcome without its problems; where it lay on this machine is nobody's business."""
    reading, load, found = outcome.reading, outcome.load, outcome.difference
    return {
        "file": outcome.name,
        "code": int(outcome.code),
        "message": outcome.message,
        "feed": reading.feed.key if reading else None,
        "period": reading.period if reading else None,
        "sequence": load.sequence if load else reading.sequence if reading else None,
        "rows": reading.rows_in if reading else None,
        "accepted": reading.accepted_rows if reading else None,
        "held_back": reading.held_back_rows if reading else None,
        "load_id": load.load_id if load else None,
        "notes": reading.notes if reading else [],
        "questions": [
            asdict(question) | {"answered": question not in outcome.asked}
            for question in (reading.questions if reading else ())
        ],
        "difference": {
            "before": found.before.load_id if found.before else None,
            "new": found.new,
            "changed": found.changed,
            "gone": found.gone,
            "same": found.same,
            "unsettled": found.unsettled,
        }
        if found
        else None,
    }


def problems(reading: feeds.Reading | None) -> Iterator[dict[str, Any]]:
    """Each fault of a reading, in the order of its rows."""
    if reading is None:
        return
    faults = pq.ParquetFile(reading.folder / "problems.parquet")
    for batch in faults.iter_batches(batch_size=10_000):
        yield from batch.to_pylist()
