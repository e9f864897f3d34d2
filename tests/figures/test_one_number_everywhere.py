"""A number is the same to the digit wherever a report is read: in every file that it is written as,
on its page, by the API and in the view for analysts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onroll.figures.writing.csv_files import as_csv
from onroll.figures.writing.paper_docx import paper_docx
from onroll.figures.writing.paper_pdf import paper_pdf
from onroll.figures.writing.parquet import as_parquet
from onroll.figures.writing.xlsx import as_xlsx
from tests.figures.report_files import READERS, REPORT, WORDS, Cells, bars
from tests.figures.report_served import NAME, SERVED
from tests.web.released_report import released_report


@pytest.mark.parametrize("kind", READERS)
def test_a_number_that_rounds_on_a_half_a_hidden_one_and_a_nought_are_the_same(kind: str) -> None:
    read, wanted = READERS[kind]
    found: Cells = read()
    assert found == wanted


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_so_are_they_on_the_page_by_the_api_and_in_the_view_for_analysts() -> None:
    """Of the report as two people released it."""
    at, _ = released_report(NAME)
    for kind, (read, wanted) in SERVED.items():
        assert read(at) == wanted, kind


@pytest.mark.parametrize("write", [as_xlsx, as_csv, as_parquet, paper_docx, paper_pdf])
def test_the_same_report_is_the_same_bytes(write: Callable[..., Any]) -> None:
    assert write(REPORT, WORDS) == write(REPORT, WORDS)
    assert bars() == bars()
