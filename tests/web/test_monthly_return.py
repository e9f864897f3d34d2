"""A school's monthly return: pupils of last month are the same, changed or ended; or no one is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.forms.monthly_return import ENDED, MISSING_OUT, How, due_on, month_before
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import ChildRelation, RestrictedChild
from onroll.web.telling_us.models import Draft, MonthlyReturn, ReturnedPupil
from onroll.web.telling_us.to_record import hand_over, returned
from tests.web.case_pages import browser_of, colleague, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, JOSHUA, ZOFIA
from tests.web.told_by_form import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
HERE = "/tell-us/monthly/"
PART_TIME = {
    "reason": "SB", "hours_offered": "12.5", "hours_attended": "10", "starts_on": "2026-09-14",
    "reason_words": "", "provider": "", "plan": "A mentor", "review_on": "", "ends_on": "",
}  # fmt: skip


@pytest.fixture
def school() -> Client:
    with as_publisher():
        for child in (AMARA, JOSHUA):
            ChildRelation.objects.get_or_create(child=child, relation="at:100001")
    return browser_of(made("Una", "School user", urns=["100001"]))


@pytest.fixture
def coordinator() -> Client:
    return browser_of(colleague("Coordinator"))


def told_of(client: Client, answers: dict[str, Any], child: str = AMARA, **more: str) -> str:
    """Add a pupil and answer; where that leads."""
    address = client.post(HERE, {"what": f"add-{child}"} | more)["Location"]
    return str(client.post(address, typed(MISSING_OUT, answers))["Location"])


def last_month(school: Client) -> MonthlyReturn:
    """A return of the month before, of Amara on a part-time timetable."""
    month = month_before(localdate().replace(day=1)).isoformat()
    check = told_of(school, PART_TIME, month=month)
    school.post(check)
    with as_publisher():
        sent: MonthlyReturn = MonthlyReturn.objects.get()
    return sent


def test_that_there_is_no_one_is_an_answer_and_takes_one_press(
    school: Client, coordinator: Client
) -> None:
    assert "0 of" in words(coordinator.get("/told-us/monthly/"))
    answer = school.post(HERE, {"what": "nobody"})
    receipt = words(school.get(answer["Location"]))
    assert "there is no one to report" in receipt
    listed = words(coordinator.get("/told-us/monthly/"))
    assert "1 of" in listed
    with as_publisher():
        assert not ReturnedPupil.objects.exists()


def test_silence_is_not_that_there_is_no_one(coordinator: Client) -> None:
    listed = words(coordinator.get("/told-us/monthly/"))
    assert "Not yet" in listed
    assert "has not said that there is no one" in listed


def test_the_pupils_of_last_month_come_first_and_each_is_answered_for(school: Client) -> None:
    last_month(school)
    page = words(school.get(HERE))
    assert "Amara Example" in page
    bare = school.post(HERE, {"what": "continue"})
    assert bare.status_code == 422
    assert "Select how Amara Example stands now" in words(bare)
    nobody = school.post(HERE, {"what": "nobody"})
    assert nobody.status_code == 422, "no one to report is not said over a pupil of last month"
    check = school.post(HERE, {"what": "continue", f"how-{AMARA}": "same"})["Location"]
    assert "12.5" in words(school.get(check)), "the same as was told last month"
    school.post(check)
    with as_publisher():
        newest = ReturnedPupil.objects.order_by("-pk").first()
    assert newest is not None
    assert (newest.how, newest.answers["hours_offered"]) == (How.SAME, "12.5")


def test_a_month_without_a_return_ends_nothing(school: Client) -> None:
    """The return of two months ago is the last: its pupils are asked about all the same."""
    sent = last_month(school)
    kept = {name: getattr(sent, name) for name in ("urn", "school", "sender", "user", "at")}
    told = {name: getattr(sent.pupils.get(), name) for name in ("child", "name", "who", "answers")}
    with as_publisher():
        long_ago = month_before(month_before(sent.month))
        older = MonthlyReturn.objects.create(**kept, ref="SF-OLDER222", token="old", month=long_ago)
        ReturnedPupil.objects.create(
            **told | {"child": JOSHUA, "name": "Joshua Sample"}, part_of=older, how=How.NEW
        )
    assert "Joshua Sample" not in words(school.get(HERE)), "the return after it said nothing of him"
    before = words(school.get(HERE, {"month": sent.month.isoformat()}))
    assert "Joshua Sample" in before


@pytest.mark.usefixtures("own_home")
def test_the_record_hears_of_a_return_with_who_the_pupil_is(school: Client) -> None:
    first = last_month(school)
    (load,) = hand_over(at=now(), by="onroll")
    assert (load.feed, load.accepted, load.held_back) == ("monthly_returns", 1, 0)
    assert hand_over(at=now(), by="onroll") == [load], "the same again lands nothing"
    with as_publisher():
        (told,) = returned()
    assert (told.child, told.replaced_on) == (AMARA, None)
    assert (told.who.text("surname"), told.who.text("date_of_birth")) == ("Example", "2013-05-14")
    month = first.month.isoformat()
    again = school.post(HERE, {"what": f"add-{AMARA}", "month": month})["Location"]
    school.post(school.post(again, typed(MISSING_OUT, PART_TIME))["Location"])
    with as_publisher():
        assert [each.replaced_on for each in returned()] == [localdate(), None]


def test_one_that_ended_is_told_once_and_is_not_in_the_next_month(school: Client) -> None:
    last_month(school)
    step = school.post(HERE, {"what": "continue", f"how-{AMARA}": "ended"})["Location"]
    assert step.endswith(f"/{AMARA}/")
    ended = {"ended_on": localdate().isoformat(), "ended_how": "full_time"}
    school.post(school.post(step, typed(ENDED, ended))["Location"])
    with as_publisher():
        sent = MonthlyReturn.objects.first()
        assert sent is not None
        assert [row.how for row in sent.pupils.all()] == [How.ENDED]
        kept = {name: getattr(sent, name) for name in ("urn", "school", "sender", "user", "at")}
        before = MonthlyReturn.objects.create(
            **kept, ref="SF-AGAIN222", token="again", month=month_before(sent.month)
        )
        ReturnedPupil.objects.create(
            part_of=before, child=AMARA, name="Amara Example", how=How.ENDED, answers=ended
        )
    assert "Nobody was in your last return" in words(school.get(HERE))


def test_more_than_a_full_week_is_no_part_time_timetable(school: Client) -> None:
    """25 hours a week are taken; half an hour more is refused with what to do."""
    address = school.post(HERE, {"what": f"add-{AMARA}"})["Location"]
    taken = typed(MISSING_OUT, PART_TIME | {"hours_offered": "25", "hours_attended": "25"})
    assert school.post(address, taken).status_code == 302
    more = typed(MISSING_OUT, PART_TIME | {"hours_offered": "25.5", "hours_attended": "25"})
    refused = school.post(address, more)
    assert refused.status_code == 422
    assert "25.5 hours a week are more than 25" in words(refused)
    check = address.replace(AMARA, "check")
    assert school.post(check).status_code == 302
    with as_publisher():
        assert not MonthlyReturn.objects.exists(), "what is refused is not sent"


def test_a_timetable_beyond_six_weeks_is_taken_and_asked_about(school: Client) -> None:
    check = told_of(school, PART_TIME | {"starts_on": "2026-09-14", "ends_on": "2026-11-20"})
    assert "is longer than" in words(school.get(check))
    assert school.post(check).status_code == 302


def test_only_ones_own_pupils_are_found_and_added(school: Client) -> None:
    found = words(school.post(HERE, {"what": "find", "surname": "Nowak"}))
    assert "No pupil of yours is called so" in found
    assert "Zofia" not in found
    assert school.post(HERE, {"what": f"add-{ZOFIA}"}).status_code == 404
    assert "Add Amara Example" in words(school.post(HERE, {"what": "find", "surname": "exampel"}))


def test_a_pupil_who_was_added_is_taken_out_again(school: Client) -> None:
    address = school.post(HERE, {"what": f"add-{AMARA}"})["Location"]
    school.post(address, {"what": "take_out"})
    assert "Nobody was in your last return" in words(school.get(HERE))


def test_of_two_returns_of_a_month_the_newer_counts(school: Client, coordinator: Client) -> None:
    school.post(HERE, {"what": "nobody"})
    school.post(told_of(school, PART_TIME))
    page = coordinator.get("/told-us/monthly/").content.decode()
    with as_publisher():
        newest, first = MonthlyReturn.objects.all()
    assert f"/told-us/monthly/{newest.pk}/" in page
    assert f"/told-us/monthly/{first.pk}/" not in page
    assert "Amara Example" in words(coordinator.get(f"/told-us/monthly/{newest.pk}/"))


def test_a_child_whom_two_schools_return_for_one_month_is_asked_about(
    school: Client, coordinator: Client
) -> None:
    sent = last_month(school)
    page = f"/told-us/monthly/{sent.pk}/"
    assert "also in the return of" not in words(coordinator.get(page))
    kept = {name: getattr(sent, name) for name in ("month", "sender", "user", "at")}
    told = {name: getattr(sent.pupils.get(), name) for name in ("child", "name", "who", "answers")}

    def other(ref: str, how: How) -> None:
        with as_publisher():
            theirs = MonthlyReturn.objects.create(
                **kept, ref=ref, token=ref, urn="100002", school="Lowtown"
            )
            ReturnedPupil.objects.create(**told, part_of=theirs, how=how)

    other("SF-THEIRS22", How.NEW)
    assert "also in the return of Lowtown for this month" in words(coordinator.get(page))
    other("SF-THEIRS33", How.ENDED)
    assert "also in the return of" not in words(coordinator.get(page)), "the newer one holds"


def test_another_school_sees_none_of_it_and_a_protected_pupil_is_absent(
    school: Client, coordinator: Client
) -> None:
    sent = last_month(school)
    other = made("Ben", "School user", urns=["100009"])
    assert browser_of(other).get(f"{HERE}{sent.ref}/").status_code == 404
    with as_person(other, now()):
        assert not MonthlyReturn.objects.exists()
        assert not ReturnedPupil.objects.exists()
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    for client, address in (
        (school, f"{HERE}{sent.ref}/"),
        (school, HERE),
        (coordinator, f"/told-us/monthly/{sent.pk}/"),
    ):
        assert "Amara" not in client.get(address).content.decode()
    lead = browser_of(colleague("Safeguarding lead"))
    assert "Amara" in lead.get(f"/told-us/monthly/{sent.pk}/").content.decode()


def test_it_is_due_by_the_last_day_of_the_month() -> None:
    assert due_on(date(2026, 2, 1)) == date(2026, 2, 28)
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)


def test_one_begun_by_an_earlier_version_is_not_shown_and_the_list_begins_another(
    school: Client,
) -> None:
    """It kept the month under another name, and not who each pupil is."""
    school.get(HERE)
    draft = Draft.objects.get()
    draft.answers = {"month": draft.answers["period"], "rows": {AMARA: {"name": "Amara"}}}
    draft.save(update_fields=["answers"])
    assert school.get(f"/tell-us/monthly/begun/{draft.key}/check/").status_code == 404
    assert school.post(f"/tell-us/monthly/begun/{draft.key}/check/").status_code == 404
    assert school.get(HERE).status_code == 200
    assert Draft.objects.count() == 2
