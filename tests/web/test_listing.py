"""Long lists: every child once, in order of name, 25 a page, the last page without a next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.publish import publish
from tests.web.small_run import d, write_run

pytestmark = pytest.mark.django_db

SAME_NAMES = [(f"EC-MANY{n:04}", "Sam", f"Sample{n % 4}") for n in range(60)]


@pytest.fixture
def sixty(published: Path, home: Home) -> None:
    """Sixty children, of whom fifteen at a time have one name; half of them missing education."""
    blank = (None,) * 6
    publish(
        write_run(
            home.path,
            run_id="sixty",
            children=[
                (child, forename, surname, d("2014-01-01"), "M", *blank, 8)
                for child, forename, surname in SAME_NAMES
            ],
            statuses=[
                (child, "missing_education", d("2026-11-20"), None)
                for child, _, _ in SAME_NAMES[::2]
            ],
            near_misses=[],
        ),
        home,
    )


def walk(client: Any, address: str) -> list[list[str]]:
    """The references shown on each page, following "Next page" to the end."""
    pages = []
    base = address.split("?")[0]
    while address:
        html = client.get(address).content.decode()
        pages.append(re.findall(r'href="/children/(EC-\w+)/"', html))
        following = re.search(r'href="([^"]*)" rel="next"', html)
        address = base + following[1].replace("&amp;", "&") if following else ""
    return pages


def test_every_child_is_shown_once_in_order_of_name(signed_in: Any, sixty: None) -> None:
    pages = walk(signed_in, "/children/")
    assert [len(page) for page in pages] == [25, 25, 10]
    in_order = [child for child, _, _ in sorted(SAME_NAMES, key=lambda row: (row[2], row[0]))]
    assert [child for page in pages for child in page] == in_order


def test_capitals_and_accents_do_not_change_the_order(
    signed_in: Any, published: Path, home: Home
) -> None:
    """Files come in capitals and with accents; a person looks under the letter."""
    in_order = [
        ("EC-ABBOTT", "Zoe", "Abbott"), ("EC-ARM", "SKYE", "ARMSTRONG"),
        ("EC-BROWN", "Al", "brown"), ("EC-SMITH1", "Amy", "Smith"), ("EC-SMITH2", "Zac", "Smith"),
        ("EC-SMITHJ", "Amy", "Smith-Jones"), ("EC-OZTURK", "Ali", "\u00d6zt\u00fcrk"),
    ]  # fmt: skip
    in_order.insert(3, in_order.pop())
    rows = [(child, forename, surname, *(None,) * 9) for child, forename, surname in in_order]
    folder = write_run(home.path, run_id="capitals", children=rows[::-1], statuses=[])
    publish(folder, home)
    (page,) = walk(signed_in, "/children/")
    assert page == [child for child, _, _ in in_order]


def test_a_list_and_a_record_show_the_same_status(
    signed_in: Any, published: Path, home: Home
) -> None:
    fact = (SAME_NAMES[0][0], "moved_away", d("2026-01-05"), None, None, None, "f", "f.csv", 2)
    publish(
        write_run(
            home.path,
            run_id="moved",
            children=[(*SAME_NAMES[0], d("2014-01-01"), "M", *(None,) * 6, 8)],
            facts=[fact],
            statuses=[],
        ),
        home,
    )
    for address in ("/children/", f"/children/{SAME_NAMES[0][0]}/"):
        assert "Moved away, confirmed" in signed_in.get(address).content.decode()


def test_a_list_of_one_definition_keeps_to_it(signed_in: Any, sixty: None) -> None:
    pages = walk(signed_in, "/children/?definition=missing_education")
    assert sorted(child for page in pages for child in page) == [
        child for child, _, _ in SAME_NAMES[::2]
    ]


def test_search_results_and_today_turn_their_pages(signed_in: Any, sixty: None) -> None:
    signed_in.post("/children/", {"words": "Sam"})
    assert [len(page) for page in walk(signed_in, "/children/?found")] == [25, 25, 10]
    assert [len(page) for page in walk(signed_in, "/")] == [25, 5]
