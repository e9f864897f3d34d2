"""A load is whole or not there, and which loads count does not depend on the order they came in."""

import datetime as dt
import itertools
import json
from contextlib import suppress
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from onroll.record.feeds import FileRefused, Question, landing, read, safekeeping
from onroll.record.feeds.deliveries import withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import (
    QuestionsOpen,
    in_force,
    land,
    loads,
    same_delivery,
    standing,
)
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)


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
        "accepted.parquet", "held_back.parquet", "held_keys.parquet", "manifest.json",
        "problems.parquet",
    ]  # fmt: skip
    assert pq.read_table(load.path / "accepted.parquet").equals(reading.accepted)
    assert (load.period, load.data_up_to) == ("2026-11-01", dt.date(2026, 11, 1))
    assert load.rows_in == load.accepted + load.held_back == 1


def test_the_same_bytes_are_not_loaded_twice_for_one_day_under_any_name(home, write, good):
    land(read(write(*good["pupil_roll"])), home, MORNING)

    with pytest.raises(FileRefused) as refused:
        land(read(write("again_2026-11-01.csv", good["pupil_roll"][1])), home, _later(days=7))

    assert str(refused.value) == "You loaded this file on 1 November 2026 at 9:14am. Nothing to do."
    assert len(loads(home)) == 1


def test_a_list_that_is_the_same_a_week_later_is_a_delivery_of_its_own(home, write, good):
    """A, then B, then A again: what the last file says holds, in whatever order they came."""
    text = good["pupil_roll"][1]
    for name, more in (("1", ""), ("3", ""), ("2", text.splitlines()[1].replace("P1", "P2"))):
        land(read(write(f"roll_2026-11-0{name}.csv", text + more)), home, _later(hours=int(name)))

    assert [load.file for load in standing(home)["pupil_roll"]] == ["roll_2026-11-03.csv"]


@pytest.mark.parametrize(
    ("where", "step"),
    [(landing.shutil, "copyfile"), (landing, "_manifest"), (safekeeping, "to_disk")],
)
def test_a_landing_that_breaks_off_leaves_nothing(where, step, home, write, good, monkeypatch):
    def break_off(*_args: object, **_more: object) -> None:
        raise OSError("no space left on the disk")

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


def test_terms_stand_in_the_order_of_their_days(home, write, good):
    """Spring 2026 comes before autumn 2026, whatever the letters say."""
    terms = ["2026_autumn", "2026_spring", "2025_autumn", "2026_summer"]
    for hour, term in enumerate(terms):
        text = good["census_on_roll"][1].replace("a1", f"a{hour}")
        land(read(write(f"{term}_pupilonroll.csv", text)), home, _later(hours=hour))

    assert [load.period for load in standing(home)["census_on_roll"]] == [
        "2025_autumn", "2026_spring", "2026_summer", "2026_autumn",
    ]  # fmt: skip


@pytest.mark.parametrize("term", ["0000_autumn", "9999-00_spring", "2026-27_autumn"])
def test_a_term_of_no_year_keeps_nobody_from_the_loads(term, home, write, good):
    name, text = good["attendance_marks"]
    for period in (term, "2025-26_autumn"):
        with suppress(FileRefused):
            rows = text.replace("2026-09", "2025-09") if period != term else text
            land(read(write(name.replace("2026-27_autumn", period), rows)), home, MORNING)

    assert standing(home)["attendance_marks"][-1].rows_in == 1


def test_a_file_without_a_number_is_the_next_delivery_of_its_day(home, write, good):
    text = good["term_dates"][1] + ",Open,02/11/2026,18/12/2026,\n"
    for name, more, expected in (
        ("term_dates_2026-11-01.csv", 0, 1),
        ("term_dates_2026-11-01_v4.csv", 1, 4),
        ("term_dates_2026-11-01.csv", 2, 5),
        ("term_dates_2026-11-02.csv", 3, 1),
    ):
        row = f",Open,0{1 + more}/01/2027,12/02/2027,\n"
        load = land(read(write(name, text + row)), home, _later(hours=more))
        assert load.sequence == expected


def test_an_earlier_delivery_that_comes_late_replaces_nothing(home, write, good):
    text = good["term_dates"][1]
    land(read(write("term_dates_2026-11-01_v2.csv", text)), home, MORNING)
    late = text + ",Open,02/11/2026,18/12/2026,\n"
    land(read(write("term_dates_2026-11-01_v1.csv", late)), home, _later(days=1))

    assert [load.sequence for load in standing(home)["term_dates"]] == [2]


def test_two_files_cannot_be_the_same_delivery(home, write, good):
    text = good["term_dates"][1]
    land(read(write("term_dates_2026-11-01_v2.csv", text)), home, MORNING)
    other = read(write("term_dates_2026-11-01_v2.csv", text + ",Open,02/11/2026,18/12/2026,\n"))

    with pytest.raises(FileRefused) as refused:
        land(other, home, _later(days=1))

    assert str(refused.value) == (
        "term_dates_2026-11-01_v2.csv says that it is delivery 2 of 2026-11-01, and so does "
        "term_dates_2026-11-01_v2.csv, which was loaded on 1 November 2026 at 9:14am and is not "
        "the same. Nothing has been loaded. If this one corrects it, load it as delivery 3."
    )
    assert land(other, home, _later(days=1), sequence=3).sequence == 3


def test_a_question_must_be_answered_before_a_file_lands(home, write, good):
    asked = (
        Question("rows.fallen", "1 row, 90% fewer than October", "Check it, or load it anyway"),
        Question("schools.missing", "2 schools are not in it", "Ask them, or load it anyway"),
    )
    reading = replace(read(write(*good["pupil_roll"])), questions=asked)

    with pytest.raises(QuestionsOpen) as refused:
        land(reading, home, MORNING, answered={"rows.fallen"})

    assert str(refused.value) == (
        "roll_2026-11-01.csv: 2 schools are not in it. Ask them, or load it anyway. Nothing has "
        "been loaded."
    )
    assert refused.value.questions == asked[1:]
    assert loads(home) == []
    load = land(reading, home, MORNING, answered={"rows.fallen", "schools.missing"}, by="Priya")
    assert load.by == "Priya"
    kept = json.loads((load.path / "manifest.json").read_text())
    assert [question["rule_id"] for question in kept["questions"]] == [
        "rows.fallen", "schools.missing",
    ]  # fmt: skip


def test_a_home_of_the_version_before_is_read_as_it_was(home, write, good):
    """Its manifests know no deliveries: of two files of a day the one that came last stands."""
    text = good["term_dates"][1]
    for hour in range(2):
        row = f",Open,02/11/2026,1{hour}/12/2026,\n"
        load = land(read(write("term_dates_2026-11-01.csv", text + row)), home, _later(hours=hour))
        manifest = load.path / "manifest.json"
        held = json.loads(manifest.read_text())
        for new in ("sequence", "content", "by", "questions"):
            del held[new]
        manifest.write_text(json.dumps(held))

    assert [(load.sequence, load.content, load.by) for load in loads(home)] == [(1, "", "")] * 2
    assert [load.received_at for load in standing(home)["term_dates"]] == [_later(hours=1)]
    following = land(
        read(write("term_dates_2026-11-01.csv", text + ",Open,01/02/2027,12/02/2027,\n")),
        home,
        _later(hours=2),
    )
    assert following.sequence == 2
    assert standing(home)["term_dates"] == [following]


def test_a_snapshot_without_a_day_is_of_the_day_it_came_in_london(home, write, good):
    """23:30 UTC on 23 October is 00:30 on 24 October, and the day's file had come before."""
    text = good["term_dates"][1]
    land(read(write("term_dates_2026-10-24.csv", text)), home, MORNING)
    at = dt.datetime(2026, 10, 23, 23, 30, tzinfo=dt.UTC)
    row = ",Open,02/11/2026,18/12/2026,\n"
    undated = land(read(write("term_dates_v2.csv", text + row)), home, at)

    assert undated.told_on == dt.date(2026, 10, 24)
    assert standing(home)["term_dates"] == [undated]


def test_one_file_may_come_for_two_days_and_as_two_deliveries_in_one_second(home, write, good):
    """A list may be the same in two weeks, and both may be loaded at once."""
    text = good["pupil_roll"][1]
    readings = [read(write(f"roll_2026-11-0{day}.csv", text)) for day in (1, 2)]

    landed = [land(reading, home, MORNING) for reading in readings]
    landed.append(land(readings[1], home, MORNING, sequence=2))

    assert len({load.load_id for load in landed}) == len(loads(home)) == 3


def test_what_a_file_is_already_is_told_as_landing_has_it(home, write, good):
    text = good["pupil_roll"][1]
    reading = read(write("roll_2026-11-01.csv", text))
    assert same_delivery(reading, home) is None
    load = land(reading, home, MORNING)

    assert same_delivery(reading, home) == load
    assert same_delivery(reading, home, sequence=1) == load
    assert same_delivery(reading, home, sequence=2) is None
    assert same_delivery(read(write("roll_2026-11-02.csv", text)), home) is None
    withdraw(home, load.load_id, at=_later(hours=1), by="Priya", why="last week's")
    assert same_delivery(reading, home) is None
