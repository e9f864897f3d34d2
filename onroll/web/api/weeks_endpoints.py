"""A provider's hours of a week: which are told, what is asked, and sending one as its pages do."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Router, Status

from onroll.record.forms.answering import read_whole
from onroll.record.forms.weekly_hours import HOURS, LEFT, WEEKS, due_on, last_week, of_child
from onroll.record.forms.weekly_hours import weeks_before as before
from onroll.web.access.reads import record_reads
from onroll.web.api.asking import Word, asker, teller_of_school, urn_of
from onroll.web.api.forms_endpoints import as_typed, question_shown
from onroll.web.api.once import once
from onroll.web.api.problems import AGAIN, REFUSALS, Problem, Refused, problem
from onroll.web.api.shapes import (
    ChildsWeekSent,
    ReturnedShown,
    WeekAsked,
    WeekReceipt,
    WeekSent,
    WeekShown,
    WeeksShown,
)
from onroll.web.telling_us import weekly
from onroll.web.telling_us.begun_returns import keep_all
from onroll.web.telling_us.drafts import circumstances
from onroll.web.telling_us.models import Draft, WeeklyReturn
from onroll.web.telling_us.sent_returns import newest
from onroll.web.telling_us.tellers import Teller

router = Router(tags=["Hours of a week"])

Monday = Annotated[
    str,
    Path(pattern="^20[0-9]{2}-[01][0-9]-[0-3][0-9]$", description="A Monday, such as 2026-11-16."),
]
NOT_ASKED = "Leave out whoever was not placed with you in that week"


@router.get("weeks", response={200: WeeksShown} | REFUSALS, url_name="api_weeks")
def weeks(request: HttpRequest) -> WeeksShown:
    """Whether each of the weeks that can be told is, the newest first."""
    who = teller_of_school(request)
    return WeeksShown(
        weeks=[
            shown(each, newest(WeeklyReturn, urn_of(who), each), who.day) for each in to_tell(who)
        ]
    )


def to_tell(who: Teller) -> list[date]:
    """The weeks that can be told of, as on the page."""
    return before(last_week(who.day), WEEKS)


def shown(week: date, sent: WeeklyReturn | None, day: date) -> WeekShown:
    return WeekShown(
        week=week, due_on=due_on(week), reference=sent.ref if sent else None,
        sent_at=sent.at if sent else None,
        late=(localdate(sent.at) if sent else day) > due_on(week),
    )  # fmt: skip


@router.get("weeks/{week}", response={200: WeekAsked} | REFUSALS, url_name="api_week")
def week_asked(request: HttpRequest, week: Monday) -> WeekAsked:
    """Everybody who was placed with you in a week, with the hours offered of the week before."""
    who = teller_of_school(request)
    monday = week_open(who, week)
    rows = sorted(
        weekly.to_tell_of(who, urn_of(who), monday).values(), key=lambda row: (row.name, row.child)
    )
    record_reads(request, [row.child for row in rows], page="weekly_hours")
    return WeekAsked(
        week=monday, due_on=due_on(monday),
        children=[
            ReturnedShown(reference=row.child, name=row.name, answers=dict(row.told.kept))
            for row in rows
        ],
        of_who_is_there=[question_shown(each) for each in HOURS.questions],
        of_who_left=[question_shown(each) for each in LEFT.questions],
    )  # fmt: skip


@router.post("weeks/{week}", response={201: WeekReceipt} | REFUSALS, url_name="api_week")
def send_week(
    request: HttpRequest, week: Monday, word: Word, sent: WeekSent
) -> Status[WeekReceipt]:
    """Send the hours of a week. An empty list says that nobody was placed. The newest counts."""
    who = teller_of_school(request)

    def do() -> str:
        return sent_whole(request, who, week_open(who, week), sent).ref

    body = {"week": week} | sent.model_dump(mode="json")
    ref = once(asker(request), word, body, who.at, do)
    found = WeeklyReturn.objects.get(ref=ref)
    count = found.pupils.count()
    return Status(201, WeekReceipt(reference=ref, week=found.week, children=count, at=found.at))


def week_open(who: Teller, week: str) -> date:
    """The Monday of a week that can be told of. Raises `Refused`."""
    mondays = {each.isoformat(): each for each in to_tell(who)}
    if week not in mondays:
        words = f"The week must be one of {', '.join(mondays)}: a Monday of the last {WEEKS} weeks"
        raise Refused(422, problem(words, AGAIN, where="week", found=week))
    return mondays[week]


def sent_whole(request: HttpRequest, who: Teller, week: date, sent: WeekSent) -> WeeklyReturn:
    """The week, begun and sent as its pages do it. Raises `Refused` with all that is wrong."""
    draft = weekly.draft_for(who, urn_of(who), week)
    rows = {row.child: row for row in weekly.rows_of(draft, who)}
    said = {each.child: each for each in sent.children}
    wrong = [
        about(each, "child", NOT_ASKED, each.child) for each in said.values()
        if each.child not in rows
    ]  # fmt: skip
    if len(said) < len(sent.children):
        wrong.append(problem("Each child must be in it once", AGAIN, where="children"))
    kept = {}
    for child, row in rows.items():
        if child not in said:
            words = f"Enter the hours of {row.name}, or that the child has left"
            wrong.append(problem(words, AGAIN, where=f"children.{child}"))
        else:
            kept[child], found = read(who, draft, week, said[child])
            wrong += found
    if wrong:
        raise Refused(422, *wrong)
    keep_all(draft, who, kept)
    record_reads(request, list(rows), page="weekly_hours")
    return weekly.send(draft, who)


def read(
    who: Teller, draft: Draft, week: date, said: ChildsWeekSent
) -> tuple[dict[str, object], list[Problem]]:
    """What a draft keeps of a child's week, and what is wrong with it."""
    form = of_child(week, said.left)
    answers, wrong = read_whole(form, said.answers, circumstances(draft, who))
    left = "has left" if said.left else "is there"
    wrong += [
        (key, f"Nothing is asked so of a child who {left}")
        for key in said.answers if form.question(key) is None
    ]  # fmt: skip
    problems = [
        about(said, f"answers.{key}", words, as_typed(said.answers.get(key, "")))
        for key, words in wrong
    ]
    return {"left": said.left, "answers": dict(answers.kept)}, problems


def about(said: ChildsWeekSent, part: str, needed: str, found: str) -> Problem:
    return problem(needed, AGAIN, where=f"children.{said.child}.{part}", found=found)
