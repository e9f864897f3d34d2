"""The hours of a week through their pages: the children, one who left, the check, the receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.forms.answering import Typed, read_page
from onroll.record.forms.answers import Answers
from onroll.record.forms.hours_attended import came_to_nothing
from onroll.record.forms.weekly_hours import (
    HOURS,
    LEFT,
    WEEKS,
    due_on,
    in_full,
    last_week,
    of_child,
    weeks_before,
)
from onroll.web.access.reads import record_reads
from onroll.web.mistakes.models import ReturnCalledMistake
from onroll.web.telling_us import begun_returns, weekly
from onroll.web.telling_us.begun_returns import keep, keep_all, period_of
from onroll.web.telling_us.models import ChildsWeek, Draft, WeeklyReturn
from onroll.web.telling_us.page_fields import Answered, Field, fields, told, typed_in
from onroll.web.telling_us.sent_returns import newest
from onroll.web.telling_us.tellers import Teller, tells


@dataclass(frozen=True)
class Boxes:
    """A child's boxes on the page."""

    row: weekly.Row
    fields: list[Field]


@tells
@require_http_methods(["GET", "POST"])
def weekly_hours(request: HttpRequest, teller: Teller) -> HttpResponse:
    """Everybody who was placed there in the week, with two numbers and a line for each."""
    if not teller.schools:
        return render(request, "telling_us/doors.html", status=403)
    asked = request.POST or request.GET
    urn = asked.get("urn", "") if len(teller.schools) > 1 else next(iter(teller.schools))
    if urn not in teller.schools:
        context = {"teller": teller, "what": "Hours of the week"}
        return render(request, "telling_us/for_which_school.html", context)
    weeks = weeks_before(last_week(teller.day), WEEKS)
    week = next((each for each in weeks if each.isoformat() == asked.get("week")), weeks[0])
    draft = weekly.draft_for(teller, urn, week)
    rows = weekly.rows_of(draft, teller)
    typed: dict[str, dict[str, Typed]] = {}
    problems: dict[str, dict[str, str]] = {}
    if request.method == "POST":
        if request.POST.get("what") == "nobody" and not rows:
            return redirect("weekly_hours_receipt", weekly.send(draft, teller).ref)
        typed = {row.child: typed_in(request.POST, HOURS, f"-{row.child}") for row in rows}
        rows, problems = taken_down(request, draft, teller, rows, typed)
        if rows and not problems:
            return after(draft, teller)
    record_reads(request, [row.child for row in rows], page="weekly_hours")
    context = {
        "teller": teller,
        "urn": urn,
        "week": week,
        "called": in_full(week),
        "due_on": due_on(week),
        "weeks": [(each, in_full(each)) for each in weeks if each != week],
        "sent": newest(WeeklyReturn, urn, week),
        "boxes": [
            boxes(row, typed.get(row.child, {}), problems.get(row.child, {})) for row in rows
        ],
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "telling_us/weekly_hours.html", context, status=status)


def boxes(row: weekly.Row, typed: dict[str, Typed], problems: dict[str, str]) -> Boxes:
    return Boxes(row, fields(HOURS, row.told, typed, problems, f"-{row.child}"))


def taken_down(
    request: HttpRequest,
    draft: Draft,
    teller: Teller,
    rows: list[weekly.Row],
    typed: dict[str, dict[str, Typed]],
) -> tuple[list[weekly.Row], dict[str, dict[str, str]]]:
    """Keep what was typed of each child: the rows as they are then, and what is wrong, by child. Of
    one who left a page of its own asks, and says what is wrong."""
    now: list[weekly.Row] = []
    problems: dict[str, dict[str, str]] = {}
    for row in rows:
        left = f"left-{row.child}" in request.POST
        kept, wrong = read_page(HOURS, typed[row.child], teller.day)
        answers = (dict(row.told.kept) if left else {}) | kept
        now.append(replace(row, left=left, told=Answers(answers)))
        if not left and (wrong := refused(draft, teller, now[-1]) | wrong):
            problems[row.child] = wrong
    keep_all(
        draft, teller, {row.child: {"left": row.left, "answers": row.told.kept} for row in now}
    )
    return now, problems


def refused(draft: Draft, teller: Teller, row: weekly.Row) -> dict[str, str]:
    """What the answers of a child together are refused for, by question."""
    found = begun_returns.findings(draft, teller, row)
    return {each.question: each.words for each in found if each.refused}


def after(draft: Draft, teller: Teller) -> HttpResponse:
    """The next child to answer for, or the check."""
    row = weekly.not_done(draft, teller)
    if row is None:
        return redirect("weekly_hours_check", draft.key)
    if row.left:
        return redirect("weekly_hours_left", draft.key, row.child)
    return redirect(the_list(draft))


def the_list(draft: Draft) -> str:
    return f"{reverse('weekly_hours')}?urn={draft.urn}&week={draft.answers['period']}"


@tells
@require_http_methods(["GET", "POST"])
def weekly_hours_left(
    request: HttpRequest, teller: Teller, token: str, reference: str
) -> HttpResponse:
    """The last day of a child who is no longer there, where now, and the hours until then."""
    draft = weekly.draft_of(teller, token)
    row = weekly.row_of(weekly.rows_of(draft, teller), reference)
    if row is None or not row.left:
        return after(draft, teller)
    typed: dict[str, Any] = {}
    problems: dict[str, str] = {}
    if request.POST.get("what") == "still":
        keep(draft, teller, reference, left=False)
        return redirect(the_list(draft))
    if request.method == "POST":
        typed = typed_in(request.POST, LEFT)
        kept, problems = read_page(LEFT, typed, teller.day)
        row = replace(row, told=row.told.with_answers(kept))
        keep(draft, teller, reference, answers=row.told.kept)
        problems = refused(draft, teller, row) | problems
        if not problems:
            return after(draft, teller)
    record_reads(request, [reference], page="weekly_hours_left")
    week = period_of(draft)
    context = {
        "row": row,
        "page": LEFT,
        "week": week,
        "called": in_full(week),
        "the_list": the_list(draft),
        "fields": fields(LEFT, row.told, typed, problems),
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "telling_us/weekly_hours_left.html", context, status=status)


@tells
@require_http_methods(["GET", "POST"])
def weekly_hours_check(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    """The whole week, to be checked; a POST sends it."""
    if request.method == "POST":
        sent = WeeklyReturn.objects.filter(token=token, user=teller.user).first()
        if sent is not None:
            return redirect("weekly_hours_receipt", sent.ref)
    draft = weekly.draft_of(teller, token)
    rows = weekly.rows_of(draft, teller)
    if not rows or weekly.not_done(draft, teller) is not None:
        return redirect(the_list(draft)) if not rows else after(draft, teller)
    if request.method == "POST":
        return redirect("weekly_hours_receipt", weekly.send(draft, teller).ref)
    record_reads(request, [row.child for row in rows], page="weekly_hours")
    week = period_of(draft)
    context = {
        "school": teller.schools[draft.urn],
        "week": week,
        "called": in_full(week),
        "the_list": the_list(draft),
        "rows": [
            (row, begun_returns.warned(draft, teller, row), in_words(week, row.left, row.told))
            for row in rows
        ],
    }
    return render(request, "telling_us/weekly_hours_check.html", context)


@tells
@require_GET
def weekly_hours_receipt(request: HttpRequest, teller: Teller, ref: str) -> HttpResponse:
    """What was sent for a week, for those of the provider."""
    held = WeeklyReturn.objects.filter(urn__in=list(teller.schools))
    sent = held.filter(ref=ref).first()
    if sent is None:
        raise Http404
    pupils = list(sent.pupils.all())
    record_reads(request, [each.child for each in pupils] or [sent.ref], page="weekly_hours")
    context = {
        "sent": sent, "called": in_full(sent.week), "pupils": shown(pupils),
        "mistake": ReturnCalledMistake.objects.filter(ref=ref).first(),
    }  # fmt: skip
    return render(request, "telling_us/weekly_hours_receipt.html", context)


def in_words(week: date, left: bool, answers: Answers) -> list[Answered]:
    return told(of_child(week, left), answers)


def shown(pupils: list[ChildsWeek]) -> list[tuple[ChildsWeek, str, list[Answered]]]:
    """Each child of a week in words: first who came to nothing that was offered, then who is no
    longer there, each group by name."""
    in_order = sorted(pupils, key=lambda each: (not came_to_nothing(each.told), not each.left))
    return [
        (each, how(each), in_words(each.part_of.week, each.left, each.told)) for each in in_order
    ]


def how(told_of: ChildsWeek) -> str:
    if came_to_nothing(told_of.told):
        no_more = ", and is no longer there" if told_of.left else ""
        return f"Came to nothing that was offered{no_more}"
    return "No longer there" if told_of.left else "Came"
