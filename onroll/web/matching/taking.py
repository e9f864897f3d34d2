"""Taking a referral of a child whom nobody knew: what was told, check it, keep it; those taken."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from onroll.record.casework.referring import ISSUES, SOURCES
from onroll.record.feeds import FileRefused
from onroll.record.feeds.loads import not_taken_back
from onroll.record.people.decisions import Verdict, decide
from onroll.record.referrals import FEED, Referral, Told, hand_over, referrals, take
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.access.roles import may_decide
from onroll.web.config.home import home
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.matching.decided import children_of, full_names
from onroll.web.matching.decided_seen import absent_among
from onroll.web.matching.finding import MOST_FOUND, found
from onroll.web.matching.not_kept import (
    not_kept,
    or_say_what_was_not_kept,
    why_not_written,
)
from onroll.web.matching.queue import PAGE
from onroll.web.matching.referral_forms import NOT_SURE, SEXES, ChildForm
from onroll.web.matching.referrals import KEPT_IN, show_not_allowed, typed_in
from onroll.web.matching.sides import records_of

WHY: Final = {
    Verdict.DIFFERENT: "Said when a referral was taken: a different child",
    Verdict.NOT_SURE: "Asked when a referral was taken: may be the same child",
}

ANSWERS_NOT_KEPT: Final = (
    "The referral is kept. Your answers about children who may be this one are not all kept."
)

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
@needs_run
def referral_child(request: HttpRequest, run: Run) -> HttpResponse:
    """What was told of the child. What is told of their name or birth is looked for once more."""
    if not may_decide(request.user):
        return show_not_allowed(request, run)
    kept = request.session.get(KEPT_IN, {})
    if "answers" not in kept:
        return redirect("new_referral")
    if request.method == "POST":
        form = ChildForm(request.POST, on=run.as_of, today=localdate())
        if form.is_valid():
            typed = typed_in(request, form)
            kept = {**kept, "child": typed, "token": secrets.token_hex(8)}
            request.session[KEPT_IN] = kept
            if unanswered(form, kept["answers"], request.user):
                asked = {name: typed[name] for name in ("surname", "born", "upn")}
                request.session[KEPT_IN] = {**kept, "asked": asked}
                return redirect("referral_matches")
            return redirect("referral_check")
    else:
        form = ChildForm(None, on=run.as_of, today=localdate())
    context = {
        "run": run,
        "form": form,
        "typed": form.data or kept.get("child") or kept["asked"],
        "sexes": SEXES,
        "sources": SOURCES,
        "issues": ISSUES,
        "refused": form.is_bound,
    }
    status = 422 if form.is_bound else 200
    return render(request, "matching/referral_child.html", context, status=status)


def unanswered(form: ChildForm, answers: dict[str, str], user: Any) -> bool:
    """Whether a child is like what was told of whom nobody has said if it is this one."""
    children = found(form.asked(), user)[:MOST_FOUND]
    return any(child.pk not in answers for child in children)


@require_http_methods(["GET", "POST"])
@or_say_what_was_not_kept(
    "The referral was not kept. If the child may be in danger, act on it now."
)
@needs_run
def referral_check(request: HttpRequest, run: Run) -> HttpResponse:
    """Check the answers, and keep the referral."""
    if not may_decide(request.user):
        return show_not_allowed(request, run)
    assert isinstance(request.user, User)
    kept = request.session.get(KEPT_IN, {})
    form = ChildForm(kept.get("child", {}), on=run.as_of, today=localdate())
    if "answers" not in kept or not form.is_valid():
        return redirect("referrals" if request.method == "POST" else "new_referral")
    told = form.told()
    if request.method == "POST":
        taken = take(home(), told, at=datetime.now(UTC), by=request.user.email, token=kept["token"])
        try:
            remember_answers(taken, kept["answers"])
        except OSError as problem:
            return not_kept(request, ANSWERS_NOT_KEPT, why_not_written(problem))
        try_to_hand_over(taken)
        del request.session[KEPT_IN]
        return redirect(f"{reverse('referrals')}?taken={taken.number}")
    context = {
        "run": run,
        "told": told,
        "sex": dict(SEXES)[told.sex],
        "source": SOURCES[told.source],
        "issue": ISSUES[told.issue],
    }
    return render(request, "matching/referral_check.html", context)


def remember_answers(taken: Referral, answers: dict[str, str]) -> None:
    """Keep, for each child who was found, that this is a different one, or that nobody is sure.

    The new record waits for the run that makes it; so do these.
    """
    records = records_of(answers)
    for child, answer in answers.items():
        verdict = Verdict.NOT_SURE if answer == NOT_SURE else Verdict.DIFFERENT
        if theirs := [row.record_id for row in records[child]]:
            decide(
                home(),
                verdict,
                [taken.record_id],
                theirs,
                at=taken.at,
                by=taken.by,
                why=WHY[verdict],
            )


def try_to_hand_over(taken: Referral) -> None:
    """Hand the referral on to the next run. Where that fails it is kept, and the list says so."""
    try:
        hand_over(home(), at=datetime.now(UTC), by=taken.by)
    except (FileRefused, OSError) as problem:
        # not the message, which may hold what was told of a child
        logger.error("A referral is kept and was not handed on: %s", type(problem).__name__)


@dataclass(frozen=True)
class Taken:
    """A referral with what became of it.

    `child` is the reference it was joined to by a run, "" before. `waits` is true where the feed
    has no file yet that holds it.
    """

    referral: Referral
    by: str
    child: str
    waits: bool

    @property
    def told(self) -> Told:
        return self.referral.told


@require_GET
@needs_run
def referrals_taken(request: HttpRequest, run: Run) -> HttpResponse:
    """The referrals that were taken, the newest first, each with the child it became.

    One whose child this person may not see, or not whole, is absent.
    """
    if not may_decide(request.user):
        return show_not_allowed(request, run)
    everything = referrals(home())
    children = children_of(each.record_id for each in everything)
    absent = absent_among(children.values(), request.user)
    theirs = [each for each in everything[::-1] if children.get(each.record_id) not in absent]
    page = Paginator(theirs, PAGE).get_page(request.GET.get("page"))
    names = full_names(each.by for each in page)
    handed = [load.rows_in for load in not_taken_back(home()) if load.feed == FEED]
    rows = [
        Taken(
            each,
            names.get(each.by, each.by),
            children.get(each.record_id, ""),
            each.number > max(handed, default=0),
        )
        for each in page
    ]
    record_reads(request, [row.child or row.referral.ref for row in rows], page="referrals")
    taken = request.GET.get("taken", "")
    context = {
        "run": run,
        "page": page,
        "rows": rows,
        "new": next((row for row in rows if str(row.referral.number) == taken), None),
    }
    return render(request, "matching/referrals.html", context)
