"""Definitions, feeds and scorecards: what their pages say and let you download."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from onroll.web.config.authority import BLACK, WHITE, contrast, stylesheet
from onroll.web.library.prose import linked
from tests.web.small_run import LATE_CAUTION

pytestmark = pytest.mark.django_db


def test_a_definition_shows_its_tests_and_who_only_just_is_not_counted(
    signed_in: Any, published: Any
) -> None:
    page = signed_in.get("/definitions/missing_education/").content.decode()
    assert "Education Act 1996, section 436A(1)" in page
    assert 'href="/definitions/missing_education/near-misses/3/"' in page
    assert 'href="/definitions/missing_education_extended/"' in page
    near = signed_in.get("/definitions/missing_education/near-misses/3/").content.decode()
    assert "Ben Mock" in near


def test_words_in_backticks_become_links_and_nothing_else_becomes_markup() -> None:
    said = linked("<b> see `missing_education` and `nothing_known`")
    assert said == (
        '&lt;b&gt; see <a class="govuk-link" href="/definitions/missing_education/">'
        "Children missing education</a> and nothing_known"
    )


def test_a_feed_shows_what_was_held_back_and_how_to_fix_it(signed_in: Any, published: Any) -> None:
    page = signed_in.get("/feeds/pupil_roll/").content.decode()
    assert "&#39;31/02/2013&#39; is not a real date" in page
    assert "first in row 17" in page
    assert "Rows used without a value" in page


def test_the_scorecard_adds_up_on_the_page_and_in_the_file(signed_in: Any, published: Any) -> None:
    page = signed_in.get("/figures/missing_education/?by=month").content.decode()
    words = re.sub(r"<[^>]+>", "", page)
    assert "1 at the start + 2 new \u2212 0 left = 3 children at the end" in words
    assert '<svg role="img" aria-label="Children missing education: 1 at the end of' in page

    answer = signed_in.get("/figures/missing_education/flows.csv?by=month")
    assert answer["Content-Disposition"] == (
        'attachment; filename="missing_education_by_month_2026-11-23.csv"'
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == 12
    for row in rows:
        assert row["caution"] == LATE_CAUTION
        assert int(row["opening"]) + int(row["new"]) - int(row["left"]) == int(row["closing"])


def test_the_form_leads_to_the_scorecard_chosen(signed_in: Any, published: Any) -> None:
    answer = signed_in.get("/figures/", {"definition": "on_roll", "by": "quarter"})
    assert answer["Location"] == "/figures/on_roll/?by=quarter"


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#ffdd00", "#777777", "#00594f"])
def test_the_header_can_be_read_on_any_colour(colour: str) -> None:
    text = WHITE if f"--authority-text: {WHITE}" in stylesheet(colour) else BLACK
    assert contrast(text, colour) >= 4.5


@pytest.mark.parametrize(
    "colour", ["red", "", "#12345", "#1234567", "#000000; } body { display: none"]
)
def test_a_colour_that_is_not_one_becomes_dark_blue(colour: str) -> None:
    assert "--authority-colour: #1d3557;" in stylesheet(colour)
