"""Everybody who may ask for a child: each role, and each way in which a role is not in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from onroll.record.casework.events import Kind
from onroll.web.access.giving_roles import give_role
from onroll.web.access.models import Allocation, BreakGlass, Role, RoleHeld, Team, User
from onroll.web.access.policy import REACH, Reach
from onroll.web.access.roles import FOR_PROGRAMS_ALONE
from onroll.web.api.keys import make_key
from onroll.web.api.programs import make_program
from onroll.web.cases.actions import add, open_case
from onroll.web.cases.models import Case
from onroll.web.config.home import home
from onroll.web.documents.actions import add_document
from onroll.web.documents.examining import Examined, Scan
from onroll.web.documents.file_types import TYPES
from onroll.web.documents.storing import arrive
from onroll.web.exchange.models import ExchangeMessage, Transfer
from onroll.web.questions.models import Question
from onroll.web.telling_us.models import SentForm, WhoItIs
from tests.access.access_world import (
    ELSEWHERE,
    HILLTOP,
    OWN,
    RELATIONS,
    RESTRICTED,
    RIVERSIDE,
    canaries,
)

DAY = timedelta(days=1)


def everybody() -> dict[str, User | None]:
    """One person of each kind, by what the tables of what is expected call them."""
    people: dict[str, User | None] = {"Nobody signed in": None}
    people |= {role.value: usual(role) for role in Role}
    return people | {name: made(name) for name, made in UNUSUAL.items()}


def a_colleague() -> dict[str, Any]:
    """Numbers to ask for of somebody who works with every child and asks for none."""
    user = person("Colleague")
    held = give_role(user, Role.EDUCATION_OFFICER)
    works = {
        child: Allocation.objects.create(child=child, user=user).pk for child in RELATIONS.values()
    }
    cases = {child: a_case(child, user) for child in RELATIONS.values()}
    passings = {child: a_transfer(case, user) for child, case in cases.items()}
    questions = {child: a_question(child, user) for child in RELATIONS.values()}
    an_enquiry(cases[RESTRICTED], user)
    account = make_program(name="A program", role=Role.PARTNERSHIP_MEMBER, urn="", by=user)
    make_key(account=account, name="A key", last_day=localdate(), by=user, at=now())
    return {"program": account.pk, "key": account.api_keys.get().pk,
            "person": user.pk, "held": held.pk, "team": Team.objects.get(name="North").pk,
            "works_with": works, "cases": cases, "told": told_by_form(),
            "passings": passings, "questions": questions}  # fmt: skip


def a_question(child: str, by: User) -> int:
    """The number of a question about a child that was put to a team."""
    asked = Question.objects.create(
        ref=f"QU-{child[3:]}", child=child, record_id=f"case:{child}", name=f"asked of {child}",
        contradiction="no_date_of_birth", since=localdate(), team="School records team",
        place="School records team", asked_by=by, asked_at=now(), due_on=localdate(),
    )  # fmt: skip
    return asked.pk


def an_enquiry(case: int, by: User) -> None:
    """Puts an enquiry of the case of the restricted child to health, as before the shield was up:
    with the child's own name, which nobody of that service may be shown now."""
    about = Case.objects.get(pk=case)
    told = {"enquiry": "named_nurse", "of_whom": "Health"}
    asked = add(about, Kind.ASKED, told, on=localdate(), by=by, at=now(), token="an enquiry")
    Question.objects.create(
        ref="QU-33333333", child=about.child, record_id=about.record_id,
        name=canaries(1)["forename"], enquiry="named_nurse", asked_in=asked, since=localdate(),
        team="Health", place="Health", asked_by=by, asked_at=now(), due_on=localdate(),
    )  # fmt: skip


def told_by_form() -> int:
    """A form of a school about the restricted child, of whom somebody has said who it is."""
    held = SentForm.objects.create(
        ref="SF-RESTRICT", form="removal_from_roll", sender="Ms Reed", email="reed@x.example",
        answers={"forename": "Told", "surname": "Byform"}, at=now(), token="of a form",
    )  # fmt: skip
    WhoItIs.objects.create(form=held, child=RESTRICTED, kept_back=True)
    return held.pk


def a_transfer(case: int, by: User) -> dict[str, int]:
    """The numbers of an offer of the child of a case to another authority, and of its message."""
    about = Case.objects.get(pk=case)
    made = Transfer.objects.create(
        name=f"transfer{case}", turn=1, giver=home().authority.la_code, taker="002", case=about,
        stage="offered", began_at=now(),
    )  # fmt: skip
    said = f"an offer of {about.child}"
    message = ExchangeMessage.objects.create(
        transfer=made, author=made.giver, number=1, kind="offer", on=localdate(),
        told={"forename": said, "surname": said, "why": said}, by=by, at=now(),
        token=f"transfer{case}",
    )  # fmt: skip
    return {"passing": made.pk, "message": message.pk}


def a_case(child: str, by: User) -> int:
    """The number of a case that is open about a child, with a note and a document in it."""
    told = {"source": "school", "issue": "whereabouts", "words": f"told of {child}"}
    case, _ = open_case(
        child=child, record_id=f"case:{child}", told=told, on=localdate(), by=by, at=now(),
        token=f"told{child}",
    )  # fmt: skip
    note = {"words": f"a note of {child}"}
    add(case, Kind.NOTED, note, on=localdate(), by=by, at=now(), token=f"note{child}")
    said = f"a document of {child}"
    add_document(
        case=case, told={"title": said, "what": "other"}, name=f"{said}.txt",
        arrived=arrive(home(), [said.encode()]), examined=Examined(TYPES["txt"], Scan.NOT_SCANNED),
        home=home(), on=localdate(), by=by, at=now(), token=f"document{child}",
    )  # fmt: skip
    return int(case.pk)


def usual(role: Role) -> User:
    """Who holds a role as most do: in the North team, at Hilltop Academy, or for everybody."""
    user = person(role.value)
    of: dict[str, Any] = {}
    if REACH[role] is Reach.TEAM:
        of["team"] = Team.objects.get(name="North")
    if REACH[role] is Reach.AT_THEIRS:
        of["urns"] = [HILLTOP]
    if REACH[role] is Reach.PASSES:
        of["urns"] = ["002"]
    if role in FOR_PROGRAMS_ALONE:
        User.objects.filter(pk=user.pk).update(is_program=True)
        user.refresh_from_db()
    if role is Role.INSPECTOR:
        of["ends_before"] = localdate() + 7 * DAY
    give_role(user, role, **of)
    return user


def person(name: str) -> User:
    email = f"asks{User.objects.count()}@exampleshire.example"
    return User.objects.create_user(email, full_name=f"{name}, who asks")


def with_role(role: Role, **of: Any) -> Callable[[str], User]:
    def made(name: str) -> User:
        user = person(name)
        give_role(user, role, **of)
        return user

    return made


def of_south(name: str) -> User:
    return with_role(Role.EDUCATION_OFFICER, team=Team.objects.get(name="South"))(name)


def wrong_authority(name: str) -> User:
    user = with_role(Role.DIRECTOR)(name)
    RoleHeld.objects.filter(user=user).update(la_code="999")
    return user


def inactive(name: str) -> User:
    user = with_role(Role.DIRECTOR)(name)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def ended(name: str) -> User:
    """Yesterday was the last day: the role ends before today."""
    return with_role(Role.DIRECTOR, starts_on=localdate() - 9 * DAY, ends_before=localdate())(name)


def last_day(name: str) -> User:
    begun, tomorrow = localdate() - 9 * DAY, localdate() + DAY
    return with_role(Role.DIRECTOR, starts_on=begun, ends_before=tomorrow)(name)


def tomorrow(name: str) -> User:
    return with_role(Role.DIRECTOR, starts_on=localdate() + DAY)(name)


def allocated(role: Role, child: str, **days: int) -> Callable[[str], User]:
    """Somebody who works with a child; each day is told by how far it is from today."""

    def made(name: str) -> User:
        user = with_role(role)(name)
        of = {each: localdate() + far * DAY for each, far in days.items()}
        Allocation.objects.create(child=child, user=user, **of)
        return user

    return made


def glass_broken(child: str, hours: float) -> Callable[[str], User]:
    """A practitioner who has opened a child's record; hours are left, or have passed."""

    def made(name: str) -> User:
        user = with_role(Role.PRACTITIONER)(name)
        ends = now() + timedelta(hours=hours)
        BreakGlass.objects.create(
            child=child, user=user, reason="enquiry", words="The school asks.",
            opened_at=ends - timedelta(hours=8), ends_at=ends,
        )  # fmt: skip
        return user

    return made


UNUSUAL: dict[str, Callable[[str], User]] = {
    "Officer of South": of_south,
    "Officer of every team": with_role(Role.EDUCATION_OFFICER),
    "School user of Riverside": with_role(Role.SCHOOL_USER, urns=[RIVERSIDE]),
    "School user of both": with_role(Role.SCHOOL_USER, urns=[HILLTOP, RIVERSIDE]),
    "Allocated own": allocated(Role.PRACTITIONER, OWN),
    "Allocated until today": allocated(Role.PRACTITIONER, OWN, starts_on=-9, ends_before=0),
    "Allocated from tomorrow": allocated(Role.PRACTITIONER, OWN, starts_on=1),
    "Allocated restricted": allocated(Role.EDUCATION_OFFICER, RESTRICTED),
    "Member, allocated": allocated(Role.COUNCIL_MEMBER, OWN),
    "Glass broken": glass_broken(ELSEWHERE, 1),
    "Glass broken, over": glass_broken(ELSEWHERE, -1),
    "Glass broken, restricted": glass_broken(RESTRICTED, 1),
    "No role": person,
    "Another authority's": wrong_authority,
    "Ended yesterday": ended,
    "Last day today": last_day,
    "From tomorrow": tomorrow,
    "Inactive": inactive,
}
