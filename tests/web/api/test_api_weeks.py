"""A provider's program sends the hours of a week, and takes a form back, as its people do."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from onroll.record.forms.weekly_hours import last_week
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import ChildRelation, Role, User
from onroll.web.children.models import Fact
from onroll.web.mistakes.models import CalledMistake
from onroll.web.telling_us.models import ChildsWeek, WeeklyReturn
from tests.web.api_programs import Program, key_of, needed
from tests.web.case_pages import browser_of, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, ZOFIA
from tests.web.told_by_form import LEAVING, NEW_CHILD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
BOATYARD = "100077"
CAME = {"hours_offered": "25", "hours_attended": "20", "absence": "Ill on Friday"}


def the_week() -> date:
    """The week that is asked for today, by its first day."""
    return last_week(localdate())


def address() -> str:
    return f"weeks/{the_week()}"


@pytest.fixture
def provider(manager: User) -> Program:
    with as_publisher():
        ChildRelation.objects.get_or_create(child=AMARA, relation=f"at:{BOATYARD}")
        Fact.objects.create(
            row_id=uuid.uuid4(), child_id=AMARA, fact="alternative_provision",
            starts_on=the_week() - timedelta(days=20), ends_before=None, setting=BOATYARD,
            feed="placements", file="list.csv", row=1,
        )  # fmt: skip
    return Program(key_of(Role.PROVIDER, BOATYARD, by=manager)[1])


def test_a_week_is_asked_sent_and_on_the_page_of_the_provider(provider: Program) -> None:
    asked = provider.get(address()).json()
    assert [each["reference"] for each in asked["children"]] == [AMARA]
    assert [each["key"] for each in asked["of_who_is_there"]] == list(CAME)
    sent = provider.post(address(), children=[{"child": AMARA, "answers": CAME}])
    assert (sent.status_code, sent.json()["children"]) == (201, 1)
    person = browser_of(made("Pat", "Provider", urns=[BOATYARD]))
    page = words(person.get(f"/tell-us/weekly-hours/{sent.json()['reference']}/"))
    assert "Ill on Friday" in page
    (first, *_) = provider.get("weeks").json()["weeks"]
    assert (first["week"], first["reference"]) == (str(the_week()), sent.json()["reference"])
    again = provider.post(address(), children=[{"child": AMARA, "answers": CAME}])
    assert again.json() == sent.json(), "under one word it is one"
    assert WeeklyReturn.objects.count() == 1


def test_it_is_refused_in_the_words_of_the_page_and_then_nothing_is_kept(provider: Program) -> None:
    more = CAME | {"hours_attended": "26"}
    said = needed(provider.post(address(), children=[{"child": AMARA, "answers": more}]))
    (where,) = said
    assert where == f"children.{AMARA}.answers.hours_attended"
    person = browser_of(made("Pat", "Provider", urns=[BOATYARD]))
    typed = {f"{key}-{AMARA}": value for key, value in more.items()}
    page = words(person.post("/tell-us/weekly-hours/", typed | {"week": str(the_week())}))
    assert said[where] in page
    nobody = needed(provider.post(address(), "another-word", children=[]))
    assert nobody.keys() == {f"children.{AMARA}"}
    other = [{"child": each, "answers": CAME} for each in (AMARA, ZOFIA, "EC-NOBODY01")]
    unknown = needed(provider.post(address(), "a-third-word", children=other))
    assert unknown.keys() == {f"children.{each}.child" for each in (ZOFIA, "EC-NOBODY01")}
    assert len(set(unknown.values())) == 1, "whether there is such a child is not said"
    assert not ChildsWeek.objects.exists()


def test_who_left_is_told_and_a_week_that_is_not_over_is_refused(provider: Program) -> None:
    gone = {
        "ended_on": str(the_week() + timedelta(days=2)), "where_now": "Back at school",
        "hours_offered": "10", "hours_attended": "5",
    }  # fmt: skip
    sent = provider.post(address(), children=[{"child": AMARA, "left": True, "answers": gone}])
    assert sent.status_code == 201, sent.content
    assert ChildsWeek.objects.get().left
    for far in (7, 1, -35):
        day = the_week() + timedelta(days=far)
        answer = provider.post(f"weeks/{day}", f"of-{day}", children=[])
        assert (answer.status_code, [*needed(answer)]) == (422, ["week"]), day
    oldest = provider.post(f"weeks/{the_week() - timedelta(days=28)}", "oldest-week", children=[])
    assert oldest.status_code == 201


def test_a_form_is_called_a_mistake_once_and_by_its_own_organisation_alone(
    provider: Program, elsewhere: Program
) -> None:
    school = elsewhere.post("forms/removal_from_roll", answers=NEW_CHILD | LEAVING)
    ref = school.json()["reference"]
    assert provider.post(f"sent/{ref}/mistake", why="Not ours").status_code == 404
    empty = elsewhere.post(f"sent/{ref}/mistake", "word-of-mine-2", why=" ")
    assert needed(empty) == {"why": "Enter why it was a mistake"}
    called = elsewhere.post(f"sent/{ref}/mistake", "word-of-mine-3", why="The wrong Ivo")
    assert (called.status_code, called.json()["why"]) == (201, "The wrong Ivo")
    again = elsewhere.post(f"sent/{ref}/mistake", "word-of-mine-4", why="Another why")
    assert again.json() == called.json(), "what was said first stands"
    assert elsewhere.get(f"sent/{ref}").json()["mistake"] is True
    assert CalledMistake.objects.count() == 1
