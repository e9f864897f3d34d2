"""Nobody is given a case while they are away, unless whoever gives it says all the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from onroll.web.cases.models import Away, Case
from tests.web.case_pages import accepted, browser_of, colleague, send, words
from tests.web.test_letters_pages import boxes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

DAY = timedelta(days=1)


def says(by: Any, first: date, last: date, who: Any = None) -> Any:
    typed = {"who": (who or by).pk} | boxes("first", first) | boxes("last", last)
    return browser_of(by).post("/cases/away/", typed)


def given(by: Any, case: Case, to: Any, **more: Any) -> Any:
    return send(browser_of(by), f"/cases/{case.pk}/give/", officer=to.pk, **more)


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [(0, 0, True), (-1, 0, True), (1, 1, False)],
    ids=["today alone", "today is the last day", "from tomorrow"],
)
def test_whoever_is_away_today_is_not_given_a_case_by_mistake(
    first: int, last: int, away: bool
) -> None:
    manager, officer = colleague("Pathway manager"), colleague("Education officer", "Priya Sharma")
    case = accepted(manager)
    assert says(officer, localdate() + first * DAY, localdate() + last * DAY).status_code == 302
    answer = given(manager, case, officer)
    assert answer.status_code == (422 if away else 302)
    if away:
        assert "Priya Sharma is away until" in words(answer)
        assert given(manager, case, officer, all_the_same="on").status_code == 302
    case.refresh_from_db()
    assert case.officer == officer
    assert "all_the_same" not in case.events.get(kind="allocated").told


def test_the_newest_words_hold_and_nothing_is_lost() -> None:
    manager, officer = colleague("Pathway manager"), colleague("Education officer", "Priya Sharma")
    case = accepted(manager)
    says(officer, localdate(), localdate() + 9 * DAY)
    page = browser_of(officer).get("/cases/away/")
    number = Away.objects.get().pk
    assert f'value="{number}"' in page.content.decode()
    browser_of(officer).post("/cases/away/", {"back": number})
    assert "You are not away" in words(browser_of(officer).get("/cases/away/"))
    assert given(manager, case, officer).status_code == 302
    assert Away.objects.count() == 2


def test_a_manager_says_it_of_a_colleague_and_an_officer_of_nobody_else() -> None:
    manager, officer = colleague("Team manager"), colleague("Education officer", "Priya Sharma")
    other = colleague("Education officer", "Omar Roe")
    assert says(manager, localdate(), localdate(), who=officer).status_code == 302
    assert "Priya Sharma" in words(browser_of(manager).get("/cases/away/"))
    assert says(other, localdate(), localdate(), who=officer).status_code == 422
    page = words(browser_of(other).get("/cases/away/"))
    assert "Priya" not in page
    browser_of(other).post("/cases/away/", {"back": Away.objects.get().pk})
    assert Away.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (-2, -1, "Last day away must be today or in the future"),
        (2, 1, "Last day away must be the first day or later"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(first: int, last: int, said: str) -> None:
    officer = colleague("Education officer", "Priya Sharma")
    refused = says(officer, localdate() + first * DAY, localdate() + last * DAY)
    assert refused.status_code == 422
    assert said in words(refused)
