"""A load is whole or not there, and which loads count does not depend on the order they came in."""

import datetime as dt
import itertools

import pyarrow.parquet as pq
import pytest

from onroll.record.feeds import FileRefused, landing, read
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.health import SCHEMA, health
from onroll.record.feeds.landing import in_force, land, loads
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
AFTERWARDS = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def _later(**more: int) -> dt.datetime:
    return MORNING + dt.timedelta(**more)


def test_a_landed_load_holds_what_was_read(home, write, good):
    reading = read(write(*good["pupil_roll"]))

    load = land(reading, home, MORNING)

    assert loads(home) == [load]
    assert load.path == home.loads / "pupil_roll" / load.load_id
    assert sorted(part.name for part in load.path.iterdir()) == [
        "accepted.parquet", "held_back.parquet", "manifest.json", "problems.parquet",
    ]  # fmt: skip
    assert pq.read_table(load.path / "accepted.parquet").equals(reading.accepted)
    assert (load.period, load.data_up_to) == ("2026-11-01", dt.date(2026, 11, 1))
    assert load.rows_in == load.accepted + load.held_back == 1


def test_the_same_bytes_are_not_loaded_twice_under_any_name(home, write, good):
    land(read(write(*good["pupil_roll"])), home, MORNING)

    with pytest.raises(FileRefused) as refused:
        land(read(write("roll_2026-11-08.csv", good["pupil_roll"][1])), home, _later(days=7))

    assert str(refused.value) == "You loaded this file on 1 November 2026 at 9:14am. Nothing to do."
    assert len(loads(home)) == 1


@pytest.mark.parametrize("step", ["copyfile", "_manifest", "_to_disk"])
def test_a_landing_that_breaks_off_leaves_nothing(step, home, write, good, monkeypatch):
    def break_off(*_args: object, **_more: object) -> None:
        raise OSError("no space left on the disk")

    where = landing.shutil if step == "copyfile" else landing
    reading = read(write(*good["pupil_roll"]))
    with monkeypatch.context() as broken:
        broken.setattr(where, step, break_off)
        with pytest.raises(OSError, match="no space"):
            land(reading, home, MORNING)

    assert loads(home) == []
    assert land(reading, home, MORNING) in loads(home)


def test_what_a_killed_landing_leaves_behind_is_no_load(home, write, good):
    load = land(read(write(*good["pupil_roll"])), home, MORNING)
    beside = load.path.parent / ".landing-killed"
    beside.mkdir()
    (beside / "manifest.json").write_text("{")

    assert loads(home) == [load]


def test_a_file_of_which_no_row_is_good_is_not_loaded(home, read_drawn):
    reading = read_drawn("term_dates", ",Open,soon,later,")

    with pytest.raises(FileRefused, match="none of its 1 rows can be accepted"):
        land(reading, home, MORNING)
    assert loads(home) == []


def test_a_moment_without_a_time_zone_is_the_programs_mistake(home, write, good):
    with pytest.raises(ValueError, match="time zone"):
        land(read(write(*good["pupil_roll"])), home, MORNING.replace(tzinfo=None))


def test_the_snapshot_of_the_latest_day_counts_whatever_came_first(home, write, good):
    texts = [good["term_dates"][1] + ",Open,02/11/2026,18/12/2026,\n" * n for n in range(3)]
    names = ["term_dates_2026-11-01.csv", "term_dates_2026-11-08.csv", "term_dates_2026-11-15.csv"]
    for order in itertools.permutations(range(3)):
        there = Home(home.path / "".join(map(str, order)))
        for hour, which in enumerate(order):
            land(read(write(names[which], texts[which])), there, _later(hours=hour))
        assert [load.file for load in in_force(loads(there))["term_dates"]] == [names[2]]


def test_each_term_counts_and_a_newer_file_of_one_replaces_the_older(home, write, good):
    text = good["attendance_marks"][1]
    for hour, (name, more) in enumerate(
        [
            ("marks_2026-27_autumn.csv", ""),
            ("marks_2025-26_summer.csv", "P2,100001,2026-06-01,I,I\n"),
            ("marks_2026-27_autumn.csv", "P3,100001,2026-09-08,I,I\n"),
        ]
    ):
        land(read(write(name, text + more)), home, _later(hours=hour))

    counted = in_force(loads(home))["attendance_marks"]
    assert [(load.period, load.rows_in) for load in counted] == [
        ("2025-26_summer", 2),
        ("2026-27_autumn", 2),
    ]
    assert counted[1].received_at == _later(hours=2)


def test_the_record_can_be_seen_as_it_was_known(home, write, good):
    land(read(write(*good["term_dates"])), home, MORNING)
    land(read(write(*good["schools"])), home, _later(days=1))

    assert [load.feed for load in loads(home, _later(hours=1))] == ["term_dates"]
    assert loads(home, _later(days=-1)) == []


def test_a_fix_file_has_the_held_back_rows_and_brings_them_back(home, write, good, tmp_path):
    text = good["pupil_roll"][1] + good["pupil_roll"][1].splitlines()[1].replace(
        "P1", "P2"
    ).replace("27/03/2013", "31/02/2013").replace("1 High St", "=1+1")
    reading = read(write("roll_2026-11-01.csv", text))
    whole = land(reading, home, MORNING)
    fix = tmp_path / "roll_2026-11-01.fix.csv"

    assert write_fix_file(fix, reading.folder) == 1

    lines = fix.read_text("utf-8-sig").splitlines()
    assert lines[0].endswith("Address,Postcode,row,column,value,problem,how_to_fix")
    assert "'=1+1" in lines[1]
    assert "3,Date of Birth,31/02/2013,'31/02/2013' is not a real date,\"Check the day" in lines[1]

    fix.write_text("\n".join(lines).replace("31/02/2013", "28/02/2013"), "utf-8-sig")
    mended = land(read(fix), home, _later(hours=1))

    assert mended.corrects == whole.load_id
    assert in_force(loads(home))["pupil_roll"] == [whole, mended]


def test_a_fix_file_alone_never_replaces_a_register(home, read_drawn, write, tmp_path):
    reading = read_drawn("term_dates", ",Open,02/09/2026,16/10/2026,", ",Open,soon,later,")
    fix = tmp_path / "term_dates.fix.csv"
    write_fix_file(fix, reading.folder)
    fix.write_text(fix.read_text("utf-8-sig").replace("soon,later", "02/11/2026,18/12/2026"))

    with pytest.raises(FileRefused, match="the file it corrects has not been loaded"):
        land(read(fix), home, MORNING)


def test_health_says_which_feeds_are_late_and_which_never_came(home, write, good):
    land(read(write(*good["pupil_roll"])), home, MORNING)

    def states(as_of: dt.date, known_at: dt.datetime = AFTERWARDS) -> dict[str, str]:
        table = health(home, as_of, known_at)
        assert table.schema.equals(SCHEMA)
        return dict(zip(table["feed"].to_pylist(), table["state"].to_pylist(), strict=True))

    assert states(dt.date(2026, 11, 9))["pupil_roll"] == "up_to_date"
    assert states(dt.date(2026, 11, 10))["pupil_roll"] == "late"
    assert states(dt.date(2026, 11, 9))["exclusions"] == "never_loaded"
    assert states(dt.date(2026, 11, 9), _later(days=-1))["pupil_roll"] == "never_loaded"
