"""A gap file: what goes out comes back filled in, is read as the pages read, and whole or not."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Circumstances
from onroll.record.forms.gap_file import (
    COLUMNS,
    HOW,
    REF,
    Asked,
    NotAGapFile,
    lines,
    read,
    settle,
)
from onroll.record.forms.monthly_return import How

TODAY = Circumstances(date(2026, 1, 30))
TOLD = Answers({
    "reason": "SB", "reason_words": "", "hours_offered": "12.5", "hours_attended": "10",
    "starts_on": "2026-01-12", "provider": "", "plan": "-mentor", "review_on": "", "ends_on": "",
})  # fmt: skip
AMIRA = Asked("EC-AMIRA", "Adebayo", "Amira", "2012-05-14", "E801400018001", "In your last return",
              returned=True, told=TOLD)  # fmt: skip
BEN = Asked("EC-BEN", "Brook", "Ben", "2012-02-02", "", "Severe absence", returned=False)
MORE = {
    "Main reason": "Mental health needs", "Hours a week offered": "8",
    "Hours a week attended, on average": "8", "Since which day": "12/01/2026",
}  # fmt: skip
ENDED = {
    "First day of full-time education again, or day of leaving": "19/01/2026",
    "What happened?": "The pupil left our roll",
}


def sent_back(*filled: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The file as a spreadsheet saves it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(filled)
    return out.getvalue().encode(encoding)


def row(asked: Asked, how: str, **cells: str) -> dict[str, str]:
    (line,) = lines([asked])
    return line | {HOW: how} | cells


def problems_in(*filled: dict[str, str]) -> list[tuple[int | None, str, str]]:
    taken, problems = settle(read(sent_back(*filled)), [AMIRA, BEN], TODAY)
    assert not taken or not problems, "whole or not at all"
    return [(each.row, each.column, each.words) for each in problems]


def test_the_file_has_a_row_for_each_pupil_with_what_was_told_last() -> None:
    first, second = lines([AMIRA, BEN])
    assert (first[REF], first["Why we ask"]) == ("EC-AMIRA", "In your last return")
    assert first["Main reason"].startswith("Part-time timetable")
    assert (first["Since which day"], first[HOW]) == ("2026-01-12", "")
    assert (second["Main reason"], second["Surname"]) == ("", "Brook")


def test_a_file_that_is_filled_in_is_the_return() -> None:
    rows = read(sent_back(row(AMIRA, "Still the same"), row(BEN, "New", **MORE)))
    taken, problems = settle(rows, [AMIRA, BEN], TODAY)
    assert problems == []
    assert [(each.asked.ref, each.how) for each in taken] == [
        ("EC-AMIRA", How.SAME), ("EC-BEN", How.NEW),
    ]  # fmt: skip
    assert taken[0].told is TOLD, "of whoever is the same, what was told last"
    assert taken[1].told.kept["reason"] == "MH"
    assert taken[1].told.kept["starts_on"] == "2026-01-12", "a day as people type it"


def test_a_pupil_who_ended_is_asked_how_and_when() -> None:
    assert problems_in(row(AMIRA, "ended"), row(BEN, "nothing to report")) == [
        (2, "First day of full-time education again, or day of leaving", "Enter the day"),
        (
            2,
            "What happened?",
            "Select what happened: The pupil is in full-time education with us; "
            "The pupil left our roll; The pupil was returned by mistake",
        ),
    ]
    taken, _ = settle(
        read(sent_back(row(AMIRA, "Ended", **ENDED), row(BEN, "Nothing to report"))),
        [AMIRA, BEN], TODAY,
    )  # fmt: skip
    assert [(each.how, each.told.kept["ended_how"]) for each in taken] == [(How.ENDED, "left")]


def test_silence_about_a_pupil_is_no_answer() -> None:
    assert problems_in(row(AMIRA, ""), row(BEN, "")) == [
        (2, HOW, "Say of Amira Adebayo: Still the same or Changed or Ended"),
        (3, HOW, "Say of Ben Brook: New or Nothing to report"),
    ]
    assert problems_in(row(BEN, "Nothing to report")) == [
        (None, "", "Amira Adebayo of your last return is not in the file. Download it again, and "
         "keep every row of it"),
    ]  # fmt: skip
    assert problems_in(row(AMIRA, "Still the same")) == [], "of Ben we only ask"


@pytest.mark.parametrize("how", ["Changed", "Ended", "Still the same"])
def test_whoever_was_not_in_the_last_return_is_new_or_not_in_it(how: str) -> None:
    found = problems_in(row(AMIRA, "Still the same"), row(BEN, how, **MORE))
    assert [(number, column) for number, column, _ in found] == [(3, HOW)]


def test_what_the_pages_refuse_the_file_does() -> None:
    """25 hours a week are taken, half an hour more is no part-time timetable."""
    most = {"Hours a week offered": "25", "Hours a week attended, on average": "25"}
    assert problems_in(row(AMIRA, "Changed", **most)) == []
    ((number, column, words),) = problems_in(
        row(AMIRA, "Changed", **most | {"Hours a week offered": "25.5"})
    )
    assert (number, column) == (2, "Hours a week offered")
    assert words.startswith("25.5 hours a week are more than 25")
    late = problems_in(row(AMIRA, "Changed", **{"Since which day": "31/01/2026"}))
    assert late == [(2, "Since which day", "The day since when must be today or in the past")]


def test_a_pupil_nobody_asked_about_and_one_in_two_rows_are_refused() -> None:
    stranger = row(BEN, "New", **MORE) | {REF: "EC-STRANGER"}
    assert problems_in(row(AMIRA, "Still the same"), stranger, row(AMIRA, "Ended", **ENDED)) == [
        (
            3,
            REF,
            "EC-STRANGER is not in the file that was downloaded. Add other pupils on the page",
        ),
        (4, REF, "EC-AMIRA is in row 2 too. Take out one of the two"),
    ]
    nobody = row(BEN, "New", **MORE) | {REF: ""}
    assert problems_in(row(AMIRA, "Still the same"), nobody) == [
        (3, REF, "Reference is empty. Keep it as it was downloaded")
    ]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "cp1252")])
def test_what_spreadsheets_make_of_it_is_read(delimiter: str, encoding: str) -> None:
    zoe = Asked("EC-ZOE", "O’Néill", "Zoë", "", "", "", returned=False)
    content = sent_back(row(zoe, "NEW", **MORE), delimiter=delimiter, encoding=encoding)
    ((ref, surname, *_),) = read(content)
    assert (ref, surname) == ("EC-ZOE", "O’Néill")


def test_empty_rows_count_for_the_number_of_a_row_and_for_nothing_else() -> None:
    empty = dict.fromkeys(COLUMNS, "")
    found = problems_in(row(AMIRA, "Still the same"), empty, row(BEN, "?"), empty)
    assert [number for number, *_ in found] == [4]


def test_an_apostrophe_against_formulas_is_not_part_of_the_answer() -> None:
    changed = row(AMIRA, "Changed", **{"Plan, in a few words": "'-mentor"})
    taken, _ = settle(read(sent_back(changed)), [AMIRA], TODAY)
    assert taken[0].told.kept["plan"] == "-mentor"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no column Reference"),
        (b"Surname,Forename\nA,B\n", "no column Reference"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        ((",".join(f'"{name}"' for name in COLUMNS) + "\n" + "x\n" * 2001).encode(), "2,001 rows"),
    ],
)
def test_a_file_that_is_no_gap_file_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(NotAGapFile, match=words):
        read(content)


@given(st.binary(max_size=300))
def test_no_file_whatever_is_more_than_refused(content: bytes) -> None:
    head = ",".join(f'"{name}"' for name in COLUMNS).encode() + b"\n"
    for each in (content, head + content):
        with suppress(NotAGapFile):
            _, problems = settle(read(each), [AMIRA, BEN], TODAY)
            assert problems, "Amira is missing from it"
