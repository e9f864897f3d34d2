"""The Department's returns as a page: what to chase, and a list as long as each number."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from onroll.record.people.shields import Kind, raise_shield
from onroll.web.children.models import SourceRecord
from onroll.web.publish import publish
from tests.web.case_pages import words
from tests.web.small_run import AMARA, JOSHUA, ZOFIA, d, write_run

pytestmark = pytest.mark.django_db
PAGE = "/figures/returns/"
RETURN = "dfe_return_missing_education"


@pytest.fixture
def returned(own_home: Any) -> Path:
    """Amara and Joshua are missing education as the return counts it; Zofia's age nobody knows."""
    cache.clear()
    folder = write_run(
        own_home.path,
        statuses=[(child, RETURN, d("2026-11-12"), None) for child in (AMARA, JOSHUA)],
        contradictions=[(ZOFIA, "no_date_of_birth", d("2026-09-01"), None, None, "Admissions")],
    )
    publish(folder, own_home)
    return folder


@pytest.mark.usefixtures("returned")
def test_what_is_not_known_is_to_be_chased_before_the_next_census_day(signed_in: Any) -> None:
    page = words(signed_in.get(PAGE))
    assert "The next census day is 21 January 2027, in 8 weeks." in page
    assert "On 23 November 2026, Autumn term 202627: 2 children" in page
    assert "Reason: Not recorded 2 children, Reason: Not recorded" in page
    assert "Date of birth: Not known 1 child, Date of birth: Not known" in page
    before = words(signed_in.get(f"{PAGE}?day=2026-10-01"))
    assert "On 1 October 2026, Autumn term 202627: 0 children." in before


@pytest.mark.usefixtures("returned")
@pytest.mark.parametrize("of", ["cme", "ehe"])
def test_every_number_of_a_return_opens_as_many_children(signed_in: Any, of: str) -> None:
    page = signed_in.get(f"{PAGE}?of={of}").content.decode()
    numbers = re.findall(r'href="(/figures/returns/children/[^"]+)">([0-9,]+)<', page)
    assert numbers
    for address, number in numbers:
        behind = signed_in.get(address.replace("&amp;", "&")).content.decode()
        rows = re.findall(r'<a class="govuk-link" href="/children/EC-', behind)
        assert len(rows) == int(number), address


@pytest.mark.usefixtures("returned")
def test_a_return_with_nobody_in_it_says_that_nothing_is_to_be_chased(
    signed_in: Any, own_home: Any
) -> None:
    publish(write_run(own_home.path, run_id="2026-11-23-b", statuses=[]), own_home)
    page = words(signed_in.get(f"{PAGE}?of=ehe"))
    assert "Nothing is to be chased" in page
    assert "so each adds up to 0." in page


@pytest.mark.usefixtures("returned")
def test_a_protected_child_is_in_no_number_and_no_list_of_the_page(
    signed_in: Any, own_home: Any
) -> None:
    assert "Amara" in words(signed_in.get(f"{PAGE}children/"))
    records = list(SourceRecord.objects.filter(child=AMARA).values_list("record_id", flat=True))
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    raise_shield(own_home, Kind.REFUGE, records, at=now, by="joanne", why="a court order")
    assert "On 23 November 2026, Autumn term 202627: 1 child," in words(signed_in.get(PAGE))
    assert "Amara" not in words(signed_in.get(f"{PAGE}children/"))
