"""Files as they come: encodings, delimiters, headers and everything that is not a file to read."""

import codecs
import datetime as dt
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onroll.record.feeds import FileRefused, Severity, read
from tests.record.feeds.whole_files import CIN

ROLL = "roll_2026-11-01.csv"


def _problems(reading):
    return [(p.row, p.column, p.rule_id) for p in reading.problems]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("cp1252", b""),
        ("latin-1", b""),
    ],
)
def test_a_name_reads_the_same_in_every_encoding(encoding, mark, good, write):
    text = good["pupil_roll"][1].replace("O'Brien", "Zoë-Müller")

    reading = read(write(ROLL, mark + text.encode(encoding)))

    assert reading.accepted["surname"].to_pylist() == ["Zoë-Müller"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end_is_read(delimiter, ends, good, write):
    text = good["term_dates"][1].replace(",", delimiter).replace("\n", ends)

    reading = read(write("term_dates.csv", text))

    assert reading.accepted_rows == 1
    assert [row["row"] for row in reading.accepted.to_pylist()] == [2]
    assert any("between columns" in note for note in reading.notes) == (delimiter != ",")


def test_a_header_further_down_is_found_and_rows_keep_the_numbers_people_see(good, write):
    reading = read(
        write("term_dates.csv", "Term dates of Exampleshire\n\n" + good["term_dates"][1])
    )

    assert reading.notes[0] == "The header was found in row 3."
    assert reading.accepted["row"].to_pylist() == [4]


def test_columns_in_another_order_under_other_names_are_found_and_others_are_named(write):
    text = "Kind,Favourite tea,Last Day,First Day,School URN\nopen,green,16/10/2026,02/09/2026,\n"

    reading = read(write("term_dates.csv", text))

    assert reading.accepted["kind"].to_pylist() == ["Open"]
    assert reading.unknown_columns == ("Favourite tea",)


def test_line_breaks_and_delimiters_in_quotes_do_not_end_a_cell(read_drawn):
    reading = read_drawn(
        "pupil_addresses",
        'P1,"1 High St, Flat 2\nThe Mews",Exam,XE1 2AB,,01/09/2024,,School,,',
        "P2,2 High St,Exam,XE1 2AB,,01/09/2024,,School,,",
    )

    assert reading.accepted["address"].to_pylist()[0] == "1 High St, Flat 2\nThe Mews"
    assert reading.accepted["row"].to_pylist() == [2, 3]


def test_blank_rows_are_no_rows_and_are_said(read_drawn):
    reading = read_drawn("term_dates", "", ",Open,02/09/2026,16/10/2026,", ",,,,")

    assert (reading.rows_in, reading.accepted["row"].to_pylist()) == (1, [3])
    assert "2 blank rows were passed over." in reading.notes


def test_a_row_that_is_cut_short_or_too_long_is_held_back_alone(read_drawn):
    reading = read_drawn(
        "term_dates",
        ",Open,02/09/2026,16/10/2026,",
        ",Open,02/09/2026,16/10/2026,Autumn, first half",
        ",Closed,19/10",
    )

    assert reading.accepted_rows == 1
    assert _problems(reading) == [(3, "", "row.cells"), (4, "", "row.cells")]
    assert str(reading.problems[1]).startswith(
        "Row 4: this row has 3 cells and there are 5 headings"
    )


def test_a_file_that_ends_in_the_middle_of_a_character_is_read_and_said(good, write):
    whole = good["pupil_roll"][1].replace("xe12ab\n", "é").encode()

    reading = read(write(ROLL, whole[:-1]))

    assert any("cut short" in note for note in reading.notes)
    assert reading.rows_in == 1


def test_a_workbook_is_read_with_its_dates_and_numbers_as_people_see_them(good, write_workbook):
    headings = good["home_education_register"][1].splitlines()[0].split(",")
    row = [7, "B801200005001", "Amira", "Lee", dt.date(2013, 3, 27), "F", "1 High St", "XE1 2AB"]
    row += [dt.date(2026, 9, 1), "07/09/2026", "", "", "", ""]

    reading = read(
        write_workbook("register_2026-11-01.xlsx", {"EHE": [["EHE register"], [], headings, row]})
    )

    (accepted,) = reading.accepted.to_pylist()
    assert accepted["ehe_ref"] == "7"
    assert accepted["date_of_birth"] == dt.date(2013, 3, 27)
    assert accepted["row"] == 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "a.csv is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "a.csv is empty"),
        ("a.csv", b"%PDF-1.7 x", "a.csv is a PDF. onroll reads CSV"),
        ("a.csv", b"PAR1xxxx", "could not be opened as a Parquet file"),
        ("a.csv", b"\x00\x01\x02\xff\xfe" * 20, "a.csv is not a text file or a workbook"),
        ("a.csv", b"<!DOCTYPE html><html>Sign in", "a.csv is a web page"),
        ("a.csv", b"hello", "no row in the first 30 holds column headings"),
        ("a.csv", b"Name,Tea\nAmira,green\n", "no row in the first 30 holds column headings"),
        ("a.xlsx", b"PK\x03\x04rubbish", "could not be opened as a workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0rubbish", "could not be opened as a workbook"),
        ("a.xml", b"<Message><Children><Child>", "stops being XML at line 1"),
        ("a.xml", b"<Tea><Header/></Tea>", "is XML but not a return that onroll reads"),
        (
            "a.xml",
            b'<!DOCTYPE m [<!ENTITY a "b">]><Message><Children/></Message>',
            "declares entities or a document type",
        ),
        (
            "a.xml",
            b'<!DOCTYPE m SYSTEM "file:///etc/passwd"><Message><Children/></Message>',
            "declares entities or a document type",
        ),
        ("a.xml", b"<Message><Year>2026</Year><Children/></Message>", "and no rows"),
        ("term_dates.csv", b"URN,Kind,From,To,Reason\n", "has column headings and no rows"),
    ],
)
def test_what_is_not_a_file_to_read_is_refused_with_what_to_do(name, content, said, write):
    with pytest.raises(FileRefused) as refused:
        read(write(name, content))

    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_parquet_file_is_read_as_a_person_would_see_it(tmp_path):
    table = pa.table(
        {
            "EHE Ref": [7.0, 8.0],
            "Forename": ["Amira", "Ben"],
            "Surname": ["Lee", "Ode"],
            "Date of birth": [dt.date(2013, 3, 27), None],
            "Date notified": [dt.datetime(2026, 9, day, tzinfo=dt.UTC) for day in (1, 2)],
            "Start date": ["07/09/2026", "08/09/2026"],
            "End date": pa.nulls(2, pa.date32()),
            "UPN": pa.nulls(2),
            "Postcode": ["XE1 2AB", ""],
        }
    )
    pq.write_table(table, tmp_path / "register_2026-11-01 [2].parquet")

    reading = read(tmp_path / "register_2026-11-01 [2].parquet", "home_education_register")

    first = reading.accepted.to_pylist()[0]
    assert (first["ehe_ref"], first["row"]) == ("7", 2)
    assert first["date_of_birth"] == dt.date(2013, 3, 27)
    assert first["notified_on"] == dt.date(2026, 9, 1)
    assert reading.rows_in == 2


def test_a_parquet_file_of_lists_is_refused(tmp_path):
    pq.write_table(pa.table({"URN": [["1"], ["2"]]}), tmp_path / "a.parquet")

    with pytest.raises(FileRefused, match="has a column of lists"):
        read(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("1 High St", "a" * 131_073), "more than 131,072 characters"),
        (lambda text: text.replace("P1", "P1" + " " * 2_000_001), "row 2 has more than 2,000,000"),
        (lambda text: text.replace("\n", ",x" * 2_000 + "\n", 1), "has more than 2,000 columns"),
    ],
)
def test_cells_rows_and_tables_beyond_any_a_person_makes_are_refused(spoil, said, good, write):
    with pytest.raises(FileRefused, match=said):
        read(write(ROLL, spoil(good["pupil_roll"][1])))


def test_a_workbook_that_excel_encrypted_is_said_to_have_a_password(write):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_016
    content = head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4_000

    with pytest.raises(FileRefused, match="is password protected"):
        read(write("roll_2026-11-01.xlsx", content))


@pytest.mark.parametrize(
    ("name", "sequence"),
    [
        ("roll_2026-11-01.csv", None),
        ("roll_2026-11-01_v2.csv", 2),
        ("roll seq003 2026-11-01.csv", 3),
        ("november_2026-11-01 (2).csv", None),
    ],
)
def test_a_name_may_say_which_delivery_it_is(name, sequence, good, write):
    assert read(write(name, good["pupil_roll"][1]), "pupil_roll").sequence == sequence


@pytest.mark.parametrize(
    ("name", "serial", "sequence"),
    [
        ("CIN_Census_2026.xml", "<SerialNo>002</SerialNo>", 2),
        ("CIN_Census_2026_v3.xml", "<SerialNo>002</SerialNo>", 3),
        ("CIN_Census_2026.xml", "<SerialNo>001</SerialNo>", None),  # what most systems always write
        ("CIN_Census_2026.xml", "<SerialNo>second</SerialNo>", None),
        ("CIN_Census_2026.xml", "", None),
    ],
)
def test_the_header_of_a_return_may_say_which_delivery_it_is(name, serial, sequence, write):
    text = CIN.replace("</Header>", f"<Source>{serial}</Source></Header>")

    assert read(write(name, text), "cin_census").sequence == sequence


def test_the_content_of_a_file_is_its_rows_whatever_their_order_and_its_name(good, write):
    name, text = good["pupil_roll"]
    head, row = text.splitlines()
    other = row.replace("P1", "P2")

    first = read(write(name, f"{head}\n{row}\n{other}\n"))
    turned = read(write("roll_2026-12-01.csv", f"{head}\n{other}\n{row}\n"))
    less = read(write("roll_2026-12-02.csv", f"{head}\n{row}\n"))

    assert first.content == turned.content != less.content


def test_elements_of_an_xml_return_that_are_not_read_are_named(write):
    child = "<LAchildID>S1</LAchildID><Tea>green</Tea>"
    text = f"<m:Message xmlns:m='x'><Children><Child>{child}</Child></Children></m:Message>"

    reading = read(write("CIN_Census_2026.xml", text))

    assert reading.unknown_columns == ("Tea",)
    assert reading.rows_in == 1


def test_a_file_or_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"was not found. Check the name and the folder"):
        read(tmp_path / "no.csv")
    with pytest.raises(FileRefused, match="is a folder"):
        read(tmp_path)


def test_a_name_with_brackets_is_no_pattern(good, write):
    write("roll 2.csv", "Kind\nOpen\n")

    assert read(write("roll [2].csv", good["pupil_roll"][1])).accepted_rows == 1


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("roll.csv", "Pupil ID")

    with pytest.raises(FileRefused, match="could not be opened as a workbook"):
        read(tmp_path / "a.xlsx")


def test_missing_columns_are_named_beside_the_files_own(good, write):
    text = good["pupil_roll"][1].replace("Surname", "Sumame").replace("URN", "School")

    with pytest.raises(FileRefused) as refused:
        read(write(ROLL, text))

    assert "could not find a column for Surname and URN" in str(refused.value)
    assert "Your columns are: Pupil ID, UPN, " in str(refused.value)
    assert "Is 'Sumame' the one?" in str(refused.value)


def test_two_columns_for_one_thing_are_refused(good, write):
    text = good["pupil_roll"][1].replace("Preferred Forename", "Last name")

    with pytest.raises(
        FileRefused, match="columns 'Surname' and 'Last name' both look like Surname"
    ):
        read(write(ROLL, text))


def test_the_wrong_file_for_the_feed_is_refused(good, write):
    with pytest.raises(FileRefused, match="could not find a column for"):
        read(write("x.csv", good["pupil_addresses"][1]), "pupil_roll")
    with pytest.raises(FileRefused, match="is not XML"):
        read(write("x.csv", good["pupil_addresses"][1]), "cin_census")
    with pytest.raises(FileRefused, match=r"is XML. Pupil roll is read from CSV"):
        read(write("x.xml", b"<Message/>"), "pupil_roll")


@pytest.mark.parametrize("key", ["attendance_marks", "census_on_roll"])
def test_a_file_of_a_term_must_say_which(key, good, write):
    with pytest.raises(FileRefused, match="nothing says which term it is of"):
        read(write("march.csv", good[key][1]))


def test_a_quotation_mark_that_never_closes_is_refused(good, write):
    text = good["pupil_roll"][1].replace("Amira", '"Amira') + "P2,x\n" * 40_000

    with pytest.raises(FileRefused, match="a quotation mark opens near row"):
        read(write(ROLL, text))


def test_every_naughty_string_survives_as_a_name(read_drawn):
    import csv
    import io
    import json
    from pathlib import Path

    source = Path(__file__).resolve().parents[4] / "shared" / "data" / "hostile" / "blns.json"
    if not source.exists():
        pytest.skip("LOUD: ../shared/data/hostile/blns.json is not here")
    names = [n for n in json.loads(source.read_text("utf-8")) if n.strip() and "\0" not in n]
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for at, name in enumerate(names):
        row = [f"P{at}", "", "", "", "Amira", name, "", "27/03/2013", "F", "", "", "100001", "C"]
        writer.writerow([*row, "01/09/2024", "", ""])

    reading = read_drawn("pupil_roll", out.getvalue().rstrip("\n"))

    assert reading.rows_in == len(names)
    kept = [p for p in reading.problems if p.severity is Severity.HELD_BACK]
    # of these only what is nothing but spaces that cannot be seen is no name
    assert {p.rule_id for p in kept} <= {"surname.blank"}
    assert len(kept) <= 3
