"""What could go wrong without anybody seeing it: each is refused, held back or said."""

import datetime as dt
import multiprocessing
import zipfile

import pytest
import xlsxwriter

from onroll.record.feeds import FileRefused, checking, landing, read, workbook_size
from onroll.record.feeds.landing import in_force, land, loads
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
ADDRESSES = "addresses_2026-11-01.csv"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.mark.parametrize("feed", [None, "pupil_roll"])
def test_a_file_without_headings_is_refused_and_its_first_child_is_not_named(feed, good, write):
    body = good["pupil_roll"][1].splitlines()[1]

    with pytest.raises(FileRefused) as refused:
        read(write("roll.csv", body + "\n" + body), feed)

    assert not [cell for cell in body.split(",") if len(cell) > 1 and cell in str(refused.value)]


def test_leavers_with_every_column_of_the_roll_are_not_put_back_on_it(good, write):
    text = good["pupil_roll"][1].replace("Entry Date", "Entry Date,Leaving Date")
    text = text.replace("01/09/2024", "01/09/2024,05/10/2026")

    with pytest.raises(FileRefused, match="--feed pupil_roll or --feed pupil_leavers"):
        read(write("extract.csv", text))
    assert read(write("leavers.csv", text)).feed.key == "pupil_leavers"
    assert read(write("roll.csv", text)).feed.key == "pupil_roll"


def test_a_column_written_month_first_is_held_back_where_it_could_be_either(read_drawn):
    rows = ["03/04/2026", "03/27/2026", "04/04/2026", "2026-04-03"]

    reading = read_drawn("pupil_addresses", *(f"P{d},A,,XE1 2AB,,{d},,,," for d in rows))

    assert [(p.row, p.rule_id) for p in reading.problems] == [
        (2, "valid_from.month_first"),
        (3, "valid_from.month_first"),
    ]


def test_one_slip_among_dates_that_are_day_first_holds_back_itself_alone(read_drawn):
    rows = ["03/04/2026", "03/27/2026", "27/04/2026"]

    reading = read_drawn("pupil_addresses", *(f"P{d},A,,XE1 2AB,,{d},,,," for d in rows))

    assert [p.row for p in reading.problems] == [3]


def test_a_year_of_the_first_century_is_no_date(read_drawn):
    reading = read_drawn("pupil_addresses", "P1,A,,XE1 2AB,,0013-09-07,9999-12-31,,,")

    assert [p.rule_id for p in reading.problems] == ["valid_from.not_a_date"]


def test_a_term_in_its_name_does_not_make_a_snapshot_the_newest(home, good, write):
    text = good["term_dates"][1]
    for hour, name in enumerate(("term_dates_2026_autumn.csv", "term_dates_2026-12-01.csv")):
        row = f",Open,02/11/2026,1{hour}/12/2026,\n"
        land(read(write(name, text + row)), home, MORNING + dt.timedelta(hours=hour))

    assert [load.file for load in in_force(loads(home))["term_dates"]] == [
        "term_dates_2026-12-01.csv"
    ]


def test_row_numbers_are_those_of_excel_where_headings_and_cells_have_several_lines(good, write):
    """Excel counts a row of several lines as one, and so does `row`."""
    text = good["pupil_addresses"][1].replace("Verified On", '"Verified\nOn"')
    text += 'P2,"2 High St\nExam",,XE1 2AB,,01/09/2024,,,,\nP3,3 High St,,XE1 2AB,,01/09/2024,,,,\n'

    for separator in ("", "Report\u2028of addresses,\n"):
        rows = read(write(ADDRESSES, separator + text)).accepted["row"].to_pylist()
        assert rows == ([3, 4, 5] if separator else [2, 3, 4])


def test_a_large_file_is_checked_as_a_small_one_is(good, write, monkeypatch):
    rows = [good["pupil_roll"][1].splitlines()[1]]
    rows += [rows[0], rows[0].replace("P1", "P2").replace("27/03/2013", "31/02/2013")]
    rows += [rows[0].replace("P1", "P3").replace(",F,", ",X,")]
    path = write("roll_2026-11-01.csv", good["pupil_roll"][1] + "\n".join(rows))
    small = read(path)
    monkeypatch.setattr(checking, "_WORKED_OUT_ONCE", 0)

    large = read(path)

    assert large.problems == small.problems
    assert large.accepted.equals(small.accepted)
    assert large.held_back.equals(small.held_back)
    assert sum(large.fault_counts.values()) == len(large.problems) == 6


def test_sheets_that_are_not_read_are_named(good, write_workbook):
    rows = [line.split(",") for line in good["pupil_roll"][1].splitlines()]

    for feed in (None, "pupil_roll"):
        reading = read(write_workbook("roll_2026-11-01.xlsx", {"A": rows, "Old": rows}), feed)
        assert reading.rows_in == 1
        assert "Sheets that were not read: Old." in reading.notes


def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_size, "MOST_BYTES", 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 2_000_000)

    with pytest.raises(FileRefused, match="unpacks to more than"):
        read(tmp_path / "a.xlsx")


def test_a_cell_that_strayed_to_the_end_of_the_sheet_is_refused(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["URN", "Kind", "From", "To"])
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(FileRefused, match="as far as column 16,384 and row 1,048,576"):
        read(tmp_path / "a.xlsx")


def _land_there(path, home, hour):
    try:
        land(read(path), Home(home), MORNING + dt.timedelta(hours=hour))
    except FileRefused:
        return


def test_two_processes_that_load_one_file_at_once_leave_one_load(home, good, write):
    path = write(*good["pupil_roll"])
    spawn = multiprocessing.get_context("spawn")
    started = [spawn.Process(target=_land_there, args=(path, home.path, h)) for h in range(3)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)

    assert [process.exitcode for process in started] == [0, 0, 0]
    assert len(loads(home)) == 1


def test_files_that_come_in_the_same_second_are_loads_of_their_own(home, good, write):
    text = good["term_dates"][1]
    for more in ("", ",Open,02/11/2026,18/12/2026,\n"):
        land(read(write("term_dates.csv", text + more)), home, MORNING)

    assert len({load.load_id for load in loads(home)}) == 2


def test_a_refused_file_leaves_the_home_as_it_was(home, good, write, tmp_path):
    home.path.mkdir()
    reading = read(write("term_dates.csv", "URN,Kind,From,To\n,Open,soon,later\n"))
    with pytest.raises(FileRefused):
        land(reading, home, MORNING)
    assert list(home.path.iterdir()) == []


def test_what_a_killed_landing_left_is_taken_away_by_the_next(home, good, write):
    left = home.loads / "pupil_roll" / ".landing-killed"
    left.mkdir(parents=True)
    (left / "accepted.parquet").write_bytes(b"half")

    land(read(write(*good["pupil_roll"])), home, MORNING)

    assert not left.exists()
    assert landing.loads(home)[0].accepted == 1
