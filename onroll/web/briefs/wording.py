"""What a message says: numbers that the recipient's own pages show, and no child.

They are counted as that person, so the numbers are those of the page that the link leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from onroll.web.accountability.numbers import told
from onroll.web.cases.on_today import work_today
from onroll.web.children.models import Clock
from onroll.web.children.today import overdue
from onroll.web.children.what_waits import what_waits
from onroll.web.config.words import day, plural
from onroll.web.feeds.freshness import freshness
from onroll.web.feeds.models import Feed
from onroll.web.library.models import Run
from onroll.web.questions.who_answers import put_to

NO_CASE: Final = "no case is open"


@dataclass(frozen=True)
class Wording:
    subject: str
    body: str


def of_today(user: Any, run: Run) -> Wording:
    """What waits for whoever decides on what comes in, as Today counts it for them."""
    new = work_today(user, run.as_of).waiting
    late = overdue(Clock.objects.visible_to(user), run.as_of)
    feeds = plural(silent(), "feed", "feeds")
    forms = plural(what_waits(user)["told_by_form"], "form waits", "forms wait")
    return Wording(
        f"{new:,} new, {late:,} overdue, {feeds} late or quiet",
        listed(
            run,
            f"{plural(new, 'child was', 'children were')} told of and not yet decided on",
            f"{forms} to be taken in, from schools and other services",
            f"{plural(late, 'date has', 'dates have')} passed with nothing done",
            f"{plural(silent(), 'feed is', 'feeds are')} late or quiet",
        )
        + link("Today", "today"),
    )


def of_week(user: Any, run: Run) -> Wording:
    """What the accountable person answers for, as Accountability counts it for them."""
    numbers, shown = told(user, run)
    excluded = plural(numbers["sixth-day"], "child is", "children are")
    broken = plural(numbers["broken"], "date of the law", "dates of the law")
    days = plural(numbers["oldest_days"], "day", "days")
    return Wording(
        f"Accountability: how things stood on {day(run.as_of)}",
        listed(
            run,
            f"we do not know where {plural(numbers['not_known'], 'child is', 'children are')}",
            f"{plural(numbers['missing'], 'child is', 'children are')} missing education",
            f"{broken} passed this month with nothing done in time",
            f"{excluded} excluded or suspended, with no education since the sixth day",
            f"the case open longest has been open for {days}" if shown["oldest"] else NO_CASE,
            f"{plural(len(shown['decide']), 'case waits', 'cases wait')} for your answer",
            f"{plural(silent(), 'feed is', 'feeds are')} late or quiet, so a number may be short",
        )
        + link("Accountability", "accountability"),
    )


def of_questions(user: Any, _run: Run) -> Wording:
    """How many questions wait for a school or provider, and when the first is due."""
    waiting = list(put_to(user).waiting())
    many = plural(len(waiting), "question waits", "questions wait")
    due = f"the first is due {day(waiting[0].due_on)}" if waiting else "none is due"
    return Wording(
        f"{many} for you, {due}",
        f"{many} for you on the record of children's education, and {due}.\n\n"
        + link("Questions put to you", "our_questions"),
    )


def silent() -> int:
    return len(freshness(Feed.objects.all()).silent)


def listed(run: Run, *lines: str) -> str:
    points = "\n".join(f"* {line}" for line in lines)
    return f"On {day(run.as_of)}:\n\n{points}\n\n"


def link(called: str, page: str) -> str:
    origin = settings.ONROLL_ORIGIN.rstrip("/") or "http://localhost:8000"
    return f"Sign in and look at {called}: {origin}{reverse(page)}\n\nThis message names nobody."
