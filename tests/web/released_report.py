"""The report with every kind of number, kept as a draft and released on the pages by two people."""

from __future__ import annotations

from django.test import Client
from django.utils.timezone import now

from onroll.figures.releasing.gate import Released
from onroll.web.access.acting import as_person
from onroll.web.releases.drafting import kept
from onroll.web.releases.making import make_what_waits
from tests.figures.report_files import REPORT
from tests.web.case_pages import browser_of, colleague

WRITTEN = {
    "headline": "More children are missing education", "why": "More moved in.",
    "what_next": "We ask two schools.", "committee": "Scrutiny", "meets_on": "7 December 2026",
    "report_of": "The director", "purpose": "To tell the quarter.", "token": "words", "sure": "on",
}  # fmt: skip


def drafted_report(name: str) -> tuple[str, Client]:
    """The address of a draft, and the browser of who drafted it. It came through no gate: a test
    of numbers says itself which are hidden."""
    analyst = colleague("Data analyst")
    with as_person(analyst, now()):
        draft = kept(name, REPORT.title, REPORT.day, Released(REPORT, frozenset(), 5), analyst)
    return f"/releases/{draft.pk}/", browser_of(analyst)


def released_report(name: str) -> tuple[str, Client]:
    """The address of its release, and the browser of who drafted it."""
    at, analyst = drafted_report(name)
    director = browser_of(colleague("Director"))
    for client, what, told in (
        (analyst, "words/", WRITTEN), (analyst, "do/asked/", {"token": "asked"}),
        (director, "do/approved/", {"token": "approved"}),
    ):  # fmt: skip
        answer = client.post(f"{at}{what}", told)
        assert answer.status_code == 302, answer.content.decode()
    make_what_waits()
    return at, analyst
