"""A report as it was released, with numbers and rules that a test gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import now

from onroll.figures.releasing.stages import Kind
from onroll.web.access.acting import as_publisher
from onroll.web.releases.models import Release
from tests.web.case_pages import colleague


def kept_release(
    numbers: list[dict[str, Any]],
    rules: list[dict[str, str]],
    *happened: Kind,
    report: str = "cme_headline",
) -> str:
    """The address of a report that was released with these numbers, by rules of these words."""
    manager = colleague("Service manager", f"Maker of {report}")
    printed = {"findings": [], "left_out": [], "not_known": [], "definitions": [], "tables": [],
               "stated": {"definitions": rules}}  # fmt: skip
    with as_publisher():
        made = Release.objects.create(
            name=f"{report}-2026-11-20", report=report, title="The headline",
            covers="On 20 November 2026", day=date(2026, 11, 20), small=5, printed=printed,
            numbers=numbers, made_by=manager, made_at=now(),
        )  # fmt: skip
        for kind in happened or (Kind.ASKED, Kind.APPROVED, Kind.RELEASED):
            made.events.create(kind=kind, by=manager, at=now(), token=f"{report} {kind}")
    return f"/releases/{made.pk}/"
