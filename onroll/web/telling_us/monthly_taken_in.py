"""Monthly returns for those who take them in: who has answered, who has not, and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.forms.monthly_return import due_on, month_before
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import may_take_in
from onroll.web.children.models import School
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.telling_us.models import MonthlyReturn
from onroll.web.telling_us.monthly_views import shown
from onroll.web.telling_us.taking_in_views import not_allowed

MONTHS_BACK = 12


@dataclass(frozen=True)
class Answered:
    """A school and its return of a month; null where it has sent none. `pupils` are those of it
    whom the reader may see."""

    urn: str
    name: str
    sent: MonthlyReturn | None
    pupils: int
    late: bool


def answered_for(month: date, day: date) -> list[Answered]:
    """Every school of the record, those without a return first, each group by name."""
    newest: dict[str, MonthlyReturn] = {}
    for each in MonthlyReturn.objects.filter(month=month).prefetch_related("pupils").order_by("pk"):
        newest[each.urn] = each
    names = dict(School.objects.exclude(urn="").values_list("urn", "name"))
    names |= {urn: each.school for urn, each in newest.items() if urn not in names}
    last = due_on(month)
    rows = [
        Answered(
            urn, name, sent := newest.get(urn), len(sent.pupils.all()) if sent else 0,
            sent.at.date() > last if sent else day > last,
        )
        for urn, name in names.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.sent is not None, row.name, row.urn))


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
    rows = answered_for(month, sight.day)
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
    context = {"run": run, "sent": sent, "pupils": shown(pupils)}
    return render(request, "telling_us/one_return.html", context)
