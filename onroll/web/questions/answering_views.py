"""For those who are asked: the questions put to them, and answering one."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.forms.answering import Typed, read_page, said
from onroll.record.forms.answers import Answers
from onroll.record.questions.answers import Answer
from onroll.record.questions.states import State
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import services_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.questions.answering import (
    answer,
    file_came_since,
    page_of,
    see,
    take_back,
    wrong_day,
)
from onroll.web.questions.models import Question
from onroll.web.questions.refused import Clash
from onroll.web.questions.shown import happened, in_words, listed
from onroll.web.questions.who_answers import put_to, teams_of
from onroll.web.telling_us.page_fields import fields, typed_in

SHOWN = 50


@require_GET
@needs_run
def our_questions(request: HttpRequest, run: Run) -> HttpResponse:
    """The questions put to one's schools or teams: those that wait, overdue first, and the last
    that were answered or closed."""
    user = by(request)
    assert user.sight is not None
    waiting = list(put_to(user).waiting()[:SHOWN])
    over = put_to(user).with_last().exclude(pk__in=put_to(user).waiting().values("pk"))
    lately = list(over.order_by("-pk")[:SHOWN])
    record_reads(request, [each.child for each in (*waiting, *lately)], page="our_questions")
    context = {
        "run": run,
        "waiting": listed(waiting, user.sight.day),
        "over": listed(lately, user.sight.day),
        "teams": teams_of(user),
        "services": services_of(user),
    }
    return render(request, "questions/our_questions.html", context)


def question_of(user: User, ref: str) -> Question:
    """The question with a reference that is for them to answer. Raises `Http404` for any other."""
    found = put_to(user).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@needs_run
def our_question(request: HttpRequest, run: Run, ref: str) -> HttpResponse:
    """One question: what is asked, what may be answered; once it was answered, the receipt."""
    user = by(request)
    assert user.sight is not None
    question = question_of(user, ref)
    problem, clash = "", False
    waits = question.state(user.sight.day) in (State.WAITING, State.OVERDUE)
    stands = question.answered()
    late = bool(stands and file_came_since(question, stands))
    if request.method == "POST" and request.POST.get("act") == "take_back":
        try:
            if late:
                raise Clash
            take_back(question, user)
        except Clash:
            clash = True
        else:
            return redirect("our_question", ref)
    elif request.method == "POST":
        key = request.POST.get("answer", "")
        if not waits:
            clash = True
        elif any(key == each.key for each in question.answers):
            return redirect("answer_question", ref, key)
        else:
            problem = "Select what is so"
    record_reads(request, [question.child], page="our_question")
    see(question, user)
    context = {
        "run": run,
        "question": question,
        "one": listed([question], user.sight.day)[0],
        "waits": waits,
        "stands": stands,
        "answered": in_words(stands) if stands else [],
        "history": happened(question, reasons=False),
        "late": late,
        "problem": problem,
        "clash": clash,
    }
    status = 409 if clash else 422 if problem else 200
    return render(request, "questions/our_question.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs_run
def answer_question(request: HttpRequest, run: Run, ref: str, key: str) -> HttpResponse:
    """What is asked beside an answer, then the check of it all; a POST of the check sends it."""
    user = by(request)
    assert user.sight is not None
    question = question_of(user, ref)
    chosen = next((each for each in question.answers if each.key == key), None)
    if chosen is None:
        raise Http404
    if question.state(user.sight.day) not in (State.WAITING, State.OVERDUE):
        return redirect("our_question", ref)
    page = page_of(chosen)
    typed: dict[str, Typed] = {}
    problems: dict[str, str] = {}
    told = Answers({"said_by": user.full_name})
    if request.method == "POST":
        typed = typed_in(request.POST, page)
        kept, problems = read_page(page, typed, user.sight.day)
        told = Answers(kept)
        if not problems and (wrong := wrong_day(question, chosen, kept)):
            problems = {"on": wrong}
        if not problems and request.POST.get("sure"):
            return send(question, chosen, told, user)
    record_reads(request, [question.child], page="our_question")
    checking = request.method == "POST" and not problems and not request.POST.get("change")
    context: dict[str, Any] = {
        "run": run,
        "question": question,
        "one": listed([question], user.sight.day)[0],
        "answer": chosen,
        "settles": question.settled_by(chosen),
        "fields": fields(page, told, typed, problems),
        "problems": problems,
        "rows": [
            (each.label, words)
            for each in page.questions
            if (words := said(each, told.kept.get(each.key, "")))
        ],
    }
    template = "questions/check.html" if checking else "questions/answer.html"
    return render(request, template, context, status=422 if problems else 200)


def send(question: Question, chosen: Answer, told: Answers, user: User) -> HttpResponse:
    given = {key: kept for key, kept in told.kept.items() if kept}
    with suppress(Clash):  # the page of the question says what came before
        answer(question, chosen, given, user)
    return redirect(f"{reverse('our_question', args=[question.ref])}?done=answered")
