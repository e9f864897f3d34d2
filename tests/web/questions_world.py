"""A real home of a few children whom two schools have, published; and who asks and answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.run import run
from onroll.web.children.models import Child
from onroll.web.publish import publish
from onroll.web.questions.models import Question
from onroll.web.questions.settling import hand_over
from tests.scenarios.sources import as_text, new_authority
from tests.web.people_pages import text_of

DAY = timedelta(days=1)
HILLTOP, QUAY = "100001", "100003"
RULE = "two_main_rolls"
PUPILS = {"Amira": "E801400018001", "Ben": "U801400018002"}
"""Two pupils whom Hilltop Academy and Quay School both have on their main roll."""


def roll(*, subsidiary: str = "", more: str = "") -> str:
    """The roll's file: each pupil at both schools, but that Quay has one as subsidiary."""
    joined = localdate() - 60 * DAY
    rows = [
        {
            "Pupil ID": f"P{n}", "UPN": upn, "Forename": name, "Surname": "Adebayo",
            "Date of Birth": f"14/05/{localdate().year - 12}", "URN": urn,
            "Enrolment Status": "S" if name == subsidiary and urn == QUAY else "C",
            "Entry Date": f"{entry:%d/%m/%Y}", "Address": f"{n} High St", "Postcode": "XE1 2AB",
        }
        for n, (name, upn) in enumerate(PUPILS.items(), start=1)
        for urn, entry in ((HILLTOP, joined - 300 * DAY), (QUAY, joined))
    ]  # fmt: skip
    return as_text(
        [*rows, {**rows[-1], "Pupil ID": "P9", "UPN": "", "Forename": more}] if more else rows
    )


def begun(folder: Path) -> Path:
    """The folder as a home with both rolls, and the run that follows from them."""
    home = Home(new_authority(folder))
    load(home, roll())
    run(home, as_of=localdate(), known_at=now())
    return folder


def load(home: Home, text: str) -> None:
    """Land a roll as it comes now."""
    path: Path = home.path / f"roll_{localdate()}.csv"
    path.write_text(text, encoding="utf-8")
    reading = read(path, received_on=localdate())
    land(reading, home, now(), answered=[question.rule_id for question in reading.questions])


def shown(home: Home) -> None:
    """What a night does: the answers are handed over, and the run that follows is published."""
    hand_over(at=now(), by="onroll")
    publish(run(home, as_of=localdate(), known_at=now()), home)


def child(name: str) -> str:
    return str(Child.objects.get(forename=name).pk)


def picked(*names: str) -> list[str]:
    return [f"{child(name)}:{RULE}" for name in names]


def asked(officer: Client, *names: str) -> list[Question]:
    """Put the question of these children, from the list, through the page that says how many."""
    page = text_of(officer.post("/questions/ask/", {"pick": picked(*names)}))
    keys = re.findall(r'name="pick" value="([^"]+)"', page)
    officer.post("/questions/ask/", {"pick": keys, "sure": "1"})
    return list(Question.objects.order_by("-pk")[: len(names)][::-1])


def answered(school: Client, question: Question, key: str, told: Mapping[str, Any]) -> Any:
    """Answer a question through its three pages; the last answer of the service."""
    address = f"/questions-to-us/{question.ref}/"
    chosen = school.post(address, {"answer": key})
    assert chosen.status_code == 302, text_of(chosen)
    typed = {"said_by": "Una, attendance officer", **told}
    check = school.post(chosen["Location"], typed)
    if "Check your answer" not in text_of(check):
        return check
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', text_of(check)))
    return school.post(chosen["Location"], {**hidden, "sure": "1"})
