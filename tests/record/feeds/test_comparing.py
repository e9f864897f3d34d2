"""What a file would change is told before it is landed: new, changed, gone and the same."""

import datetime as dt

import pytest

from onroll.record.feeds import read
from onroll.record.feeds.comparing import MOST_SHOWN, Changed, Difference, difference
from onroll.record.feeds.deliveries import withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import land, loads
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
ADDRESSES = "Pupil ID,Address,Town,Postcode,From,To,Verified On\n"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def address(pupil: int, town: str = "Exam") -> str:
    return f"P{pupil},{pupil} High St,{town},XE1 2AB,01/09/2024,,\n"


def test_into_an_empty_home_every_row_is_new(home, write):
    reading = read(write("addresses_2026-11-01.csv", ADDRESSES + address(1) + address(2)))

    assert difference(reading, home) == Difference(2, 0, 0, 0, None, new_rows=(2, 3))
    assert loads(home) == []


def test_each_row_is_new_changed_gone_or_the_same(home, write):
    """By pupil, address, postcode and start: only the town of P3 differs."""
    first = ADDRESSES + "".join(map(address, (1, 2, 3, 4)))
    load = land(read(write("addresses_2026-11-01.csv", first)), home, MORNING)
    second = ADDRESSES + address(9) + address(4) + address(3, "Exon") + address(1)
    reading = read(write("addresses_2026-11-08.csv", second))

    assert difference(reading, home) == Difference(
        new=1,
        changed=1,
        gone=1,
        same=2,
        before=load,
        new_rows=(2,),
        changed_rows=(Changed(row=4, row_before=4, columns=("town",)),),
        gone_rows=(3,),
    )


def test_a_value_that_came_or_went_is_a_change(home, write):
    land(read(write("addresses_2026-11-01.csv", ADDRESSES + address(1, ""))), home, MORNING)

    for name in ("addresses_2026-11-08.csv", "addresses_2026-11-09.csv"):
        found = difference(read(write(name, ADDRESSES + address(1, "Exon"))), home)
        assert (found.changed, found.changed_rows) == (1, (Changed(2, 2, ("town",)),))


def test_of_a_feed_by_terms_the_file_of_the_same_term_is_compared(home, write, good):
    text = good["attendance_marks"][1]
    land(read(write("marks_2025-26_summer.csv", text.replace("-09-", "-06-"))), home, MORNING)
    autumn = land(read(write("marks_2026-27_autumn.csv", text)), home, MORNING)
    corrected = read(write("marks_2026-27_autumn.csv", text.replace("/,\\", "I,I")))
    spring = text.replace("2026-09-07", "2027-02-01")

    found = difference(corrected, home)
    assert (found.before, found.changed_rows) == (autumn, (Changed(2, 2, ("am", "pm")),))
    assert difference(read(write("marks_2026-27_spring.csv", spring)), home).before is None


def test_what_was_mended_is_part_of_what_is_compared(home, write, tmp_path):
    bad = address(2).replace("01/09/2024", "31/02/2024")
    reading = read(write("addresses_2026-11-01.csv", ADDRESSES + address(1) + bad))
    land(reading, home, MORNING)
    fix = tmp_path / "addresses_2026-11-01.fix.csv"
    write_fix_file(fix, reading.folder)
    fix.write_text(fix.read_text("utf-8-sig").replace("31/02/2024", "01/09/2024", 1))

    mended = read(fix)
    assert difference(mended, home) == Difference(1, 0, 0, 0, None, new_rows=(2,))
    land(mended, home, MORNING + dt.timedelta(hours=1))
    whole = read(write("addresses_2026-11-08.csv", ADDRESSES + address(1) + address(2)))
    found = difference(whole, home)
    assert (found.new, found.changed, found.gone, found.same) == (0, 0, 0, 2)


def test_rows_that_may_be_alike_are_counted_one_by_one(home, write, good):
    """The school census has no columns that no two rows share: three alike, then two of them."""
    head, row = good["census_on_roll"][1].splitlines()
    land(
        read(write("2026_autumn_pupilonroll.csv", "\n".join([head, row, row, row]))), home, MORNING
    )
    fewer = read(write("2026_autumn_pupilonroll.csv", "\n".join([head, row, row])))

    found = difference(fewer, home)

    assert (found.new, found.changed, found.gone, found.same) == (0, 0, 1, 2)
    assert found.gone_rows == (4,)


def test_what_was_withdrawn_is_not_compared(home, write):
    load = land(read(write("addresses_2026-11-01.csv", ADDRESSES + address(1))), home, MORNING)
    withdraw(home, load.load_id, at=MORNING, by="Priya", why="wrong")

    assert difference(read(write("a_2026-11-08.csv", ADDRESSES + address(1))), home).before is None


def test_so_many_rows_are_named_and_all_are_counted(home, write):
    land(read(write("addresses_2026-11-01.csv", ADDRESSES + address(1))), home, MORNING)
    text = ADDRESSES + "".join(address(pupil) for pupil in range(2, 2 + 3 * MOST_SHOWN))

    found = difference(read(write("addresses_2026-11-08.csv", text)), home)

    assert (found.new, found.gone) == (3 * MOST_SHOWN, 1)
    assert found.new_rows == tuple(range(2, 2 + MOST_SHOWN))


def test_a_row_that_is_held_back_is_not_gone(home, write):
    """Of P1 the start cannot be read, of P2 the name of the pupil is another: P2 is gone."""
    first = ADDRESSES + "".join(map(address, (1, 2, 3)))
    load = land(read(write("addresses_2026-11-01.csv", first)), home, MORNING)
    second = ADDRESSES + (address(1) + address(9)).replace("01/09/2024", "31/02/2024") + address(3)

    found = difference(read(write("addresses_2026-11-08.csv", second)), home)

    assert found == Difference(0, 0, 1, 1, load, unsettled=1, gone_rows=(3,))


def test_of_a_term_rows_of_a_school_or_pupil_not_in_the_file_are_not_gone(home, write, good):
    heading = "Pupil ID,URN,Date,AM,PM\n"
    a, b = "P1,100001,2026-09-07,/,/\n", "P2,100002,2026-09-07,/,/\n"
    text = heading + a + b + b.replace("2026-09-07", "2026-09-08") + b.replace("P2", "P3")
    load = land(read(write("marks_2026-27_autumn_v1.csv", text)), home, MORNING)

    found = difference(read(write("marks_2026-27_autumn_v2.csv", heading + b)), home)

    assert found == Difference(0, 0, 1, 1, load, unsettled=2, gone_rows=(4,))
