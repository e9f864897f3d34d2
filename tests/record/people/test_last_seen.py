"""Whose child each record was when last seen, beside the plainest way to read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.people.changes import CHANGES
from onroll.record.people.last_seen import last_seen

FIRST = datetime(2026, 11, 1, 18, tzinfo=UTC)

runs = st.lists(
    st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("XYZ"), min_size=1), min_size=1
)


def as_history(moved: list[dict[str, str]]) -> pa.Table:
    """The history of runs, each as the records it moved and to which child."""
    whose: dict[str, str] = {}
    rows = []
    for number, run in enumerate(moved):
        for record, child in run.items():
            rows.append(
                {
                    "moved_at": FIRST + timedelta(days=number),
                    "run_id": f"run{number}",
                    "record_id": record,
                    "from_child": whose.get(record),
                    "to_child": child,
                }
            )
            whose[record] = child
    return pa.Table.from_pylist(rows, CHANGES)


def plainly(moved: list[dict[str, str]]) -> list[dict[str, object]]:
    """One record after the other, one run after the other."""
    found = []
    for record in sorted({record for run in moved for record in run}):
        steps = [(number, run[record]) for number, run in enumerate(moved, 1) if record in run]
        last, child = steps[-1]
        first_there = min(number for number, where in steps if where == child)
        found.append(
            {
                "record_id": record,
                "person_id": child,
                "since": FIRST + timedelta(days=first_there - 1),
                "earlier": steps[-2][1] if len(steps) > 1 else None,
                "step": last,
                "stays": [{"step": number, "child": where} for number, where in steps]
                if len(steps) > 1
                else None,
            }
        )
    return found


@settings(max_examples=25, deadline=None)
@given(runs)
def test_it_is_what_reading_the_history_from_its_beginning_comes_to(moved):
    assert last_seen(as_history(moved)).to_pylist() == plainly(moved)
