"""Both cases of the papers, written through the pages by the people of today's service.

The rules behind them are held day by day in tests/record/casework; here it is the pages that must
not let happen again what did. Days are made up where the paper has months.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest

from onroll.web.cases.models import Case, CaseEvent
from tests.web.case_pages import TOLD, browser_of, colleague, send, words
from tests.web.small_run import AMARA, CHILDREN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
TOMI = CHILDREN[5][0]
TOKENS = count(1)


def boxes(name: str, day: str) -> dict[str, int]:
    on = date.fromisoformat(day)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


class Story:
    """One case, written by somebody through the pages, each thing on its own day."""

    def __init__(self, client: Any, child: str, day: str, **told: Any) -> None:
        self.client = client
        opened = send(client, f"/children/{child}/case/", **TOLD | told, **boxes("on", day))
        self.address = opened["Location"].partition("?")[0]
        decided = {"route": "accept", "risk": "none", "whereabouts": "not_known"}
        send(client, f"{self.address}decide/", **decided, **boxes("on", day))

    def write(self, day: str, what: str, **typed: Any) -> int:
        typed |= boxes("on", day) | {"token": f"{self.address}{next(TOKENS)}"}
        answer = self.client.post(f"{self.address}write/{what}", typed)
        assert answer.status_code == 302, words(answer)
        return CaseEvent.objects.order_by("-pk").values_list("number", flat=True)[0]

    def asked(self, day: str, enquiry: str, result: str, of_whom: str = "The office") -> None:
        number = self.write(
            day, "enquiry/", enquiry=enquiry, of_whom=of_whom, authorised_by="Ada Cole"
        )
        self.write(day, f"answer/?of={number}", result=result, words="What they said")

    @property
    def page(self) -> str:
        return words(self.client.get(self.address))

    @property
    def next_steps(self) -> str:
        return self.page.partition("What to ask next")[2].partition("Write in this case")[0]


def test_the_first_case_is_one_case_and_devon_is_not_whereabouts() -> None:
    """2011 to 2014: an address nobody had verified was taken for whereabouts for three years."""
    story = Story(
        browser_of(colleague("Pathway manager")), AMARA, "2011-09-12", source="partnership"
    )
    for check in ("Ask health where the child is registered", "named nurse", "Visit the home",
                  "Ask the other authorities", "Ask housing and council tax"):  # fmt: skip
        assert check in story.next_steps  # years later in life; by week four here
    story.asked("2011-09-14", "social_care", "found")
    story.asked("2011-10-10", "admissions", "found")
    story.asked("2013-03-04", "patient_records", "found")
    story.write("2013-03-04", "whereabouts/", place="elsewhere", where="A site in Devon",
                by_whom="Mum")  # fmt: skip
    assert "Whereabouts not known" in story.page
    story.asked("2013-03-05", "other_authorities", "nil", of_whom="Devon")
    story.asked("2014-01-13", "map_check", "nil")
    story.asked("2014-01-14", "named_nurse", "found")
    story.write("2014-01-14", "whereabouts/", place="elsewhere", where="Seaton",
                by_whom="The named nurse")  # fmt: skip
    story.asked("2014-01-17", "gp_registration", "found")
    assert "Whereabouts not known" in story.page  # a health trace proves nothing alone
    story.write("2014-01-20", "contact/", with_whom="Mum", how="call", reached="threat")
    story.write("2014-01-20", "safety/", words="Mum made threats on the telephone")
    assert "Before you visit: Mum made threats" in story.page
    story.write("2014-01-22", "visit/", seen="refused", where="home")
    story.asked("2014-01-23", "police", "refused")
    assert "Ask the police" in story.next_steps  # a refusal does not close the step
    closing = {"outcome": "home_education_suitable", "evidence": "Her mother's word"}
    refused = send(story.client, f"{story.address}close/", **closing)
    assert "Visit and see the child first" in words(refused)
    story.write("2014-01-30", "visit/", seen="with_others", where="home")
    assert "Child last seen 30 January 2014" in story.page
    assert Case.objects.count() == 1
    made = CaseEvent.objects.filter(kind="asked").order_by("number")
    assert [row.told["enquiry"] for row in made] == [
        "social_care", "admissions", "patient_records", "other_authorities", "map_check",
        "named_nurse", "gp_registration", "police",
    ]  # fmt: skip


def test_the_second_case_runs_two_places_at_once_and_ends_for_each_child() -> None:
    """2012 to 2014: Burton upon Trent or Canada. Nil returns stay, and each child has a case."""
    manager, other = colleague("Pathway manager"), colleague("Service manager", "Ada Cole")
    client = browser_of(manager)
    story = Story(client, AMARA, "2012-10-01")
    Story(client, TOMI, "2012-10-01")
    story.write("2012-10-02", "visit/", seen="empty", where="home")
    story.write("2012-10-03", "whereabouts/", place="elsewhere", where="Burton upon Trent",
                by_whom="A neighbour")  # fmt: skip
    canada = story.write("2012-10-03", "whereabouts/", place="abroad", where="Canada",
                         by_whom="The school")  # fmt: skip
    for authority in ("Staffordshire", "Stoke", "Darlington"):
        story.asked("2012-11-05", "other_authorities", "nil", of_whom=authority)
    assert "Ask the embassy or consulate" in story.next_steps
    story.asked("2014-02-03", "patient_records", "found", of_whom="Durham and Darlington")
    story.asked("2014-02-10", "social_media", "found")
    story.asked("2014-02-17", "embassy", "nil")
    assert "Whereabouts not known" in story.page
    story.asked("2014-03-03", "school_admissions_abroad", "found", of_whom="Beaumont, Alberta")
    story.write("2014-03-04", f"verified/?of={canada}", how="abroad", in_area="no",
                words="School admissions of Beaumont, Alberta, wrote to us")  # fmt: skip
    page = story.page
    assert "Whereabouts known" in page
    assert CaseEvent.objects.filter(kind="replied", told__result="nil").count() == 4
    for authority in ("Staffordshire", "Stoke", "Darlington"):
        assert authority in page  # every nil return stays
    assert "Burton upon Trent" in page  # what was told stays beside what was found
    clocks = {
        name: "Moved to Canada"
        for name in send(client, f"{story.address}close/").content.decode().split('name="')
        if name.startswith("clock-")
    }
    typed = {
        "outcome": "located_abroad", "evidence": "Letter of 4 March", "seen_by": "The school",
        "destination": "Beaumont, Alberta", "authority_told": "Alberta",
        **{name.partition('"')[0]: why for name, why in clocks.items()},
        **boxes("seen_on", "2014-03-03"), **boxes("destination_on", "2012-10-01"),
    }  # fmt: skip
    asked = send(client, f"{story.address}close/", **typed)
    assert asked.status_code == 302, words(asked)
    send(browser_of(other), f"{story.address}close/answer/close/")
    assert "Closed" in story.page
    still = Case.objects.get(child=TOMI)
    assert still.is_open  # one outcome each
