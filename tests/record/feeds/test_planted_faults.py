"""Sixty kinds of planted fault and more: each is named at its row and column, and nothing is lost.

A fault is planted in a roll of forty children, or in a file of another feed; the roll of the month
before and the school register are here already.
"""

import datetime as dt
from dataclasses import replace

import pytest

from onroll.record.feeds import FileRefused, Severity, doubts, feed, read
from onroll.record.feeds.within_file import clashes
from tests.record.feeds.drawn_roll import HEADINGS, ROW, children, home_with_october, text
from tests.record.feeds.planted import CELLS, OTHER_FEEDS, ROWS

NOVEMBER = "roll_2026-11-01.csv"
TODAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return home_with_october(tmp_path_factory.mktemp("planted"))


def _nothing_lost(reading):
    accepted, held = reading.accepted["row"].to_pylist(), reading.held_back["row"].to_pylist()
    assert reading.rows_in == reading.accepted_rows + reading.held_back_rows
    assert len(set(accepted) | set(held)) == len(accepted) + len(held) == reading.rows_in
    assert set(held) == {p.row for p in reading.problems if p.severity is Severity.HELD_BACK}


def _november(rows):
    """The forty and one more, who came on 5 October, so that the file is no repeat."""
    return [*rows, rows[0] | {"Pupil ID": "P500", "UPN": "", "Entry Date": "05/10/2026",
                              "Forename": "Iman", "Surname": "Reed"}]  # fmt: skip


def test_the_drawn_roll_has_nothing_wrong_in_it(known, write):
    reading = read(write(NOVEMBER, text(_november(children()))), known=known, received_on=TODAY)

    assert (reading.problems, reading.questions) == ([], ())
    _nothing_lost(reading)


def _named(reading, fault, row):
    """The one problem by which a planted fault is named, all being in its own row."""
    found = [p for p in reading.problems if p.rule_id == fault.rule_id and p.row == row]
    assert [p.column for p in found] == [fault.column]
    assert fault.words in found[0].problem
    assert found[0].fix
    held = {p.row for p in reading.problems if p.severity is Severity.HELD_BACK}
    assert (row in held) == fault.held
    return found[0]


@pytest.fixture(scope="module")
def reading_of_cells(known, tmp_path_factory):
    """A roll in which each fault of a cell has a row of its own, after the forty sound ones."""
    rows = _november(children(40 + len(CELLS)))
    for at, fault in enumerate(CELLS, 40):
        fault.plant(rows, at)
    path = tmp_path_factory.mktemp("cells") / NOVEMBER
    path.write_text(text(rows), encoding="utf-8")
    return read(path, known=known, received_on=TODAY)


@pytest.mark.parametrize("number", range(len(CELLS)), ids=[str(fault) for fault in CELLS])
def test_a_fault_planted_in_a_cell_is_named_where_it_is(number, reading_of_cells):
    _named(reading_of_cells, CELLS[number], 42 + number)


def test_no_other_row_is_blamed_and_none_is_lost(reading_of_cells):
    assert {p.row for p in reading_of_cells.problems} == set(range(42, 42 + len(CELLS)))
    assert reading_of_cells.held_back_rows == sum(fault.held for fault in CELLS)
    _nothing_lost(reading_of_cells)


@pytest.mark.parametrize("fault", ROWS, ids=str)
def test_a_fault_of_a_whole_row_is_named_where_it_is(fault, known, write):
    rows = _november(children())
    fault.plant(rows, ROW - 2)
    lines = text([dict(zip(HEADINGS, HEADINGS, strict=True)), *rows]).split("\n", 1)[1]

    reading = read(write(NOVEMBER, lines), "pupil_roll", known=known, received_on=TODAY)

    problem = _named(reading, fault, ROW)
    assert {p.row for p in reading.problems} == {ROW}
    assert problem.kind_words
    assert reading.held_back_rows == fault.held
    _nothing_lost(reading)


@pytest.mark.parametrize(
    ("key", "row", "column", "rule_id", "words"), OTHER_FEEDS, ids=[f[3] for f in OTHER_FEEDS]
)
def test_a_fault_planted_in_another_feed_is_named_where_it_is(
    key, row, column, rule_id, words, known, good, write
):
    name, sound = good[key]

    reading = read(
        write(name, sound.splitlines()[0] + "\n" + row + "\n"), known=known, received_on=TODAY
    )

    found = [p for p in reading.problems if p.rule_id == rule_id]
    assert [(p.row, p.column) for p in found] == [(2, column)]
    assert words in found[0].problem
    _nothing_lost(reading)


def test_more_than_sixty_kinds_of_fault_are_planted_and_told_apart():
    kinds = {(fault.rule_id, fault.words) for fault in (*CELLS, *ROWS)}
    kinds |= {(rule_id, words) for _, _, _, rule_id, words in OTHER_FEEDS}

    assert len(kinds) >= 70


def test_the_words_for_a_kind_of_fault_hold_nothing_of_the_row(reading_of_cells):
    """They stand on pages that show no child: a misspelt UPN is nearly the child's own."""
    for problem in reading_of_cells.problems:
        assert problem.kind_words
        assert len(problem.value) < 3 or problem.value not in problem.kind_words
        assert "'" not in problem.kind_words.replace("Excel's", "")


@pytest.mark.parametrize(
    ("rule_id", "column"),
    [(f.rule_id, f.column) for f in CELLS if f.rule_id.endswith(("_birth", "young"))],
)
def test_a_check_that_is_taken_out_is_missed_by_these_tests(
    rule_id, column, known, write, monkeypatch
):
    """The planted faults are found by the rules, and not by chance."""
    fault = next(each for each in CELLS if each.rule_id == rule_id)
    rows = _november(children())
    fault.plant(rows, ROW - 2)
    roll = feed("pupil_roll")
    without = replace(roll, rules=tuple(r for r in roll.rules if r.rule_id != rule_id))
    monkeypatch.setattr(doubts, "_AGES", tuple(r for r in doubts._AGES if r.rule_id != rule_id))

    reading = read(write(NOVEMBER, text(rows)), without, known=known)

    assert rule_id not in {p.rule_id for p in reading.problems}


def test_every_rule_of_every_feed_has_an_id_of_its_own():
    from onroll.record.feeds import CATALOGUE

    for each in CATALOGUE:
        ids = [rule.rule_id for rule in doubts.rules_of(each)]
        ids += [clash.rule_id for clash in clashes(each)]
        assert len(set(ids)) == len(ids), each.key


REFUSED = [
    ("an empty file", NOVEMBER, "", "is empty"),
    ("headings without a row", NOVEMBER, ",".join(HEADINGS) + "\n", "and no rows"),
    ("no headings", NOVEMBER, text(children()).split("\n", 1)[1], "holds"),
    ("no column for UPN", NOVEMBER, text(children()).replace("UPN", "Number", 1),
     "could not find a column for UPN"),
    ("two columns alike", NOVEMBER, text(children()).replace("Address", "Last Name", 1),
     "'Surname' and 'Last Name' both look like Surname"),
    ("a PDF", NOVEMBER, "%PDF-1.7\n", "is a PDF"),
    ("a sign-in page", NOVEMBER, "<!DOCTYPE html><html><title>Sign in", "is a web page"),
    ("marks of no term", "marks.csv", "Pupil ID,URN,Date,AM,PM\nP1,100001,2026-10-05,/,/\n",
     "nothing says which term it is of"),
    ("marks of another term", "marks_2026-27_spring.csv",
     "Pupil ID,URN,Date,AM,PM\nP1,100001,2026-10-05,/,/\n",
     "1 of its 1 rows are of another term than the spring term of 2026-27"),
    ("another authority's census", "CIN_Census_2026.xml",
     "<Message><Header><CollectionDetails><Year>2026</Year></CollectionDetails><Source>"
     "<LEA>201</LEA></Source></Header><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID>"
     "<PersonBirthDate>2013-03-27</PersonBirthDate></ChildIdentifiers></Child></Children>"
     "</Message>", "1 of its 1 rows are of another authority"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), [r[1:] for r in REFUSED],
                         ids=[r[0] for r in REFUSED])  # fmt: skip
def test_a_file_that_is_not_what_it_says_is_refused(name, content, words, known, write):
    with pytest.raises(FileRefused) as refused:
        read(write(name, content), known=known, received_on=TODAY)

    assert words in str(refused.value)
    assert "Lee" not in str(refused.value)


def _with(**cells):
    return [row | {k.replace("_", " "): v for k, v in cells.items()} for row in children()]


def _one_column_sorted(column):
    rows = children()
    cells = sorted(row[column] for row in rows)
    return [row | {column: cell} for row, cell in zip(rows, cells, strict=True)]


def _four_years_later(rows):
    """What becomes of each date when a sheet that counts from 1904 is pasted into one of 1900."""
    for row in rows:
        day = dt.datetime.strptime(row["Date of Birth"], "%d/%m/%Y").date()  # noqa: DTZ007
        row["Date of Birth"] = f"{day - dt.timedelta(days=1462):%d/%m/%Y}"
    return rows


SWAPPED = text(_november(children())).replace("Forename,Surname", "Surname,Forename", 1)

QUESTIONS = [
    ("41% fewer rows", NOVEMBER, text(_november(children())[:23] + _november(children())[40:]),
     "rows.fallen", "24 rows, 40% fewer than October"),
    ("the same rows in another order", NOVEMBER, text(children()[::-1]), "rows.same_as_before",
     "Its rows are those of roll_2026-10-04.csv"),
    ("a school that sends nothing", NOVEMBER,
     text([row for row in children() if row["URN"] == "100002"] * 1
          + [row | {"Pupil ID": row["Pupil ID"] + "B", "UPN": ""} for row in children()
             if row["URN"] == "100002"]),
     "schools.missing", "1 school has no rows in it and had some in roll_2026-10-04.csv: Hilltop "
     "Academy (100001)"),
    ("last month's", "roll_2026-09-01.csv", text(_november(children())[1:]), "period.older",
     "It is of 1 September 2026, and roll_2026-10-04.csv of 4 October 2026 is here already"),
    ("a day that has not come", "roll_2026-12-01.csv", text(_november(children())),
     "period.too_new", "1 December 2026, and that day has not come"),
    ("a column that is not sent any more", NOVEMBER,
     text(_november(children())).replace("Postcode", "Zip", 1), "columns.gone",
     "It has no column for Postcode, and roll_2026-10-04.csv had"),
    ("headings changed round", NOVEMBER, SWAPPED, "values.changed", "Forename for 40"),
    ("one column sorted alone", NOVEMBER, text(_one_column_sorted("Date of Birth")),
     "values.changed", "Date of Birth for"),
    ("dates four years early", NOVEMBER, text(_four_years_later(children())), "values.changed",
     "Date of Birth for 40"),
    ("another authority's postcodes", NOVEMBER, text(_with(Postcode="LE1 1AA")),
     "authority.postcodes", "0 of its 40 postcodes are in the authority's area"),
    ("another authority's schools", NOVEMBER, text(_with(URN="120000")), "authority.schools",
     "None of the 1 school in it is in the school register"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "rule_id", "words"), [q[1:] for q in QUESTIONS],
                         ids=[q[0] for q in QUESTIONS])  # fmt: skip
def test_a_file_that_is_odd_as_a_whole_asks(name, content, rule_id, words, known, write):
    reading = read(write(name, content), "pupil_roll", known=known, received_on=TODAY)

    asked = [question for question in reading.questions if question.rule_id == rule_id]
    assert len(asked) == 1, reading.questions
    assert words in asked[0].problem
    assert asked[0].fix
    _nothing_lost(reading)


def _utf16(content):
    return content.encode("utf-16")


READ_ANYWAY = [
    ("semicolons", text(children(), ";").encode(), "Read with a semicolon between columns."),
    ("tabs", text(children(), "\t").encode(), "Read with a tab between columns."),
    ("UTF-16", _utf16(text(children())), "Read as UTF-16."),
    ("Windows-1252", text(_with(Surname="Nuñez")).encode("cp1252"), "Read as Windows-1252."),
    ("a byte order mark", b"\xef\xbb\xbf" + text(children()).encode(), None),
    ("headings in row 3", ("Roll\n\n" + text(children())).encode(),
     "The header was found in row 3."),
    ("returns alone", text(children()).replace("\n", "\r").encode(), None),
    ("blank rows", text(children()).replace("\nP005", "\n\nP005").encode(),
     "1 blank row was passed over."),
    ("a column nobody knows", text(children()).replace("Address", "House", 1).encode(),
     "Columns that are not used: House."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "note"), [r[1:] for r in READ_ANYWAY],
                         ids=[r[0] for r in READ_ANYWAY])  # fmt: skip
def test_a_file_of_another_shape_is_read_and_says_so(content, note, write):
    reading = read(write(NOVEMBER, content), "pupil_roll")

    assert (reading.rows_in, reading.problems) == (40, [])
    assert (note in reading.notes) if note else reading.notes == []
    assert reading.accepted["surname"].to_pylist()[0] in ("Lee", "Nuñez")
    _nothing_lost(reading)


def test_row_seventeen_is_the_seventeenth_a_person_sees():
    assert text(children()).splitlines()[ROW - 1].startswith("P016,")
