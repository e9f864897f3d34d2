"""What runs from birth for everybody is nothing that happened, and not on the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from onroll.web.children.models import Child
from tests.web.small_run import AMARA
from tests.web.test_child_record import words

pytestmark = pytest.mark.django_db


def test_that_a_pupil_number_is_held_is_not_on_the_timeline(signed_in: Any, published: Any) -> None:
    """A fact told beside it is, so that it is not left out with the rest of its day."""
    held = Child.objects.get(pk=AMARA).fact_rows
    born = {"starts_on": date(2013, 5, 14), "feed": "pupil_roll", "file": "roll.csv", "row": 7}
    held.create(row_id=uuid4(), fact="upn_held", **born)
    held.create(row_id=uuid4(), fact="sen_support", **born)
    page = words(signed_in, f"/children/{AMARA}/timeline/")
    assert "Special educational needs support" in page
    assert "Unique pupil number" not in page
