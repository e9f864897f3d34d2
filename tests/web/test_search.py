"""Finding a child: by names that sound alike, dates as people type them, UPN and reference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onroll.web.children.dates import NotADate, read_days
from onroll.web.children.sounds import plain, sounds
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = pytest.mark.django_db


def search(client: Any, **typed: str) -> str:
    response = client.post("/children/", typed, follow=True)
    assert response.redirect_chain == [("/children/?found", 302)]
    return response.content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"words": "Amara Example"}, [AMARA]),
        ({"words": "amarah exampel"}, [AMARA]),
        ({"words": "EXAMPLE"}, [AMARA, "EC-TMEXA001"]),
        ({"words": "Sofia Otest Nowack"}, [ZOFIA]),
        ({"words": "Zofia O'Test-Nowak"}, [ZOFIA]),
        ({"words": "a001000000002"}, [JOSHUA]),
        ({"words": "ec-jsha0001"}, [JOSHUA]),
        ({"words": "Example", "born": "14/5/2013"}, [AMARA]),
        ({"born": "2 February 2015"}, [JOSHUA]),
        ({"words": "Sample", "definition": "missing_education"}, [JOSHUA]),
    ],
)
def test_it_finds(signed_in: Any, published: Any, typed: dict[str, str], found: list[str]) -> None:
    page = search(signed_in, **typed)
    shown = [child for child in (AMARA, JOSHUA, ZOFIA, "EC-TMEXA001", "EC-GRACE001")
             if f'href="/children/{child}/"' in page]  # fmt: skip
    assert sorted(shown) == sorted(found)


@pytest.mark.parametrize("words", ["", "   "])
@pytest.mark.parametrize(
    ("definition", "address"),
    [("", "/children/"), ("missing_education", "/children/?definition=missing_education")],
)
def test_a_search_for_nothing_is_the_whole_list(
    signed_in: Any, published: Any, words: str, definition: str, address: str
) -> None:
    """Not "the closest 100", for nothing was said that a child could be close to."""
    response = signed_in.post("/children/", {"words": words, "definition": definition})
    assert response["Location"] == address


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"words": "x" * 201}, "Name, UPN or reference must be 200 characters or fewer"),
        ({"born": "1" * 41}, "Date of birth must be 40 characters or fewer"),
        ({"born": "1/1/" + "9" * 30}, "Date of birth must be a real date"),
    ],
)
def test_what_is_too_long_is_explained(
    signed_in: Any, published: Any, typed: dict[str, str], problem: str
) -> None:
    assert search(signed_in, **typed).count(problem) == 2, "in the summary and at the box"


@pytest.mark.parametrize("typed", ["%", "_", "'", "\\", "';--", "a " * 100])
def test_signs_find_nobody_and_break_nothing(signed_in: Any, published: Any, typed: str) -> None:
    assert "No child matches" in search(signed_in, words=typed)


def test_the_closest_name_comes_first(signed_in: Any, published: Any) -> None:
    page = search(signed_in, words="Tomi Exampel")
    assert page.index("Tomi Example") < page.index("</table>")
    assert "1 child matches" in page


def test_nothing_found_says_what_was_looked_for(signed_in: Any, published: Any) -> None:
    page = search(signed_in, words="Quillfeather", born="2013")
    assert "No child matches “Quillfeather”, born 2013. Check the spelling" in page


def test_a_date_that_is_not_one_is_explained(signed_in: Any, published: Any) -> None:
    page = search(signed_in, born="31/02/2013")
    assert "Date of birth must be a real date" in page
    assert "<title>Error: " in page


def test_what_was_typed_is_never_in_an_address(signed_in: Any, published: Any) -> None:
    response = signed_in.post("/children/", {"words": "Amara", "born": "2013"})
    assert response["Location"] == "/children/?found"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("14 May 2013", date(2013, 5, 14), date(2013, 5, 14)),
        ("14th may 2013", date(2013, 5, 14), date(2013, 5, 14)),
        ("14/05/2013", date(2013, 5, 14), date(2013, 5, 14)),
        ("14.5.13", date(2013, 5, 14), date(2013, 5, 14)),
        ("2013-05-14", date(2013, 5, 14), date(2013, 5, 14)),
        ("May 14, 2013", date(2013, 5, 14), date(2013, 5, 14)),
        ("14-Sept-2013", date(2013, 9, 14), date(2013, 9, 14)),
        ("Feb 2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("12/2013", date(2013, 12, 1), date(2013, 12, 31)),
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, first: date, last: date) -> None:
    assert read_days(typed) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2013",
        "14/13/2013",
        "0",
        "someday",
        "1 2 3 4",
        "14 Mai 2013",
        "-",
        "99999",
        "13",
        "14052013",
    ],
)
def test_what_is_not_a_date_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotADate, match=r"^Date of birth must be"):
        read_days(typed)


def test_names_are_plain_and_sound_as_they_are_said() -> None:
    assert plain("  Zoë O\u2019Brien-Nowak ") == "zoe obrien nowak"
    assert sounds("Zoë Example") == sounds("zoe exampel")
    assert sounds("李 李") == ["李"]
