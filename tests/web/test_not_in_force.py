"""A definition of a law that has not begun says so, on its page and in the list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.test_child_record import words

pytestmark = pytest.mark.django_db

CITED = (
    "Not in force: Children&#39;s Wellbeing and Schools Act 2026, section 38, inserting section "
    "436B of the Education Act 1996"
)


def test_its_page_says_not_in_force_where_others_say_in_use(signed_in: Any, published: Any) -> None:
    page = words(signed_in, "/definitions/children_not_in_school/")
    assert "Register of children not in school Not in force" in page
    assert f"{CITED}. No first day is set, so nobody is counted." in page
    assert "In use" not in page
    assert "In use" in (other := words(signed_in, "/definitions/missing_education/"))
    assert "Not in force" not in other


def test_the_list_says_it_of_those_four_alone(signed_in: Any, published: Any) -> None:
    page = words(signed_in, "/definitions/")
    assert page.count(CITED) == 4
    assert "Register of children not in school Not in force" in page
    assert "Children missing education Not in force" not in page
