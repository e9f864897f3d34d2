"""A wide file with a fault in every row is checked within the memory there is, or refused."""

import datetime as dt

import pytest

from onroll.record.engines import connect
from onroll.record.feeds import FileRefused, checking, fault_finding, read
from tests.record.feeds.drawn_roll import children, text
from tests.record.feeds.planted import CELLS

TODAY = dt.date(2026, 11, 2)


def faulty():
    """A roll in which each row has a fault of its own, and two are wrong as a whole."""
    rows = children(len(CELLS))
    for at, fault in enumerate(CELLS):
        fault.plant(rows, at)
    return text(rows) + "Total: 3,204\n" + text(rows).splitlines()[0] + "\n"


def test_what_is_found_is_the_same_wherever_the_suspects_lie(write, monkeypatch):
    path = write("roll_2026-11-01.csv", faulty())
    in_memory = read(path, received_on=TODAY)

    monkeypatch.setattr(checking, "_WORKED_OUT_ONCE", 0)
    monkeypatch.setattr(fault_finding, "_MOST_IN_MEMORY", 0)
    in_a_file = read(path, received_on=TODAY)

    assert in_a_file.problems == in_memory.problems
    assert in_a_file.held_back.to_pylist() == in_memory.held_back.to_pylist()
    assert in_a_file.content == in_memory.content
    assert {"row.total", "row.headings"} <= {p.rule_id for p in in_a_file.problems}
    assert not (in_a_file.folder / "suspect.parquet").exists()


def test_a_file_that_memory_does_not_hold_is_refused_in_words(write, monkeypatch):
    monkeypatch.setattr(checking, "connect_small", lambda folder: connect("1MB", folder))

    with pytest.raises(FileRefused, match=r"needs more memory to read than a file may take"):
        read(write("roll_2026-11-01.csv", faulty()), received_on=TODAY)
