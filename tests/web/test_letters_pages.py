"""Writing a letter on the pages, from choosing it to the day it left; and who may do and see it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db.models import Max
from django.utils.timezone import localdate
from docx import Document
from pypdf import PdfReader

from onroll.web.access.models import Read, RestrictedChild, Role, User
from onroll.web.children.models import Child, Fact
from onroll.web.letters.models import Letter, State
from tests.web.letters_post import ADDRESS
from tests.web.oversight_people import somebody, text_of
from tests.web.small_run import AMARA, JOSHUA

pytestmark = pytest.mark.django_db
ALL = f"/children/{AMARA}/letters/"
ADDRESS_CANARY = "17 Quorvex Terrace"


def boxes(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def today() -> date:
    return localdate()


def contact(**typed: str) -> dict[str, str]:
    said = {"parent": "Mrs Example", "reason": "Hilltop Academy told us on 2 October 2026."}
    return said | boxes("reply_by", today() + timedelta(days=14)) | typed


def notice(**typed: str) -> dict[str, str]:
    served = today() + timedelta(days=3)
    said = {"parent": "Mrs Example", "reasons": "You said that you have no books yet."}
    return (
        said | boxes("served_on", served) | boxes("answer_by", served + timedelta(days=14)) | typed
    )


def check(**typed: str) -> dict[str, str]:
    said = {"channel": "by_hand", "to": ADDRESS, "how": "She told me on the school's number"}
    return said | {"seen": "1"} | boxes("checked_on", today()) | typed


def begun(client: Any, key: str = "first_contact", child: str = AMARA, **typed: str) -> Letter:
    said = {"first_contact": contact, "section_437_notice": notice}[key](**typed)
    answer = client.post(f"/children/{child}/letters/new/{key}/", said)
    assert answer.status_code == 302, text_of(answer)
    return Letter.objects.latest("pk")


def ready(client: Any, letter: Letter, **typed: str) -> Any:
    return client.post(f"/children/{letter.child}/letters/{letter.pk}/ready/", check(**typed))


def at(letter: Letter, part: str = "") -> str:
    return f"/children/{letter.child}/letters/{letter.pk}/{part}"


def state(letter: Letter) -> str:
    return str(Letter.objects.get(pk=letter.pk).state)


@pytest.fixture
def priya(signed_in: Any, published: Any) -> Any:
    return signed_in


# From the first word to the post


def test_a_letter_is_chosen_written_seen_made_ready_downloaded_and_posted(priya: Any) -> None:
    chosen = text_of(priya.get(f"{ALL}new/"))
    assert "Notice under section 437(1)" in chosen
    assert "Education Act 1996, sections 437(1) and 572" in chosen

    letter = begun(priya)
    seen = text_of(priya.get(at(letter)))
    assert "I would like to talk with you about Amara Example." in seen
    assert "Hilltop Academy told us on 2 October 2026." in seen
    assert "The PDF and the Word file are there once the letter is ready" in seen
    assert priya.get(at(letter, "letter.pdf")).status_code == 404

    assert ready(priya, letter).status_code == 302
    pdf, word = priya.get(at(letter, "letter.pdf")), priya.get(at(letter, "letter.docx"))
    assert "1 High Street" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    read = "\n".join(each.text for each in Document(BytesIO(word.content)).paragraphs)
    assert "Yours sincerely\nPriya Sharma\nEducation officer" in read
    assert pdf.content == priya.get(at(letter, "letter.pdf")).content

    priya.post(at(letter, "posted/"), boxes("posted_on", today()) | {"words": "First class"})
    assert state(letter) == State.SENT
    assert [each.state for each in letter.events.all()] == ["draft", "ready", "sent"]
    assert "Sent, " in text_of(priya.get(ALL))


def test_no_name_is_in_an_address_a_file_name_or_a_subject(priya: Any) -> None:
    letter = begun(priya)
    ready(priya, letter)
    answer = priya.get(at(letter, "letter.docx"))
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{letter.pk}.docx"'
    subject = Letter.objects.get(pk=letter.pk).words["subject"]  # type: ignore[index]
    assert not re.search("Amara|Example|EC-|2013", subject)


def test_each_look_at_a_letter_is_written_down(priya: Any) -> None:
    letter = begun(priya)
    ready(priya, letter)
    newest = Read.objects.aggregate(newest=Max("pk"))["newest"]
    for page in (at(letter), at(letter, "letter.pdf"), ALL, "/letters/"):
        priya.get(page)
    rows = Read.objects.filter(pk__gt=newest).order_by("pk")
    assert [(row.page, row.outcome, row.child) for row in rows] == [
        ("letter", "shown", AMARA),
        ("letter_file", "exported", AMARA),
        ("child_letters", "shown", AMARA),
        ("letters", "shown", AMARA),
    ]


# What is refused, in words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"parent": ""}, "Enter the name of the parent"),
        ({"reason": " "}, "Enter why you are writing now"),
        ({"reply_by-year": ""}, "Day by which you would like to hear must include a year"),
        ({"reply_by-year": "2020"}, "Day by which you would like to hear must be"),
    ],
)
def test_a_letter_with_a_blank_is_not_begun(priya: Any, typed: dict[str, str], words: str) -> None:
    answer = priya.post(f"{ALL}new/first_contact/", contact(**typed))
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert words in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"how": ""}, "Enter how you know that the address is theirs now"),
        ({"checked_on-day": "", "checked_on-month": "", "checked_on-year": ""},
         "Enter the day on which the address was checked"),
        ({"checked_on-year": "2099"}, "The day of the check must be today or in the past"),
        ({"to": "Mrs Example"}, "Enter the name and the address in 3 to 7 lines"),
        ({"channel": "email"}, "Enter the email address"),
        ({"channel": "email", "email": "mrs"}, "Enter an email address in full"),
        ({"channel": ""}, "Select how it goes"),
    ],
)  # fmt: skip
def test_an_address_that_nobody_checked_is_refused(
    priya: Any, typed: dict[str, str], words: str
) -> None:
    letter = begun(priya)
    answer = ready(priya, letter, **typed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert state(letter) == State.DRAFT


def test_a_notice_of_section_437_goes_by_no_email(priya: Any) -> None:
    letter = begun(priya, "section_437_notice")
    assert "by email" not in text_of(priya.get(at(letter, "ready/")))
    answer = ready(priya, letter, channel="email", email="mrs@example.example")
    assert "Select how it goes from the ways shown" in text_of(answer)


def test_a_notice_that_was_posted_too_late_for_its_day_is_not_taken_for_served(
    priya: Any,
) -> None:
    letter = begun(priya, "section_437_notice", **boxes("served_on", today()))
    ready(priya, letter)
    Letter.objects.filter(pk=letter.pk).update(
        fields=letter.fields | {"served_on": (today() - timedelta(days=1)).isoformat()}
    )
    answer = priya.post(at(letter, "posted/"), boxes("posted_on", today()))
    assert "Cancel it, and write another with the right days" in text_of(answer)
    assert state(letter) == State.READY


def test_nobody_writes_about_a_child_who_has_died(priya: Any) -> None:
    letter = begun(priya)
    Fact.objects.create(
        row_id="6c1f0a52-0000-4000-8000-000000000001", child_id=AMARA, fact="died",
        starts_on=today() - timedelta(days=1), feed="deaths", file="d.csv", row=1, setting="",
    )  # fmt: skip
    assert "has died. No letter goes out" in text_of(priya.get(f"{ALL}new/"))
    refused = "The record says that this child has died, so no letter goes out"
    assert refused in text_of(priya.post(f"{ALL}new/first_contact/", contact()))
    assert refused in text_of(ready(priya, letter))


def test_a_letter_that_was_posted_cannot_be_cancelled(priya: Any) -> None:
    letter = begun(priya)
    ready(priya, letter)
    priya.post(at(letter, "posted/"), boxes("posted_on", today()))
    assert priya.post(at(letter, "cancel/"), {"why": "Oh"}).status_code == 302
    assert state(letter) == State.SENT


def test_a_cancelled_letter_is_kept_and_written_again_from_its_words(priya: Any) -> None:
    letter = begun(priya)
    assert "Enter why it is cancelled" in text_of(priya.post(at(letter, "cancel/"), {}))
    priya.post(at(letter, "cancel/"), {"why": "Wrong parent"})
    assert "Cancelled, " in text_of(priya.get(at(letter)))
    again = text_of(priya.get(f"{ALL}new/first_contact/?again={letter.pk}"))
    assert "Hilltop Academy told us on 2 October 2026." in again


def test_of_two_who_change_a_draft_at_once_the_second_is_told_and_loses_no_word(
    priya: Any,
) -> None:
    letter = begun(priya)
    first = contact(reason="The first words.") | {"seen": "1"}
    second = contact(reason="The second words.") | {"seen": "1"}
    assert priya.post(at(letter, "change/"), first).status_code == 302
    answer = text_of(priya.post(at(letter, "change/"), second))
    assert "A colleague changed this letter after you opened it" in answer
    assert "The first words." in answer
    assert "The second words." in answer
    assert Letter.objects.get(pk=letter.pk).fields["reason"] == "The first words."
    assert "somebody was before you" in text_of(ready(priya, letter, seen="1"))


# Who may


@pytest.mark.parametrize("role", [Role.SEN_OFFICER, Role.DATA_ANALYST, Role.DUTY_OFFICER])
def test_who_does_not_write_to_families_reads_letters_and_writes_none(
    priya: Any, role: Role
) -> None:
    letter = begun(priya)
    reader = somebody("Rae Reader", role)
    assert reader.get(at(letter)).status_code == 200
    for page in ("change/", "ready/", "posted/", "cancel/", "settle/"):
        assert reader.get(at(letter, page)).status_code == 403
        assert reader.post(at(letter, page), check()).status_code == 403
    assert reader.post(f"{ALL}new/first_contact/", contact()).status_code == 403
    assert Letter.objects.count() == 1


def test_a_letter_of_a_restricted_child_is_absent_like_the_child(priya: Any) -> None:
    letter = begun(priya, reason=f"She lives at {ADDRESS_CANARY}.")
    ready(priya, letter)
    lead = somebody("Lea Lead", Role.SAFEGUARDING_LEAD)
    RestrictedChild.objects.create(child=AMARA)
    pages = (ALL, at(letter), at(letter, "letter.pdf"), at(letter, "ready/"), f"{ALL}new/")
    for page in pages:
        assert priya.get(page).status_code == 404, page
    assert ADDRESS_CANARY not in text_of(priya.get("/letters/"))
    assert "No letter waits" in text_of(priya.get("/letters/"))
    assert ADDRESS_CANARY in text_of(lead.get(at(letter)))


def test_whoever_works_with_a_restricted_child_is_not_shown_the_letters(priya: Any) -> None:
    """They look for the child by name; a letter would say where the family is."""
    from onroll.web.access.models import Allocation

    letter = begun(priya)
    RestrictedChild.objects.create(child=AMARA)
    Allocation.objects.create(child=AMARA, user=User.objects.get(full_name="Priya Sharma"))
    assert "Amara" in text_of(priya.get(f"/children/{AMARA}/"))
    assert priya.get(at(letter)).status_code == 403
    assert priya.get(ALL).status_code == 403
    assert "No letter waits" in text_of(priya.get("/letters/"))


def test_a_letter_is_only_at_the_address_of_its_own_child(priya: Any) -> None:
    letter = begun(priya)
    assert priya.get(f"/children/{JOSHUA}/letters/{letter.pk}/").status_code == 404


def test_the_outbox_shows_what_waits_and_by_state_and_team(priya: Any) -> None:
    from onroll.web.access.models import ChildRelation, Team

    team = Team.objects.create(name="North")
    ChildRelation.objects.create(child=JOSHUA, relation=f"team:{team.pk}")
    one, other = begun(priya), begun(priya, child=JOSHUA)
    assert re.findall(r"\(letter (\d+)\)", text_of(priya.get("/letters/"))) == [
        str(other.pk), str(one.pk),
    ]  # fmt: skip
    theirs = text_of(priya.get(f"/letters/?team={team.pk}"))
    assert re.findall(r"\(letter (\d+)\)", theirs) == [str(other.pk)]
    assert "No letter is like this" in text_of(priya.get("/letters/?state=sent"))


def test_an_authority_without_a_letterhead_is_told_what_is_missing(
    priya: Any, own_home: Any, settings: Any
) -> None:
    (own_home.path / "letters.toml").write_text('[letterhead]\naddress = ["County Hall"]\n')
    answer = priya.get(f"{ALL}new/")
    assert answer.status_code == 409
    assert "letters.toml: [letterhead] has no phone. Add it." in text_of(answer)
    assert Child.objects.filter(pk=AMARA).exists()
