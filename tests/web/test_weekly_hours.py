"""A provider's hours of a week: of each child placed there, or that nobody is; silence is none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.forms.weekly_hours import HOURS, LEFT, WEEK, in_full, last_day, last_week
from onroll.web.access.acting import as_person, as_publisher
from onroll.web.access.models import ChildRelation, Read, RestrictedChild
from onroll.web.children.models import Fact, School
from onroll.web.telling_us.models import ChildsWeek, WeeklyReturn
from onroll.web.telling_us.to_record import hand_over, weeks
from tests.web.case_pages import browser_of, colleague, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, JOSHUA, ZOFIA
from tests.web.told_by_form import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
HERE, TOLD = "/tell-us/weekly-hours/", "/told-us/weekly-hours/"
FORGE = "100009"
CAME = {"hours_offered": "15", "hours_attended": "12.5", "absence": "Ill on Friday"}


def place(child: str, since: date, until: date | None = None, feed: str = "placements") -> None:
    """A child whom a list of placements has at a provider; theirs as long as it is so."""
    with as_publisher():
        Fact.objects.create(
            row_id=uuid4(), child_id=child, fact="alternative_provision", starts_on=since,
            ends_before=until, setting=FORGE, feed=feed, file="placements.csv", row=1,
        )  # fmt: skip
        ChildRelation.objects.get_or_create(child=child, relation=f"at:{FORGE}")


@pytest.fixture
def week() -> date:
    return last_week(localdate())


@pytest.fixture
def provider(week: date) -> Client:
    """Of a provider at which Amara and Joshua have been placed for a long time."""
    with as_publisher():
        School.objects.get_or_create(
            urn=FORGE, defaults={"row_id": uuid4(), "name": "Forge Centre", "days": []}
        )
    for child in (AMARA, JOSHUA):
        place(child, week - 10 * WEEK)
    return browser_of(made("Pat", "Provider", urns=[FORGE]))


@pytest.fixture
def coordinator() -> Client:
    return browser_of(colleague("Coordinator"))


def boxes(child: str, answers: dict[str, str], **more: str) -> dict[str, Any]:
    return {f"{key}-{child}": value for key, value in typed(HOURS, answers).items()} | more


def told_of(provider: Client, joshua: dict[str, str] | None = None, **more: str) -> str:
    """Both children's hours typed; where that leads."""
    post = {"what": "continue"} | boxes(AMARA, CAME) | boxes(JOSHUA, joshua or CAME) | more
    answer = provider.post(HERE, post)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def newest() -> WeeklyReturn:
    with as_publisher():
        return WeeklyReturn.objects.all()[0]


def before(week: date, sent: WeeklyReturn | None = None) -> WeeklyReturn:
    """The same as was sent last, told of another week."""
    sent = sent or newest()
    kept = {name: getattr(sent, name) for name in ("urn", "school", "sender", "user", "at")}
    with as_publisher():
        ref = f"SF-{week:%y%m%d}2"
        other = WeeklyReturn.objects.create(**kept, week=week, ref=ref, token=ref)
        for each in sent.pupils.all():
            each.pk, each.part_of = None, other
            each.save()
    return other


def test_the_default_is_the_last_week_that_is_over() -> None:
    """On Sunday 22 November its own week is not over; on Monday 23 it is."""
    assert last_week(date(2026, 11, 22)) == date(2026, 11, 9)
    assert last_week(date(2026, 11, 23)) == date(2026, 11, 16)


def test_a_week_is_called_by_its_first_and_last_day() -> None:
    called = {
        (2026, 11, 16): "16 to 22 November 2026",
        (2026, 10, 26): "26 October to 1 November 2026",
        (2026, 12, 28): "28 December 2026 to 3 January 2027",
    }
    assert [in_full(date(*monday)) for monday in called] == list(called.values())


def test_four_weeks_before_it_can_be_chosen_and_no_fifth(provider: Client, week: date) -> None:
    fifth = week - 5 * WEEK
    page = provider.get(HERE).content.decode()
    assert page.count("?urn=") == 4
    assert f"week={(week - 4 * WEEK).isoformat()}" in page
    assert (
        f'value="{week.isoformat()}"'
        in provider.get(HERE, {"week": fifth.isoformat()}).content.decode()
    ), "the last week, for any that cannot be told"


def test_all_who_were_placed_on_a_day_of_the_week_are_asked_about(
    provider: Client, week: date
) -> None:
    """Zofia came on the Sunday; Ben on the Monday after it; Grace left before the Monday; of Tomi
    only what a provider told before says that he was placed."""
    place(ZOFIA, last_day(week))
    place("EC-BENM0001", last_day(week) + timedelta(days=1))
    place("EC-GRACE001", week - 10 * WEEK, week)
    place("EC-TMEXA001", week, feed="weekly_hours")
    page = words(provider.get(HERE))
    for name, asked in (
        ("Amara", True), ("Zofia", True), ("Ben Mock", False), ("Grace", False), ("Tomi", False),
    ):  # fmt: skip
        assert (name in page) is asked, name


def test_hours_are_checked_and_sent_once(provider: Client, coordinator: Client, week: date) -> None:
    check = told_of(provider)
    assert "12.5" in words(provider.get(check))
    receipt = provider.post(check)["Location"]
    assert "tell of 2 children" in words(provider.get(receipt))
    assert provider.post(check)["Location"] == receipt, "pressed twice, it is one"
    with as_publisher():
        assert WeeklyReturn.objects.count() == 1
        assert ChildsWeek.objects.get(child=AMARA).answers == CAME
    sent = newest()
    page = words(coordinator.get(f"{TOLD}{sent.pk}/"))
    assert "Amara Example" in page
    assert "Ill on Friday" in page
    with as_publisher():
        assert Read.objects.filter(child=AMARA, page="one_week").exists()


def test_what_is_missing_is_said_of_each_child_and_what_was_typed_stays(provider: Client) -> None:
    answer = provider.post(HERE, {"what": "continue"} | boxes(AMARA, {"hours_offered": "1O"}))
    assert answer.status_code == 422
    page = words(answer)
    assert "Amara Example: Hours offered must be a number" in page
    assert "Joshua Sample: Enter the hours attended, 0 if none" in page
    assert 'value="1O"' in answer.content.decode()


def test_more_attended_than_offered_is_refused(provider: Client) -> None:
    """All that was offered is taken; a quarter of an hour more is refused."""
    told_of(provider, CAME | {"hours_attended": "15"})
    post = {"what": "continue"} | boxes(AMARA, CAME)
    more = provider.post(HERE, post | boxes(JOSHUA, CAME | {"hours_attended": "15.25"}))
    assert more.status_code == 422
    assert "15.25 hours a week were attended of 15 offered" in words(more)
    draft = told_of(provider).rstrip("/").split("/")[-2]
    provider.post(HERE, post | boxes(JOSHUA, CAME | {"hours_attended": "15.25"}))
    assert provider.post(f"{HERE}begun/{draft}/check/")["Location"].startswith(HERE)
    with as_publisher():
        assert not WeeklyReturn.objects.exists(), "what is refused is not sent"


def test_a_child_who_came_to_nothing_is_warned_of_and_first(
    provider: Client, coordinator: Client
) -> None:
    check = told_of(provider, CAME | {"hours_attended": "0"})
    assert "came to nothing that was offered" in words(provider.get(check))
    provider.post(check)
    page = words(coordinator.get(f"{TOLD}{newest().pk}/"))
    assert page.index("Joshua Sample") < page.index("Amara Example")
    assert "Came to nothing offered" in words(coordinator.get(TOLD))


def test_that_nobody_is_placed_is_an_answer_and_silence_is_none(
    coordinator: Client, provider: Client, week: date
) -> None:
    assert "0 of 1 have answered" in words(coordinator.get(TOLD))
    assert "has not said that nobody is placed" in words(coordinator.get(TOLD))
    assert provider.post(HERE, {"what": "nobody"}).status_code != 302, "not over two children"
    empty = browser_of(made("Lee", "Provider", urns=["100002"]))
    answer = empty.post(HERE, {"what": "nobody"})
    assert "nobody is placed there" in words(empty.get(answer["Location"]))
    listed = words(coordinator.get(TOLD))
    assert "1 of 2 have" in listed
    assert listed.index("Forge Centre") < listed.index(newest().school), "not yet comes first"


def test_offered_begins_as_it_was_told_of_the_week_before(provider: Client, week: date) -> None:
    provider.post(told_of(provider, week=(week - WEEK).isoformat()))
    page = provider.get(HERE).content.decode()
    assert f'name="hours_offered-{AMARA}" type="text" spellcheck="false" value="15"' in page
    assert 'value="12.5"' not in page, "what was attended is of its week alone"


LEAVES = CAME | {"where_now": "At home", "hours_offered": "9", "hours_attended": "6"}


def left(provider: Client) -> str:
    """Where it leads that Joshua is ticked as no longer there."""
    step = told_of(provider, CAME, **{f"left-{JOSHUA}": "yes"})
    assert step.endswith(f"/{JOSHUA}/")
    return step


def test_a_child_who_left_in_the_week_is_told_with_the_hours_until_then(
    provider: Client, week: date
) -> None:
    """The Sunday is in the week; the Monday after it is not."""
    page, sunday = left(provider), last_day(week)
    monday = LEAVES | {"ended_on": (sunday + timedelta(days=1)).isoformat()}
    assert "is after the week" in words(provider.post(page, typed(LEFT, monday)))
    bare = LEAVES | {"ended_on": sunday.isoformat(), "hours_offered": ""}
    refused = words(provider.post(page, typed(LEFT, bare)))
    assert "Enter the hours offered in this week up to" in refused
    whole = LEAVES | {"ended_on": sunday.isoformat()}
    provider.post(provider.post(page, typed(LEFT, whole))["Location"])
    with as_publisher():
        assert ChildsWeek.objects.get(child=JOSHUA).left


def test_of_a_child_who_left_before_the_week_no_hours_are_told(
    provider: Client, week: date
) -> None:
    """On the Monday itself the child was there in the week; on the Sunday before, not."""
    page, sunday = left(provider), {"ended_on": (week - timedelta(days=1)).isoformat()}
    assert "is before this week" in words(provider.post(page, typed(LEFT, LEAVES | sunday)))
    none = LEAVES | sunday | {"hours_offered": "", "hours_attended": ""}
    assert provider.post(page, typed(LEFT, none)).status_code == 302
    monday = LEAVES | {"ended_on": week.isoformat()}
    assert provider.post(page, typed(LEFT, monday)).status_code == 302


def test_a_tick_that_was_wrong_is_taken_back(provider: Client) -> None:
    assert provider.post(left(provider), {"what": "still"})["Location"].startswith(HERE)
    assert "checked" not in provider.get(HERE).content.decode()


def test_a_child_who_left_is_not_asked_about_again_but_when_placed_again(
    provider: Client, week: date
) -> None:
    friday = {"ended_on": (week - timedelta(days=3)).isoformat()}
    none = LEAVES | friday | {"hours_offered": "", "hours_attended": ""}
    check = provider.post(left(provider), typed(LEFT, none))["Location"]
    provider.post(check)
    before(week - WEEK)
    again = provider.get(HERE, {"week": week.isoformat()})
    assert "Joshua" not in words(again)
    place(JOSHUA, week)
    assert "Joshua" in words(provider.get(HERE))


def test_a_child_whom_the_list_let_go_is_still_asked_about(provider: Client, week: date) -> None:
    """What the provider told of the week before counts until it says that the child left."""
    provider.post(told_of(provider, week=(week - WEEK).isoformat()))
    with as_publisher():
        Fact.objects.filter(child=JOSHUA, setting=FORGE).delete()
        ChildRelation.objects.filter(child=JOSHUA, relation=f"at:{FORGE}").delete()
    assert "Joshua" in words(provider.get(HERE))


def test_one_that_came_late_says_so(provider: Client, coordinator: Client, week: date) -> None:
    """Due by the Wednesday: one of four weeks ago is late, of those who have not answered too."""
    old = (week - 4 * WEEK).isoformat()
    assert "Not yet, and late" in words(coordinator.get(TOLD, {"week": old}))
    provider.post(told_of(provider, week=old))
    assert ", late" in words(coordinator.get(TOLD, {"week": old}))


def test_of_two_of_a_week_the_newer_counts_and_both_are_kept(
    provider: Client, coordinator: Client
) -> None:
    for hours in ("6", "7"):
        provider.post(told_of(provider, CAME | {"hours_attended": hours}))
    with as_publisher():
        again, first = WeeklyReturn.objects.all()
        assert [each.replaced_on for each in weeks()] == [localdate()] * 2 + [None] * 2
    page = coordinator.get(TOLD).content.decode()
    assert f"{TOLD}{again.pk}/" in page
    assert f"{TOLD}{first.pk}/" not in page


@pytest.mark.usefixtures("own_home")
def test_the_record_hears_of_it_with_the_next_run(provider: Client) -> None:
    provider.post(told_of(provider))
    (load,) = hand_over(at=now(), by="onroll")
    assert (load.feed, load.accepted, load.held_back) == ("weekly_hours", 2, 0)
    assert hand_over(at=now(), by="onroll") == [load], "the same again lands nothing"
    with as_publisher():
        told = weeks()[0]
    assert (told.who.text("surname"), told.who.text("date_of_birth")) == ("Example", "2013-05-14")


def test_a_school_at_which_a_child_is_placed_tells_hours_and_another_is_not_asked(
    provider: Client,
) -> None:
    unit = browser_of(made("Una", "School user", urns=[FORGE]))
    assert "Send the hours of the week" in words(unit.get("/tell-us/"))
    assert "Hours of the week" in words(unit.get("/our-school/"))
    other = browser_of(made("Ben", "School user", urns=["100001"]))
    assert "Send the hours of the week" not in words(other.get("/tell-us/"))


def test_another_provider_sees_none_of_it_and_a_protected_child_is_absent(
    provider: Client, coordinator: Client, week: date
) -> None:
    provider.post(told_of(provider, week=(week - WEEK).isoformat()))
    sent = newest()
    told_of(provider)
    other = made("Ben", "Provider", urns=["100001"])
    assert browser_of(other).get(f"{HERE}{sent.ref}/").status_code == 404
    with as_person(other, now()):
        assert not WeeklyReturn.objects.exists()
        assert not ChildsWeek.objects.exists()
    with as_publisher():
        RestrictedChild.objects.create(child=AMARA)
    for client, address in (
        (provider, HERE), (provider, f"{HERE}{sent.ref}/"), (coordinator, f"{TOLD}{sent.pk}/"),
    ):  # fmt: skip
        assert "Amara" not in client.get(address).content.decode(), address
    lead = browser_of(colleague("Safeguarding lead"))
    assert "Amara" in lead.get(f"{TOLD}{sent.pk}/").content.decode()
