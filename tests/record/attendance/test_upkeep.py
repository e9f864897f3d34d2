"""What is kept of marks from run to run tells what all loads tell, whatever came in between."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.attendance.kept_folder import LISTED
from onroll.record.attendance.upkeep import made_with
from onroll.record.engines import connect
from onroll.record.feeds import feed
from onroll.record.feeds.base import Kind
from onroll.record.feeds.loads import Load, in_force
from onroll.record.gather import SAID, read_feed
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from tests.record.attendance.marks import ABSENT, table
from tests.record.people.killed import killed_at

CAME = dt.datetime(2026, 9, 1, 18, tzinfo=dt.UTC)
DAYS = [dt.date(2026, 9, 1) + dt.timedelta(day) for day in range(60)]
SCHOOL_DAYS = [day for day in DAYS if day.weekday() < 5]
WEEKS = [[day for day in DAYS if day.isocalendar().week == week] for week in range(36, 44)]


class Council:
    """A home into which files of marks come, and what its runs say with and without what is kept.

    A run with what is kept has the folder of the one before.
    """

    def __init__(self, folder: Path):
        self.home, self.loads, self.came = Home(folder), [], 0
        self.db = connect(memory="200MB")
        self.db.execute("set threads = 1")

    def load(self, marks, file: str, *, period: str = "", corrects: str = "", key="marks") -> Load:
        """A file of marks, (pupil, school, day, am, pm), as it is once it has been landed."""
        self.came += 1
        of = feed(f"attendance_{key}")
        same = [load for load in self.loads if load.period == period and not load.corrects]
        path = self.home.loads / of.key / f"load-{self.came:03}"
        path.mkdir(parents=True)
        rows = _weeks(marks) if key == "weeks" else table(marks)
        rows = rows.append_column("file", pa.array([file] * len(rows), pa.string()))
        rows = rows.append_column("row", pa.array(range(2, len(rows) + 2), pa.int32()))
        pq.write_table(rows, path / "accepted.parquet")
        load = Load(
            feed=of.key, load_id=path.name, file=file, sha256=f"{self.came:064}", period=period,
            received_at=CAME + dt.timedelta(days=self.came), rows_in=len(marks),
            accepted=len(marks), held_back=0, path=path, kind=Kind.PERIODS, data_up_to=None,
            corrects=corrects, sequence=len(same) + 1,
        )  # fmt: skip
        self.loads.append(load)
        return load

    def said(self, *, kept: bool, known: list[Load] | None = None) -> list[tuple]:
        """Every fact, with the file and row that shows it, in an order of its own."""
        known = self.loads if known is None else known
        folder = self.home.attendance if kept else None
        earlier = earlier_deliveries(known)
        self.db.execute(SAID)
        for key, mine in in_force(known).items():
            read_feed(self.db, feed(key), mine, earlier.get(key, ()), (), folder)
        return self.db.execute("from said order by all").fetchall()

    def run(self) -> list[tuple]:
        """What a run says with what is kept; it must be what it says without."""
        found = self.said(kept=True)
        assert found == self.said(kept=False)
        return found


def _weeks(marks) -> pa.Table:
    """The same marks, a row for each pupil and week; a session without a mark is a hyphen."""
    cells: dict = {}
    for pupil, urn, day, am, pm in marks:
        monday = day - dt.timedelta(day.weekday())
        cell = cells.setdefault((pupil, urn, monday), ["-"] * 10)
        cell[2 * day.weekday() : 2 * day.weekday() + 2] = am or "-", pm or "-"
    columns = [*zip(*((*of, cell) for of, cell in cells.items()), strict=True)]
    types = (pa.string(), pa.string(), pa.date32(), pa.list_(pa.string()))
    names = ("pupil_id", "urn", "week_begins", "marks")
    return pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=names)


def register(draw: random.Random, days: list[dt.date], pupils=range(5)) -> list[tuple]:
    """A made-up register: some pupils are away for days together, one is at two schools."""
    marks = []
    for pupil in pupils:
        why = None
        for day in days:
            if draw.random() < 0.3:
                why = draw.choice([*ABSENT[:8], None, None, None, None]) if pupil % 2 else None
            codes = (why or "/", why or "\\")
            marks.append((f"P{pupil}", "100001", day, *codes))
            if pupil == 1:
                marks.append((f"P{pupil}", "100002", day, "D", draw.choice(["/", "I"])))
    return marks


def all_are_read(council: Council) -> bool:
    """Whether a run with what is kept reads the first load too, which cannot be read here."""
    rows = council.loads[0].path / "accepted.parquet"
    away = rows.rename(rows.with_name("away"))
    try:
        council.said(kept=True)
    except duckdb.IOException:
        return True
    finally:
        away.rename(rows)
    return False


@pytest.mark.parametrize("seed", range(3))
def test_a_run_with_what_is_kept_says_what_a_run_without_it_says(seed, tmp_path):
    """Days arrive, late, corrected, resent as a term, undone, put back, brought back by fix files;
    some runs look back. Each is told as from all loads.
    """
    draw, council = random.Random(seed), Council(tmp_path)
    council.load(register(draw, WEEKS[0], range(60)), "a_term.csv", period="2026-27_autumn")
    coming, undone = SCHOOL_DAYS[5:], []
    for _ in range(12):
        what = draw.choice(["day"] * 5 + ["correct", "resend", "undo", "back", "fix", "look back"])
        match what:
            case "day":
                day = coming.pop(draw.choice([0, 0, 0, 1]))
                pupils = [*range(5), 60 + council.came % 7]
                council.load(register(draw, [day], pupils), f"m_{day}.csv", period=f"{day}")
            case "correct":
                some = register(draw, draw.sample(SCHOOL_DAYS, 2), range(draw.choice([1, 2])))
                name = draw.choice(["z", "b", "m_2026-09-09"])
                council.load(some, f"{name}.csv", period=f"20{draw.randrange(10, 99)}")
            case "resend":
                marks = register(draw, SCHOOL_DAYS[: draw.choice([4, 6])], range(1, 5))
                council.load(marks, "a_term_v2.csv", period="2026-27_autumn")
            case "undo" if len(council.loads) > 2:
                undone.append(council.loads.pop(draw.randrange(1, len(council.loads))))
            case "back" if undone:
                council.loads.append(undone.pop())
            case "fix":
                load = draw.choice([load for load in council.loads if not load.corrects])
                marks = register(draw, SCHOOL_DAYS[:1], [9])
                council.load(
                    marks, f"fix{council.came}.csv", period=load.period, corrects=load.load_id
                )
            case "look back":
                known = council.loads[: draw.randrange(1, len(council.loads) + 1)]
                assert council.said(kept=True, known=known) == council.said(kept=False, known=known)
        if draw.random() < 0.7:
            council.run()
    council.run()


def test_a_day_that_comes_is_added_and_nothing_else_is_read(tmp_path):
    """Whether its pupils are known or not."""
    council, draw = Council(tmp_path), random.Random(1)
    council.load(register(draw, WEEKS[0], range(60)), "m_1.csv", period="1")
    assert all_are_read(council)
    council.run()
    assert not all_are_read(council)

    for n, day in enumerate(WEEKS[1][:3], 2):
        council.load(register(draw, [day], [0, 1, 60 + n]), f"m_{n}.csv", period=f"{n}")
        assert not all_are_read(council), "adding the day"
        assert not all_are_read(council), "once it is added"
        council.run()


@pytest.mark.parametrize(
    ("file", "rebuilt"), [("m_9.csv", False), ("m_0.csv", True), ("m_1.csv", True)]
)
def test_marks_that_a_later_file_has_too_are_worth_what_the_later_file_says(
    file, rebuilt, tmp_path
):
    """Of two files with marks of one session the later by name stands, whichever came first."""
    council = Council(tmp_path)
    council.load([("P1", "100001", DAYS[0], "/", "\\")], "m_1.csv", period="2026-09-01")
    council.run()

    council.load([("P1", "100001", DAYS[0], "I", "I")], file, period="2026-09-02")
    assert all_are_read(council) == rebuilt
    found = council.said(kept=True)
    if file != "m_1.csv":  # two rows of one name and number: which of them stands is not said
        assert found == council.said(kept=False)
        assert ("not_attending" in {row[1] for row in found}) == (file == "m_9.csv")


def test_a_late_day_whose_marks_no_other_file_has_is_added(tmp_path):
    council, draw = Council(tmp_path), random.Random(2)
    for day in (SCHOOL_DAYS[0], SCHOOL_DAYS[2]):
        council.load(register(draw, [day]), f"m_{day}.csv", period=f"{day}")
    council.run()
    council.load(register(draw, [SCHOOL_DAYS[1]]), "a_late.csv", period="1")
    listed = (council.home.attendance / "attendance_marks" / LISTED).read_text()
    first = json.loads(listed)["parts"]["rows"]
    council.run()
    assert first in (council.home.attendance / "attendance_marks" / LISTED).read_text()


def term_resent_without_a_pupil(council: Council) -> Load:
    """P2 was ill in the first delivery of a term and is left out of the second, which is given."""
    first = [("P1", "100001", DAYS[0], "/", "\\"), ("P2", "100001", DAYS[0], "I", "I")]
    council.load(first, "a_term_v1.csv", period="2026-27_autumn")
    second = council.load(first[:1], "a_term_v2.csv", period="2026-27_autumn")
    found = council.run()
    assert ("pupil_system:P2", "not_attending", "a_term_v1.csv") in {
        (row[0], row[1], row[7]) for row in found
    }
    return second


def test_a_fix_file_of_a_term_that_was_resent_takes_the_place_of_what_was_sent_before(tmp_path):
    """It brings P2's row back, so what the first delivery had of P2 counts no more."""
    council = Council(tmp_path)
    second = term_resent_without_a_pupil(council)
    mark = [("P2", "100001", DAYS[1], "/", "\\")]
    council.load(mark, "fix.csv", period=second.period, corrects=second.load_id)
    assert "not_attending" not in {row[1] for row in council.run()}


def test_a_delivery_taken_back_on_the_day_on_which_another_comes_counts_no_more(tmp_path):
    council = Council(tmp_path)
    term_resent_without_a_pupil(council)
    del council.loads[0]
    council.load([("P3", "100001", DAYS[1], "/", "\\")], "m_1.csv", period="1")
    assert "pupil_system:P2" not in {row[0] for row in council.run()}
    council.loads.pop()
    council.load([("P4", "100001", DAYS[1], "/", "\\")], "m_2.csv", period="2")
    assert "pupil_system:P3" not in {row[0] for row in council.run()}


def test_two_feeds_of_marks_are_kept_apart(tmp_path):
    council, draw = Council(tmp_path), random.Random(3)
    for week in WEEKS[:3]:
        council.load(register(draw, week), f"m_{week[0]}.csv", period=f"{week[0]}")
        council.load(
            register(draw, week, range(6, 12)),
            f"w_{week[0]}.csv",
            period=f"w{week[0]}",
            key="weeks",
        )
        council.run()
    assert sorted(path.name for path in council.home.attendance.iterdir()) == [
        "attendance_marks", "attendance_weeks",
    ]  # fmt: skip


def test_a_share_of_a_year_is_ended_by_its_school_being_heard_from_and_not_by_silence(tmp_path):
    """P1 left 100001 in July with half a year missed. Only marks of that school, of whomever and
    of the new year, end it.
    """
    council = Council(tmp_path)
    july = [dt.date(2026, 7, day) for day in (6, 7, 8)]
    council.load([("P1", "100001", day, "I", "I") for day in july], "m_1.csv", period="1")
    ends = []
    for n, (pupil, urn) in enumerate([("P2", "100002"), ("P3", "100001")], 2):
        council.load([(pupil, urn, DAYS[0], "/", "\\")], f"m_{n}.csv", period=f"{n}")
        ends += [row[3] for row in council.run() if row[1] == "severely_absent"]
    assert ends == [None, dt.date(2026, 10, 1)]


def test_what_other_code_or_other_numbers_made_is_made_again(tmp_path):
    council, folder = two_nights(tmp_path)
    council.run()
    assert not all_are_read(council)
    listed = (folder / LISTED).read_text().replace(made_with(), "0" * 64)
    (folder / LISTED).write_text(listed)
    assert all_are_read(council)
    council.run()


def two_nights(folder: Path) -> tuple[Council, Path]:
    """A council with a day kept, and another day that has come since."""
    council, draw = Council(folder), random.Random(5)
    council.load(register(draw, WEEKS[0], range(60)), "m_1.csv", period="1")
    council.run()
    council.load(register(draw, WEEKS[1]), "m_2.csv", period="2")
    return council, council.home.attendance / "attendance_marks"


@pytest.mark.parametrize(
    "point",
    ["since", "going", "heard", "written", "rows", "marks", "first", "listed", "cleared"],
)
def test_a_run_killed_at_any_point_leaves_what_the_next_one_can_rely_upon(point, tmp_path):
    council, folder = two_nights(tmp_path)
    if point in ("rows", "marks", "first"):  # these are written only when all is
        (folder / LISTED).unlink()
    assert killed_at(f"marks.{point}", lambda _: council.said(kept=True), council.home)
    assert all_are_read(council) == (point in ("rows", "marks", "first"))
    council.run()
    council.load(register(random.Random(6), WEEKS[2]), "m_3.csv", period="3")
    council.run()
    listed = (folder / LISTED).read_text()
    assert all(path.name in listed for path in folder.iterdir() if path.name != LISTED)


@pytest.mark.parametrize(
    "harm", ["cut", "gone", "of another night", "no list", "not a list", "empty list"]
)
def test_what_is_not_whole_is_made_again(harm, tmp_path):
    council, folder = two_nights(tmp_path)
    before = next(folder.glob("going-*")).read_bytes()
    assert not all_are_read(council)
    part = next(folder.glob("going-*"))
    match harm:
        case "cut":
            part.write_bytes(part.read_bytes()[:-100])
        case "gone":
            part.unlink()
        case "of another night":
            part.write_bytes(before)
        case "no list":
            (folder / LISTED).unlink()
        case "not a list":
            (folder / LISTED).write_text("{")
        case "empty list":
            (folder / LISTED).write_text('{"parts": [], "made_with": "x"}')
    assert all_are_read(council)
    council.run()
    assert not all_are_read(council)
