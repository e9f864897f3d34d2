"""What authorities of a region do together: practice, a fund, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.figures.comparison import NEITHER_GOOD_NOR_BAD
from onroll.figures.csv_text import csv_of
from onroll.figures.improvement.before_after import BeforeAfter, before_and_after, counted_alike
from onroll.figures.improvement.fund import NoFund
from onroll.figures.improvement.topics import Kind
from onroll.figures.regional.received import days, received_for
from onroll.figures.regional.table import measures
from onroll.figures.reports.numbers import Given
from onroll.web.config.home import home
from onroll.web.improvement.files_views import CSV, as_file
from onroll.web.improvement.forms import THEMES
from onroll.web.improvement.keeping import balance_on, topics
from onroll.web.improvement.permission import for_the_partnership
from onroll.web.people.permission import by

LONGEST_SEARCH = 100


@require_GET
@for_the_partnership
def partnership(request: HttpRequest) -> HttpResponse:
    """Practice, by theme and by words in it; every application; and what is left of the money."""
    user = by(request)
    assert user.sight is not None
    held = topics(Kind.PRACTICE, Kind.APPLICATION, Kind.CONSULTANCY)
    theme, words = request.GET.get("theme", ""), request.GET.get("words", "")[:LONGEST_SEARCH]
    stands, now = [each for each in held if not each.taken_out], balance_on(user.sight.day)
    library = [each for each in stands if each.kind is Kind.PRACTICE]
    found = [
        each for each in library
        if theme in ("", each.text("theme"))
        and words.casefold() in " ".join(map(str, each.written.told.values())).casefold()
    ]  # fmt: skip
    context = {
        "practice": sorted(found, key=lambda each: each.text("title").casefold()),
        "all": len(library), "theme": theme, "themes": THEMES, "words": words,
        "applications": [each for each in stands if each.kind is Kind.APPLICATION],
        "consultancy": [each for each in stands if each.kind is Kind.CONSULTANCY],
        "balance": None if isinstance(now, NoFund) else now, "no_fund": now,
        "vignettes": {
            int(each.text("application")): each
            for each in library
            if each.text("application") and each.text("vignette")
        },
        "taken_out": [each for each in held if each.taken_out],
    }  # fmt: skip
    return render(request, "improvement/partnership.html", context)


@dataclass(frozen=True)
class Asked:
    """What somebody asked to see before and after; `rows` is empty until enough is chosen."""

    days: list[date]
    before: date | None
    after: date | None
    measures: dict[str, str]
    measure: str
    authorities: list[tuple[str, str]]
    chosen: list[str]
    rows: list[BeforeAfter]
    problem: str


def asked_of(request: HttpRequest) -> Asked:
    """What a request asks for. What there is not is as if nothing was asked for."""
    here, there = home(), days(home())
    by_text = {each.isoformat(): each for each in there}
    before = by_text.get(request.GET.get("before", ""))
    after = by_text.get(request.GET.get("after", ""))
    was = received_for(here, before) if before else {}
    now = received_for(here, after) if after else {}
    found = measures(was | now)
    every = {each: held[-1].snapshot.authority for each, held in (was | now).items()}
    chosen = [code for code in dict.fromkeys(request.GET.getlist("authority")) if code in every]
    measure = request.GET.get("measure", "")
    measure = measure if measure in found else next(iter(found), "")
    problem = ""
    if before and after and before >= after:
        problem = "The day before must be earlier than the day after"
    elif request.GET.get("show") and not 2 <= len(chosen) <= 3:
        problem = "Select the two or three authorities that worked together"
    rows: list[BeforeAfter] = []
    if not problem and before and after and measure and chosen:
        rows = before_and_after(chosen, measure, was, now)
    named = sorted(every.items(), key=lambda each: each[1])
    return Asked(there, before, after, found, measure, named, chosen, rows, problem)


@require_GET
@for_the_partnership
def partnership_progress(request: HttpRequest) -> HttpResponse:
    """What authorities that work together counted before and after, from what each sent."""
    asked = asked_of(request)
    context = {
        "asked": asked, "alike": counted_alike(asked.rows), "standing": NEITHER_GOOD_NOR_BAD,
        "query": request.GET.urlencode(), "printed": printed,
    }  # fmt: skip
    status = 422 if asked.problem else 200
    return render(request, "improvement/progress.html", context, status=status)


@require_GET
@for_the_partnership
def partnership_progress_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    asked = asked_of(request)
    if not asked.rows or asked.before is None or asked.after is None:
        raise Http404
    header = (
        "la_code", "authority", "measure", f"total {asked.before}", f"total {asked.after}",
        "change", f"per 1,000 {asked.before}", f"per 1,000 {asked.after}", "counted as",
        "why not compared",
    )  # fmt: skip
    rows = [
        (
            each.la_code, each.authority, asked.measures[asked.measure], each.before.text,
            each.after.text, bare(each.change), bare(each.rate_before), bare(each.rate_after),
            each.counted_as, each.why_not,
        )
        for each in asked.rows
    ]  # fmt: skip
    name = f"before-and-after-{asked.measure}-{asked.before}-{asked.after}.csv"
    return as_file(csv_of(header, rows).encode("utf-8-sig"), CSV, name)


def bare(number: Given) -> object:
    return number.symbol if number.value is None else number.value


def printed(number: Given) -> str:
    """+12; -3; 0; [x]."""
    return f"[{number.symbol}]" if number.value is None else f"{number.value:+,}".replace("+0", "0")
