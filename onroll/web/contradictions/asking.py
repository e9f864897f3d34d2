"""Questions as a page or a file has them: to whom, about whom, and the rows they rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa
from django.db.models import Count

from onroll.figures.csv_text import csv_text
from onroll.record.contradictions import UnknownContradiction, contradiction_named
from onroll.record.definitions.contradiction import Contradiction as Rule
from onroll.web.children.models import School
from onroll.web.children.today import Named, died_among, named
from onroll.web.children.words import fact_words
from onroll.web.contradictions.models import Contradiction, ContradictionQuerySet, ContradictionRow


@dataclass(frozen=True)
class Place:
    """Somebody to ask: a school, by its URN, or a team; and how many questions wait for them."""

    school: str
    team: str
    name: str
    questions: int = 0

    @property
    def key(self) -> str:
        """What an address calls it: the URN, or the team's name in small letters."""
        return self.school or self.team.lower().replace(" ", "-")


@dataclass(frozen=True)
class Question:
    """One question about one child, and the rows that cannot both be right."""

    child: Named
    rule: Rule
    since: date
    asked_of: str
    rows: tuple[ContradictionRow, ...]


def names_of(urns: Iterable[str]) -> dict[str, str]:
    """The schools' names by URN; a school that nobody names has its URN."""
    wanted = set(urns)
    known = dict(School.objects.filter(urn__in=wanted).values_list("urn", "name"))
    return {urn: known.get(urn) or f"URN {urn}" for urn in wanted}


@dataclass(frozen=True)
class Summary:
    """Everybody who is asked something, and every kind of question there is."""

    places: list[Place]
    rules: list[Rule]

    def place(self, key: str) -> Place | None:
        """The place that an address calls so; None where it is asked nothing."""
        return next((each for each in self.places if each.key == key), None)


def summary(questions: ContradictionQuerySet) -> Summary:
    """Schools first, each by name; and the kinds of questions by title."""
    counted: Counter[tuple[str, str]] = Counter()
    keys: set[str] = set()
    grouped = questions.order_by().values_list("school", "team", "contradiction")
    for school, team, key, many in grouped.annotate(many=Count("row_id")):
        counted[school, team] += many
        keys.add(key)
    names = names_of(school for school, _ in counted if school)
    places = [Place(s, t, names.get(s) or t, many) for (s, t), many in counted.items()]
    return Summary(
        sorted(places, key=lambda place: (not place.school, place.name)),
        sorted(filter(None, map(rule, keys)), key=lambda each: each.title),
    )


def rule(key: str) -> Rule | None:
    """The contradiction with a key; None for one that an older version published."""
    try:
        return contradiction_named(key)
    except UnknownContradiction:
        return None


def in_words(
    questions: Iterable[Contradiction], names: Mapping[str, str], day: date
) -> list[Question]:
    """The questions with their words and their place by name, without the rows they rest on."""
    asked = list(questions)
    died = died_among({each.child_id for each in asked}, day)
    return [
        Question(
            named(each.child, each.child_id in died),
            known,
            each.starts_on,
            names.get(each.school) or each.team,
            (),
        )
        for each in asked
        if (known := rule(each.contradiction))
    ]


def with_rows(questions: Iterable[Question]) -> list[Question]:
    """The same questions with the rows that they rest on."""
    asked = list(questions)
    rows: dict[tuple[str, str, date], list[ContradictionRow]] = defaultdict(list)
    evidence = ContradictionRow.objects.filter(
        child__in={each.child.pk for each in asked},
        contradiction__in={each.rule.key for each in asked},
    ).order_by("fact", "starts_on", "feed", "file", "row")
    for row in evidence:
        rows[row.child_id, row.contradiction, row.contradicts_from].append(row)
    return [
        replace(each, rows=tuple(rows[each.child.pk, each.rule.key, each.since])) for each in asked
    ]


def as_csv(questions: Iterable[Question]) -> bytes:
    """One line for each question and each row that it rests on."""
    lines = [(each, row) for each in questions for row in each.rows or (None,)]
    columns = {
        "Asked of": [each.asked_of for each, _ in lines],
        "Reference": [each.child.pk for each, _ in lines],
        "Child": [each.child.full_name for each, _ in lines],
        "Recorded as having died": ["Yes" if each.child.died else "" for each, _ in lines],
        "About": [each.rule.title for each, _ in lines],
        "Since": [each.since.isoformat() for each, _ in lines],
        "Question": [each.rule.question for each, _ in lines],
        "One source says": [fact_words(row.fact) if row else "" for _, row in lines],
        "From": [row.starts_on.isoformat() if row else "" for _, row in lines],
        "Last day": [last_day(row) for _, row in lines],
        "School": [row.setting if row else "" for _, row in lines],
        "Feed": [row.feed if row else "" for _, row in lines],
        "File": [row.file if row else "" for _, row in lines],
        "Row": [str(row.row or "") if row else "" for _, row in lines],
    }
    table = pa.table({name: pa.array(held, pa.string()) for name, held in columns.items()})
    return csv_text(table).encode("utf-8-sig")


def last_day(row: ContradictionRow | None) -> str:
    if row is None or row.ends_before is None:
        return ""
    return (row.ends_before - timedelta(days=1)).isoformat()
