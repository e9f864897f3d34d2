"""Every open question, by the place that can answer it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.web.access.reads import Outcome, record_reads
from onroll.web.config.asked_together import how_many
from onroll.web.contradictions.asking import Summary, as_csv, in_words, summary, with_rows
from onroll.web.contradictions.models import Contradiction, ContradictionQuerySet
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.questions.on_record import asked_of
from onroll.web.questions.who_answers import may_ask, seen

PAGE = 25


@require_GET
@needs_run
def questions(request: HttpRequest, run: Run) -> HttpResponse:
    """The places that are asked something and, of one of them or of all, the questions."""
    asked = Contradiction.objects.on(run.as_of).visible_to(request.user)
    known = summary(asked)
    chosen = {"place": request.GET.get("place", ""), "question": request.GET.get("question", "")}
    narrowed = narrow(asked, known, chosen)
    page = Paginator(narrowed, PAGE).get_page(request.GET.get("page"))
    shown = in_words(page, {each.school: each.name for each in known.places}, run.as_of)
    record_reads(request, [each.child.pk for each in shown], page="questions")
    user = by(request)
    assert user.sight is not None
    put = asked_of([each.child.pk for each in shown], user, user.sight.day)
    query = urlencode({name: value for name, value in chosen.items() if value})
    context: dict[str, Any] = {
        "run": run,
        "places": known.places,
        "place": known.place(chosen["place"]),
        "rules": known.rules,
        "chosen": chosen,
        "page": page,
        "rows": [(each, put.get((each.child.pk, each.rule.key))) for each in shown],
        "may_ask": may_ask(user),
        **how_many(waiting=seen(user).waiting(), overdue=seen(user).overdue(user.sight.day)),
        "query": query,
        "next_page_href": page.has_next() and f"?{query}&page={page.next_page_number()}",
        "previous_page_href": page.has_previous()
        and f"?{query}&page={page.previous_page_number()}",
    }
    return render(request, "contradictions/questions.html", context)


@require_GET
@needs_run
def questions_file(request: HttpRequest, run: Run) -> HttpResponse:
    """The same questions, all of them, as a CSV file with the rows that they rest on."""
    asked = Contradiction.objects.on(run.as_of).visible_to(request.user)
    chosen = {"place": request.GET.get("place", ""), "question": request.GET.get("question", "")}
    known = summary(asked)
    names = {each.school: each.name for each in known.places}
    held = with_rows(in_words(narrow(asked, known, chosen), names, run.as_of))
    named = [each.child.pk for each in held]
    record_reads(request, named, page="questions_file", outcome=Outcome.EXPORTED)
    response = HttpResponse(as_csv(held), content_type="text/csv; charset=utf-8")
    name = f"questions-{run.as_of.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def narrow(
    asked: ContradictionQuerySet, known: Summary, chosen: dict[str, str]
) -> ContradictionQuerySet:
    """The questions to one place, or of one kind, or both, in order of child."""
    if chosen["place"]:
        place = known.place(chosen["place"])
        asked = asked.filter(school=place.school, team=place.team) if place else asked.none()
    if chosen["question"]:
        asked = asked.filter(contradiction=chosen["question"])
    return asked.select_related("child").order_by("child__name", "child_id", "contradiction")
