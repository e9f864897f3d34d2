"""Forms filled in through their pages, as somebody does without a script, page after page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.test import Client

from onroll.record.forms.catalogue import form_named
from onroll.record.forms.form import Kind, Page
from onroll.record.forms.the_sender import THE_SENDER
from onroll.web.telling_us.models import SentForm

NEW_CHILD = {
    "forename": "Ivo", "surname": "Newcomer", "known_as": "", "date_of_birth": "2014-03-09",
    "sex": "M", "upn": "",
}  # fmt: skip
SENDER = {
    "sender_name": "Ms Reed", "sender_job": "Attendance officer", "sender_phone": "01632 960000",
    "sender_school": "Riverside Primary", "sender_urn": "",
}  # fmt: skip
LEAVING = {
    "ground": "g", "already_removed": "no", "removed_on": "2030-11-29",
    "last_attended": "2026-11-02", "destination": "not_known", "next_school": "",
    "not_known_why": "Rang both parents twice", "address": "1 High Street", "postcode": "XE1 1AA",
    "next_address": "", "parents": "Ada Newcomer, 1 High Street",
    "emergency_numbers": "01632 960001", "email": "", "risk": "concern", "risk_words": "No answer",
}  # fmt: skip


def typed(page: Page, answers: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends of a page on which these answers were typed."""
    sent: dict[str, Any] = {}
    for question in page.questions:
        answer = answers.get(question.key, "")
        if question.kind is Kind.DAY:
            year, month, day = answer.split("-") if answer else ("", "", "")
            boxes = {"day": day, "month": month, "year": year}
            sent |= {f"{question.key}-{part}": value for part, value in boxes.items()}
        else:
            sent[question.key] = answer
    return sent


def page_at(client: Client, key: str, address: str) -> Page:
    name = address.rstrip("/").rpartition("/")[2]
    return THE_SENDER if name == "sender" else form_named(key).page(name)  # type: ignore[return-value]


def filled_in(client: Client, key: str, answers: dict[str, Any], **begin: Any) -> str:
    """Begin a form and answer its pages up to the check; the address of that, or of the page whose
    answers do not stand."""
    address = client.post(f"/tell-us/{key}/", begin)["Location"]
    while not address.endswith("/check/"):
        answered = client.post(address, typed(page_at(client, key, address), answers))
        if answered.status_code != 302:
            return address
        assert answered["Location"] != address
        address = answered["Location"]
    return address


def sent(client: Client, key: str, answers: dict[str, Any], **begin: Any) -> SentForm:
    """A form that was filled in and sent."""
    check = filled_in(client, key, answers, **begin)
    assert check.endswith("/check/"), check
    answer = client.post(check)
    assert answer.status_code == 302, answer.content.decode()
    ref = answer["Location"].rstrip("/").rpartition("/")[2]
    found: SentForm = SentForm.objects.get(ref=ref)
    return found


def newest_code(home: Path) -> str:
    """The six digits of the email that was written down last."""
    newest = max(
        (home / "letters-not-sent").glob("code-*.json"), key=lambda f: f.stat().st_mtime_ns
    )
    return next(
        word.strip(".") for word in json.loads(newest.read_text())["body"].split()
        if word.strip(".").isdigit() and len(word.strip(".")) == 6
    )  # fmt: skip


def through_the_door(home: Path, email: str = "reed@riverside.example") -> Client:
    """A browser in which the code for an email address was typed."""
    client = Client()
    assert client.post("/tell-us/without-signing-in/", {"email": email}).status_code == 302
    typed_code = client.post("/tell-us/without-signing-in/code/", {"code": newest_code(home)})
    assert typed_code.status_code == 302
    return client
