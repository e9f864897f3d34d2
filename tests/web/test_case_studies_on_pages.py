"""Both cases of the papers, written through the pages by the people of today's service.

The rules behind them are held day by day in tests/record/casework; here it is the pages that must
not let happen again what did.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from onroll.web.cases.models import Case, CaseEvent
from tests.web.case_pages import browser_of, colleague, place_not_taken_up, send
from tests.web.case_studies_told import TOMI, first_case, second_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
TOKENS = count(1)


class AtAClient:
    """Somebody of a role, at a test client."""

    def __init__(self, role: str, name: str) -> None:
        self.client = browser_of(colleague(role, name))

    def read(self, address: str) -> str:
        page: str = self.client.get(address).content.decode()
        return page

    def send(self, address: str, **typed: Any) -> str:
        if "/write/" in address:  # what adds needs nothing that its form carries but a token
            answer = self.client.post(address, typed | {"token": f"typed {next(TOKENS)}"})
        else:
            answer = send(self.client, address, **typed)
        if answer.status_code == 302:
            return self.read(answer["Location"])
        page: str = answer.content.decode()
        return page


@pytest.fixture
def officer() -> AtAClient:
    return AtAClient("Pathway manager", "Sam Otieno")


@pytest.fixture
def other() -> AtAClient:
    return AtAClient("Service manager", "Ada Cole")


def test_the_first_case_is_one_case_and_devon_is_not_whereabouts(
    officer: AtAClient, other: AtAClient
) -> None:
    place_not_taken_up()
    first_case(officer, other)
    assert Case.objects.count() == 1


def test_the_second_case_runs_two_places_at_once_and_ends_for_each_child(
    officer: AtAClient, other: AtAClient
) -> None:
    second_case(officer, other)
    assert CaseEvent.objects.filter(kind="replied", told__result="nil").count() == 5
    assert Case.objects.get(child=TOMI).is_open
