"""The extract to practise on: five errors, each named at its row and column, and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onroll.demo import make
from onroll.record import feeds


def test_each_planted_error_is_named_where_it_is_and_no_other_row_is_wrong(tmp_path: Path) -> None:
    county = make(tmp_path, children=500, until=date(2024, 3, 28))
    reading = feeds.read(county.practice, received_on=date(2024, 3, 30))
    assert reading.feed.key == "pupil_roll"
    held_back = [p for p in reading.problems if p.severity is feeds.Severity.HELD_BACK]
    lines = county.practice.read_text(encoding="utf-8-sig").splitlines()
    sixth = (len(lines) - 2) // 6  # of the rows before one of them was doubled
    wrong = {(problem.column, problem.rule_id.rpartition(".")[2]) for problem in held_back}
    assert {column for column, _ in wrong} >= {"Date of Birth", "Entry Date", "URN", "Surname"}
    assert ("Date of Birth", "month_first") in wrong
    assert ("Entry Date", "serial_date") in wrong
    places = sorted({(problem.row - 2) // sixth for problem in held_back})
    assert places == [1, 2, 3, 4, 5]
    assert reading.held_back_rows == len({problem.row for problem in held_back}) <= 6
    assert "Made up" in (county.practice.parent / "READ ME.txt").read_text(encoding="utf-8")
