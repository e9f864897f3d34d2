"""Escalating a case: what it calls for, to whom it goes, what they answer, and that it goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.timezone import localdate, now

from onroll.record.casework.escalation import standing_triggers
from onroll.record.casework.events import Kind
from onroll.record.school_days import SchoolCalendar
from onroll.web.access.models import User
from onroll.web.cases.actions import add, open_case
from onroll.web.cases.ladder_shown import escalation_of
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.told_to_managers import told_to_managers, why_told
from onroll.web.children.models import Clock
from tests.web.case_pages import TOLD, accepted, browser_of, colleague, opened, send, words
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

STEP = {"step": "warning_letter", "to_whom": "First Response", "words": "Refused twice"}


def days(name: str, day: date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def write(case: Case, kind: Kind, by: User, on: date | None = None, **told: Any) -> int:
    """The number of an event that is written as a page writes it."""
    token = f"{case.pk}-{case.last_number}"
    return add(case, kind, told, on=on or localdate(), by=by, at=now(), token=token).number


def test_what_a_case_calls_for_is_on_its_page_with_since_when_and_whose(signed_in: Any) -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    write(case, Kind.VISITED, manager, seen="refused", where="home")
    page = words(signed_in.get(f"/cases/{case.pk}/"))
    assert "Visit again with a manager, and write to the family" in page
    assert "We were refused, or what we were told does not agree. Since" in page
    assert "The children missing education officer" in page
    form = signed_in.get(f"/cases/{case.pk}/escalate/?step=second_visit").content.decode()
    chosen = form.partition('value="second_visit"')[2].partition(">")[0]
    assert "checked" in chosen


def test_a_step_that_is_taken_closes_and_moves_nothing(signed_in: Any) -> None:
    case = accepted(colleague("Pathway manager"))
    by_then = days("answer_by", localdate() + timedelta(days=3))
    sent = send(signed_in, f"/cases/{case.pk}/escalate/", **STEP, **by_then)
    assert sent.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("gathering", localdate() + timedelta(days=3))
    page = words(signed_in.get(f"/cases/{case.pk}/"))
    assert "Escalated (1)" in page
    assert "Waiting for reply" in page
    typed = {"enquiry": "last_school", "of_whom": "Ms Reed"}
    assert send(signed_in, f"/cases/{case.pk}/write/enquiry/", **typed).status_code == 302


def test_a_police_refusal_is_recorded_and_does_not_close_the_step(signed_in: Any) -> None:
    """Workflow 9, the first case study, (d)."""
    manager = colleague("Pathway manager")
    case = opened(manager)
    write(case, Kind.TRIAGED, manager, route="accept", risk="immediate", whereabouts="not_known")
    step = {"step": "police_missing_child", "to_whom": "Police", "words": "Not seen since June"}
    send(signed_in, f"/cases/{case.pk}/escalate/", **step)
    number = CaseEvent.objects.get(kind="escalated").number
    answer = f"/cases/{case.pk}/write/step-answer/?of={number}"
    said = {"answer": "refused", "words": "They will not take a report"}
    assert send(signed_in, answer, **said).status_code == 302
    page = words(signed_in.get(f"/cases/{case.pk}/"))
    assert "They refused. They will not take a report" in page
    assert "Report a missing child to the police" in page.partition("Escalated (1)")[0]
    assert "Record the answer to number" in page
    send(signed_in, answer, answer="took_it_on", words="Asked again, and they took it")
    send(signed_in, answer, answer="done", words="Report 12 of 3 November")
    page = words(signed_in.get(f"/cases/{case.pk}/"))
    assert "They refused. They will not take a report" in page
    assert "Record the answer to number" not in page
    case.refresh_from_db()
    assert case.is_open


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"step": ""}, "Select the step"),
        ({"to_whom": ""}, "Enter to whom it went"),
        ({"words": ""}, "Enter what you told them"),
        ({"step": "accountable_person"}, "Select the named accountable person"),
    ],
)
def test_what_a_step_lacks_is_said(signed_in: Any, typed: dict[str, Any], said: str) -> None:
    case = accepted(colleague("Pathway manager"))
    refused = send(signed_in, f"/cases/{case.pk}/escalate/", **STEP | typed)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not CaseEvent.objects.filter(kind="escalated").exists()


def test_an_answer_is_asked_for_by_a_day_that_is_not_over(signed_in: Any) -> None:
    case = accepted(colleague("Pathway manager"))
    today = STEP | days("answer_by", localdate())
    refused = send(signed_in, f"/cases/{case.pk}/escalate/", **today)
    assert refused.status_code == 422
    assert "Day by which they should answer must be after today" in refused.content.decode()


def test_a_breach_goes_to_the_accountable_person_by_name(signed_in: Any) -> None:
    director = colleague("Director", "Ruth Adeyemi")
    case = accepted(colleague("Pathway manager"))
    step = {"step": "accountable_person", "director": director.pk, "words": "Nothing in 4 weeks"}
    assert send(signed_in, f"/cases/{case.pk}/escalate/", **step).status_code == 302
    told = CaseEvent.objects.get(kind="escalated").told
    assert (told["to_whom"], told["director"]) == ("Ruth Adeyemi", director.pk)
    listed = words(browser_of(director).get("/cases/?which=escalated"))
    assert "Tell the service manager, then the named accountable person" in listed
    assert "Ruth Adeyemi" in words(signed_in.get(f"/cases/{case.pk}/"))


def test_whoever_is_no_director_is_not_the_accountable_person(signed_in: Any) -> None:
    case = accepted(colleague("Pathway manager"))
    other = colleague("Team manager", "Ada Cole")
    step = {"step": "accountable_person", "director": other.pk, "words": "x"}
    assert send(signed_in, f"/cases/{case.pk}/escalate/", **step).status_code == 422


def test_the_letters_clock_says_each_day_in_words() -> None:
    """Five school days to the next visit, five more to social care where the child was not seen."""
    manager = colleague("Pathway manager")
    case = accepted(manager)
    write(case, Kind.ESCALATED, manager, date(2026, 11, 2), **STEP)
    calendar = SchoolCalendar(
        day for n in range(1, 31) if (day := date(2026, 11, n)).weekday() < 5
    )  # fmt: skip
    on = date(2026, 11, 9)
    shown = escalation_of(case.stands(), on, calendar).letter
    assert shown is not None
    assert (shown.sent_on, shown.due_on, shown.tag.words) == (date(2026, 11, 2), on, "Due today")
    late = escalation_of(case.stands(), on + timedelta(days=1), calendar).letter
    assert late is not None
    assert late.tag.words == "Overdue"
    write(case, Kind.VISITED, manager, date(2026, 11, 10), seen="refused", where="home")
    shown = escalation_of(case.stands(), date(2026, 11, 10), calendar).letter
    assert shown is not None
    assert shown.words == (
        "The child was not seen at the visit after it. Social care is to be asked."
    )
    assert (shown.due_on, shown.tag.words) == (date(2026, 11, 17), "On track")
    unknown = escalation_of(case.stands(), date(2026, 11, 10), None).letter
    assert unknown is not None
    assert (unknown.words, unknown.due_on) == (shown.words, None)
    assert unknown.tag.words == "Date not known"
    social_care = {"step": "section_47", "to_whom": "Social care", "words": "x"}
    write(case, Kind.ESCALATED, manager, date(2026, 11, 11), **social_care)
    shown = escalation_of(case.stands(), date(2026, 11, 11), calendar).letter
    assert shown is not None
    assert (shown.due_on, shown.tag.words) == (None, "Done")


def test_the_letters_clock_is_on_the_page(signed_in: Any) -> None:
    case = accepted(colleague("Pathway manager"))
    send(signed_in, f"/cases/{case.pk}/escalate/", **STEP)
    page = words(signed_in.get(f"/cases/{case.pk}/"))
    assert "Letter of warning" in page
    assert "It was sent on" in page


def listed(day: date | None = None) -> dict[str, list[str]]:
    day = day or localdate()
    cases = [*told_to_managers(Case.objects.all(), day)]
    why = why_told(cases, day)
    return {case.child: why[case.pk] for case in cases}


def test_managers_are_told_of_what_is_escalated_until_it_is_done() -> None:
    manager = colleague("Pathway manager")
    case = accepted(manager)
    Clock.objects.all().delete()
    assert listed() == {}
    number = write(case, Kind.ESCALATED, manager, **STEP)
    title = "Talk to First Response, and send the letter of warning"
    assert listed() == {AMARA: [title]}
    write(case, Kind.ANSWERED, manager, escalated=number, answer="refused", words="x")
    assert listed() == {AMARA: [title]}
    done = write(case, Kind.ANSWERED, manager, escalated=number, answer="done", words="x")
    assert listed() == {}
    write(case, Kind.TAKEN_BACK, manager, number=done, why="Not yet")
    assert listed() == {AMARA: [title]}


def test_managers_are_told_of_a_case_in_which_nothing_happened_for_four_weeks() -> None:
    """On the same day as the case itself calls for it; a note is nothing that happens."""
    Clock.objects.all().delete()
    manager = colleague("Pathway manager")
    start = localdate() - timedelta(days=60)
    case, _ = open_case(child=AMARA, record_id="still", told=TOLD, on=start, by=manager, at=now(),
                        token="still")  # fmt: skip
    write(case, Kind.NOTED, manager, start + timedelta(days=20), words="Still thinking")
    seen = write(case, Kind.CONTACTED, manager, start + timedelta(days=5), reached="no")

    def called_for(day: date) -> bool:
        steps = {each.step for each in standing_triggers(case.stands(), day)}
        return "accountable_person" in steps

    for since in (5, 0):
        first = start + timedelta(days=since + 28)
        for day in (first - timedelta(days=1), first):
            assert bool(listed(day)) == called_for(day) == (day == first), day
        if since:
            write(case, Kind.TAKEN_BACK, manager, number=seen, why="Another child")
    assert listed(first) == {AMARA: ["Nothing has happened for 4 weeks"]}


def test_managers_are_told_of_a_breach_of_a_clock_and_not_of_what_is_late() -> None:
    Clock.objects.all().delete()
    manager = colleague("Pathway manager")
    for n, child in enumerate((AMARA, JOSHUA, ZOFIA)):
        opened(manager, child, token=f"of {n}")
    yesterday = localdate() - timedelta(days=1)
    clocks = {AMARA: ("sixth_school_day", yesterday), JOSHUA: ("sixth_school_day", localdate()),
              ZOFIA: ("home_education_annual_review", yesterday)}  # fmt: skip
    for child, (clock, due_on) in clocks.items():
        Clock.objects.create(child_id=child, clock=clock, starts_on=due_on, due_on=due_on,
                             row_id=uuid4())  # fmt: skip
    assert listed() == {AMARA: ["A date that the law sets has passed"]}


def test_the_list_is_for_managers_and_directors(signed_in: Any) -> None:
    case = accepted(colleague("Pathway manager"))
    send(signed_in, f"/cases/{case.pk}/escalate/", **STEP)
    assert "which=escalated" not in signed_in.get("/cases/").content.decode()
    assert "Work: mine" in words(signed_in.get("/cases/?which=escalated"))
    for role in ("Team manager", "Service manager", "Director"):
        page = browser_of(colleague(role, role)).get("/cases/?which=escalated")
        assert "Talk to First Response" in words(page)
