"""Offering the child of a case to another authority, and the sealed files of what we wrote."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.exchange.contents import catalogue
from onroll.record.exchange.keys import BadKey, own_keys
from onroll.record.exchange.messages import BadMessage, Kind
from onroll.web.access.models import Read
from onroll.web.access.reads import record_reads
from onroll.web.cases.reading import case_of_request, token
from onroll.web.config.errors import problem
from onroll.web.config.home import home
from onroll.web.exchange.authorities import authorities
from onroll.web.exchange.forms import OfferForm, days_in_words
from onroll.web.exchange.keeping import here, offer
from onroll.web.exchange.sealing import sealed
from onroll.web.exchange.showing import for_who_takes_in, transfer_of
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by
from onroll.web.shields.protected import ShownRecord

CHECKED = "checked"
"""The button of the page that shows exactly what will be sent."""


@require_http_methods(["GET", "POST"])
@for_who_takes_in
@needs_run
def offer_case(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """What is asked; then a page with exactly what will be sent; then it is written."""
    held, record = case_of_request(request, run, number)
    user = by(request)
    assert user.sight is not None
    typed = request.POST if request.method == "POST" else None
    contact = f"{user.full_name}, {user.email}"
    form = OfferForm(typed, others=authorities(user.sight.day), initial={"contact": contact})
    checking = request.method == "POST" and form.is_valid() and "back" not in request.POST
    if checking and CHECKED in request.POST:
        try:
            made = offer(
                case=held, taker=form.cleaned_data["taker"], told=told_of(record, form), by=user,
                token=request.POST.get("token", "")[:32] or token(),
            )  # fmt: skip
        except BadMessage as reason:
            form.add_error(None, str(reason))
            checking = False
        else:
            return redirect(f"{reverse('passing', args=[made.pk])}?done=offered")
    record_reads(request, [held.child], page="offer_case")
    context = {
        "run": run, "case": held, "record": record, "form": form,
        "contents": catalogue()[Kind.OFFER], "has_key": bool(own_keys(home())),
        "others": authorities(user.sight.day), "token": request.POST.get("token") or token(),
    }  # fmt: skip
    if checking:
        taker = authorities(user.sight.day)[form.cleaned_data["taker"]]
        context |= {"told": days_in_words(told_of(record, form), Kind.OFFER), "taker": taker}
        return render(request, "exchange/check_offer.html", context)
    refused = bool(form.errors) and "back" not in request.POST
    return render(request, "exchange/offer.html", context, status=422 if refused else 200)


def told_of(record: ShownRecord, form: OfferForm) -> dict[str, str]:
    child = record.child
    born = child.date_of_birth.isoformat() if child.date_of_birth else "Not known"
    names = {"forename": child.forename or "Not known", "surname": child.surname or "Not known"}
    return {**names, "date_of_birth": born, **form.told()}


@require_GET
@for_who_takes_in
@needs_run
def passing_sealed(request: HttpRequest, run: Run, number: int, message: int) -> HttpResponse:
    """One of our messages as a file that the other authority alone can open. It may be asked for
    again, where the file was lost or has run out."""
    held = transfer_of(request, number)
    user = by(request)
    assert user.sight is not None
    row = held.transfer.messages.filter(pk=message, author=here()).first()
    if row is None:
        raise Http404
    record_reads(
        request, [held.transfer.logged_as], page="passing_sealed", outcome=Read.Outcome.EXPORTED
    )
    try:
        data = sealed(row, user.sight.at)
    except (BadKey, BadMessage) as reason:
        return problem(request, 409, "The file cannot be sealed", str(reason))
    response = HttpResponse(data, content_type="application/octet-stream")
    name = f"{held.transfer.reference}-{row.number}.onroll-sealed"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
