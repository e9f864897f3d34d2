"""The forms, what each asks, and sending one: by the same rules, in the same words as its pages.

Nothing is told back that depends on the record, and nobody is looked up as a form is sent
(docs/adr/0027): a pupil who is named must be the organisation's own.
"""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import StringConstraints, WithJsonSchema

from onroll.record.forms.answering import read_whole
from onroll.record.forms.catalogue import FORMS
from onroll.record.forms.form import Form, Page, Question
from onroll.web.access.reads import record_reads
from onroll.web.api.asking import Word, asker, own_pupil, teller, urn_of
from onroll.web.api.once import once
from onroll.web.api.problems import AGAIN, NOT_THERE, REFUSALS, Refused, problem
from onroll.web.api.shapes import (
    FormAsked,
    FormSent,
    FormShown,
    FormsShown,
    PageShown,
    QuestionShown,
    Receipt,
    Warned,
)
from onroll.web.telling_us.drafts import begin, circumstances, keep
from onroll.web.telling_us.models import SentForm
from onroll.web.telling_us.sending import send
from onroll.web.telling_us.tellers import Teller

router = Router(tags=["Forms"])
ALWAYS: Final = Page("", "", ()).asked_if

Key = Annotated[
    Annotated[
        str,
        StringConstraints(pattern="^[a-z_]{1,40}$"),
        WithJsonSchema({"type": "string", "enum": [form.key for form in FORMS]}),
    ],
    Path(description="The key of a form."),
]


@router.get("forms", response={200: FormsShown} | REFUSALS, url_name="api_forms")
def forms(request: HttpRequest) -> FormsShown:
    """The forms that your organisation may send."""
    return FormsShown(forms=[shown(form) for form in teller(request).forms])


@router.get("forms/{form}", response={200: FormAsked} | REFUSALS, url_name="api_form")
def form_asked(request: HttpRequest, form: Key) -> FormAsked:
    """What a form asks, page by page."""
    found = form_of(teller(request), form)
    return FormAsked(
        **shown(found).model_dump(),
        before=list(found.before),
        pages=[
            PageShown(
                key=page.key, title=page.title, words=page.words, always=page.asked_if is ALWAYS,
                questions=[question_shown(question) for question in page.questions],
            )
            for page in found.pages
        ],
    )  # fmt: skip


@router.post("forms/{form}", response={201: Receipt} | REFUSALS, url_name="api_form")
def send_form(request: HttpRequest, form: Key, word: Word, sent: FormSent) -> Status[Receipt]:
    """Send a form about one child. Whether we know the child is never answered."""
    who = teller(request)
    found = form_of(who, form)

    def do() -> str:
        return sent_whole(request, who, found, sent).ref

    body = {"form": form} | sent.model_dump()
    ref = once(asker(request), word, body, who.at, do)
    return Status(201, receipt_of(SentForm.objects.get(ref=ref)))


def sent_whole(request: HttpRequest, who: Teller, form: Form, sent: FormSent) -> SentForm:
    """The form, begun and sent as its pages do it. Raises `Refused` with what is wrong."""
    pupil = own_pupil(request, who, sent.pupil) if sent.pupil else None
    if pupil:
        record_reads(request, [pupil.pk], page="tell_us")
    draft = begin(who, form, urn_of(who), pupil)
    typed = {**draft.answers, **sent.answers}
    answers, wrong = read_whole(form, typed, circumstances(draft, who))
    wrong += [(key, f"{form.of} has no such question") for key in sent.answers
              if form.question(key) is None]  # fmt: skip
    if wrong:
        raise Refused(422, *(
            problem(words, AGAIN, where=f"answers.{key}", found=as_typed(typed.get(key, "")))
            for key, words in wrong
        ))  # fmt: skip
    keep(draft, who, answers.kept)
    return send(draft, who)


def as_typed(answer: str | list[str]) -> str:
    return answer if isinstance(answer, str) else ", ".join(answer)


def form_of(who: Teller, key: str) -> Form:
    found = who.form(key)
    if found is None:
        raise Refused(404, NOT_THERE)
    return found


def shown(form: Form) -> FormShown:
    return FormShown(
        key=form.key, title=form.title, about=form.about, law=form.law, minutes=form.minutes
    )


def question_shown(question: Question) -> QuestionShown:
    return QuestionShown(
        key=question.key, label=question.label, kind=question.kind, needed=bool(question.asks),
        hint=question.hint, options=dict(question.options), past=question.past,
        least=question.least, most=question.most,
    )  # fmt: skip


def receipt_of(sent: SentForm) -> Receipt:
    return Receipt(reference=sent.ref, form=sent.form, at=sent.at, warned=warned_of(sent))


def warned_of(sent: SentForm) -> list[Warned]:
    return [Warned(where=f"answers.{key}", words=words) for key, words in sent.warned]
