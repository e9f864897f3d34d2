"""A new referral: looked for first, and made only when it is nobody we know."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.utils.timezone import now

from onroll.record.feeds.loads import not_taken_back
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decisions
from onroll.record.people.shields import Kind, raise_shield
from onroll.record.referrals import referrals
from onroll.web.access.accounts import add_user
from onroll.web.access.acting import as_person
from onroll.web.access.models import Read, User
from onroll.web.cases.models import Case
from onroll.web.children.dates import Days, read_days
from onroll.web.children.models import Child
from onroll.web.matching.finding import Asked, found
from tests.web.fixtures import PASSWORD
from tests.web.matching_pages import AT, text_of
from tests.web.matching_world import (
    AMAAL,
    AMAL,
    PAWEL,
    PAWELS_OTHER,
    TWIN,
    TWINS_TWIN,
    rows,
    show_matches,
    world,
)
from tests.web.shielded_world import allocate
from tests.web.small_run import AMARA, ZOFIA, d, rows_of_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    show_matches(own_home)
    return own_home


def found_by(user: User, asked: Asked) -> list[str]:
    """Whom somebody finds, the likest first."""
    with as_person(user, now()):
        return [child.pk for child in found(asked, user)]


def ask(client: Any, **typed: str) -> Any:
    return client.post("/referrals/new/", typed, follow=True)


@pytest.mark.parametrize(
    ("surname", "born", "who"),
    [
        ("Example", "14 May 2013", AMARA),
        ("Exampel", "14/5/2013", AMARA),  # letters the wrong way round
        ("Example", "5 April 2013", None),  # two parts of the date wrong
        ("Example", "14 May 2012", AMARA),  # the year wrong
        ("Hussain", "5 March 2014", AMAL),
        ("Hussein", "3 May 2014", AMAL),  # day and month swapped; Amaal is found too
        ("Amal", "5 March 2014", AMAL),  # the forename given as the surname
        ("Nowak", "2014", ZOFIA),  # one part of a double surname, the year alone
        ("Brown", "June 2015", TWIN),
        ("Unlike", "5 March 2014", None),
    ],
)
def test_a_child_is_found_as_people_spell_and_date_it(
    matched: Home, officer: User, surname: str, born: str, who: str | None
) -> None:
    children = found_by(officer, Asked(surname, read_days(born)))
    assert (who in children) if who else children == []


def test_twins_and_day_and_month_swapped_are_all_shown(matched: Home, officer: User) -> None:
    asked = Asked("Brown", read_days("7 June 2015"))
    assert set(found_by(officer, asked)) == {TWIN, TWINS_TWIN}
    asked = Asked("Hussein", read_days("5 March 2014"))
    assert found_by(officer, asked) == [AMAL, AMAAL]


@pytest.mark.parametrize(
    ("shown", "told"), [("Kowalczyk", "Kovalchik"), ("Muhammadi", "Mohamedi"), ("Smith", "Smyth")]
)
def test_a_name_in_other_letters_is_found(
    published: Any, own_home: Home, officer: User, shown: str, told: str
) -> None:
    tables = world()
    child = {"child": "EC-OTHER001", "forename": "Jan", "surname": shown}
    tables["children"] += rows("children", [{**child, "date_of_birth": "2014-09-09"}])
    show_matches(own_home, children=tables["children"])
    assert found_by(officer, Asked(told, read_days("9/9/2014"))) == ["EC-OTHER001"]


def test_a_sources_own_spelling_and_a_former_upn_count(
    published: Any, own_home: Home, officer: User
) -> None:
    tables = world()
    record = {
        "record_id": "sen:8",
        "child": PAWEL,
        "source": "sen",
        "local_id": "8",
        "surname": "Zielinski",
        "forename": "Pawel",
        "date_of_birth": "2012-01-01",
        "former_upn": "T001000000009",
    }
    show_matches(own_home, records=tables["records"] + rows("records", [record]))
    asked = Asked("Zielinski", read_days("1 January 2012"))
    upn, shown = Asked(upn="T001000000009"), Asked("Made", read_days("1 January 2012"))
    assert found_by(officer, asked) == found_by(officer, upn) == [PAWEL]
    show_matches(
        own_home,
        records=tables["records"] + rows("records", [record]),
        shields=[(PAWEL, 1, "adoption", "named", d("2026-11-01"))],
    )
    allocate(officer, PAWEL)  # by the name that is shown, and by nothing else
    assert found_by(officer, asked) == found_by(officer, upn) == []
    assert found_by(officer, shown) == [PAWEL, PAWELS_OTHER]
    analyst = User.objects.create_user("a@x.example", full_name="A", role="Data manager")
    assert found_by(analyst, shown) == [PAWELS_OTHER]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter the surname and the date of birth, or the UPN"),
        ({"surname": "Example"}, "Enter the date of birth. The year alone will do"),
        ({"surname": "E", "born": "2004"}, "This child would be 21 on 23 November 2026. Check"),
        ({"surname": "E", "born": "1 May 2004"}, "This child would be 22 on 23 November 2026"),
        ({"surname": "E", "born": "1 May 2023"}, "This child would be 3 on 23 November 2026"),
        ({"surname": "E", "born": "1 May 2030"}, "Date of birth must be in the past"),
        ({"surname": "E", "born": "31/2/2014"}, "Date of birth must be a real date"),
        (
            {"upn": "A12345678901B"},
            "UPN A12345678901B does not pass its check letter. Check for a mistyped character",
        ),
    ],
)
def test_what_cannot_be_is_said(
    signed_in: Any, matched: Home, typed: dict[str, str], words: str
) -> None:
    response = ask(signed_in, **typed)
    assert response.status_code == 422
    assert words in text_of(response)
    assert text_of(response).count("Error:") == 1  # each thing that is wrong is said once


def test_the_search_stands_side_by_side_and_is_logged(
    signed_in: Any, officer: User, matched: Home
) -> None:
    earlier = list(Read.objects.values_list("pk", flat=True))
    response = ask(signed_in, surname="Husseyn", born="3 May 2014")
    words = text_of(response)
    assert "2 children are like that" in words
    assert "Differs: day and month the other way round" in words
    assert "Differs: another spelling" in words
    assert "usse" not in response.request["PATH_INFO"]
    read = Read.objects.filter(user=officer, page="referral").exclude(pk__in=earlier)
    assert set(read.values_list("child", flat=True)) == {AMAL, AMAAL}


def test_the_same_child_opens_their_case_and_makes_no_second_record(
    signed_in: Any, matched: Home
) -> None:
    ask(signed_in, surname="Hussein", born="5 March 2014")
    response = signed_in.post("/referrals/new/matches/", {f"is-{AMAL}": "same"})
    assert response["Location"] == f"/children/{AMAL}/case/"
    assert referrals(matched) == []


def test_each_child_found_must_be_answered_and_one_alone_is_it(
    signed_in: Any, matched: Home
) -> None:
    ask(signed_in, surname="Hussein", born="5 March 2014")
    response = signed_in.post("/referrals/new/matches/", {f"is-{AMAL}": "different"})
    assert response.status_code == 422
    assert f"Select whether Amaal Husayn, {AMAAL}, is the child" in text_of(response)
    both = {f"is-{AMAL}": "same", f"is-{AMAAL}": "same"}
    response = signed_in.post("/referrals/new/matches/", both)
    assert "Only one of them can be the child" in text_of(response)


NEW = {
    "forename": "Idris",
    "surname": "Hussein",
    "born": "5 March 2014",
    "sex": "M",
    "upn": "",
    "address": "2 Sea Road",
    "postcode": "xe11aa",
    "last_school": "A school in Cardiff",
    "told_by": "His aunt",
    "source": "parent",
    "issue": "not_attending",
    "words": "Plays in the street all day",
    "told_on": "20 November 2026",
}


def taken(client: Any) -> Any:
    ask(client, surname="Hussein", born="5 March 2014")
    answers = {f"is-{AMAL}": "different", f"is-{AMAAL}": "not_sure"}
    page = client.post("/referrals/new/matches/", answers, follow=True)
    assert "What were you told of this child?" in text_of(page)
    assert 'value="Hussein"' in page.content.decode()
    page = client.post("/referrals/new/child/", NEW, follow=True)
    assert "Check the referral" in text_of(page)
    assert "2 Sea Road, XE1 1AA" in text_of(page)
    return client.post("/referrals/new/check/", follow=True)


def test_a_new_child_is_kept_handed_on_and_listed(signed_in: Any, matched: Home) -> None:
    words = text_of(taken(signed_in))
    assert "Referral R000001 is kept. The child appears with the next run" in words
    assert "Idris Hussein, born 5 March 2014" in words
    assert "In the record from the next run" in words
    [kept] = referrals(matched)
    assert kept.by == "priya@exampleshire.example"
    assert kept.told.told_on == "2026-11-20"
    [load] = not_taken_back(matched)
    assert (load.feed, load.accepted, load.held_back) == ("referral", 1, 0)
    made = {each.verdict: each for each in decisions(matched)}
    assert made[Verdict.DIFFERENT].shown[0] == "referral:R000001"
    assert made[Verdict.DIFFERENT].records == {"referral:R000001", "health:1", "admissions:1"}
    assert made[Verdict.NOT_SURE].records == {"referral:R000001", "social_care:1"}


def test_sent_twice_it_is_taken_once(signed_in: Any, matched: Home) -> None:
    taken(signed_in)
    again = signed_in.post("/referrals/new/check/")
    assert again["Location"] == "/referrals/"
    assert len(referrals(matched)) == 1
    assert len(decisions(matched)) == 2


def test_another_name_or_date_is_looked_for_before_it_is_kept(
    signed_in: Any, matched: Home
) -> None:
    """Searched by a name that nobody has; then the child's own is typed."""
    page = ask(signed_in, surname="Zzyzx", born="2012")
    assert "We know no child like this" in text_of(page)
    page = signed_in.post("/referrals/new/matches/", follow=True)
    typed = NEW | {"surname": "Made", "born": "1 January 2012"}
    page = signed_in.post("/referrals/new/child/", typed, follow=True)
    assert "Is it one of these children?" in text_of(page)
    answers = {f"is-{PAWEL}": "different", f"is-{PAWELS_OTHER}": "different"}
    page = signed_in.post("/referrals/new/matches/", answers, follow=True)
    assert 'value="Idris"' in page.content.decode()
    page = signed_in.post("/referrals/new/child/", typed, follow=True)
    assert "Check the referral" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"forename": ""}, "Enter the forename"),
        ({"sex": ""}, "Select the sex"),
        ({"postcode": "XE1"}, "Postcode must be a whole one"),
        ({"told_on": "2026"}, "The day they told us must include a day and a month"),
        ({"told_on": "1 May 2030"}, "The day they told us must be today or in the past"),
        ({"told_by": ""}, "Enter who told us"),
    ],
)
def test_what_is_missing_of_a_new_child_is_said(
    signed_in: Any, matched: Home, typed: dict[str, str], words: str
) -> None:
    ask(signed_in, surname="Zzyzx", born="2012")
    signed_in.post("/referrals/new/matches/")
    response = signed_in.post("/referrals/new/child/", NEW | typed)
    assert response.status_code == 422
    assert words in text_of(response)


def test_once_a_run_has_made_the_child_the_list_leads_there(signed_in: Any, matched: Home) -> None:
    taken(signed_in)
    tables = world()
    child = {"child": "EC-NEW00001", "forename": "Idris", "surname": "Hussein"}
    record = {"record_id": "referral:R000001", "source": "referral", "local_id": "R000001"}
    show_matches(
        matched,
        children=tables["children"] + rows("children", [child]),
        records=tables["records"] + rows("records", [child | record]),
    )
    assert Child.objects.filter(pk="EC-NEW00001").exists()
    page = signed_in.get("/referrals/").content.decode()
    assert 'href="/children/EC-NEW00001/"' in page
    assert Case.objects.get(child="EC-NEW00001").issue == "not_attending"
    raise_shield(matched, Kind.REFUGE, ["referral:R000001"], at=AT, by="r@x.example", why="w")
    assert "No referral has been taken here yet" in text_of(signed_in.get("/referrals/"))


def test_steps_out_of_order_lead_to_the_first(signed_in: Any, matched: Home) -> None:
    for page in ("matches", "child", "check"):
        assert signed_in.get(f"/referrals/new/{page}/")["Location"] == "/referrals/new/"


def test_others_are_told_who_takes_referrals(client: Any, matched: Home) -> None:
    client.force_login(
        add_user(
            email="i@exampleshire.example", full_name="I", password=PASSWORD, role="Service manager"
        )
    )
    for page in ("new/", "new/matches/", "new/child/", "new/check/", ""):
        response = client.get(f"/referrals/{page}")
        assert response.status_code == 403
        assert "takes referrals" in text_of(response)


def test_no_page_has_a_name_in_its_address(signed_in: Any, matched: Home) -> None:
    page = taken(signed_in)
    assert page.redirect_chain[-1][0] == "/referrals/?taken=1"
    assert not re.search("(?i)idris|hussein", page.redirect_chain[-1][0])


TRANSLITERATED = (
    ("Kowalczyk", "Kovalchik"),
    ("Wojcik", "Voycik"),
    ("Szymanski", "Shymanski"),
    ("Jaworski", "Yavorski"),
    ("Hussein", "Husayn"),
    ("Mohammed", "Muhamad"),
    ("Al-Rashid", "Rasheed"),
    ("Khalifa", "Chalifa"),
)


def near_duplicates(chance: Random) -> list[tuple[dict[str, str], str, date]]:
    """40 children, each with a surname and a day of birth as somebody might tell them instead."""
    made = []
    for n in range(40):
        born = date(2010, 1, 1) + timedelta(days=chance.randrange(3_000))
        surname, told = TRANSLITERATED[n % len(TRANSLITERATED)]
        forename, day = f"{chance.choice('BDFGKLMNPRT')}ania", born
        kind = n // len(TRANSLITERATED)
        if kind == 1:  # day and month the other way round
            born = born.replace(day=1 + born.day % 12)
            told, day = surname, date(born.year, born.day, born.month)
        elif kind == 2:  # two letters the wrong way round, the twin of another forename
            told = surname[:2] + surname[3] + surname[2] + surname[4:]
        elif kind == 3:  # the forename given as the surname
            told = forename
        elif kind == 4:  # married, or a stepfather's name beside; a day mistyped
            told, day = f"{surname}-Sample", born.replace(day=born.day % 28 + 1)
        child = {"child": f"EC-NEAR{n:04}", "forename": forename, "surname": surname}
        made.append((child | {"date_of_birth": born.isoformat()}, told, day))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_200_referrals_each_of_40_near_duplicates_is_found(
    published: Any, own_home: Home, officer: User, seed: int
) -> None:
    """And of the 160 who are new, few are shown anybody: else nobody would read what is shown."""
    chance = Random(seed)
    known = near_duplicates(chance)
    others = [
        {
            "child": f"EC-OTHR{n:04}",
            "forename": chance.choice(("Ava", "Leo", "Mia", "Noah")),
            "surname": chance.choice("BCDFGHLMNPRSTW") + chance.choice(("arker", "ill", "ewton")),
            "date_of_birth": str(date(2010, 1, 1) + timedelta(days=chance.randrange(3_000))),
        }
        for n in range(600)
    ]
    children = rows_of_tables()["children"]
    children += rows("children", [child for child, _, _ in known] + others)
    show_matches(own_home, children=children)
    missed = [
        (child, told, day)
        for child, told, day in known
        if child["child"] not in found_by(officer, Asked(told, Days(day, day)))
    ]
    assert missed == []
    new = [date(2010, 1, 1) + timedelta(days=chance.randrange(3_000)) for _ in range(160)]
    shown = [
        found_by(officer, Asked(f"Zq{n % 7}uvex", Days(day, day))) for n, day in enumerate(new)
    ]
    assert sum(map(bool, shown)) <= 8
