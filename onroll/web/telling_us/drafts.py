"""Forms that were begun: kept as they are filled in, for seven days after the last answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.http import Http404

from onroll.record.forms.answering import asked_only
from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.form import Circumstances, Form
from onroll.record.school_days import SchoolCalendar
from onroll.web.access.acting import as_publisher
from onroll.web.children.models import Child, School
from onroll.web.telling_us.models import Draft
from onroll.web.telling_us.tellers import Teller

KEPT_FOR: Final = timedelta(days=7)


def begin(teller: Teller, form: Form, urn: str, pupil: Child | None = None) -> Draft:
    """A new draft. Those that nobody went on with for seven days are gone with it."""
    with as_publisher():
        Draft.objects.filter(changed_at__lt=teller.at - KEPT_FOR).delete()
    return Draft.objects.create(
        key=secrets.token_urlsafe(16),
        form=form.key,
        user=teller.user,
        email="" if teller.user else teller.email,
        urn=urn,
        pupil=pupil.pk if pupil else "",
        answers=known_of(pupil) if pupil else {},
        began_at=teller.at,
        changed_at=teller.at,
    )


def known_of(pupil: Child) -> dict[str, Kept]:
    """What the school itself knows of its pupil: the same as on the list of its pupils."""
    born = pupil.date_of_birth
    known = {
        "forename": pupil.forename,
        "surname": pupil.surname,
        "known_as": "",
        "date_of_birth": born.isoformat() if born else "",
        "sex": pupil.sex if pupil.sex in ("F", "M") else "U",
        "upn": pupil.upn,
    }
    return {key: value for key, value in known.items() if value or key in ("known_as", "upn")}


def draft_of(teller: Teller, key: str) -> Draft:
    """Their draft with a key. Raises `Http404` for any other, and for one that was sent or is old:
    the same for all."""
    since = teller.at - KEPT_FOR
    held = Draft.objects.of(teller.user, teller.email)
    found = held.filter(key=key, sent=None, changed_at__gte=since).first()
    if found is None or teller.form(found.form) is None:
        raise Http404
    return found


def unfinished(teller: Teller) -> list[Draft]:
    """What they began and have not sent, the newest first."""
    since = teller.at - KEPT_FOR
    held = Draft.objects.of(teller.user, teller.email).filter(sent=None, changed_at__gte=since)
    return [draft for draft in held.order_by("-changed_at") if teller.form(draft.form)]


def keep(draft: Draft, teller: Teller, answers: Mapping[str, Kept]) -> Answers:
    """Keep these answers beside those before; what is not asked any more is let go."""
    told = asked_only(draft.of, draft.told.with_answers(answers))
    draft.answers, draft.changed_at = dict(told.kept), teller.at
    draft.save(update_fields=["answers", "changed_at"])
    return told


def circumstances(draft: Draft, teller: Teller) -> Circumstances:
    """The day, and the calendar of the school that tells, or else the authority's own."""
    urn = draft.urn or draft.told.text("sender_urn")
    known = {school.urn: school for school in School.objects.filter(urn__in=["", urn])}
    school = known.get(urn) or known.get("")
    calendar = SchoolCalendar(school.days) if school and school.days else None
    return Circumstances(teller.day, calendar)
