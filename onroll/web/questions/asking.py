"""Putting a contradiction to the place that can answer it, once while it is open."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from onroll.record.questions.putting import due_on, next_school, own_rows
from onroll.record.questions.states import OPEN_AFTER, Kind
from onroll.web.access.models import User
from onroll.web.api.outbox import Event, announce
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.children.models import Child
from onroll.web.children.words import fact_words
from onroll.web.config.words import FEED_TITLES, day
from onroll.web.contradictions.asking import last_day, names_of, rule
from onroll.web.contradictions.models import Contradiction, ContradictionRow
from onroll.web.questions.models import Question, QuestionQuerySet
from onroll.web.shields.restricting import restricted_children

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MOST: Final = 200
"""How many are put at once."""


@dataclass(frozen=True)
class Put:
    """A contradiction to be put: to whom, and with which of their own rows."""

    found: Contradiction
    school: str
    team: str
    place: str
    rows: list[ContradictionRow]


@dataclass
class Choice:
    """What would be asked, and of how many it is not, by why."""

    put: list[Put] = field(default_factory=list)
    not_put: Counter[str] = field(default_factory=Counter)

    def by_place(self) -> list[tuple[str, int]]:
        """How many go to whom, by name."""
        return sorted(Counter(each.place for each in self.put).items())


SHIELDED: Final = "is about a protected child, of whom nobody is asked by a message"
BY_OTHER_MEANS: Final = "is not asked by a message"
OPEN: Final = "was asked before, and waits for an answer"
GONE: Final = "is no contradiction any more, or not about a child whom you see"


def key_of(child: str, contradiction: str) -> str:
    """What a form calls a contradiction of a child."""
    return f"{child}:{contradiction}"


def chosen(user: Any, picked: Iterable[str], day_of_run: date) -> Choice:
    """What would be asked of those picked, in the run that is shown."""
    wanted = list(dict.fromkeys(picked))[:MOST]
    children = {each.partition(":")[0] for each in wanted}
    standing = Contradiction.objects.on(day_of_run).visible_to(user).filter(child__in=children)
    held = {
        key_of(each.child_id, each.contradiction): each
        for each in standing.select_related("child").order_by("starts_on")
    }
    rows = rows_of(held.values())
    names = names_of({row.setting for found in rows.values() for row in found if row.setting})
    before = asked_before(children)
    shielded = restricted_children()
    choice = Choice()
    for key in wanted:
        found = held.get(key)
        if found is None:
            choice.not_put[GONE] += 1
        elif found.child_id in shielded:
            choice.not_put[SHIELDED] += 1
        elif (known := rule(found.contradiction)) is None or not known.answers:
            choice.not_put[BY_OTHER_MEANS] += 1
        elif any(each.happened_last in OPEN_AFTER for each in before[key]):
            choice.not_put[OPEN] += 1
        else:
            answered = {each.school for each in before[key] if each.happened_last == Kind.ANSWERED}
            school = next_school(known, rows[key], answered) or found.school  # type: ignore[arg-type]
            name = names.get(school) or names_of([school])[school] if school else found.team
            own = own_rows(rows[key], school) if school else []  # type: ignore[arg-type]
            team = "" if school else found.team
            choice.put.append(Put(found, school, team, name, own))  # type: ignore[arg-type]
    return choice


def rows_of(found: Iterable[Contradiction]) -> dict[str, list[ContradictionRow]]:
    """The rows that each rests on."""
    asked = {(each.child_id, each.contradiction, each.starts_on) for each in found}
    held = ContradictionRow.objects.filter(child__in={child for child, _, _ in asked})
    rows: dict[str, list[ContradictionRow]] = defaultdict(list)
    for row in held.order_by("starts_on", "feed", "file", "row"):
        if (row.child_id, row.contradiction, row.contradicts_from) in asked:
            rows[key_of(row.child_id, row.contradiction)].append(row)
    return rows


def asked_before(children: Iterable[str]) -> dict[str, list[Question]]:
    """Every question that was ever put about these children, by what it asks, in order."""
    found: dict[str, list[Question]] = defaultdict(list)
    for each in with_last_of(children):
        found[key_of(each.child, each.contradiction)].append(each)
    return found


def with_last_of(children: Iterable[str]) -> QuestionQuerySet:
    every = Question.objects.of_contradictions().filter(child__in=list(children))
    return every.with_last().order_by("pk")


def new_ref() -> str:
    """What a new question is called."""
    return "QU-" + "".join(secrets.choice(LETTERS) for _ in range(8))


@transaction.atomic
def ask(put: Put, by: User) -> Question | None:
    """Put it; null where a colleague did at the same moment."""
    assert by.sight is not None
    child: Child = put.found.child
    key = key_of(child.pk, put.found.contradiction)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    before = asked_before([child.pk])[key]
    if any(each.happened_last in OPEN_AFTER for each in before):
        return None
    here = [each for each in before if (each.school, each.team) == (put.school, put.team)]
    question = Question.objects.create(
        ref=new_ref(),
        child=child.pk,
        record_id=record_known_by(child.pk),
        name=child.full_name,
        born=child.date_of_birth,
        contradiction=put.found.contradiction,
        since=put.found.starts_on,
        school=put.school,
        team=put.team,
        place=put.place,
        rows=[told(row) for row in put.rows],
        asked_by=by,
        asked_at=by.sight.at,
        due_on=due_on(by.sight.day),
        nth=len(here) + 1,
    )
    if put.school:
        about = {"question": question.ref, "due_on": question.due_on.isoformat()}
        announce(
            Event.QUESTION_ASKED, about, urn=put.school, once=question.ref, at=by.sight.at
        )  # fmt: skip
    return question


def told(row: ContradictionRow) -> dict[str, str]:
    """A row in words, as it is shown to the school whose row it is."""
    end = f", to {day(date.fromisoformat(last_day(row)))}" if row.ends_before else ""
    where = f"{FEED_TITLES.get(row.feed, row.feed)}: {row.file}"
    return {
        "words": f"{fact_words(row.fact)}, from {day(row.starts_on)}{end}",
        "starts_on": row.starts_on.isoformat(),
        "feed": row.feed,
        "where": f"{where}, row {row.row}" if row.row else where,
    }
