"""What schools and others told by form, for those who take it in."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import TAKES_IN, may_take_in
from onroll.web.cases.telling import recalculate
from onroll.web.children.models import Child
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.finding import MOST_FOUND, found
from onroll.web.matching.referrals import candidates
from onroll.web.matching.taking import try_to_hand_over
from onroll.web.shields.protected import protected_among
from onroll.web.telling_us.models import SentForm
from onroll.web.telling_us.page_fields import told
from onroll.web.telling_us.taking_in import (
    Row,
    into_case,
    into_referral,
    nothing_more,
    taken_in,
    waiting,
)
from onroll.web.telling_us.who_it_is import asked_of, settle

PAGE = 25
NOBODY, NOTHING = "referral", "nothing"


@require_GET
@needs_run
def told_us(request: HttpRequest, run: Run) -> HttpResponse:
    """The forms that wait, the oldest first; or those that were dealt with, the newest first."""
    if not may_take_in(request.user):
        return not_allowed(request)
    settle()
    done = request.GET.get("which") == "done"
    over = Q(dealt_with__isnull=False) | Q(called_mistake__isnull=False)
    rows = taken_in(request.user).filter(over) if done else waiting(request.user)
    page = Paginator(rows.distinct() if done else rows, PAGE).get_page(request.GET.get("page"))
    record_reads(request, [each.who_it_is.child or each.ref for each in page], page="told_us")
    context = {"run": run, "page": page, "rows": [Row(each) for each in page], "done": done}
    return render(request, "telling_us/told_us.html", context)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "telling_us/not_allowed.html", {"roles": TAKES_IN}, status=403)


class DealForm(forms.Form):
    """What is done about a form: whose case it goes into, a new referral, or nothing."""

    what = forms.CharField(
        error_messages={"required": "Select whom it is about, or what else is to be done"}
    )
    why = forms.CharField(
        required=False,
        max_length=1000,
        error_messages={"max_length": "Why must be 1,000 characters or fewer"},
    )

    def __init__(self, typed: object, *, children: list[str]) -> None:
        super().__init__(typed)  # type: ignore[arg-type]
        self.children = children

    def clean_what(self) -> str:
        what: str = self.cleaned_data["what"]
        if what not in (*self.children, NOBODY, NOTHING):
            raise forms.ValidationError("Select from what is shown")
        return what

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == NOTHING and not cleaned.get("why"):
            self.add_error("why", "Enter why there is nothing more to do")
        return cleaned


@require_http_methods(["GET", "POST"])
@needs_run
def told_form(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One form: all that was told, whom it may be about, and what is done about it."""
    if not may_take_in(request.user):
        return not_allowed(request)
    settle()
    sent = taken_in(request.user).filter(pk=number).first()
    if sent is None:
        raise Http404
    children = may_be(sent, request.user)
    form = DealForm(
        request.POST if request.method == "POST" else None, children=[c.pk for c in children]
    )
    if request.method == "POST" and form.is_valid():
        return deal(request, sent, form)
    record_reads(
        request, [sent.who_it_is.child or sent.ref, *(c.pk for c in children)], page="told_form"
    )
    context = {
        "run": run,
        "sent": sent,
        "row": Row(sent),
        "form": form,
        "answered": told(sent.of, sent.told),
        "candidates": candidates(asked_of(sent.told), children, request.user),
        "certain": sent.who_it_is.child,
        "dealt_with": list(sent.dealt_with.select_related("by").order_by("pk")),
        "done": request.GET.get("done", ""),
    }
    return render(request, "telling_us/told_form.html", context, status=422 if form.errors else 200)


def may_be(sent: SentForm, user: object) -> list[Child]:
    """The children whom the form may be about, of those whom its reader sees whole: the one it
    certainly is about first."""
    like = found(asked_of(sent.told), user)[:MOST_FOUND]
    certain = Child.objects.visible_to(user).filter(pk=sent.who_it_is.child)  # type: ignore[arg-type]
    every = {child.pk: child for child in [*certain, *like]}
    kept = protected_among(list(every), user)
    return [child for child in every.values() if child.pk not in kept]


def deal(request: HttpRequest, sent: SentForm, form: DealForm) -> HttpResponse:
    assert isinstance(request.user, User) and request.user.sight
    user, at, what = request.user, request.user.sight.at, form.cleaned_data["what"]
    if what == NOTHING:
        nothing_more(sent, form.cleaned_data["why"], user, at)
        return redirect(f"{reverse('told_us')}?done=nothing")
    if what == NOBODY:
        taken = into_referral(sent, user, datetime.now(UTC))
        try_to_hand_over(taken)
        return redirect(f"{reverse('referrals')}?taken={taken.number}")
    case = into_case(sent, what, user, at)
    recalculate(what)
    return redirect(f"{reverse('case', args=[case.pk])}?done=added")
