"""Recommendations, a fund and words that name nobody: rules without a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from onroll.figures.improvement.before_after import before_and_after, counted_alike
from onroll.figures.improvement.case_study import draft
from onroll.figures.improvement.fund import (
    NoFund,
    balance,
    fund_of,
    read_fund,
    why_not_asked,
    why_not_spent,
)
from onroll.figures.improvement.names_nobody import Known, asked_about, must_go
from onroll.figures.improvement.recommendations import AsWritten, as_report, open_first, row_of
from onroll.figures.improvement.review_pack import review_pack
from onroll.figures.improvement.topics import Event, Happened, Kind, Rating, Topic, why_not
from onroll.figures.regional.cells import cell
from onroll.figures.regional.received import Received
from onroll.figures.regional.snapshot import AgreedFigure, Snapshot
from onroll.figures.writing.xlsx import as_xlsx
from onroll.record.casework import events as of_cases
from onroll.record.home import Home

DAY = date(2026, 11, 23)
SESLIP = read_fund((files("onroll.figures.improvement") / "fund.toml").read_bytes())
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 1, 2


def event(kind: Happened, on: date = DAY, by: int = ANA, **told: str) -> Event:
    return Event(kind, on, AT, by, "Ana Lopez", told)


def topic(kind: Kind, *events: Event, number: int = 1, **told: str) -> Topic:
    return Topic(number, kind, (event(Happened.WRITTEN, **told), *events))


def recommended(*events: Event, number: int = 1, due_on: str = "2026-11-23") -> Topic:
    return topic(
        Kind.RECOMMENDATION, *events, number=number, whose="Ofsted", dated_on="2013-11-01",
        words="Establish a central record.", owner="Director", due_on=due_on,
    )  # fmt: skip


def noted(rating: Rating, on: date, note: str = "A note") -> Event:
    return event(Happened.NOTED, on, rating=rating.value, note=note)


def applied(amount: int, *events: Event, number: int = 1) -> Topic:
    return topic(Kind.APPLICATION, *events, number=number, amount=str(amount), change="Calls")


AGREED = event(Happened.DECIDED, decision="agreed", who="The sub-group", note="Good")
DECLINED = event(Happened.DECIDED, decision="declined", who="The sub-group", note="No")


def test_a_recommendation_is_as_far_as_the_note_of_the_newest_day_says() -> None:
    none = recommended()
    assert none.rating_words == "Not started"
    late = noted(Rating.AT_RISK, date(2026, 11, 1))
    told_after = noted(Rating.UNDER_WAY, date(2026, 10, 1), "Earlier")
    held = recommended(late, told_after)
    assert held.rating is Rating.AT_RISK
    assert [each.told["note"] for each in held.notes] == ["A note", "Earlier"]
    same_day = noted(Rating.DONE, date(2026, 11, 1))
    assert recommended(late, same_day).rating is Rating.DONE


def test_it_is_overdue_from_the_day_after_the_day_set_until_it_is_done() -> None:
    assert not recommended().is_overdue(DAY)
    assert recommended().is_overdue(date(2026, 11, 24))
    assert not recommended(noted(Rating.DONE, DAY)).is_overdue(date(2026, 11, 24))
    assert not recommended(due_on="").is_overdue(date(2099, 1, 1))


def test_every_earlier_note_is_in_the_workbook_and_no_rating_is_a_colour_alone() -> None:
    held = [
        recommended(noted(Rating.UNDER_WAY, date(2026, 9, 1), "=First"),
                    noted(Rating.DONE, date(2026, 10, 1), "Guide in use"), number=7),
        recommended(number=8, due_on="2026-11-01"),
        recommended(event(Happened.TAKEN_OUT, note="Written twice"), number=9),
    ]  # fmt: skip
    assert [each.number for each in open_first(held, DAY)] == [8, 7]
    assert row_of(held[0], DAY)[6:] == (
        "Done", "1 October 2026, done: Guide in use", "1 September 2026, under way: =First",
    )  # fmt: skip
    words = AsWritten("", "", "", DAY, "recommendations", is_draft=False)
    file = BytesIO(as_xlsx(as_report(held, "Exampleshire", DAY), words))
    book = CalamineWorkbook.from_filelike(file)
    cells = [str(c) for row in book.get_sheet_by_name("Table 1").to_python() for c in row]
    assert "1 September 2026, under way: =First" in cells
    assert "1 November 2026 (overdue)" in cells
    cover = " ".join(str(c) for row in book.get_sheet_by_name("Cover").to_python() for c in row)
    assert "As written by 23 November 2026" in cover
    assert "fixed" not in cover


AUTHORITY = """name = "Riverside Council"
short_name = "Riverside"
la_code = "002"
colour = "#1d3557"
postcode_districts = []
"""
OWN = """
[fund]
title = "Our fund"
unit = "pounds"
authority = "local policy"
source = "Board"
from.2026-04-01 = 12000
[largest]
title = "Most"
unit = "pounds"
authority = "local policy"
source = "Board"
from.2026-04-01 = 2000
[consultancy]
title = "Help"
unit = "pounds"
authority = "local policy"
source = "Board"
from.2026-04-01 = 0
[consultancy_days]
title = "Days"
unit = "days"
authority = "local policy"
source = "Board"
from.2026-04-01 = 0
"""


def test_a_council_has_the_fund_that_it_tells_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "authority.toml").write_text(AUTHORITY)
    with pytest.raises(NoFund, match=r"Write it in fund\.toml, in the folder"):
        fund_of(Home(tmp_path))
    (tmp_path / "fund.toml").write_text(OWN)
    assert balance(fund_of(Home(tmp_path)), [], DAY).fund.whole == 12_000
    (tmp_path / "authority.toml").write_text(AUTHORITY + "demo = true\n")
    assert fund_of(Home(tmp_path))["fund"].title == "Our fund"
    (tmp_path / "fund.toml").unlink()
    assert fund_of(Home(tmp_path)) == SESLIP


@pytest.mark.parametrize(
    "spoilt",
    ["", "[fund", OWN.replace("[largest]", "[most]"), OWN.replace("= 12000", '= "many"'),
     OWN.replace("from.2026-04-01 = 12000", "from = {}"), OWN.replace("2026-04-01", "2026-13-01"),
     OWN + "\x00", "fund = 3"],
)  # fmt: skip
def test_a_fund_that_cannot_be_read_is_refused_in_words(spoilt: str) -> None:
    with pytest.raises(NoFund, match=r"fund\.toml cannot be read") as refused:
        read_fund(spoilt.encode())
    assert why_not_asked(1, refused.value) == why_not_spent(1, 1, refused.value)
    assert "Correct it" in why_not_asked(1, refused.value)


def test_the_budgets_are_those_of_the_proposal() -> None:
    now = balance(SESLIP, [], DAY)
    assert (now.fund.whole, now.consultancy.whole, now.whole) == (9_500, 10_500, 20_000)
    assert (now.days.whole, now.largest) == (25, 1_000)


def test_only_what_was_agreed_and_not_taken_out_is_gone_from_the_fund() -> None:
    out = event(Happened.TAKEN_OUT, note="Twice")
    held = [applied(900, AGREED), applied(800, DECLINED), applied(700), applied(600, AGREED, out)]
    fund = balance(SESLIP, held, DAY).fund
    assert (fund.left, fund.waiting) == (8_600, 700)


def test_an_application_is_refused_over_a_thousand_and_over_what_is_left() -> None:
    nine = [applied(1_000, AGREED) for _ in range(9)]
    now = balance(SESLIP, nine, DAY)
    assert why_not_asked(1_000, balance(SESLIP, [], DAY)) == ""
    assert "asks for £1,001, and one may ask for £1,000 at most" in why_not_asked(1_001, now)
    assert why_not_asked(500, now) == ""
    assert "asks for £501, and £500 of £9,500 is left" in why_not_asked(501, now)


def test_consultancy_ends_with_its_days_and_its_money() -> None:
    now = balance(SESLIP, [topic(Kind.CONSULTANCY, days="20", amount="10000", what="x")], DAY)
    assert why_not_spent(5, 500, now) == ""
    assert why_not_spent(6, 0, now) == "6 days are asked for, and 5 of 25 are left"
    assert "£500 of £10,500" in why_not_spent(0, 501, now)


def test_nobody_reads_their_own_words_as_the_second_person() -> None:
    held = topic(Kind.PRACTICE, title="Calls")
    assert "You wrote this" in why_not(Happened.READ, ANA, held)
    assert why_not(Happened.READ, BEN, held) == ""
    read = topic(Kind.PRACTICE, event(Happened.READ, by=BEN), title="Calls")
    assert read.read is not None
    again = replace(read, events=(*read.events, event(Happened.WRITTEN, by=BEN, title="New")))
    assert again.read is None  # what was read is not what it says now
    assert "You wrote this" in why_not(Happened.READ, BEN, again)


def test_what_was_decided_is_not_decided_again_nor_changed() -> None:
    held = applied(500, AGREED)
    for kind in (Happened.DECIDED, Happened.WRITTEN):
        assert "Take it out" in why_not(kind, BEN, held)
    out = applied(500, event(Happened.TAKEN_OUT, note="x"))
    assert all("taken out" in why_not(kind, BEN, out) for kind in Happened)


KNOWN = Known(
    frozenset({"Amara", "Okafor", "May"}), frozenset({date(2013, 4, 7)}),
    frozenset({"A123456789012"}), frozenset({"Mill Lane"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("We rang amara’s mother", "a name: 'Amara'"),
        ("The OKAFOR family moved", "a name: 'Okafor'"),
        ("May was seen", "a name: 'May'"),
        ("Born 7 April 2013", "date of birth"),
        ("She is 7th April 2013", "date of birth"),
        ("On 07/04/2013 she", "date of birth"),
        ("2013-04-07", "date of birth"),
        ("at 12 mill lane", "the place: 'Mill Lane'"),
        ("seen at Hilltop Academy", "a school: 'Hilltop Academy'"),
        ("UPN A123456789012", "a unique pupil number"),
        ("near LE3 8RA", "a postcode"),
        ("EC-4F7K2M9Q was", "the reference of a child"),
        ("ring 0116 232 3232", "a phone number"),
        ("write to mum@example.org", "an email address"),
        ("943 476 5919", "an NHS or ten-digit number"),
    ],
)
def test_words_that_point_to_the_child_must_go(words: str, what: str) -> None:
    assert what in "; ".join(must_go(words, KNOWN, ["Hilltop Academy"]))


@pytest.mark.parametrize(
    "words",
    ["A Year 9 child may be found in week 3 after 12 enquiries", "The mill was in a lane",
     "£1,000 was spent over 25 days", "Seen on 9 April 2013"],
)  # fmt: skip
def test_words_that_point_to_nobody_may_stay(words: str) -> None:
    assert must_go(words, KNOWN, ["Hilltop Academy"]) == []


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("3 pupils came back", ["a small number: 3"]),
        ("two children were found", ["a small number: two"]),
        ("5 pupils came back after 3 weeks, in 2 terms, for £4", []),
        ("Week 2: nobody knew", []),
        ("Seen on 9 April 2013", ["an exact day: '9 April 2013'"]),
    ],
)
def test_small_numbers_and_exact_days_are_asked_about(words: str, asked: list[str]) -> None:
    assert asked_about(words, small=5, exact_days=True) == asked


def test_a_case_study_is_drafted_without_a_word_that_anybody_typed() -> None:
    kinds = of_cases.Kind
    told = [
        (kinds.RECEIVED, date(2026, 9, 1),
         {"source": "school", "issue": "whereabouts", "told_by": "Ms Reed", "words": "Amara!"}),
        (kinds.TRIAGED, date(2026, 9, 7), {"route": "accept", "risk": "concern", "why": "Amara!"}),
        (kinds.ASKED, date(2026, 9, 8), {"enquiry": "last_school", "of_whom": "Hilltop Amara!"}),
        (kinds.REPLIED, date(2026, 9, 9), {"asked": 3, "result": "nil", "words": "Amara!"}),
        (kinds.NOTED, date(2026, 9, 9), {"words": "Amara!"}),
        (kinds.VISITED, date(2026, 9, 15), {"seen": "alone", "worries": "Amara!"}),
        (kinds.VISITED, date(2026, 9, 16), {"seen": "refused"}),
        (kinds.TAKEN_BACK, date(2026, 9, 17), {"number": 7, "why": "Amara!"}),
    ]  # fmt: skip
    made = draft(
        [of_cases.Event(n, kind, on, AT, "Ana", held) for n, (kind, on, held) in
         enumerate(told, 1)], 9,
    )  # fmt: skip
    every = "\n".join((made.background, made.work, made.outcome))
    assert must_go(every, KNOWN) == []
    assert not {"Reed", "Hilltop", "2026"} & set(every.replace(".", "").split())
    assert made.background.splitlines()[1].startswith("Week 1: A school told us.")
    assert "Week 2: Enquiry: Ask the school where the child last went." in made.work
    assert "Week 3: Visit. The child was seen, alone." in made.work
    assert "Refused" not in made.work
    assert made.outcome == "The work goes on."


def sent(code: str, day: date, total: str, version: str = "1") -> list[Received]:
    figure = AgreedFigure(
        "not_on_roll", "Not on a roll", "missing_education", version, "s.436A", cell(""), cell(""),
        cell(total), 10_000, "children aged 5 to 16",
    )  # fmt: skip
    snapshot = Snapshot(code, f"Authority {code}", day, (figure,))
    return [Received(snapshot, 1, "f.csv", "0", "", day, AT, "a@x.example")]


def test_before_and_after_are_compared_only_where_both_were_counted_alike() -> None:
    first, second = date(2026, 1, 1), date(2026, 10, 1)
    before = {"001": sent("001", first, "84"), "301": sent("301", first, "50"),
              "302": sent("302", first, "c"), "303": sent("303", first, "9")}  # fmt: skip
    after = {"001": sent("001", second, "60"), "301": sent("301", second, "40", "2"),
             "302": sent("302", second, "12")}  # fmt: skip
    rows = before_and_after(["001", "301", "302", "303"], "not_on_roll", before, after)
    assert [each.change.value for each in rows] == [-24, None, None, None]
    assert [each.why_not for each in rows] == [
        "", "It was counted by another definition before than after",
        "One of the two numbers is hidden or was not told",
        "Nothing was sent of this for the day after",
    ]  # fmt: skip
    assert counted_alike(rows)
    other = after | {"301": sent("301", second, "40", "2")}
    was = before | {"301": sent("301", first, "50", "2")}
    assert not counted_alike(before_and_after(["001", "301"], "not_on_roll", was, other))


def test_a_pack_has_the_words_with_their_day_and_only_the_tables_it_is_given() -> None:
    strength = topic(Kind.AREA, side="strength", title="Calls", words="Every school is rung")
    own = topic(Kind.CASE_STUDY, title="Unread", background="b", work="w", outcome="o")
    printed = {
        "findings": ["Fewer children"], "left_out": [], "not_known": [],
        "tables": [{"title": "Children", "by": ["Year"], "columns": ["Number"],
                    "things": "children", "groups": "", "symbols": ["[c] hidden"], "notes": [],
                    "rows": [{"labels": ["2026"], "cells": ["[c]"]}]}],
    }  # fmt: skip
    made = review_pack(
        [strength, own, recommended(noted(Rating.DONE, DAY))],
        [("Headline", "On 1 November 2026", "cme-1", printed)], "Exampleshire", DAY,
    )  # fmt: skip
    document = Document(BytesIO(made))
    said = "\n".join(each.text for each in document.paragraphs)
    assert "Calls. Every school is rung (Ana Lopez, 23 November 2026)" in said
    assert "Unread" not in said
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    assert "Done" in cells
    assert "[c]" in cells
