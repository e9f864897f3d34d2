"""Released reports of a day become the regional snapshot of their authority."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from onroll.figures.regional.roster import GROUPS
from onroll.figures.reports.cohort_overlay import COHORTS
from onroll.record.exchange.keys import make_key
from onroll.record.home import Home
from tests.web.case_pages import browser_of, colleague, words
from tests.web.kept_release import kept_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


@pytest.fixture
def analyst() -> Client:
    return browser_of(colleague("Data analyst"))


@pytest.fixture
def director() -> Client:
    return browser_of(colleague("Director"))


def test_a_release_becomes_the_snapshot_of_its_authority_and_stands_under_compare(
    analyst: Client, director: Client, own_home: Home
) -> None:
    numbers = [
        {"table": table, "labels": labels, "value": value, "symbol": symbol}
        for table, labels, value, symbol in (
            ("on_the_day", ["Not on a roll (statutory)", "On no roll"], "53", None),
            ("whereabouts", ["Whereabouts known"], None, "c"),
            ("whereabouts", ["Whereabouts not known"], None, "c"),
        )
    ]  # fmt: skip
    rules = [
        {"key": key, "title": f"Whereabouts {words}", "words": "A rule."}
        for key, words in (("whereabouts_known", "known"), ("whereabouts_not_known", "not known"))
    ]
    at = kept_release(numbers, rules)
    snapshot = f"{at}snapshot/"
    assert snapshot in director.get(at).content.decode()
    assert browser_of(colleague("Council member")).get(snapshot).status_code == 403
    answer = director.post(snapshot)
    assert answer.status_code == 422
    assert "This authority has no key yet" in words(answer)
    assert "Enter who they are" in words(director.post(snapshot, {"population": "20000"}))
    make_key(own_home, date(2026, 1, 1))
    assert director.get(f"{snapshot}file/").status_code == 404
    asked = {"population": "20000", "per": "children aged 5 to 16"}
    assert director.post(snapshot, asked).status_code == 302
    page = words(analyst.get(snapshot))
    assert "file 1. It counts under Compare" in page
    sent = json.loads(analyst.get(f"{snapshot}file/").content)
    (row,) = sent["rows"]
    assert [row[key] for key in ("known", "not_known", "total")] == ["c", "c", "53"]
    assert row["formula"] == "On no roll. Known: A rule. Not known: A rule."
    assert row["note"] == "Released as cme_headline-2026-11-20."
    assert "EC-" not in json.dumps(sent)
    (own_home.region / GROUPS).write_text("region,la_code\nOurs,001\n", encoding="utf-8")
    table = words(director.get("/compare/"))
    assert "1 of 1 sent" in table
    assert "Released as cme_headline-2026-11-20." in table


def cohorts_released(number: str) -> str:
    """The address of the overlay of the same day, released; all its cohorts are of this number."""
    rules = [{"key": key, "title": f"Title of {key}", "words": f"Rule of {key}."}
             for key in COHORTS]  # fmt: skip
    numbers = [
        {"table": "cohorts", "labels": ["SESLIP's words", rule["title"], rule["words"]],
         "value": number, "symbol": None}
        for rule in rules
    ]  # fmt: skip
    return kept_release(numbers, rules, report="cohort_overlay")


def headline_released() -> str:
    numbers = [
        {"table": table, "labels": labels, "value": value, "symbol": None}
        for table, labels, value in (
            ("on_the_day", ["Not on a roll (statutory)", "On no roll"], "53"),
            ("whereabouts", ["Known"], "40"), ("whereabouts", ["Not known"], "13"),
        )
    ]  # fmt: skip
    rules = [{"key": key, "title": title, "words": "A rule."}
             for key, title in (("whereabouts_known", "Known"),
                                ("whereabouts_not_known", "Not known"))]  # fmt: skip
    return kept_release(numbers, rules)


def test_the_snapshot_of_a_release_has_the_cohorts_that_were_released_of_the_same_day(
    director: Client, own_home: Home
) -> None:
    """A region counts one file of an authority for a day: made from either release, it has both.
    Each cohort goes with its definition, and of whereabouts it says nothing, which is not 0."""
    make_key(own_home, date(2026, 1, 1))
    for at in (cohorts_released("7"), headline_released()):
        assert director.post(f"{at}snapshot/").status_code == 302
        rows = json.loads(director.get(f"{at}snapshot/file/").content)["rows"]
        assert [row["measure"] for row in rows] == ["not_on_roll", *COHORTS]
        assert {row["formula"] for row in rows[1:]} == {f"Rule of {key}." for key in COHORTS}
        assert {tuple(row[key] for key in ("known", "not_known", "total")) for row in rows[1:]} == {
            ("x", "x", "7")
        }
    (own_home.region / GROUPS).write_text("region,la_code\nOurs,001\n", encoding="utf-8")
    table = words(director.get("/compare/?measure=home_educated"))
    assert "Title of home_educated" in table
    assert "Released as cohort_overlay-2026-11-20." in table


def test_a_release_with_a_number_that_may_not_be_sent_is_named_and_the_other_goes(
    director: Client, own_home: Home
) -> None:
    make_key(own_home, date(2026, 1, 1))
    small, at = cohorts_released("4"), headline_released()
    assert "a number from 1 to 4 may give a child away" in words(director.get(f"{small}snapshot/"))
    assert "cohort_overlay-2026-11-20 is not in it." in words(director.get(f"{at}snapshot/"))
    assert director.post(f"{at}snapshot/").status_code == 302
    (row,) = json.loads(director.get(f"{at}snapshot/file/").content)["rows"]
    assert row["measure"] == "not_on_roll"
