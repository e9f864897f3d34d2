"""Recommendations, strengths and case studies on one page; any one topic with all its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import ChoiceField, DateField, Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.improvement.fund import pounds
from onroll.figures.improvement.recommendations import open_first
from onroll.figures.improvement.review_pack import SIDES, areas
from onroll.figures.improvement.topics import (
    OF_A_PARTNERSHIP,
    RATING_WORDS,
    Happened,
    Kind,
    Topic,
    why_not,
)
from onroll.web.config.words import day as in_words
from onroll.web.improvement.forms import FORMS, FORMS_OF, TopicForm, WholeField
from onroll.web.improvement.keeping import balance_on, token_of, topic_or_404, topics
from onroll.web.improvement.permission import for_the_partnership, for_those_who_improve
from onroll.web.people.permission import by

DONE = {
    "written": "It is kept.",
    "noted": "The note is kept. Earlier notes stay below.",
    "decided": "The decision is kept.",
    "read": "It is kept that you read it.",
    "taken-out": "It is taken out. It stays below with what you wrote.",
}
HAPPENED = {
    Happened.WRITTEN: "wrote its words",
    Happened.NOTED: "wrote where we are",
    Happened.DECIDED: "wrote down the decision",
    Happened.READ: "read it, having written none of it",
    Happened.TAKEN_OUT: "took it out",
}


@require_GET
@for_those_who_improve
def improvement(request: HttpRequest) -> HttpResponse:
    """Every recommendation with where we are now, strengths and areas to develop, case studies."""
    user = by(request)
    assert user.sight is not None
    held = topics(Kind.RECOMMENDATION, Kind.AREA, Kind.CASE_STUDY)
    context = {
        "recommendations": open_first(held, user.sight.day), "today": user.sight.day,
        "overdue": sum(e.is_overdue(user.sight.day) for e in open_first(held, user.sight.day)),
        "sides": [(title, areas(held, side)) for side, title in SIDES.items()],
        "studies": [e for e in held if e.kind is Kind.CASE_STUDY and not e.taken_out],
        "taken_out": [each for each in held if each.taken_out],
    }  # fmt: skip
    return render(request, "improvement/improvement.html", context)


@require_GET
@for_the_partnership
def topic(request: HttpRequest, number: int) -> HttpResponse:
    """One topic: its words, what may be done with it, and everything that happened to it."""
    return render(request, "improvement/topic.html", shown(request, topic_or_404(request, number)))


def shown(request: HttpRequest, held: Topic, **more: Any) -> dict[str, Any]:
    """What the page of a topic is drawn with."""
    user = by(request)
    assert user.sight is not None
    may = {each.value: why_not(each, user.pk, held) for each in Happened}
    forms = {
        kind: form(None, today=user.sight.day, initial={"on": user.sight.day})
        for kind, form in FORMS_OF.items()
    }
    return {
        "topic": held, "called": FORMS[held.kind].called, "today": user.sight.day,
        "said_so": fields_of(held), "may": may, "forms": forms, "ratings": RATING_WORDS,
        "is_partnership": held.kind in OF_A_PARTNERSHIP, "happened": HAPPENED,
        "earlier": [(each, words_of(held, each.told)) for each in held.of(Happened.WRITTEN)[:-1]],
        "token": token_of(request), "done": DONE.get(request.GET.get("done", ""), ""),
        **more,
    }  # fmt: skip


def fields_of(held: Topic) -> list[tuple[str, str]]:
    """The label and the words of each field that was filled in, in the order of the form."""
    return words_of(held, held.written.told)


def words_of(held: Topic, told: Mapping[str, str]) -> list[tuple[str, str]]:
    form: type[TopicForm] = FORMS[held.kind]
    return [
        (str(field.label), as_read(field, told[name]))
        for name, field in form.base_fields.items()
        if told.get(name)
    ]


def as_read(field: Field, kept: str) -> str:
    """What was written in a field as a page shows it."""
    match field:
        case ChoiceField():
            return str(dict(field.choices).get(kept, kept))  # type: ignore[arg-type]
        case DateField():
            return in_words(date.fromisoformat(kept))
        case WholeField(is_money=True):
            return pounds(int(kept))
    return kept


def empty_form(request: HttpRequest, kind: Kind, data: Any, initial: Any = None) -> TopicForm:
    """The form of a kind, as of today and of what is left of the fund."""
    user = by(request)
    assert user.sight is not None
    day = user.sight.day
    held = topics(Kind.APPLICATION, Kind.CONSULTANCY)
    agreed = {str(each.number): each.text("change") for each in held if each.is_agreed}
    return FORMS[kind](data, today=day, now=balance_on(day), agreed=agreed, initial=initial)
