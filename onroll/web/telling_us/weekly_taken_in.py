"""Hours of weeks for those who take them in: which providers have answered, which have not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.forms.hours_attended import came_to_nothing
from onroll.record.forms.weekly_hours import due_on, in_full, last_week, weeks_before
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import may_take_in
from onroll.web.children.own_pupils import names_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.mistakes.models import ReturnCalledMistake
from onroll.web.people.permission import by
from onroll.web.telling_us.models import WeeklyReturn
from onroll.web.telling_us.taking_in_views import not_allowed
from onroll.web.telling_us.weekly import placed_within
from onroll.web.telling_us.weekly_views import shown
from onroll.web.telling_us.who_answered import answered_for

WEEKS_BACK = 12


@require_GET
@needs_run
def weekly_hours_told(request: HttpRequest, run: Run) -> HttpResponse:
    """Which providers have told the hours of a week, and which have not.

    Those who have not are the places where a child whom the reader may see was placed then.
    """
    if not may_take_in(request.user):
        return not_allowed(request)
    sight = by(request).sight
    assert sight is not None
    weeks = weeks_before(last_week(sight.day), WEEKS_BACK)
    week = next((each for each in weeks if each.isoformat() == request.GET.get("week")), weeks[0])
    urns = sorted(set(placed_within(week).values_list("setting", flat=True)))
    names = {urn: f"URN {urn}" for urn in urns} | names_of(urns)
    rows = answered_for(WeeklyReturn, week, names, due_on(week), sight.day)
    context = {
        "run": run,
        "week": week,
        "called": in_full(week),
        "weeks": [(each, in_full(each)) for each in weeks if each != week],
        "due_on": due_on(week),
        "rows": [(row, came_to_none(row.sent)) for row in rows],
        "sent": sum(row.sent is not None for row in rows),
    }
    return render(request, "telling_us/weekly_hours_told.html", context)


def came_to_none(sent: WeeklyReturn | None) -> int:
    """How many of a week whom the reader may see came to nothing that was offered."""
    return sum(came_to_nothing(each.told) for each in sent.pupils.all()) if sent else 0


@require_GET
@needs_run
def one_week(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """One provider's week: the children of it whom the reader may see."""
    if not may_take_in(request.user):
        return not_allowed(request)
    sent = WeeklyReturn.objects.filter(pk=number).first()
    if sent is None:
        raise Http404
    pupils = list(sent.pupils.all())
    record_reads(request, [each.child for each in pupils], page="one_week")
    context = {
        "run": run, "sent": sent, "called": in_full(sent.week), "pupils": shown(pupils),
        "mistake": ReturnCalledMistake.objects.filter(ref=sent.ref).first(),
    }  # fmt: skip
    return render(request, "telling_us/one_week.html", context)
