"""For those who ask: putting questions, which are asked, and one with all that happened to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onroll.record.questions.states import Kind, State
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import TAKES_IN
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.questions.answering import take_back, withdraw
from onroll.web.questions.asking import ask, chosen
from onroll.web.questions.models import Question, QuestionQuerySet
from onroll.web.questions.refused import Clash
from onroll.web.questions.shown import History, Listed, happened, listed
from onroll.web.questions.who_answers import may_ask, seen

PAGE = 25
WHICH: Final = {
    "open": "Waiting for an answer",
    "services": "Enquiries that services answered in the last 7 days",
    "answered": "Answered",
    "again": "Answered, and contradict still",
    "closed": "Closed",
}
LAST: Final = {
    "answered": [Kind.ANSWERED],
    "again": [Kind.AGAIN],
    "closed": [Kind.AGREED, Kind.WITHDRAWN],
}


def not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "questions/not_allowed.html", {"roles": TAKES_IN}, status=403)


@require_POST
@needs_run
def ask_questions(request: HttpRequest, run: Run) -> HttpResponse:
    """Put what was chosen, once it is said how many go to whom; one that a record shows at once."""
    if not may_ask(request.user):
        return not_allowed(request)
    user = by(request)
    picked = request.POST.getlist("pick")
    choice = chosen(user, picked, run.as_of)
    record_reads(request, [each.found.child_id for each in choice.put], page="ask_questions")
    if request.POST.get("sure") and choice.put:
        asked = [question for each in choice.put if (question := ask(each, user))]
        return redirect(f"{reverse('asked_questions')}?done={len(asked)}")
    context = {
        "run": run,
        "choice": choice,
        "by_place": choice.by_place(),
        "picked": [f"{each.found.child_id}:{each.found.contradiction}" for each in choice.put],
    }
    return render(request, "questions/ask.html", context, status=200 if choice.put else 422)


@require_GET
@needs_run
def asked_questions(request: HttpRequest, run: Run) -> HttpResponse:
    """The questions that were put, the longest due first; of those that are over the newest."""
    user = by(request)
    assert user.sight is not None
    which = request.GET.get("which", "")
    which = which if which in WHICH else "open"
    found = of_kind(seen(user), which, user.sight.at)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    record_reads(request, [each.child for each in page], page="asked_questions")
    done = request.GET.get("done", "")
    context: dict[str, Any] = {
        "run": run,
        "page": page,
        "rows": listed(page, user.sight.day),
        "kinds": WHICH,
        "which": which,
        "overdue": seen(user).overdue(user.sight.day).count(),
        "done": int(done) if done.isdecimal() and len(done) < 5 else None,
        "next_page_href": page.has_next() and f"?which={which}&page={page.next_page_number()}",
        "previous_page_href": page.has_previous()
        and f"?which={which}&page={page.previous_page_number()}",
    }
    return render(request, "questions/asked.html", context)


def of_kind(questions: QuestionQuerySet, which: str, at: datetime) -> QuestionQuerySet:
    if which == "open":
        return questions.waiting()
    if which == "services":
        return questions.answered_lately(at).order_by("-pk")
    return questions.with_last().filter(Q(last__in=LAST[which])).order_by("-pk")


class WhyForm(forms.Form):
    """What an officer does with a question that was put, and why."""

    act = forms.ChoiceField(choices=[("withdraw", ""), ("take_back", "")])
    why = forms.CharField(
        max_length=1000,
        error_messages={
            "required": "Enter why",
            "max_length": "Why must be 1,000 characters or fewer",
        },
    )


@require_http_methods(["GET", "POST"])
@needs_run
def asked_question(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One question with its whole history; a POST withdraws it, or takes its answer back."""
    user = by(request)
    assert user.sight is not None
    question = seen(user).filter(pk=number).first()
    if question is None:
        raise Http404
    if request.method == "POST" and not may_ask(user):
        return not_allowed(request)
    if request.method == "POST" and question.asked_in:
        return redirect("case", question.asked_in.case_id)  # what is done with it is done there
    form = WhyForm(request.POST if request.method == "POST" else None)
    clash = False
    if request.method == "POST" and form.is_valid():
        do = {"withdraw": withdraw, "take_back": take_back}[form.cleaned_data["act"]]
        try:
            do(question, user, form.cleaned_data["why"])
        except Clash:
            clash = True
        else:
            return redirect("asked_question", question.pk)
    record_reads(request, [question.child], page="asked_question")
    context = shown(question, user.sight.day) | {
        "run": run,
        "form": form,
        "clash": clash,
        "may_ask": may_ask(user),
    }
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "questions/asked_question.html", context, status=status)


def shown(question: Question, day: date) -> dict[str, Any]:
    state = question.state(day)
    history: list[History] = happened(question, reasons=True)
    one: Listed = listed([question], day)[0]
    return {
        "question": question,
        "one": one,
        "history": history,
        "waits": state in (State.WAITING, State.OVERDUE),
        "stands": question.answered(),
    }
