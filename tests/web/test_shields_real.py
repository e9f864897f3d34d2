"""Protecting a child in a real record: at once, over whoever may be the child, and ever after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.run import run
from onroll.web.access.models import User
from onroll.web.amending import publish_newest
from onroll.web.children.models import Child, SourceRecord
from onroll.web.publish import publish
from onroll.web.shields.models import Shield
from onroll.web.shields.protected import protected_among
from tests.web.real_run import AS_OF, real_run
from tests.web.shielded_world import allocate

pytestmark = pytest.mark.django_db

WHY = "Their advocate rang us"
BEN_AGAIN = (
    "NHS Number\tForename\tSurname\tDate of Birth\tSex\tAddress\tPostcode\tRegistered On\t"
    "Removed On\tPractice\n"
    "9434765919\tAmira\tExample\t20160327\t2\t1 High Street\tXE1 1AA\t20160401\t\tHill\n"
    "9434765870\tBen\tSample\t20160202\t1\t9 Low Road\tXE2 2AB\t20160401\t\tHill\n"
    "9434765846\tSofia\tNowak\t20140303\t2\t3 High St\tXE1 1AD\t20140401\t\tHill\n"
    "9434765838\tNobody\tElse\t20130909\t2\t7 Far Lane\tXE1 9ZZ\t20140401\t\tHill\n"
    "9990000018\tBen\tNewname\t20160202\t1\t8 Hidden Close\tXE3 3AB\t20261121\t\tVale\n"
)


@pytest.fixture
def shown(own_home: Home, db: None) -> Home:
    publish(real_run(own_home), own_home)
    return own_home


def signed_in_as(name: str, role: str) -> Client:
    client = Client()
    email = f"{name.lower()}@council.example"
    client.force_login(User.objects.create_user(email, full_name=name, role=role))
    return client


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def protect(client: Client, child: str) -> str:
    answer = client.post(f"/children/{child}/protect/", {"kind": "refuge", "why": WHY})
    assert answer.status_code == 200
    return answer.content.decode()


def covers() -> dict[str, str]:
    return dict(Shield.objects.values_list("child_id", "how"))


def test_the_run_that_is_shown_has_the_shield_at_once(shown: Home) -> None:
    officer, ben = signed_in_as("Priya", "Education officer"), child_of("pupil_system:P2")
    assert "could not be looked for" not in protect(officer, ben)
    maybe_ben = child_of("health:9434765870")
    assert ben != maybe_ben
    assert covers() == {ben: "named", maybe_ben: "suspected"}
    for child in (ben, maybe_ben):
        assert officer.get(f"/children/{child}/sources/").status_code == 404

    lead = signed_in_as("Ruth", "Safeguarding lead")
    page = lead.get("/shields/").content.decode()
    assert f"/matches/{maybe_ben}/{ben}/" in page
    assert b"9 Low Road" in lead.get(f"/children/{maybe_ben}/sources/").content
    assert lead.get(f"/matches/{maybe_ben}/{ben}/").status_code == 200
    assert officer.get(f"/matches/{maybe_ben}/{ben}/").status_code == 404


def test_who_comes_back_under_another_name_is_never_shown_unprotected(shown: Home) -> None:
    officer, ben = signed_in_as("Priya", "Education officer"), child_of("pupil_system:P2")
    protect(officer, ben)
    later = datetime.now(UTC) + timedelta(hours=1)
    path = shown.path / f"gp_registrations_{AS_OF + timedelta(days=1)}.tsv"
    path.write_text(BEN_AGAIN, encoding="utf-8")
    land(read(path, received_on=AS_OF + timedelta(days=1)), shown, later)
    folder = run(shown, as_of=AS_OF + timedelta(days=1), known_at=later)
    publish_newest(folder, shown, at=later)

    again = child_of("health:9990000018")
    assert again != ben
    assert covers()[again] == "suspected"
    colleague = signed_in_as("Amina", "Coordinator")
    allocate(User.objects.get(full_name="Amina"), again)
    for page in ("", "timeline/", "sources/"):
        assert officer.get(f"/children/{again}/{page}").status_code == 404
        limited = colleague.get(f"/children/{again}/{page}")
        assert limited.status_code == 200
        assert b"Hidden Close" not in limited.content
    for client, finds in ((officer, False), (colleague, True)):
        found = client.post("/children/", {"words": "Ben Newname"}, follow=True).content.decode()
        assert (again in found) is finds


def test_two_people_end_it_at_once(shown: Home) -> None:
    officer, ben = signed_in_as("Priya", "Education officer"), child_of("pupil_system:P2")
    protect(officer, ben)
    ruth, owen = signed_in_as("Ruth", "Safeguarding lead"), signed_in_as("Owen", "Director")
    assert ruth.post("/shields/1/end/", {"why": "It was another Ben"}).status_code == 302
    assert officer.get(f"/children/{ben}/sources/").status_code == 404
    answer = {"answer": "end", "why": "The refuge told me so"}
    assert owen.post("/shields/1/answer/", answer).status_code == 302
    assert covers() == {}
    assert b"2 High Street" in officer.get(f"/children/{ben}/sources/").content


def test_ending_it_for_one_child_alone_leaves_the_other_protected(shown: Home) -> None:
    officer, ben = signed_in_as("Priya", "Education officer"), child_of("pupil_system:P2")
    protect(officer, ben)
    maybe_ben = child_of("health:9434765870")
    ruth, owen = signed_in_as("Ruth", "Safeguarding lead"), signed_in_as("Owen", "Director")
    ruth.post(f"/shields/1/end/{maybe_ben}/", {"why": "I rang the practice"})
    assert maybe_ben in owen.get("/shields/1/").content.decode()
    owen.post("/shields/1/answer/", {"answer": "end", "why": "So did I"})
    everybody = Child.objects.values_list("pk", flat=True)
    assert protected_among(everybody, None) == {ben}
