"""A source that fell silent is said on Today, on each figure that rests on it, and of each child.

The small run has a late feed (admissions), one with two quiet schools (attendance marks), one with
rows held back (rolls) and one that never came (children in need).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.web.publish import publish
from tests.web.small_run import AMARA, LATE_CAUTION, QUIET, rows_of_tables, write_run

pytestmark = pytest.mark.django_db

MARKS_CAUTION = f"Figures may be short of attendance marks. {QUIET}"


def shown(client: Any, address: str) -> str:
    """The words of a page, each run of spaces as one."""
    text = client.get(address).content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def test_today_says_how_many_feeds_are_up_to_date_and_what_ails_the_others(
    signed_in: Any, published: Path
) -> None:
    page = shown(signed_in, "/")
    assert "Data: 1 of 4 feeds up to date." in page
    assert "Admissions: 14 days late: nothing since 1 November 2026." in page
    assert f"Attendance marks: {QUIET}" in page
    assert "1 feed has rows held back." in page
    assert "Children in need" not in page


@pytest.mark.parametrize(
    ("address", "caution", "other"),
    [
        ("/definitions/missing_education/", LATE_CAUTION, MARKS_CAUTION),
        ("/figures/missing_education/?by=month", LATE_CAUTION, MARKS_CAUTION),
        ("/figures/missing_education_extended/?by=month", MARKS_CAUTION, LATE_CAUTION),
        ("/definitions/missing_education_extended/", MARKS_CAUTION, LATE_CAUTION),
        ("/children/?definition=missing_education_extended", MARKS_CAUTION, None),
        ("/children/", LATE_CAUTION, MARKS_CAUTION),
        ("/definitions/missing_education/near-misses/3/", LATE_CAUTION, MARKS_CAUTION),
        ("/definitions/", LATE_CAUTION, None),
    ],
)
def test_each_figure_and_list_says_what_its_own_feeds_leave_out(
    signed_in: Any, published: Path, address: str, caution: str, other: str | None
) -> None:
    page = shown(signed_in, address)
    assert caution in page
    assert other is None or other not in page


def test_a_figure_says_too_what_is_held_back_and_what_never_came(
    signed_in: Any, published: Path
) -> None:
    page = shown(signed_in, "/figures/missing_education/?by=month")
    assert "Rows held back, and not counted: School rolls 3." in page
    page = shown(signed_in, "/figures/pme_mental_health/?by=month")
    assert "Never loaded, so not counted: Children in need." in page
    assert "Figures do not include" not in page


def test_a_figure_whose_feeds_are_all_fresh_says_nothing(signed_in: Any, published: Path) -> None:
    page = signed_in.get("/children/?definition=pme_new_to_the_country").content.decode()
    figure = signed_in.get("/figures/pme_new_to_the_country/").content.decode()
    assert "onroll-freshness" in page  # of the tags of the children on the list
    assert "onroll-freshness" not in figure


@pytest.mark.parametrize("part", ["", "timeline/"])
def test_a_childs_own_page_says_which_source_of_a_shown_fact_fell_silent(
    signed_in: Any, published: Path, home: Home, part: str
) -> None:
    """Of Amara the late feed has told nothing; then a fact of hers comes from it."""
    address = f"/children/{AMARA}/{part}"
    assert "14 days late" not in shown(signed_in, address)
    tables = rows_of_tables()
    told = [("admissions_applications" if row[6] == "gp_registrations" else row[6]) for row in
            tables["facts"]]  # fmt: skip
    facts = [(*row[:6], feed, *row[7:]) for row, feed in zip(tables["facts"], told, strict=True)]
    publish(write_run(home.path, run_id=f"told-{part[:4]}", facts=facts), home)
    assert "Admissions: 14 days late: nothing since 1 November 2026." in shown(signed_in, address)
