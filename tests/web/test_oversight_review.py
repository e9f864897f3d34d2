"""The queue: who reads it, what it says to whom, and how an answer is put right."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import now

from onroll.web.access.acting import as_person
from onroll.web.access.models import Read
from onroll.web.oversight.models import GRAVITY, Item, ItemChild, Kind, ReviewEvent
from onroll.web.oversight.queue import REVIEWS, Found, put_in
from tests.web.log_opened import opened
from tests.web.oversight_people import SENTENCE, asks, restrict, somebody, text_of
from tests.web.small_run import AMARA, ZOFIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
FOUND = {"answer": "nothing_wrong", "words": "The school did ring, I asked them"}


@pytest.fixture(autouse=True)
def nobody_looked(published: Any) -> None:
    """An empty log, until the test ends: tests in a browser leave looks that the queue finds."""
    with opened() as cursor:
        cursor.execute("delete from access_read")


@pytest.fixture
def worker() -> Any:
    return somebody("Pat Doe", "Graduated response practitioner")


@pytest.mark.parametrize("role", REVIEWS)
def test_who_answers_for_the_record_reads_the_queue(worker: Any, role: str) -> None:
    asks(worker, known=AMARA)
    lead = somebody("Ada Roe", role)
    page = text_of(lead.get("/review/"))
    for words in (
        "Pat Doe", "Graduated response practitioner", "Amara Example", SENTENCE,
        "Opened the record of a child who is not theirs",
        "A school, a parent or another service asks about the child",
    ):  # fmt: skip
        assert words in page
    assert Read.objects.filter(user=lead.user, page="review", child=AMARA).count() == 1


@pytest.mark.parametrize("role", ["Team manager", "Education officer", "Data analyst", ""])
def test_others_do_not(worker: Any, role: str) -> None:
    asks(worker, known=AMARA)
    other = somebody("Sam Loe", role)
    for answer in (
        other.get("/review/"),
        other.get(f"/review/{Item.objects.get().pk}/"),
        other.post(f"/review/{Item.objects.get().pk}/", FOUND),
    ):
        assert answer.status_code == 403
        assert "Pat Doe" not in text_of(answer)
    assert not ReviewEvent.objects.exists()


def test_nobody_reviews_what_they_did_themselves() -> None:
    lead, other = somebody("Ada Roe", "Pathway manager"), somebody("Una Poe", "Director")
    put_in(Kind.CROWD, Found(lead.user.pk, now(), "once", child=AMARA))
    number = Item.objects.get().pk
    assert "Nothing waits for you" in text_of(lead.get("/review/"))
    assert lead.get(f"/review/{number}/").status_code == 404
    assert lead.post(f"/review/{number}/", FOUND).status_code == 404
    assert "Ada Roe" in text_of(other.get("/review/"))


def test_an_answer_is_an_event_and_is_undone_by_another(worker: Any) -> None:
    asks(worker, known=AMARA)
    lead = somebody("Ada Roe", "Pathway manager")
    address = f"/review/{Item.objects.get().pk}/"
    for form, words in (
        ({}, "Select how you found it"),
        ({"answer": "nothing_wrong", "words": "fine"}, "Enter what you found, in a sentence"),
        ({"answer": "reopened", "words": SENTENCE}, "Select one of the answers shown"),
    ):
        assert words in text_of(lead.post(address, form))
    assert lead.post(address, FOUND).status_code == 302
    assert "Pat Doe" not in text_of(lead.get("/review/"))
    assert "Pat Doe" in text_of(lead.get("/review/?shown=nothing-wrong"))
    again = {"answer": "follow_up", "words": "The school says it did not ring"}
    assert lead.post(address, again).status_code == 200, "it is answered: it is put back first"
    put_back = {"answer": "reopened", "words": "The school says it did not ring"}
    assert lead.post(address, put_back).status_code == 302
    assert "Pat Doe" in text_of(lead.get("/review/"))
    assert lead.post(address, again).status_code == 302
    assert "Pat Doe" in text_of(lead.get("/review/?shown=follow-up"))
    said = text_of(lead.get(address))
    for words in (FOUND["words"], put_back["words"], again["words"]):
        assert words in said, "all three stay"


def test_events_are_only_ever_added(worker: Any) -> None:
    asks(worker, known=AMARA)
    lead = somebody("Ada Roe", "Pathway manager")
    lead.post(f"/review/{Item.objects.get().pk}/", FOUND)
    tables = {"item": "kind", "itemchild": "words", "reviewevent": "words", "budgetraised": "why"}
    for table, column in tables.items():
        for act in (
            f"delete from oversight_{table}",
            f"update oversight_{table} set {column} = null",
        ):
            with (
                as_person(lead.user, now()),
                connection.cursor() as cursor,
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
            ):
                cursor.execute(act)


def test_whom_somebody_asked_for_and_was_not_shown_only_some_may_read(worker: Any) -> None:
    """Alike for a restricted child and one who is not there; the database agrees."""
    restrict(ZOFIA)
    asks(worker, known=ZOFIA, words="Zofia may be in the house next door")
    asks(worker, known="EC-NOBODY00", words="Nobody may be in the house next door")
    manager, lead = somebody("Ada Roe", "Pathway manager"), somebody("Una Poe", "Safeguarding lead")
    page = text_of(manager.get("/review/"))
    assert page.count("Asked to see a child who could not be shown") == 2
    assert page.count("Only the safeguarding lead can read whom they asked for") == 2
    for words in ("Zofia", ZOFIA, "EC-NOBODY00", "next door"):
        assert words not in page
    with as_person(manager.user, now()):
        assert not ItemChild.objects.exists()
    page = text_of(lead.get("/review/"))
    assert "Zofia O&#39;Test-Nowak" in page
    assert "EC-NOBODY00" in page
    assert page.count("next door") == 2


def test_a_child_who_is_restricted_since_is_named_no_more(worker: Any) -> None:
    asks(worker, known=AMARA, words="Amara was seen in the town")
    restrict(AMARA)
    page = text_of(somebody("Ada Roe", "Data manager").get("/review/"))
    assert "Pat Doe" in page
    assert "A child you cannot see" in page
    assert "Amara" not in page


def test_the_gravest_first_and_of_those_the_newest(worker: Any) -> None:
    for kind in (Kind.SAME_SURNAME, Kind.DECLARED_CHILD, Kind.GLASS):
        put_in(kind, Found(worker.user.pk, now(), "once"))
    page = text_of(somebody("Ada Roe", "Director").get("/review/"))
    places = [
        page.index(kind.label) for kind in (Kind.DECLARED_CHILD, Kind.GLASS, Kind.SAME_SURNAME)
    ]
    assert places == sorted(places)
    assert len(GRAVITY) == len(Kind)


def test_three_refusals_in_a_day_are_in_the_queue_and_two_are_not(worker: Any) -> None:
    careful = somebody("Sam Loe", "Youth worker")
    for client, times in ((worker, 3), (careful, 2)):
        for n in range(times):
            assert client.get(f"/children/EC-NOBODY0{n}/").status_code == 404
    page = text_of(somebody("Ada Roe", "Director").get("/review/"))
    assert "Was refused three times or more in a day" in page
    assert "Pat Doe" in page
    assert "Sam Loe" not in page
