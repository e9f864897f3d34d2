"""Opening the record of a child who is not one's own, and records of families that one knows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from onroll.web.access.models import BreakGlass, Read
from onroll.web.oversight.models import Item, ItemChild, Kind
from tests.web.oversight_people import SENTENCE, asks, restrict, somebody, text_of
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
NOBODY = "EC-NOBODY00"


@pytest.fixture
def worker() -> Client:
    """A practitioner, with whom no child works yet."""
    return somebody("Pat Doe", "Graduated response practitioner")


def without_token(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


@pytest.mark.parametrize(
    "who",
    [
        {"known": AMARA},
        {"known": AMARA.lower()},
        {"known": "A001000000001"},
        {"name": "Amara Example", "born": "14/5/2013"},
        {"name": "amara EXAMPLE", "born": "14 May 2013"},
    ],
)
def test_the_record_opens_for_eight_hours_and_says_so(worker: Any, who: dict[str, str]) -> None:
    assert worker.get(f"/children/{AMARA}/").status_code == 404
    before = now()
    answer = asks(worker, **who)
    assert answer["Location"] == f"/children/{AMARA}/"
    (broken,) = BreakGlass.objects.filter(user=worker.user)
    assert timedelta(0) <= broken.ends_at - before - timedelta(hours=8) < timedelta(minutes=1)
    for page in ("", "timeline/", "sources/", "links/"):
        response = worker.get(f"/children/{AMARA}/{page}")
        assert response.status_code == 200
        said = "You opened this record because: a school, a parent or another service asks"
        assert said in text_of(response)
    assert AMARA in worker.get("/children/").content.decode(), "and is on their lists"
    assert JOSHUA not in worker.get("/children/").content.decode()
    assert worker.get(f"/children/{JOSHUA}/").status_code == 404
    (item,) = Item.objects.filter(kind=Kind.GLASS, user=worker.user)
    assert (item.about.child, item.about.words) == (AMARA, SENTENCE)


def test_after_eight_hours_it_is_closed(worker: Any) -> None:
    at = now()
    for ends, shown in ((at - timedelta(seconds=1), 404), (at + timedelta(minutes=1), 200)):
        BreakGlass.objects.create(
            child=AMARA, user=worker.user, reason="enquiry", words=SENTENCE,
            opened_at=ends - timedelta(hours=8), ends_at=ends,
        )  # fmt: skip
        assert worker.get(f"/children/{AMARA}/").status_code == shown


@pytest.mark.parametrize(
    "who",
    [{"known": ZOFIA}, {"name": "Zofia O'Test-Nowak", "born": "3/3/2014"}],
    ids=["by reference", "by name"],
)
def test_a_restricted_child_and_no_child_get_one_same_answer(
    worker: Any, who: dict[str, str]
) -> None:
    restrict(ZOFIA)
    absent = {"known": NOBODY} if "known" in who else {"name": "Nobody At All", "born": "3/3/2014"}
    answers, logged = [], []
    for asked in (who, absent):
        newest = Read.objects.filter(user=worker.user).count()
        answers.append(asks(worker, **asked))
        rows = Read.objects.filter(user=worker.user).order_by("pk")[newest:]
        logged.append([(row.page, row.outcome, bool(row.child)) for row in rows])
    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_token(answers[0]) == without_token(answers[1])
    assert answers[0].headers == answers[1].headers
    assert logged[0] == logged[1] == [("open_a_record", "refused", "known" in who)]
    assert not BreakGlass.objects.exists()
    kinds = Item.objects.filter(user=worker.user).values_list("kind", flat=True)
    assert list(kinds) == [Kind.NOT_SHOWN, Kind.NOT_SHOWN]


def test_a_search_by_name_is_not_browsing(worker: Any) -> None:
    """No half name, no year, no name that sounds alike: the one child, or none."""
    for who in (
        {"name": "Example", "born": "14/5/2013"},
        {"name": "Amara Example", "born": "2013"},
        {"name": "Amara Example", "born": "May 2013"},
        {"name": "Amara Example"},
        {"born": "14/5/2013"},
        {"known": "Amara"},
        {"known": "EC-"},
        {},
    ):
        response = asks(worker, **who)
        assert response.status_code == 200
        assert "There is a problem" in text_of(response)
        assert AMARA not in response.content.decode()
    assert not Item.objects.exists(), "nobody was looked up"
    for who in (
        {"name": "Amarah Example", "born": "14/5/2013"},
        {"name": "Amara Example", "born": "15/5/2013"},
    ):
        assert asks(worker, **who).status_code == 404


def test_a_reason_and_a_sentence_are_asked_for(worker: Any) -> None:
    for form, words in (
        ({"reason": ""}, "Select why you need to see this child"),
        ({"reason": "curious"}, "Select one of the reasons shown"),
        ({"words": ""}, "Enter what you need the record for"),
        ({"words": "because of work"}, "Enter what you need the record for, in a sentence"),
    ):
        assert words in text_of(asks(worker, known=AMARA, **form))
    assert not BreakGlass.objects.exists()


def test_whoever_sees_the_child_anyway_breaks_nothing(officer: Any) -> None:
    client = Client()
    client.force_login(officer)
    assert asks(client, known=AMARA)["Location"] == f"/children/{AMARA}/"
    assert not BreakGlass.objects.exists()
    assert "You opened this record because" not in text_of(client.get(f"/children/{AMARA}/"))


@pytest.mark.parametrize(
    ("role", "of"), [("School user", {"urns": ["100001"]}), ("Council member", {}), ("", {})]
)
def test_only_who_works_with_children_may_ask(role: str, of: dict[str, Any]) -> None:
    other = somebody("Sam Roe", role, **of)
    assert "open-a-record" not in text_of(other.get(f"/children/{AMARA}/"))
    answers = [asks(other, known=child) for child in (AMARA, NOBODY)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert without_token(answers[0]) == without_token(answers[1])
    assert not BreakGlass.objects.exists()


def test_the_way_there_is_on_the_page_that_cannot_be_shown_and_names_nobody(worker: Any) -> None:
    page = text_of(worker.get(f"/children/{AMARA}/"))
    assert '<a class="govuk-link" href="/open-a-record/">Ask to see a child who is not' in page
    worker.post("/children/", {"words": "Amara"})
    assert 'href="/open-a-record/"' in text_of(worker.get("/children/?found"))


def test_of_a_declared_child_the_record_does_not_open(worker: Any) -> None:
    """Neither to who works with the child, nor by asking; until the declaration is ended."""
    works_with = somebody("Sam Loe", "Education officer")
    officer = works_with.user
    for client in (works_with, worker):
        declared = {"kind": "child", "text": AMARA.lower(), "why": "She is my former partner's"}
        assert client.post("/declarations/", declared).status_code == 302
    for page in ("", "timeline/", "sources/", "links/", "why/missing_education/"):
        response = works_with.get(f"/children/{AMARA}/{page}")
        assert response.status_code == 403
        page = text_of(response)
        assert "It is restricted because a colleague knows the family" in page
        assert "Amara" not in page
    refused = Read.objects.filter(user=officer, child=AMARA)
    assert set(refused.values_list("outcome", flat=True)) == {"refused"}
    assert refused.count() == 5
    assert works_with.get(f"/matches/{AMARA}/{ZOFIA}/").status_code == 403
    assert works_with.get(f"/children/{ZOFIA}/").status_code == 200
    assert works_with.get("/children/").status_code == 200
    assert asks(worker, known=AMARA).status_code == 403
    assert not BreakGlass.objects.exists()
    kinds = set(Item.objects.values_list("kind", "user"))
    assert kinds >= {(Kind.DECLARED_CHILD, officer.pk), (Kind.DECLARED_CHILD, worker.user.pk)}

    page = text_of(works_with.get("/declarations/"))
    (number,) = re.findall(r"/declarations/(\d+)/end/", page)
    assert worker.post(f"/declarations/{number}/end/").status_code == 404, "not theirs"
    assert works_with.post(f"/declarations/{number}/end/").status_code == 302
    assert works_with.get(f"/children/{AMARA}/").status_code == 200


def test_nobody_is_told_whether_a_declared_child_is_one(worker: Any) -> None:
    pages = []
    for child in (AMARA, NOBODY):
        answer = worker.post(
            "/declarations/", {"kind": "child", "text": child, "why": "I know them from church"}
        )
        assert answer.status_code == 302
        pages.append(worker.get(f"/children/{child}/"))
    assert without_token(pages[0]) == without_token(pages[1])
    assert pages[0].status_code == 404


def test_a_surname_or_postcode_is_an_alert_and_never_a_block(published: Any) -> None:
    """The same surname as the reader's own, one declared, and an address declared."""
    from onroll.web.children.models import Child

    Child.objects.filter(pk=ZOFIA).update(postcode="XE2 7ZZ")
    same = somebody("Ben van Exámple", "Education officer")
    knows = somebody("Una Poe", "Education officer")
    knows.post("/declarations/", {"kind": "surname", "text": "MOCK", "why": "My sister's name is"})
    knows.post(
        "/declarations/", {"kind": "postcode", "text": "xe27zz", "why": "I live there myself"}
    )
    for client in (same, knows):
        for child in (AMARA, ZOFIA, JOSHUA, "EC-BENM0001"):
            assert client.get(f"/children/{child}/").status_code == 200
            assert client.get(f"/children/{child}/timeline/").status_code == 200
    found = {
        (item.user_id, item.kind, item.about.child) for item in Item.objects.select_related("about")
    }
    assert found == {
        (same.user.pk, Kind.SAME_SURNAME, AMARA),
        (knows.user.pk, Kind.DECLARED_SURNAME, "EC-BENM0001"),
        (knows.user.pk, Kind.SAME_POSTCODE, ZOFIA),
    }
    assert ItemChild.objects.count() == 3
