"""The monthly return through its pages: the list, one pupil, the check, the receipt."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.forms.answering import read_page
from onroll.record.forms.monthly_return import (
    TO_CHOOSE,
    WORDS,
    How,
    due_on,
    month_before,
    of_pupil,
)
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child, ChildQuerySet
from onroll.web.children.search import by_name
from onroll.web.mistakes.models import ReturnCalledMistake
from onroll.web.telling_us import begun_returns, monthly
from onroll.web.telling_us.models import Draft, MonthlyReturn
from onroll.web.telling_us.page_fields import fields, told, typed_in
from onroll.web.telling_us.sent_returns import newest
from onroll.web.telling_us.tellers import Teller, tells

MOST_FOUND = 20


def own_pupils_of(teller: Teller) -> ChildQuerySet:
    assert teller.user is not None
    return Child.objects.visible_to(teller.user)


def month_asked(teller: Teller, text: str) -> date:
    """The month that an address asks for: this one, or the one before; this one for any other."""
    this = teller.day.replace(day=1)
    return month_before(this) if text == month_before(this).isoformat() else this


@tells
@require_http_methods(["GET", "POST"])
def monthly_return(request: HttpRequest, teller: Teller) -> HttpResponse:
    """The pupils of the return before, each with how they stand now; and who is new."""
    if not teller.schools:
        return render(request, "telling_us/doors.html", status=403)
    asked = request.POST or request.GET
    urn = asked.get("urn", "") if len(teller.schools) > 1 else next(iter(teller.schools))
    if urn not in teller.schools:
        context = {"teller": teller, "what": "Monthly return"}
        return render(request, "telling_us/for_which_school.html", context)
    month = month_asked(teller, asked.get("month", ""))
    draft = monthly.draft_for(teller, urn, month)
    problems: dict[str, str] = {}
    if request.method == "POST":
        answer = posted(request, teller, draft, problems)
        if answer is not None:
            return answer
    words = request.POST.get("surname", "").strip()
    found = list(by_name(own_pupils_of(teller), words)[:MOST_FOUND]) if words else []
    rows = monthly.rows_of(draft)
    record_reads(request, [*(r.child for r in rows), *(c.pk for c in found)], page="monthly_return")
    context = {
        "teller": teller,
        "urn": urn,
        "draft": draft,
        "month": month,
        "before": month_before(teller.day.replace(day=1)),
        "due_on": due_on(month),
        "sent": newest(MonthlyReturn, urn, month),
        "rows": rows,
        "how": [(each, WORDS[each]) for each in TO_CHOOSE],
        "new": How.NEW,
        "surname": words,
        "found": found,
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "telling_us/monthly_return.html", context, status=status)


def posted(
    request: HttpRequest, teller: Teller, draft: Draft, problems: dict[str, str]
) -> HttpResponse | None:
    """What a button of the list does; null where the list is shown again."""
    what = request.POST.get("what", "")
    rows = monthly.rows_of(draft)
    if what.startswith("add-"):
        child = own_pupils_of(teller).filter(pk=what.removeprefix("add-")).first()
        if child is None:
            raise Http404
        monthly.add(draft, teller, child)
        return redirect("monthly_pupil", draft.key, child.pk)
    if what not in ("continue", "nobody", "find"):
        return None
    if what == "nobody" and not rows:
        return redirect("monthly_receipt", monthly.send(draft, teller).ref)
    for row in rows:
        chosen = request.POST.get(f"how-{row.child}", "")
        if row.how is not How.NEW and chosen in set(TO_CHOOSE):
            begun_returns.keep(draft, teller, row.child, how=chosen)
    if what == "find":
        if not request.POST.get("surname", "").strip():
            problems["surname"] = "Enter the surname"
        return None
    for row in monthly.rows_of(draft):
        if row.how is None:
            problems[f"how-{row.child}"] = f"Select how {row.name} stands now"
    return None if problems else after(draft, teller)


def after(draft: Draft, teller: Teller) -> HttpResponse:
    """The next pupil to answer for, or the check."""
    row = monthly.not_done(draft, teller)
    if row is None:
        return redirect("monthly_check", draft.key)
    if row.how is None:
        where = f"?urn={draft.urn}&month={draft.answers['period']}"
        return redirect(reverse("monthly_return") + where)
    return redirect("monthly_pupil", draft.key, row.child)


@tells
@require_http_methods(["GET", "POST"])
def monthly_pupil(request: HttpRequest, teller: Teller, token: str, reference: str) -> HttpResponse:
    """What is asked of one pupil who is new, changed or no longer in the return."""
    draft = monthly.draft_of(teller, token)
    row = next((each for each in monthly.rows_of(draft) if each.child == reference), None)
    if row is None or row.how is None or row.form is None:
        return after(draft, teller)
    (page,) = row.form.pages
    typed: dict[str, Any] = {}
    problems: dict[str, str] = {}
    if request.POST.get("what") == "take_out":
        monthly.take_out(draft, teller, reference)
        return redirect(
            f"{reverse('monthly_return')}?urn={draft.urn}&month={draft.answers['period']}"
        )
    if request.method == "POST":
        typed = typed_in(request.POST, page)
        kept, problems = read_page(page, typed, teller.day)
        answers = monthly.asked_now(dict(row.told.kept) | kept, row.form)
        begun_returns.keep(draft, teller, reference, answers=answers)
        now = next(each for each in monthly.rows_of(draft) if each.child == reference)
        problems |= {
            each.question: each.words
            for each in begun_returns.findings(draft, teller, now)
            if each.refused and each.question not in problems
        }
        if not problems:
            return after(draft, teller)
    record_reads(request, [reference], page="monthly_pupil")
    context = {
        "draft": draft,
        "row": row,
        "page": page,
        "is_new": row.how is How.NEW,
        "fields": fields(page, row.told, typed, problems),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "telling_us/monthly_pupil.html", context, status=status)


@tells
@require_http_methods(["GET", "POST"])
def monthly_check(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    """The whole return, to be checked; a POST sends it."""
    if request.method == "POST":
        sent = MonthlyReturn.objects.filter(token=token, user=teller.user).first()
        if sent is not None:
            return redirect("monthly_receipt", sent.ref)
    draft = monthly.draft_of(teller, token)
    if monthly.not_done(draft, teller) is not None:
        return after(draft, teller)
    if request.method == "POST":
        return redirect("monthly_receipt", monthly.send(draft, teller).ref)
    rows = monthly.rows_of(draft)
    record_reads(request, [row.child for row in rows], page="monthly_return")
    context = {
        "draft": draft,
        "month": begun_returns.period_of(draft),
        "school": teller.schools[draft.urn],
        "rows": [(row, WORDS[row.how or How.SAME], begun_returns.warned(draft, teller, row),
                  told_of(row.how, row.told)) for row in rows],
    }  # fmt: skip
    return render(request, "telling_us/monthly_check.html", context)


def told_of(how: How | None, answers: Any) -> Any:
    """What is told of a pupil, in words; of one who is still the same, what was told before."""
    form = of_pupil(How.ENDED if how is How.ENDED else How.CHANGED)
    return told(form, answers) if form else []


@tells
@require_GET
def monthly_receipt(request: HttpRequest, teller: Teller, ref: str) -> HttpResponse:
    """What was sent for a month, for those of the school."""
    held = MonthlyReturn.objects.filter(urn__in=list(teller.schools))
    sent = held.filter(ref=ref).first()
    if sent is None:
        raise Http404
    pupils = list(sent.pupils.all())
    record_reads(request, [each.child for each in pupils] or [sent.ref], page="monthly_return")
    mistake = ReturnCalledMistake.objects.filter(ref=ref).first()
    context = {"sent": sent, "pupils": shown(pupils), "mistake": mistake}
    return render(request, "telling_us/monthly_receipt.html", context)


def shown(pupils: list[Any]) -> list[Any]:
    """Each pupil of a return with how they stand and what was told, in words."""
    return [(each, WORDS[How(each.how)], told_of(How(each.how), each.told)) for each in pupils]
