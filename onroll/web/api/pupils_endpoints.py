"""A school's or provider's own pupils, and its time limits: as *Your pupils* and *Our school*."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from onroll.web.access.reads import record_reads
from onroll.web.api.asking import PUPIL, asker, run_shown, teller_of_school
from onroll.web.api.problems import REFUSALS
from onroll.web.api.shapes import LimitShown, LimitsShown, PupilShown, PupilsShown
from onroll.web.children.listing import children_after
from onroll.web.children.models import Child
from onroll.web.children.own_pupils import pupils as with_school
from onroll.web.telling_us.our_school import MOST, limits_of

router = Router(tags=["Pupils"])

After = Annotated[str | None, Query(pattern=PUPIL)]


@router.get("pupils", response={200: PupilsShown} | REFUSALS, url_name="api_pupils")
def pupils(request: HttpRequest, after: After = None) -> PupilsShown:
    """Your own pupils by name, 25 at a time."""
    who, run = teller_of_school(request), run_shown()
    if run is None:
        return PupilsShown(as_of=None, pupils=[], next=None)
    rows, more = children_after(Child.objects.visible_to(asker(request)), after or "")
    record_reads(request, [child.pk for child in rows], page="own_pupils")
    found = [
        PupilShown(
            reference=each.child.pk, name=each.child.full_name, upn=each.upn, since=each.since,
            date_of_birth=each.child.date_of_birth, year_group=each.child.year_group,
        )
        for each in with_school(rows, list(who.schools), run.as_of)
    ]  # fmt: skip
    return PupilsShown(as_of=run.as_of, pupils=found, next=rows[-1].pk if more else None)


@router.get("time-limits", response={200: LimitsShown} | REFUSALS, url_name="api_time_limits")
def time_limits(request: HttpRequest) -> LimitsShown:
    """What your school must do and by when, overdue first. What is on track is not here."""
    who, run = teller_of_school(request), run_shown()
    if run is None:
        return LimitsShown(as_of=None, limits=[], more=False)
    found = limits_of(asker(request), list(who.schools), run.as_of)
    record_reads(request, [each.pupil.pk for each in found[:MOST]], page="our_school")
    limits = [
        LimitShown(
            pupil=each.pupil.pk, name=each.pupil.full_name, what=each.words, due_on=each.due_on,
            state=each.tag.words,
        )
        for each in found[:MOST]
    ]  # fmt: skip
    return LimitsShown(as_of=run.as_of, limits=limits, more=len(found) > MOST)
