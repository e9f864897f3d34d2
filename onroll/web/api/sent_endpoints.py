"""What an organisation sent, one by one and listed; whoever of it sent it, by page or program."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Path, Query, Router

from onroll.web.access.reads import record_reads
from onroll.web.api.asking import teller
from onroll.web.api.forms_endpoints import warned_of
from onroll.web.api.problems import NOT_THERE, REFUSALS, Refused
from onroll.web.api.shapes import SentPage, SentShown, SentWhole
from onroll.web.telling_us.models import SentForm
from onroll.web.telling_us.sending import sent_by

router = Router(tags=["Sent"])
PAGE = 25

Number = Annotated[int, Query(ge=1, le=100_000)]
Ref = Annotated[str, Path(pattern="^SF-[0-9A-Z]{8}$", description="The reference of a receipt.")]


@router.get("sent", response={200: SentPage} | REFUSALS, url_name="api_sent")
def sent_forms(request: HttpRequest, page: Number = 1) -> SentPage:
    """What your organisation sent, the newest first, 25 to a page."""
    pages = Paginator(sent_by(teller(request)), PAGE)
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


def said(form: SentForm) -> dict[str, Any]:
    return {
        "reference": form.ref,
        "form": form.form,
        "pupil": form.pupil or None,
        "sender": form.sender,
        "at": form.at,
    }
