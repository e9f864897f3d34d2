"""Monthly returns for those who take them in: who has answered, who has not, and of whom."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.forms.monthly_return import How, due_on, month_before
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import may_take_in
from onroll.web.children.models import School
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.mistakes.models import ReturnCalledMistake
from onroll.web.people.permission import by
from onroll.web.telling_us.models import MonthlyReturn, ReturnedPupil
from onroll.web.telling_us.monthly_views import shown
from onroll.web.telling_us.sent_returns import that_count
from onroll.web.telling_us.taking_in_views import not_allowed
from onroll.web.telling_us.who_answered import answered_for

MONTHS_BACK = 12


@require_GET
@needs_run
def monthly_returns(request: HttpRequest, run: Run) -> HttpResponse:
    """Which schools have answered for a month, and which have not."""
    if not may_take_in(request.user):
        return not_allowed(request)
    sight = by(request).sight
    assert sight is not None
    months = [sight.day.replace(day=1)]
    while len(months) < MONTHS_BACK:
        months.append(month_before(months[-1]))
    asked = request.GET.get("month", "")
    month = next((each for each in months if each.isoformat() == asked), months[0])
    names = dict(School.objects.exclude(urn="").values_list("urn", "name"))
    rows = answered_for(MonthlyReturn, month, names, due_on(month), sight.day)
    context = {
        "run": run,
        "months": months,
        "month": month,
        "due_on": due_on(month),
        "rows": rows,
        "sent": sum(row.sent is not None for row in rows),
    }
    return render(request, "telling_us/monthly_returns.html", context)


@require_GET
@needs_run
def one_return(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One school's return: the pupils of it whom the reader may see."""
    if not may_take_in(request.user):
        return not_allowed(request)
    sent = MonthlyReturn.objects.filter(pk=number).first()
    if sent is None:
        raise Http404
    pupils = list(sent.pupils.all())
    record_reads(request, [each.child for each in pupils], page="one_return")
    context = {
        "run": run, "sent": sent, "pupils": shown(pupils), "also": also_returned(sent, pupils),
        "mistake": ReturnCalledMistake.objects.filter(ref=sent.ref).first(),
    }  # fmt: skip
    return render(request, "telling_us/one_return.html", context)


def also_returned(sent: MonthlyReturn, pupils: list[ReturnedPupil]) -> dict[str, list[str]]:
    """By child, the other schools whose newest return of the month has the child as one who still
    misses out, by name. A child is at one school, at two, or one of the two has not let go."""
    others = that_count(MonthlyReturn).filter(month=sent.month).exclude(urn=sent.urn)
    newest = others.order_by("urn", "-pk").distinct("urn").values("pk")
    told = ReturnedPupil.objects.filter(
        part_of__in=newest, child__in=[each.child for each in pupils]
    ).exclude(how=How.ENDED)
    also: dict[str, list[str]] = {}
    for child, school in sorted(told.values_list("child", "part_of__school")):
        also.setdefault(child, []).append(school)
    return also
