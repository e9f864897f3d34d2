"""A program of a school does what its people do on the pages: same rules, same words, same rows."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from onroll.record.forms.catalogue import form_named
from onroll.record.forms.monthly_return import month_before
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import ChildRelation, Read, RestrictedChild, User
from onroll.web.children.models import Child, Clock
from onroll.web.telling_us.models import Draft, MonthlyReturn, SentForm
from tests.web.api_programs import HILLTOP, MISSES, Program, needed, this_month
from tests.web.case_pages import browser_of, words
from tests.web.people_pages import made
from tests.web.small_run import AMARA, ZOFIA
from tests.web.told_by_form import LEAVING, NEW_CHILD, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published", "own_home")]
REMOVAL = "removal_from_roll"
SEND = f"forms/{REMOVAL}"


def test_a_form_is_sent_and_is_on_the_pages_of_the_school_and_of_the_authority(
    school: Program,
) -> None:
    answer = school.post(SEND, answers=NEW_CHILD | LEAVING)
    assert answer.status_code == 201
    ref = answer.json()["reference"]
    form = SentForm.objects.get(ref=ref)
    assert (form.urn, form.sender, form.told.text("surname")) == (
        HILLTOP, "Pupil system", "Newcomer",
    )  # fmt: skip
    person = browser_of(made("Una", "School user", urns=[HILLTOP]))
    assert ref in words(person.get("/tell-us/"))
    coordinator = browser_of(made("Cora", "Coordinator"))
    assert "Ivo Newcomer" in words(coordinator.get("/told-us/"))
    assert school.get("sent").json()["sent"][0]["reference"] == ref
    assert school.get(f"sent/{ref}").json()["answers"]["surname"] == "Newcomer"


def test_what_a_person_of_the_school_sent_is_the_programs_to_read_too(school: Program) -> None:
    person = browser_of(made("Una", "School user", urns=[HILLTOP]))
    form = sent(person, REMOVAL, NEW_CHILD | LEAVING)
    assert [each["reference"] for each in school.get("sent").json()["sent"]] == [form.ref]


def test_what_is_refused_is_refused_in_the_very_words_of_the_page(school: Program) -> None:
    """Each question of the form is left empty, and then each is answered wrongly."""
    person = browser_of(made("Una", "School user", urns=[HILLTOP]))
    said = needed(school.post(SEND, answers=LEAVING))
    address = person.post(f"/tell-us/{REMOVAL}/")["Location"]
    page = words(person.post(address, {}))
    assert said.keys() == {"answers.forename", "answers.surname", "answers.date_of_birth",
                           "answers.sex"}  # fmt: skip
    for needs in said.values():
        assert needs in page
    typed = {"forename": "x" * 101, "date_of_birth-day": "31", "date_of_birth-month": "2",
             "date_of_birth-year": "2014", "upn": "A1", "surname": "N", "sex": "Q"}  # fmt: skip
    page = words(person.post(address, typed))
    wrong = {"forename": "x" * 101, "date_of_birth": "31 2 2014", "upn": "A1", "surname": "N",
             "sex": "Q"}  # fmt: skip
    said = needed(school.post(SEND, answers=LEAVING | wrong))
    assert said.keys() == {f"answers.{key}" for key in ("forename", "date_of_birth", "upn", "sex")}
    for needs in said.values():
        assert needs in page
    assert not SentForm.objects.exists()
    assert not Draft.objects.filter(user__is_program=True).exists(), "nothing was kept"


def test_what_the_law_does_not_allow_is_refused_and_what_is_odd_is_warned_of(
    school: Program,
) -> None:
    ground_f = {"ground": "f", "in_writing": "no", "special_school": "no", "whose_choice": "family"}
    refused = school.post(SEND, answers=NEW_CHILD | LEAVING | ground_f)
    assert refused.status_code == 422
    assert "answers.in_writing" in needed(refused)
    asked = ground_f | {
        "in_writing": "yes", "written_on": "2026-11-01", "parents_words": "At home",
        "whose_choice": "school_asked", "destination": "home_education",
    }  # fmt: skip
    taken = school.post(SEND, answers=NEW_CHILD | LEAVING | asked)
    assert taken.status_code == 201, taken.content
    (warned,) = taken.json()["warned"]
    assert warned["where"] == "answers.whose_choice"
    ref = taken.json()["reference"]
    assert [["whose_choice", warned["words"]]] == SentForm.objects.get(ref=ref).warned


def test_a_question_that_the_form_does_not_have_is_refused_and_not_passed_over(
    school: Program,
) -> None:
    answer = school.post(SEND, answers=NEW_CHILD | LEAVING | {"surnam": "Newcomer"})
    assert answer.status_code == 422
    assert needed(answer) == {"answers.surnam": "Removal from roll has no such question"}
    assert answer.json()["errors"][0]["found"] == "Newcomer"


def test_sent_twice_under_one_word_is_one_with_the_same_receipt(school: Program) -> None:
    first, again = (school.post(SEND, answers=NEW_CHILD | LEAVING) for _ in range(2))
    assert first.content == again.content
    assert SentForm.objects.count() == 1
    other = school.post(SEND, answers=NEW_CHILD | LEAVING | {"surname": "Another"})
    assert other.status_code == 409
    assert other.json()["errors"][0]["where"] == "Idempotency-Key"
    assert school.post(SEND, "another-word", answers=NEW_CHILD | LEAVING).status_code == 201
    assert SentForm.objects.count() == 2


def test_what_was_refused_may_be_sent_again_under_the_same_word(school: Program) -> None:
    assert school.post(SEND, answers=NEW_CHILD).status_code == 422
    assert school.post(SEND, answers=NEW_CHILD | LEAVING).status_code == 201


def test_the_word_of_another_program_is_another_word(school: Program, elsewhere: Program) -> None:
    one, two = (each.post(SEND, answers=NEW_CHILD | LEAVING) for each in (school, elsewhere))
    assert one.json()["reference"] != two.json()["reference"]


def test_a_known_a_hidden_and_an_unknown_child_get_the_same_bytes(school: Program) -> None:
    """Whoever sends cannot find out whom the record has."""
    with as_publisher():
        RestrictedChild.objects.get_or_create(child=ZOFIA)
        hidden = Child.objects.get(pk=ZOFIA)
        known = Child.objects.get(pk=AMARA)
    said = set()
    for n, (forename, surname, born) in enumerate(
        [
            (known.forename, known.surname, f"{known.date_of_birth}"),
            (hidden.forename, hidden.surname, f"{hidden.date_of_birth}"),
            ("Ivo", "Nowhere", "2014-03-09"),
        ]
    ):
        who = {"forename": forename, "surname": surname, "date_of_birth": born, "sex": "F"}
        answer = school.post(SEND, f"word-of-mine-{n}", answers=LEAVING | who)
        assert answer.status_code == 201
        drawn = r'SF-\w{8}|"at": "[^"]*"'
        said.add(re.sub(drawn, "-", answer.content.decode()) + str(sorted(answer.headers)))
    assert len(said) == 1


def test_ones_own_pupil_is_filled_in_and_another_child_is_as_one_that_is_not_there(
    school: Program,
) -> None:
    answers = LEAVING | {"upn": "U001000000001"}
    mine = school.post(SEND, pupil=AMARA, answers=answers)
    assert mine.status_code == 201, mine.content
    form = SentForm.objects.get(ref=mine.json()["reference"])
    assert (form.pupil, form.told.text("surname")) == (AMARA, "Example")
    others = [
        school.post(SEND, f"of-another-{n}", pupil=child, answers=answers)
        for n, child in enumerate((ZOFIA, "EC-NOBODY1"))
    ]
    assert [each.status_code for each in others] == [404, 404]
    assert others[0].content == others[1].content
    refused = Read.objects.filter(outcome=Read.Outcome.REFUSED).values_list("child", flat=True)
    assert set(refused) == {ZOFIA, "EC-NOBODY1"}, "that somebody asked is on record"


def test_pupils_and_time_limits_are_those_of_the_schools_pages_and_each_look_is_logged(
    school: Program, account: User
) -> None:
    with as_publisher():
        for clock in ("attendance_return", "sixth_school_day"):
            Clock.objects.create(
                row_id=uuid.uuid4(), child_id=AMARA, clock=clock, starts_on=date(2026, 11, 2),
                due_on=date(2026, 11, 16), setting=HILLTOP, feed="marks", file="marks.csv", row=1,
            )  # fmt: skip
    listed = school.get("pupils").json()
    person = browser_of(made("Una", "School user", urns=[HILLTOP]))
    page = words(person.get("/pupils/"))
    assert AMARA in {each["reference"] for each in listed["pupils"]}
    for each in listed["pupils"]:
        assert each["name"] in page
    logged = Read.objects.filter(user=account, page="own_pupils", outcome=Read.Outcome.SHOWN)
    assert {read.child for read in logged} == {each["reference"] for each in listed["pupils"]}
    limits = school.get("time-limits").json()["limits"]
    assert [(each["pupil"], each["due_on"], each["state"]) for each in limits] == [
        (AMARA, "2026-11-16", "Overdue")
    ], "what the authority must do is not a school's to read"
    page = words(person.get("/our-school/"))
    for each in limits:
        assert each["name"] in page
        assert each["what"] in page
    seen = Read.objects.filter(user=account, page="our_school").values_list("child", flat=True)
    assert set(seen) == {each["pupil"] for each in limits}


def test_the_pupils_come_page_by_page_and_each_once(school: Program) -> None:
    with as_publisher():
        for child in Child.objects.values_list("pk", flat=True):
            ChildRelation.objects.get_or_create(child=child, relation=f"at:{HILLTOP}")
        many = Child.objects.count()
    found: list[str] = []
    after = ""
    while True:
        page = school.get(f"pupils{after}").json()
        found += [each["reference"] for each in page["pupils"]]
        if page["next"] is None:
            break
        after = f"?after={page['next']}"
    assert len(found) == len(set(found)) == many


def test_nobody_to_report_is_a_return_and_each_month_says_whether_it_is_answered(
    school: Program,
) -> None:
    months = school.get("returns").json()["months"]
    assert (months[0]["month"], months[0]["reference"]) == (f"{this_month():%Y-%m}", None)
    answer = school.post(f"returns/{this_month():%Y-%m}", pupils=[])
    assert answer.status_code == 201
    assert answer.json()["pupils"] == 0
    assert school.get("returns").json()["months"][0]["reference"] == answer.json()["reference"]
    person = browser_of(made("Una", "School user", urns=[HILLTOP]))
    assert answer.json()["reference"] in words(person.get("/our-school/")) + words(
        person.get(f"/tell-us/monthly/{answer.json()['reference']}/")
    )


def test_the_pupils_of_the_return_before_are_each_answered_for(school: Program) -> None:
    last = month_before(this_month())
    new = {"pupil": AMARA, "how": "new", "answers": MISSES}
    assert school.post(f"returns/{last:%Y-%m}", "of-last-month", pupils=[new]).status_code == 201
    asked = school.get(f"returns/{this_month():%Y-%m}").json()
    assert [each["reference"] for each in asked["pupils"]] == [AMARA]
    silent = school.post(f"returns/{this_month():%Y-%m}", pupils=[])
    assert silent.status_code == 422
    assert needed(silent) == {f"pupils.{AMARA}.how": "Select how Amara Example stands now"}
    again = school.post(f"returns/{this_month():%Y-%m}", pupils=[new])
    assert needed(again) == {
        f"pupils.{AMARA}.how": "Select one of same, changed, ended: the pupil was in the one before"
    }
    ended = {"ended_on": f"{localdate():%Y-%m-%d}", "ended_how": "full_time"}
    told = [{"pupil": AMARA, "how": "ended", "answers": ended}]
    assert school.post(f"returns/{this_month():%Y-%m}", pupils=told).status_code == 201
    held = MonthlyReturn.objects.get(month=this_month()).pupils.get()
    assert (held.child, held.how, held.told.text("ended_how")) == (AMARA, "ended", "full_time")


@pytest.mark.parametrize(
    ("said", "where", "words_"),
    [
        ({"how": "same"}, "how", "Select new: the pupil was not in the one before"),
        ({"how": "new", "answers": {}}, "answers.reason", "Select the main reason"),
        (
            {"how": "new", "answers": MISSES | {"hours_attended": "13"}},
            "answers.hours_attended",
            "13 hours a week attended are more than the 12 offered. Check both",
        ),
        (
            {"how": "new", "answers": MISSES | {"hors": "13"}},
            "answers.hors",
            "Nothing is asked so of a pupil who is new",
        ),
    ],
)
def test_a_return_is_refused_by_the_pages_rules(
    school: Program, said: dict[str, Any], where: str, words_: str
) -> None:
    answer = school.post(f"returns/{this_month():%Y-%m}", pupils=[{"pupil": AMARA} | said])
    assert answer.status_code == 422
    assert needed(answer)[f"pupils.{AMARA}.{where}"] == words_
    assert not MonthlyReturn.objects.exists()


def test_a_pupil_twice_another_schools_pupil_and_another_month_are_refused(
    school: Program,
) -> None:
    new = {"pupil": AMARA, "how": "new", "answers": MISSES}
    address = f"returns/{this_month():%Y-%m}"
    assert needed(school.post(address, pupils=[new, new])) == {
        f"pupils.{AMARA}.pupil": "Each pupil must be in it once"
    }
    assert school.post(address, pupils=[new | {"pupil": ZOFIA}]).status_code == 404
    before = month_before(month_before(this_month()))
    assert school.post(f"returns/{before:%Y-%m}", pupils=[]).status_code == 422
    assert school.get(f"returns/{before:%Y-%m}").status_code == 422
    assert not MonthlyReturn.objects.exists()


def test_a_return_sent_twice_under_one_word_is_one(school: Program) -> None:
    one, two = (school.post(f"returns/{this_month():%Y-%m}", pupils=[]) for _ in range(2))
    assert one.content == two.content
    assert MonthlyReturn.objects.count() == 1


def test_another_service_tells_by_its_own_forms_and_sees_no_child(partner: Program) -> None:
    keys = {form["key"] for form in partner.get("forms").json()["forms"]}
    assert "partner_referral" in keys
    assert REMOVAL not in keys
    assert partner.get(SEND).status_code == 404
    for address in ("pupils", "time-limits", "returns", f"returns/{this_month():%Y-%m}"):
        assert partner.get(address).status_code == 403
    assert partner.post(f"returns/{this_month():%Y-%m}", pupils=[]).status_code == 403


def test_each_form_is_told_question_by_question(school: Program) -> None:
    for shown in school.get("forms").json()["forms"]:
        told = school.get(f"forms/{shown['key']}").json()
        form = form_named(shown["key"])
        assert [page["key"] for page in told["pages"]] == [page.key for page in form.pages]
        for page, asked in zip(told["pages"], form.pages, strict=True):
            assert [each["label"] for each in page["questions"]] == [
                each.label for each in asked.questions
            ]
    removal = school.get(SEND).json()["pages"]
    always = {page["key"]: page["always"] for page in removal}
    assert always["child"]
    assert not always["absence"]
