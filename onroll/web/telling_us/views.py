"""Telling us: which form, its pages one after another, the check of the answers, the receipt."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.forms.answering import Typed, read_page, unanswered
from onroll.record.forms.answers import Answers
from onroll.record.forms.form import Page
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child
from onroll.web.telling_us.drafts import (
    begin,
    circumstances,
    draft_of,
    keep,
    unfinished,
)
from onroll.web.telling_us.models import Draft
from onroll.web.telling_us.page_fields import answered, fields, typed_in
from onroll.web.telling_us.sending import in_the_way, send, sent_by
from onroll.web.telling_us.tellers import Teller, teller_of, tells
from onroll.web.telling_us.weekly import tells_of

SHOWN = 10


@login_not_required
@require_GET
def tell_us(request: HttpRequest) -> HttpResponse:
    """The forms that there are, what was begun and what was sent; for a stranger the two doors."""
    teller = teller_of(request)
    if teller is None:
        return render(request, "telling_us/doors.html")
    pupil = pupil_of(teller, request.GET.get("pupil", ""))
    if pupil:
        record_reads(request, [pupil.pk], page="tell_us")
    sent = list(sent_by(teller)[: SHOWN + 1])
    context = {
        "teller": teller,
        "pupil": pupil,
        "hours": not pupil and tells_of(teller),
        "unfinished": unfinished(teller),
        "sent": sent[:SHOWN],
        "more": len(sent) > SHOWN,
    }
    return render(request, "telling_us/tell_us.html", context)


def pupil_of(teller: Teller, reference: str) -> Child | None:
    """A pupil of the teller's own school; null for any other child, and where none is named."""
    if not reference or not teller.schools:
        return None
    return Child.objects.visible_to(teller.user).filter(pk=reference).first()  # type: ignore[arg-type]


@tells
@require_http_methods(["GET", "POST"])
def before_form(request: HttpRequest, teller: Teller, key: str) -> HttpResponse:
    """What to know before filling a form in; a POST begins it."""
    form = teller.form(key)
    if form is None:
        raise Http404
    pupil = pupil_of(teller, (request.POST or request.GET).get("pupil", ""))
    problem = ""
    if request.method == "POST":
        urn = request.POST.get("urn", next(iter(teller.schools), ""))
        if len(teller.schools) < 2 or urn in teller.schools:
            draft = begin(teller, form, urn if urn in teller.schools else "", pupil)
            return next_page(draft, teller, draft.told)
        problem = "Select for which school"
    if pupil:
        record_reads(request, [pupil.pk], page="tell_us")
    context = {"form": form, "teller": teller, "pupil": pupil, "problem": problem}
    return render(request, "telling_us/before.html", context, status=422 if problem else 200)


def next_page(draft: Draft, teller: Teller, told: Answers) -> HttpResponse:
    page = unanswered(draft.of, told, teller.day)
    if page is None:
        return redirect("check_form", draft.key)
    return redirect("form_page", draft.key, page.key)


@tells
@require_http_methods(["GET", "POST"])
def form_page(request: HttpRequest, teller: Teller, token: str, page: str) -> HttpResponse:
    """One page of a form. What stands is kept although something else on the page does not."""
    draft = draft_of(teller, token)
    form = draft.of
    asked = form.asked(draft.told)
    here = next((each for each in asked if each.key == page), None)
    if here is None:
        return next_page(draft, teller, draft.told)
    typed: dict[str, Typed] = {}
    problems: dict[str, str] = {}
    if request.method == "POST":
        typed = typed_in(request.POST, here)
        kept, problems = read_page(here, typed, teller.day)
        told = keep(draft, teller, kept)
        found = form.findings(told, circumstances(draft, teller))
        mine = {question.key for question in here.questions}
        problems |= {
            each.question: each.words
            for each in found
            if each.refused and each.question in mine and each.question not in problems
        }
        if not problems:
            return next_page(draft, teller, told)
    context = {
        "form": form,
        "draft": draft,
        "page": here,
        "fields": fields(here, draft.told, typed, problems),
        "problems": problems,
        "back": page_before(asked, here),
        "at": asked.index(here) + 1,
        "of": len(asked),
    }
    return render(request, "telling_us/page.html", context, status=422 if problems else 200)


def page_before(asked: list[Page], here: Page) -> Page | None:
    at = asked.index(here)
    return asked[at - 1] if at else None


@tells
@require_http_methods(["GET", "POST"])
def check_form(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    """Every answer, to be checked; a POST sends them."""
    if request.method == "POST" and (sent := sent_by(teller).filter(token=token).first()):
        return redirect("receipt", sent.ref)
    draft = draft_of(teller, token)
    form = draft.of
    page, refused = in_the_way(draft, teller)
    if page is not None:
        return redirect("form_page", draft.key, page.key)
    if request.method == "POST" and not refused:
        return redirect("receipt", send(draft, teller).ref)
    found = form.findings(draft.told, circumstances(draft, teller))
    context = {
        "form": form,
        "draft": draft,
        "answered": answered(form, draft.told),
        "refused": [(each, page_of(form.asked(draft.told), each.question)) for each in refused],
        "warned": [each for each in found if not each.refused],
    }
    return render(request, "telling_us/check.html", context, status=422 if refused else 200)


def page_of(asked: list[Page], question: str) -> Page:
    """The page that asks a question; the first, where none does."""
    return next((p for p in asked if question in {q.key for q in p.questions}), asked[0])


@tells
@require_GET
def receipt(request: HttpRequest, teller: Teller, ref: str) -> HttpResponse:
    """What was sent, when and under which reference, for whoever sent it and their school."""
    sent = sent_by(teller).filter(ref=ref).first()
    if sent is None:
        raise Http404
    if isinstance(request.user, User):
        record_reads(request, [sent.pupil or sent.ref], page="receipt")
    context = {"sent": sent, "form": sent.of, "answered": answered(sent.of, sent.told)}
    return render(request, "telling_us/receipt.html", context)


@tells
@require_GET
def everything_sent(request: HttpRequest, teller: Teller) -> HttpResponse:
    """All that they, or their school, sent, the newest first."""
    page = Paginator(sent_by(teller), 25).get_page(request.GET.get("page"))
    if isinstance(request.user, User):
        record_reads(request, [each.pupil or each.ref for each in page], page="everything_sent")
    return render(request, "telling_us/everything_sent.html", {"page": page, "teller": teller})
