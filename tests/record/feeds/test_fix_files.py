"""A fix file: what it holds and brings back; nobody's corrections are lost."""

import datetime as dt

import pytest

from onroll.record.feeds import FileRefused, read
from onroll.record.feeds.fix_file import keep_fix_file, write_fix_file
from onroll.record.feeds.landing import in_force, land, loads
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
ADDRESSES = "addresses_2026-11-01.csv"
BAD = "P2,{0},Exam,XE1 2AB,,31/02/2024,,School,,"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def fix_of(tmp_path):
    """The text of the fix file of a reading."""

    def fix(reading, name):
        path = tmp_path / name
        write_fix_file(path, reading.folder)
        return path.read_text("utf-8-sig")

    return fix


@pytest.mark.parametrize(
    "address",
    ["=1+1", "+44 High St", "-3 Low St", "@home", "'=1", "''+1", " =1+1", "'t Huis", "O'Brien's",
     "1 High St"],
)  # fmt: skip
def test_what_a_fix_file_brings_back_is_what_was_sent(address, read_drawn, fix_of, write):
    text = fix_of(read_drawn("pupil_addresses", BAD.format(address)), "a.fix.csv")
    assert not any(cell[:1] in "=+-@" for cell in text.splitlines()[1].split(",") if cell)

    mended = read(write("addresses_2026-11-01.fix.csv", text.replace("31/02/2024", "01/09/2024")))

    assert mended.is_fix_file
    assert mended.accepted["address"].to_pylist() == [address.strip()]


def test_corrections_in_a_fix_file_are_never_written_over(read_drawn, tmp_path):
    reading = read_drawn("pupil_addresses", BAD.format("1 High St"))
    path = tmp_path / ADDRESSES
    assert keep_fix_file(path, reading.folder) == "addresses_2026-11-01.fix.csv"
    fix = tmp_path / "addresses_2026-11-01.fix.csv"
    corrected = fix.read_bytes().replace(b"31/02", b"28/02")
    fix.write_bytes(corrected)

    assert keep_fix_file(path, reading.folder) == "addresses_2026-11-01.fix-2.csv"
    assert keep_fix_file(path, reading.folder) == "addresses_2026-11-01.fix-2.csv"
    assert fix.read_bytes() == corrected


def test_a_fix_file_joins_the_file_of_its_own_name(home, good, write, fix_of):
    row = BAD.format("2 High St") + "\n"
    for hour, school in enumerate(("St. Mary", "St. Peter")):
        text = good["pupil_addresses"][1].replace("1 High St", school) + row
        reading = read(write(f"{school} addresses.csv", text))
        land(reading, home, MORNING + dt.timedelta(hours=hour))
    mary, _ = loads(home)
    fix = fix_of(reading, "f.csv").replace("31/02/2024", "28/02/2024")

    joined = land(
        read(write("St. Mary addresses.fix-2.csv", fix)), home, MORNING + dt.timedelta(hours=2)
    )

    assert joined.corrects == mary.load_id


def test_a_row_that_a_fix_file_brought_back_is_not_brought_back_twice(home, good, write, fix_of):
    text = good["pupil_addresses"][1] + BAD.format("2 High St") + "\n" + BAD.format("3 High St")
    reading = read(write(ADDRESSES, text))
    land(reading, home, MORNING)
    fix = fix_of(reading, "f.csv")
    once = fix.replace("31/02/2024", "28/02/2024", 1)
    land(read(write("addresses_2026-11-01.fix.csv", once)), home, MORNING + dt.timedelta(hours=1))

    both = write("addresses_2026-11-01.fix.csv", fix.replace("31/02/2024", "28/02/2024"))
    with pytest.raises(FileRefused, match=r"1 of its rows is in the record already, .* row 2"):
        land(read(both), home, MORNING + dt.timedelta(hours=2))

    rest = "\n".join([fix.splitlines()[0], fix.splitlines()[2].replace("31/02", "28/02")])
    land(read(write("addresses_2026-11-01.fix.csv", rest)), home, MORNING + dt.timedelta(hours=3))
    assert [load.accepted for load in in_force(loads(home))["pupil_addresses"]] == [1, 1, 1]


def test_the_fix_file_of_a_workbook_of_sheets_brings_facts_back(
    write_workbook, write, fix_of, facts_of
):
    in_need = ["Child Unique ID", "Date of Birth", "CIN Start Date", "CIN Closure Date"]
    plans = ["Child Unique ID", "Date of Birth", "Child Protection Plan Start Date", "End Date"]
    bad, worse = ["C1", "27/03/2013", "31/02/2026", ""], ["C2", "27/03/2013", "soon", ""]
    reading = read(
        write_workbook(
            "Sheets sheet_2026-11-01.xlsx", {"List 6": [in_need, bad], "List 7": [plans, worse]}
        )
    )
    assert (reading.feed.key, reading.held_back_rows) == ("annex_a", 2)
    text = fix_of(reading, "f.csv")
    first, second = text.splitlines()[1:]
    assert "'31/02/2026' is not a real date" in first
    assert "'soon' is not a whole date" in second

    mended = text.replace("31/02/2026", "01/02/2026").replace("soon", "02/02/2026")
    back = read(write("Sheets sheet_2026-11-01.fix.csv", mended))

    assert [fact[:3] for fact in facts_of("annex_a", back)] == [
        ("C1", "child_in_need", "2026-02-01"),
        ("C2", "child_protection_plan", "2026-02-02"),
    ]


def test_the_fix_file_of_a_workbook_of_one_sheet_has_the_row_that_is_wrong(write_workbook, fix_of):
    """A spreadsheet that somebody keeps by hand: its one sheet has whatever name they gave it."""
    heads = ["EHE Ref", "UPN", "Forename", "Surname", "Date of birth", "Gender", "Address"]
    heads += ["Postcode", "Date notified", "Start date", "End date", "Previous school"]
    heads += ["Primary reason", "End reason"]
    told = ["01/09/2025", "02/09/2025", "", "", "Lifestyle", ""]
    good = ["E1", "", "Amara", "Made-Up", "27/03/2013", "Female", "1 High Street", "XE1 1AA", *told]
    bad = ["E2", *good[1:4], "31/02/2013", *good[5:]]
    reading = read(write_workbook("register_2026-11-01.xlsx", {"Register": [heads, good, bad]}))
    assert (reading.feed.key, reading.held_back_rows) == ("home_education_register", 1)
    _, only = fix_of(reading, "f.csv").splitlines()
    assert only.startswith("E2,")
    assert "'31/02/2013' is not a real date" in only


def test_the_fix_file_of_an_xml_census_brings_facts_back(write, fix_of, facts_of):
    child = (
        "<Child><ChildIdentifiers><LAchildID>{0}</LAchildID></ChildIdentifiers><CINdetails>"
        "<CINreferralDate>{1}</CINreferralDate></CINdetails></Child>"
    )
    children = child.format("C1", "2026-02-31") + child.format("C2", "2026-02-01")
    reading = read(write("CIN_2026.xml", f"<Message><Children>{children}</Children></Message>"))

    back = read(write("CIN_2026.fix.csv", fix_of(reading, "f.csv").replace("-02-31", "-02-28")))

    assert (back.feed.key, back.period) == ("cin_census", "2026")
    assert [fact[:3] for fact in facts_of("cin_census", back)] == [
        ("C1", "child_in_need", "2026-02-28"),
        ("C1", "referred_to_social_care", "2026-02-28"),
    ]


def test_a_fix_file_of_a_fix_file_has_its_own_columns_once(read_drawn, write, fix_of):
    text = fix_of(read_drawn("pupil_addresses", BAD.format("1 High St")), "a.csv")

    again = fix_of(read(write("addresses_2026-11-01.fix.csv", text)), "b.csv")

    assert again.splitlines()[0] == text.splitlines()[0]


WEEKLY = "pupil_addresses.csv"


def test_of_files_with_one_name_it_joins_the_one_that_held_its_rows_back(home, good, write, fix_of):
    """Row 3 is P2's in the first week and P3's in the second, and wrong in both."""
    head = good["pupil_addresses"][1]
    first = read(write(WEEKLY, head + BAD.format("2 High St")))
    whole = land(first, home, MORNING)
    fix = fix_of(first, "f.csv").replace("31/02/2024", "28/02/2024")
    second = head + BAD.replace("P2", "P3").format("3 High St")
    land(read(write(WEEKLY, second)), home, MORNING + dt.timedelta(days=7))

    joined = land(read(write("pupil_addresses.fix.csv", fix)), home, MORNING + dt.timedelta(days=8))

    assert joined.corrects == whole.load_id


@pytest.mark.parametrize("number", ["2", "", "99"])
def test_a_row_whose_number_was_changed_is_refused(number, home, good, write, fix_of):
    """Row 2 was accepted the first time; of a row without a number nobody knows which it mends."""
    reading = read(write(ADDRESSES, good["pupil_addresses"][1] + BAD.format("2 High St")))
    land(reading, home, MORNING)
    fix = fix_of(reading, "f.csv").replace("31/02/2024", "28/02/2024", 1)

    changed = write("addresses_2026-11-01.fix.csv", fix.replace(",,3,From,", f",,{number},From,"))

    with pytest.raises(FileRefused, match="is not a row that was held back") as refused:
        land(read(changed), home, MORNING + dt.timedelta(hours=1))
    assert "in row 2 the column 'row'" in str(refused.value)


CENSUS = "2026_autumn_pupilonroll.csv"


def test_a_row_counts_once_also_where_two_rows_may_be_alike(home, good, write, fix_of):
    """The census has no columns that say whose row it is: by its number a row is known."""
    head, row = good["census_on_roll"][1].splitlines()
    bad = row.replace("100001", "")
    reading = read(write(CENSUS, "\n".join([head, row, bad, bad])))
    land(reading, home, MORNING)
    fix = fix_of(reading, "f.csv").replace("a1,,", "a1,100001,").splitlines()
    fixes = ("2026_autumn_pupilonroll.fix.csv", "2026_autumn_pupilonroll.fix-2.csv")
    land(read(write(fixes[0], "\n".join(fix[:2]))), home, MORNING + dt.timedelta(hours=1))

    for again in (fix, [*fix[:1], fix[2], fix[2]]):
        with pytest.raises(FileRefused, match="1 of its rows is in the record already"):
            land(read(write(fixes[1], "\n".join(again))), home, MORNING + dt.timedelta(hours=2))
    land(read(write(fixes[1], "\n".join([fix[0], fix[2]]))), home, MORNING + dt.timedelta(hours=3))

    assert [load.accepted for load in in_force(loads(home))["census_on_roll"]] == [1, 1, 1]


def test_the_fix_file_of_a_fix_file_numbers_the_rows_of_the_first_file(home, good, write, fix_of):
    bad = [BAD.format(street) for street in ("2 High St", "3 High St", "4 High St")]
    reading = read(write(ADDRESSES, good["pupil_addresses"][1] + "\n".join(bad)))
    land(reading, home, MORNING)
    fix = fix_of(reading, "f.csv").splitlines()
    half = "\n".join([fix[0], fix[3].replace("31/02/2024", "28/02/2024", 1), fix[2]])
    first = read(write("addresses_2026-11-01.fix.csv", half))
    land(first, home, MORNING + dt.timedelta(hours=1))

    rest = fix_of(first, "g.csv")

    assert rest.splitlines()[1].split(",")[10] == "4"
    mended = rest.replace("31/02/2024", "27/02/2024", 1)
    land(read(write("addresses_2026-11-01.fix-2.csv", mended)), home, MORNING.replace(hour=12))
    with pytest.raises(FileRefused, match="1 of its rows is in the record already"):
        land(read(write("addresses_2026-11-01.fix-3.csv", mended + "\n")), home, MORNING)
