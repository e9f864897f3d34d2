"""Two children in one record: taken apart through the pages, with a real run of real files."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions, standing
from onroll.record.people.shields import Kind, raise_shield
from onroll.record.run import run
from onroll.web.access.accounts import add_user
from onroll.web.access.models import FileEvent, Read, User
from onroll.web.amending import publish_newest
from onroll.web.children.models import Child, Clock, SourceRecord
from onroll.web.publish import publish
from onroll.web.separating.models import Separation
from tests.web.fixtures import AUTHORITY, PASSWORD
from tests.web.mixed_families import FRIDAY, LOADED_AT, Family, load
from tests.web.sending import words
from tests.web.shielded_world import allocate
from tests.web.test_every_page import already_logged

pytestmark = pytest.mark.django_db

ONE, TWO = Family(1), Family(2)
THE_TWINS = (ONE.ehe, ONE.health)
WHY = "They are twins. I have met both."


@pytest.fixture(scope="module")
def mixed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two families and its run, made once."""
    path = tmp_path_factory.mktemp("mixed")
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    load(Home(path), path / "files", [ONE, TWO])
    run(Home(path), as_of=FRIDAY, known_at=LOADED_AT)
    return path


@pytest.fixture
def mixed(mixed_once: Path, published: Any, settings: Any, tmp_path: Path) -> Home:
    """A home of this test's own in which each family's two children are one, and shown so."""
    home = Home(tmp_path / "home")
    shutil.copytree(mixed_once, home.path)
    settings.ONROLL_HOME = home.path
    (folder,) = [path.parent for path in home.runs.glob("*/manifest.json")]
    publish(folder, home)
    return home


def child_of(record: str) -> str:
    return SourceRecord.objects.get(record_id=record).child_id


def form_of(client: Any, child: str) -> dict[str, Any]:
    """The form as the page sends it back, nothing ticked and nothing typed."""
    page = client.get(f"/children/{child}/not-the-same/").content.decode()
    (shown,) = re.findall(r'name="shown" value="([^"]*)"', page, re.DOTALL)
    return {"shown": shown, "record": [], "why": ""}


def separate(client: Any, child: str, records: Any = THE_TWINS, why: str = WHY, **more: Any) -> Any:
    form = form_of(client, child) | {"record": list(records), "why": why} | more
    return client.post(f"/children/{child}/not-the-same/", form)


def test_both_children_are_there_again_each_with_its_own(signed_in: Any, mixed: Home) -> None:
    mixed_child = child_of(ONE.pupil)
    assert {child_of(record) for record in ONE.records} == {mixed_child}
    response = separate(signed_in, mixed_child)
    assert response.status_code == 302
    page = words(signed_in.get(response["Location"]))
    assert "They are two children now" in page
    amira, amara = child_of(ONE.pupil), child_of(ONE.ehe)
    assert amira != amara
    assert {child_of(ONE.applied), child_of(ONE.health)} == {amira, amara}
    assert f"Priya Sharma separated the records of {mixed_child}" in page
    assert f"“{WHY}”" in page
    assert f"Keeps {mixed_child}" in page
    new = ({amira, amara} - {mixed_child}).pop()
    assert f"{new}, no longer {mixed_child}" in page
    excluded = Clock.objects.filter(clock="sixth_school_day")
    assert excluded.filter(child=amira).exists()
    assert not excluded.filter(child=amara).exists()
    assert (Child.objects.get(pk=amira).forename, Child.objects.get(pk=amara).forename) == (
        "Amira", "Amara",
    )  # fmt: skip
    for child, status in ((amira, "Missing out on education"), (amara, "Home educated")):
        assert status in words(signed_in.get(f"/children/{child}/"))
    (decision,) = standing(decisions(mixed))
    assert (decision.verdict, decision.one, decision.by, decision.why) == (
        Verdict.DIFFERENT, tuple(sorted(THE_TWINS)), "priya@exampleshire.example", WHY,
    )  # fmt: skip
    assert child_of(TWO.pupil) == child_of(TWO.ehe), "another family is as it was"


def test_everybody_who_had_read_the_wrong_record_is_told(
    signed_in: Any, client: Any, mixed: Home
) -> None:
    child = child_of(ONE.pupil)
    amina = add_user(email="amina@exampleshire.example", full_name="Amina Yusuf", password=PASSWORD)
    moments = {"record": timedelta(days=1), "timeline": timedelta(hours=2)}
    for page, ago in moments.items():
        Read.objects.create(user=amina, child=child, page=page, at=timezone.now() - ago)
    too_early = LOADED_AT - timedelta(hours=1)
    Read.objects.create(user=amina, child=child, page="why", at=too_early)
    stranger = Read.objects.create(user=amina, child=child_of(TWO.pupil), page="why")
    where = separate(signed_in, child)["Location"]
    after = Read.objects.create(user=amina, child=child, page="source_records")
    page = words(signed_in.get(where))
    assert f"2 people read {child} while it held two children." in page
    assert "Amina Yusuf amina@exampleshire.example none The record, the timeline 2" in page
    assert "Priya Sharma priya@exampleshire.example Education officer" in page

    file = signed_in.get(f"{where}readers.csv")
    assert file["Content-Disposition"] == f'attachment; filename="who-read-{child}-1.csv"'
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {row["Name"]: row["Pages"] for row in rows} == {
        "Amina Yusuf": "The record, the timeline", "Priya Sharma": "These are not the same child",
    }  # fmt: skip
    event = FileEvent.objects.latest("pk")
    assert (event.user.full_name, event.kind, event.rows) == ("Priya Sharma", "listed", 2)
    assert stranger.at < after.at, "neither is of the wrong record"


def test_a_separation_whose_page_was_never_made_has_one_once_it_is_shown(
    signed_in: Any, officer: User, mixed: Home
) -> None:
    """The service was stopped between the decision and its row, or nobody used a page."""
    child = child_of(ONE.pupil)
    signed_in.get(f"/children/{child}/")
    rest = set(ONE.records) - set(THE_TWINS)
    decide(mixed, Verdict.DIFFERENT, THE_TWINS, rest, at=timezone.now(), by=officer.email, why=WHY)
    assert signed_in.get("/separated/1/").status_code == 404
    publish_newest(
        run(mixed, as_of=FRIDAY, known_at=LOADED_AT, decided_at=timezone.now()),
        mixed, at=timezone.now(),
    )  # fmt: skip
    page = words(signed_in.get("/separated/1/"))
    assert f"Priya Sharma separated the records of {child}" in page
    assert f"1 person read {child} while it held two children." in page
    assert "They are two children now" in page


def test_the_history_tells_it_and_leads_to_it(signed_in: Any, mixed: Home) -> None:
    child = child_of(ONE.pupil)
    where = separate(signed_in, child)["Location"]
    page = signed_in.get(f"/children/{child_of(ONE.ehe)}/links/")
    assert "Priya Sharma decided: different children" in words(page)
    assert "Different children : Health" in words(page)
    assert f"Came from {child}" in words(page) or f"Left for {child_of(ONE.pupil)}" in words(page)
    assert where in page.content.decode()


def test_taken_back_they_are_one_record_as_before(signed_in: Any, mixed: Home) -> None:
    child = child_of(ONE.pupil)
    before = words(signed_in.get(f"/children/{child}/"))
    where = separate(signed_in, child)["Location"]
    assert child_of(ONE.pupil) != child_of(ONE.ehe)
    refused = signed_in.post(f"{where}take-back/", {"why": " "})
    assert refused.status_code == 422
    assert "Enter why it is taken back" in words(refused)
    response = signed_in.post(f"{where}take-back/", {"why": "I asked the wrong family"})
    assert response["Location"] == where
    page = words(signed_in.get(where))
    assert "The separation was taken back Priya Sharma" in page
    assert "“I asked the wrong family”" in page
    assert {child_of(record) for record in ONE.records} == {child}
    assert words(signed_in.get(f"/children/{child}/")) == before
    assert signed_in.post(f"{where}take-back/", {"why": "Again"})["Location"] == where


def test_pressed_twice_it_is_decided_once(signed_in: Any, mixed: Home) -> None:
    child = child_of(ONE.pupil)
    form = form_of(signed_in, child) | {"record": list(THE_TWINS), "why": WHY}
    first, second = (signed_in.post(f"/children/{child}/not-the-same/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(decisions(mixed)) == Separation.objects.count() == 1


@pytest.mark.parametrize(
    ("records", "why", "problem"),
    [
        ((), WHY, "Select the records that are another child's"),
        (ONE.records, WHY, "Leave at least one record out: what you do not select stays"),
        (THE_TWINS, " ", "Enter why they are not the same child"),
        (THE_TWINS, "x" * 501, "The reason must be 500 characters or fewer"),
        ((TWO.ehe,), WHY, "The source records of this child changed after you opened this page"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    signed_in: Any, mixed: Home, records: tuple[str, ...], why: str, problem: str
) -> None:
    response = separate(signed_in, child_of(ONE.pupil), records, why)
    assert response.status_code == 422
    page = response.content.decode()
    assert problem in words(response)
    assert page.count(" checked>") == len(set(records) & set(ONE.records))
    assert why.strip() in page
    assert decisions(mixed) == []


def test_a_page_that_is_older_than_the_record_is_asked_again(signed_in: Any, mixed: Home) -> None:
    """A night's feeds brought another record, which the officer has not seen."""
    child = child_of(ONE.pupil)
    form = form_of(signed_in, child) | {"record": list(THE_TWINS), "why": WHY}
    SourceRecord.objects.filter(record_id=ONE.applied).update(child=child_of(TWO.pupil))
    response = signed_in.post(f"/children/{child}/not-the-same/", form)
    assert response.status_code == 422
    assert "changed after you opened this page" in words(response)
    assert decisions(mixed) == []


def test_a_decision_that_stands_must_be_read_and_replaced(signed_in: Any, mixed: Home) -> None:
    amina = User.objects.create_user("amina@exampleshire.example", full_name="Amina Khan")
    decide(
        mixed, Verdict.SAME, [ONE.pupil], [ONE.ehe], at=LOADED_AT, by=amina.email,
        why="The school says so",
    )  # fmt: skip
    child = child_of(ONE.pupil)
    response = separate(signed_in, child)
    assert response.status_code == 422
    assert "Amina Khan decided on" in words(response)
    assert "amina@exampleshire.example" not in words(response)
    assert "I have read this. Decide instead that they are two children" in words(response)
    done = separate(signed_in, child, instead_of="1")
    assert done.status_code == 302
    assert child_of(ONE.pupil) != child_of(ONE.ehe)


def test_one_record_has_nothing_to_separate(signed_in: Any, mixed: Home) -> None:
    SourceRecord.objects.filter(record_id__in=ONE.records[1:]).delete()
    page = words(signed_in.get(f"/children/{child_of(ONE.pupil)}/not-the-same/"))
    assert "there is nothing to separate" in page
    assert "Separate the records" not in page


@pytest.mark.parametrize("page", ["not-the-same/", "separated/1/", "separated/1/readers.csv"])
def test_one_who_may_not_decide_is_told_who_may(
    client: Any, signed_in: Any, mixed: Home, page: str
) -> None:
    child = child_of(ONE.pupil)
    separate(signed_in, child)
    client.force_login(
        User.objects.create_user("a@x.example", full_name="A Colleague", role="Data analyst")
    )
    address = f"/children/{child}/{page}" if page == "not-the-same/" else f"/{page}"
    response = client.get(address)
    assert response.status_code == 403
    assert "You cannot separate records" in words(response)
    assert client.post(f"/children/{child}/not-the-same/", {}).status_code == 403


def test_a_number_that_is_no_separation_is_not_there(signed_in: Any, mixed: Home) -> None:
    for page in ("", "readers.csv", "take-back/"):
        assert signed_in.get(f"/separated/99/{page}").status_code == 404


@pytest.mark.parametrize("theirs", [False, True], ids=["not_theirs", "allocated"])
def test_a_protected_childs_records_are_for_those_who_see_them(
    signed_in: Any, officer: User, mixed: Home, theirs: bool
) -> None:
    """Whose the child is in person is told that they are protected; for others nobody is there."""
    child = child_of(ONE.pupil)
    form = form_of(signed_in, child) | {"record": list(THE_TWINS), "why": WHY}
    raise_shield(mixed, Kind.REFUGE, ONE.records, at=LOADED_AT, by="r@x.example", why="w")
    if theirs:
        allocate(officer, child)
    for page in ("links/", "not-the-same/"):
        response = signed_in.get(f"/children/{child}/{page}")
        assert response.status_code == (403 if theirs else 404)
        assert ("This child is protected" in words(response)) is theirs
        assert ONE.nhs not in response.content.decode()
        if not theirs:
            nobody = signed_in.get(f"/children/EC-NOBODY00/{page}")
            assert words(response) == words(nobody)
    refused = signed_in.post(f"/children/{child}/not-the-same/", form)
    assert refused.status_code == (403 if theirs else 404)
    assert decisions(mixed) == []


@pytest.mark.parametrize("theirs", [False, True], ids=["not_theirs", "allocated"])
def test_a_separation_of_a_child_who_is_protected_since_is_as_if_it_had_never_been(
    signed_in: Any, officer: User, mixed: Home, theirs: bool
) -> None:
    """Of either child: what is left of it on the other's pages would lead to the protected one."""
    child = child_of(ONE.pupil)
    where = separate(signed_in, child)["Location"]
    hidden, other = child_of(ONE.ehe), child_of(ONE.pupil)
    assert where in signed_in.get(f"/children/{other}/links/").content.decode()
    covered = SourceRecord.objects.filter(child=hidden).values_list("record_id", flat=True)
    raise_shield(mixed, Kind.REFUGE, covered, at=LOADED_AT, by="r@x.example", why="w")
    if theirs:
        allocate(officer, hidden)
    for page in ("", "readers.csv", "take-back/"):
        assert signed_in.get(f"{where}{page}").status_code == 404
        assert signed_in.get(f"/separated/99/{page}").status_code == 404
    history = signed_in.get(f"/children/{other}/links/").content.decode()
    assert not [text for text in (hidden, where, WHY) if text in history]
    refused = Read.objects.filter(outcome=Read.Outcome.REFUSED, user=officer)
    assert refused.filter(child=hidden, page="separated").exists() is not theirs


def test_the_result_is_shown_with_few_queries_and_each_child_logged_once(
    signed_in: Any, officer: Any, mixed: Home
) -> None:
    where = separate(signed_in, child_of(ONE.pupil))["Location"]
    signed_in.get("/feeds/")
    earlier = already_logged(officer)
    with CaptureQueriesContext(connection) as asked:
        signed_in.get(where)
    frame = ("SAVEPOINT", "set_config(", "current_setting(")
    queries = [each["sql"] for each in asked if not any(a in each["sql"] for a in frame)]
    assert len(queries) <= 27, "\n".join(queries)
    reads = Read.objects.filter(user=officer, pk__gt=earlier)
    assert sorted(reads.values_list("child", "page")) == sorted(
        (child, "separated") for child in {child_of(ONE.pupil), child_of(ONE.ehe)}
    )


def test_a_separation_of_a_home_that_is_there_no_more_is_never_taken_for_a_new_one(
    signed_in: Any, mixed: Home, officer: User
) -> None:
    """The home was made anew and the database kept: its numbers begin at 1 again."""
    child = child_of(ONE.pupil)
    before = {"child": child, "by": officer, "shown_at": LOADED_AT, "decided_at": LOADED_AT}
    for number in (1, 2):
        Separation.objects.create(number=number, **before)
    assert signed_in.get("/separated/1/").status_code == 404
    response = separate(signed_in, child)
    assert response["Location"] == "/separated/1/"
    (made,) = Separation.objects.exclude(decided_at=LOADED_AT)
    assert made.decided_at == decisions(mixed)[0].at
    assert f"“{WHY}”" in words(signed_in.get("/separated/1/"))
    assert signed_in.get("/separated/2/").status_code == 404
