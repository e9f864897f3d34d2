"""A school's monthly return: what was answered, what is asked, and sending it as its pages do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Path, Router, Status

from onroll.record.forms.answering import read_whole
from onroll.record.forms.form import Form
from onroll.record.forms.monthly_return import (
    TO_CHOOSE,
    WORDS,
    How,
    due_on,
    month_before,
    of_pupil,
)
from onroll.web.access.reads import record_reads
from onroll.web.api.asking import Word, asker, own_pupil, teller_of_school, urn_of
from onroll.web.api.forms_endpoints import as_typed, question_shown
from onroll.web.api.once import once
from onroll.web.api.problems import AGAIN, REFUSALS, Problem, Refused, problem
from onroll.web.api.shapes import (
    MonthAsked,
    MonthShown,
    MonthsShown,
    PupilReturned,
    QuestionShown,
    ReturnedShown,
    ReturnReceipt,
    ReturnSent,
)
from onroll.web.telling_us import monthly
from onroll.web.telling_us.begun_returns import keep
from onroll.web.telling_us.drafts import circumstances
from onroll.web.telling_us.models import Draft, MonthlyReturn
from onroll.web.telling_us.sent_returns import that_count
from onroll.web.telling_us.tellers import Teller

router = Router(tags=["Monthly return"])
MONTHS: Final = 12

Month = Annotated[str, Path(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="Such as 2026-11.")]


@router.get("returns", response={200: MonthsShown} | REFUSALS, url_name="api_returns")
def returns(request: HttpRequest) -> MonthsShown:
    """Whether each of the last twelve months is answered, the newest first."""
    who = teller_of_school(request)
    months = [who.day.replace(day=1)]
    while len(months) < MONTHS:
        months.append(month_before(months[-1]))
    held = that_count(MonthlyReturn).filter(urn=urn_of(who), month__in=months).order_by("pk")
    newest = {each.month: each for each in held}
    return MonthsShown(months=[shown(each, newest.get(each), who.day) for each in months])


def shown(month: date, sent: MonthlyReturn | None, day: date) -> MonthShown:
    return MonthShown(
        month=f"{month:%Y-%m}", due_on=due_on(month), reference=sent.ref if sent else None,
        sent_at=sent.at if sent else None,
        late=(localdate(sent.at) if sent else day) > due_on(month),
    )  # fmt: skip


@router.get("returns/{month}", response={200: MonthAsked} | REFUSALS, url_name="api_return")
def return_asked(request: HttpRequest, month: Month) -> MonthAsked:
    """The pupils of your return before, and what is asked of whom; of this month and the last."""
    who = teller_of_school(request)
    first = month_open(who, month)
    told = list(monthly.to_answer_for(urn_of(who), first))
    record_reads(request, [each.child for each in told], page="monthly_return")
    return MonthAsked(
        month=month, due_on=due_on(first), of_new_or_changed=asked_of(How.NEW),
        of_ended=asked_of(How.ENDED),
        pupils=[ReturnedShown(reference=e.child, name=e.name, answers=e.answers) for e in told],
    )  # fmt: skip


def asked_of(how: How) -> list[QuestionShown]:
    form = of_pupil(how)
    return [
        question_shown(each) for page in (form.pages if form else ()) for each in page.questions
    ]


@router.post("returns/{month}", response={201: ReturnReceipt} | REFUSALS, url_name="api_return")
def send_return(
    request: HttpRequest, month: Month, word: Word, sent: ReturnSent
) -> Status[ReturnReceipt]:
    """Send a month's return. An empty list says that there is nobody. The newest one counts."""
    who = teller_of_school(request)

    def do() -> str:
        return sent_whole(request, who, month_open(who, month), sent).ref

    body = {"month": month} | sent.model_dump(mode="json")
    ref = once(asker(request), word, body, who.at, do)
    found = MonthlyReturn.objects.get(ref=ref)
    count = found.pupils.count()
    return Status(201, ReturnReceipt(reference=ref, month=month, pupils=count, at=found.at))


def month_open(who: Teller, month: str) -> date:
    """The first day of a month that can be answered: this one, or the last. Raises `Refused`."""
    asked, this = date.fromisoformat(f"{month}-01"), who.day.replace(day=1)
    if asked not in (this, month_before(this)):
        words = f"The month must be {this:%Y-%m} or {month_before(this):%Y-%m}"
        raise Refused(422, problem(words, AGAIN, where="month", found=month))
    return asked


def sent_whole(request: HttpRequest, who: Teller, month: date, sent: ReturnSent) -> MonthlyReturn:
    """The return, begun and sent as its pages do it. Raises `Refused` with all that is wrong."""
    draft = monthly.draft_for(who, urn_of(who), month)
    wrong: list[Problem] = []
    for n, each in enumerate(sent.pupils):
        if each.pupil in {before.pupil for before in sent.pupils[:n]}:
            wrong.append(about(each, "pupil", "Each pupil must be in it once", each.pupil))
        else:
            wrong += put_in(request, who, draft, each)
    said = {each.pupil for each in sent.pupils}
    for row in monthly.rows_of(draft):
        if row.child not in said:
            words = f"Select how {row.name} stands now"
            wrong.append(problem(words, AGAIN, where=f"pupils.{row.child}.how"))
    if wrong:
        raise Refused(422, *wrong)
    record_reads(request, [row.child for row in monthly.rows_of(draft)], page="monthly_return")
    return monthly.send(draft, who)


def put_in(request: HttpRequest, who: Teller, draft: Draft, said: PupilReturned) -> list[Problem]:
    """Put a pupil into the draft as the program says; what is wrong with it."""
    if said.pupil in draft.answers["rows"]:
        if said.how not in TO_CHOOSE:
            words = f"Select one of {', '.join(TO_CHOOSE)}: the pupil was in the one before"
            return [about(said, "how", words, said.how)]
    elif said.how is How.NEW:
        monthly.add(draft, who, own_pupil(request, who, said.pupil))
    else:
        words = f"Select {How.NEW}: the pupil was not in the one before"
        own_pupil(request, who, said.pupil)
        return [about(said, "how", words, said.how)]
    keep(draft, who, said.pupil, how=said.how.value)
    form = of_pupil(said.how)
    if form is None:
        return []
    answers, wrong = read_whole(form, said.answers, circumstances(draft, who))
    wrong += unknown(form, said)
    if not wrong:
        keep(draft, who, said.pupil, answers=dict(answers.kept))
    return [
        about(said, f"answers.{key}", words, as_typed(said.answers.get(key, "")))
        for key, words in wrong
    ]


def unknown(form: Form, said: PupilReturned) -> list[tuple[str, str]]:
    words = f"Nothing is asked so of a pupil who is {WORDS[said.how].lower()}"
    return [(key, words) for key in said.answers if form.question(key) is None]


def about(said: PupilReturned, part: str, needed: str, found: str) -> Problem:
    return problem(needed, AGAIN, where=f"pupils.{said.pupil}.{part}", found=found)
