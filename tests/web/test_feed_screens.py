"""What each feed's pages say: its columns and rules, a file to fill in, who rests on it."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from onroll.record import feeds
from onroll.record.feeds.template_file import has_template
from onroll.web.feeds.models import QuietSchool
from tests.web.files_to_load import HEADINGS, pupil
from tests.web.sending import words

pytestmark = pytest.mark.django_db
WITH_TEMPLATE = [feed for feed in feeds.CATALOGUE if has_template(feed)]


@pytest.mark.parametrize("feed", feeds.CATALOGUE, ids=lambda feed: feed.key)
def test_each_feed_says_its_columns_and_rules_in_words(signed_in: Any, feed: feeds.Feed) -> None:
    response = signed_in.get(f"/feeds/{feed.key}/columns/")
    assert response.status_code == 200
    page = words(response)
    for column in feed.columns:
        assert " ".join(column.title.split()) in page
    for rule in feed.rules:
        assert rule.fix in page
    for unspoken in ("None", "'t_", "getvariable", "1000"):
        assert unspoken not in page.partition("What is wrong")[2]


def test_a_rule_is_said_as_its_fault_is(signed_in: Any) -> None:
    page = words(signed_in.get("/feeds/pupil_leavers/columns/"))
    assert "Leaving Date is before the entry date" in page
    assert "Leaving Date is later than the file itself" in page
    assert "This row has the same" in page


@pytest.mark.parametrize("feed", WITH_TEMPLATE, ids=lambda feed: feed.key)
def test_each_template_is_text_without_formula_or_author(signed_in: Any, feed: feeds.Feed) -> None:
    answer = signed_in.get(f"/feeds/{feed.key}/template.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer))
    titles = [column.title for column in feed.columns]
    assert book.get_sheet_by_index(0).to_python()[0] == titles
    notes = book.get_sheet_by_name("Notes").to_python()
    assert [row[0] for row in notes[1:]] == titles
    with zipfile.ZipFile(io.BytesIO(answer)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        core = parts.read("docProps/core.xml").decode()
        assert 'numFmtId="49"' in parts.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'style="' in sheet.partition("<cols>")[2].partition("</cols>")[0]
    assert "<dc:creator></dc:creator>" in core
    plain = signed_in.get(f"/feeds/{feed.key}/template.csv").content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(plain))) == titles


def test_a_template_that_is_filled_in_is_read(signed_in: Any, tmp_path: Path) -> None:
    """The headings of the template, and beneath them what somebody would type."""
    plain = signed_in.get("/feeds/pupil_roll/template.csv").content.decode("utf-8-sig")
    titles = next(csv.reader(io.StringIO(plain)))
    filled = [",".join(pupil(number).get(title, "") for title in titles) for number in (1, 2, 3)]
    assert set(HEADINGS) <= set(titles)
    path = tmp_path / "roll_2026-11-01.csv"
    path.write_text("\n".join([plain.strip(), *filled]), encoding="utf-8")
    assert feeds.read(path).accepted_rows == 3


def test_a_feed_of_xml_has_no_file_to_fill_in(signed_in: Any) -> None:
    page = words(signed_in.get("/feeds/cin_census/columns/"))
    assert "there is no file to fill in by hand" in page
    assert signed_in.get("/feeds/cin_census/template.csv").status_code == 404
    assert signed_in.get("/feeds/pupil_roll/template.docx").status_code == 404
    assert signed_in.get("/feeds/no_such_feed/columns/").status_code == 404


def test_load_a_file_is_offered_to_those_who_may(
    client: Any, officer: Any, analyst_once: Any, published: Any
) -> None:
    for user, offered in ((officer, False), (analyst_once, True)):
        client.force_login(user)
        for page in ("/feeds/", "/feeds/pupil_roll/"):
            assert ("Load a file" in words(client.get(page))) is offered


def test_a_feed_names_the_definitions_that_rest_on_it(signed_in: Any, published: Any) -> None:
    page = signed_in.get("/feeds/pupil_roll/").content.decode()
    uses = page.partition("Who uses this feed")[2]
    assert '<a class="govuk-link" href="/definitions/missing_education/">' in uses


def test_quiet_schools_are_named_on_the_feed_and_on_a_page_of_their_own(
    signed_in: Any, published: Any
) -> None:
    school = QuietSchool.objects.first()
    assert f'href="/feeds/{school.feed}/schools/"' in signed_in.get("/feeds/").content.decode()
    page = words(signed_in.get(f"/feeds/{school.feed}/schools/"))
    assert f"URN {school.urn}" in page
    assert school.get_state_display() in page
    assert "No school of this feed is quiet" in words(signed_in.get("/feeds/cin_census/schools/"))
