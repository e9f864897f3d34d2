"""What an organisation sent, one by one and listed; whoever of it sent it, by page or program."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from onroll.web.access.reads import record_reads
from onroll.web.api.asking import Word, asker, teller
from onroll.web.api.forms_endpoints import warned_of
from onroll.web.api.once import once
from onroll.web.api.problems import AGAIN, NOT_THERE, REFUSALS, Refused, problem
from onroll.web.api.shapes import MistakeCalled, MistakeSaid, SentPage, SentShown, SentWhole
from onroll.web.mistakes.views import MistakeForm, about, call, sent_of
from onroll.web.telling_us.models import SentForm, SentReturn
from onroll.web.telling_us.sending import sent_by
from onroll.web.telling_us.tellers import Teller

router = Router(tags=["Sent"])
PAGE = 25

Number = Annotated[int, Query(ge=1, le=100_000)]
Ref = Annotated[str, Path(pattern="^SF-[0-9A-Z]{8}$", description="The reference of a receipt.")]


@router.get("sent", response={200: SentPage} | REFUSALS, url_name="api_sent")
def sent_forms(request: HttpRequest, page: Number = 1) -> SentPage:
    """What your organisation sent, the newest first, 25 to a page."""
    pages = Paginator(sent_by(teller(request)).select_related("called_mistake"), PAGE)
    rows = list(pages.page(page)) if page <= pages.num_pages else []
    record_reads(request, [each.pupil or each.ref for each in rows], page="everything_sent")
    return SentPage(page=page, pages=pages.num_pages, sent=[SentShown(**said(r)) for r in rows])


@router.get("sent/{ref}", response={200: SentWhole} | REFUSALS, url_name="api_one_sent")
def one_sent(request: HttpRequest, ref: Ref) -> SentWhole:
    """One form as it was sent. What came of it is not told."""
    found = sent_by(teller(request)).filter(ref=ref).first()
    if found is None:
        raise Refused(404, NOT_THERE)
    record_reads(request, [found.pupil or found.ref], page="receipt")
    return SentWhole(**said(found), answers=found.answers, warned=warned_of(found))


@router.post(
    "sent/{ref}/mistake", response={201: MistakeCalled} | REFUSALS, url_name="api_call_mistake"
)
def call_mistake(
    request: HttpRequest, ref: Ref, word: Word, sent: MistakeSaid
) -> Status[MistakeCalled]:
    """Say that a form or a return was sent by mistake, and why. What was said first stands."""
    who = teller(request)
    found = sent_of(who, ref)
    if found is None:
        raise Refused(404, NOT_THERE)
    form = MistakeForm(sent.model_dump())
    if not form.is_valid():
        words = str(form.errors["why"][0])
        raise Refused(422, problem(words, AGAIN, where="why", found=sent.why))
    body = {"mistake": ref, "why": sent.why}
    why = form.cleaned_data["why"]
    once(asker(request), word, body, who.at, lambda: called(found, who, why).ref)
    record_reads(request, [about(found)], page="receipt")
    stands = call(found, who, why)
    return Status(201, MistakeCalled(reference=ref, why=stands.why, at=stands.at))


def called(sent: SentForm | SentReturn, who: Teller, why: str) -> SentForm | SentReturn:
    call(sent, who, why)
    return sent


def said(form: SentForm) -> dict[str, Any]:
    return {
        "reference": form.ref,
        "form": form.form,
        "pupil": form.pupil or None,
        "sender": form.sender,
        "at": form.at,
        "mistake": hasattr(form, "called_mistake"),
    }
