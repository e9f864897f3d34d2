"""The facts of attendance marks, against the sentences of the feed's docstring in plain Python."""

import datetime as dt
import random
from collections import defaultdict

import duckdb
import pyarrow as pa
import pytest

from onroll.record.attendance.marks_facts import tell_marks
from onroll.record.feeds import feed
from onroll.record.feeds.catalogue.attendance_codes import Group, codes

MARKS = ["/", "\\", "I", "O", "O", "X", "#", None]
COLUMNS = ("pupil_id", "urn", "date", "am", "pm", "file", "row")


def _drawn(seed):
    """Marks of one child at two schools, over the end of a school year."""
    draw = random.Random(seed)
    rows = []
    for day in range(140):
        if draw.random() < 0.35:
            date = dt.date(2025, 7, 1) + dt.timedelta(day)
            for urn in ("100001", "100002"):
                if draw.random() < 0.6:
                    rows.append((urn, date, draw.choice(MARKS), draw.choice(MARKS)))
    return [("P1", *row, "marks.csv", at) for at, row in enumerate(rows)]


def _days(rows):
    days = defaultdict(lambda: [0, 0])
    for _, _, date, am, pm, _, _ in rows:
        for mark in (am, pm):
            days[date][0] += mark in codes(Group.ATTENDING)
            days[date][1] += mark in codes(Group.ABSENT)
    return dict(sorted(days.items()))


def _not_attending(days):
    spells, begun = [], None
    for date, (attended, absent) in days.items():
        if attended and begun:
            spells.append((begun, date))
            begun = None
        elif absent and not attended:
            begun = begun or date
    return spells + ([(begun, None)] if begun else [])


def _severely_absent(days):
    """The months of which it is true, up to the one after the last mark, which stays true."""
    months, month, severe = [], min(days).replace(day=1), False
    while month <= max(days):
        next_month = (month + dt.timedelta(days=31)).replace(day=1)
        year_begins = dt.date(month.year - (month.month < 9), 9, 1)
        so_far = [marks for date, marks in days.items() if year_begins <= date < next_month]
        attended, absent = sum(m[0] for m in so_far), sum(m[1] for m in so_far)
        if attended + absent:  # a new year of which there is nothing yet ends nothing
            severe = 2 * absent >= attended + absent
        months += [next_month] * severe
        month = next_month
    return months, severe


def _months(spells, last):
    """The months, up to `last`, that spells which begin and end with one cover."""
    months = []
    for starts, ends in spells:
        while starts < (ends or last + dt.timedelta(days=1)):
            months.append(starts)
            starts = (starts + dt.timedelta(days=31)).replace(day=1)
    return months


@pytest.mark.parametrize("seed", range(20))
def test_the_facts_are_what_the_docstring_says(seed):
    rows = _drawn(seed)
    days = _days(rows)
    with duckdb.connect() as con:
        columns = zip(*rows, strict=True)
        con.register("rows", pa.table(dict(zip(COLUMNS, map(list, columns), strict=True))))
        tell_marks(con, feed("attendance_marks"))
        found = con.execute(
            f"SELECT fact, starts_on, ends_before FROM ({feed('attendance_marks').facts}) "
            "ORDER BY fact, starts_on"
        ).fetchall()

    spells = {
        fact: [(starts, ends) for name, starts, ends in found if name == fact]
        for fact in ("not_attending", "severely_absent")
    }
    assert spells["not_attending"] == _not_attending(days)
    last = (max(days).replace(day=1) + dt.timedelta(days=31)).replace(day=1)
    months, severe = _severely_absent(days)
    assert _months(spells["severely_absent"], last) == months
    assert any(ends is None for _, ends in spells["severely_absent"]) == severe
