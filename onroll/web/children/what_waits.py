"""How much waits for somebody on Today, counted in one question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onroll.web.access.models import User
from onroll.web.cases.models import Case
from onroll.web.cases.on_today import set_for
from onroll.web.cases.permission import may_triage
from onroll.web.cases.watched import came_of_watched
from onroll.web.config.asked_together import how_many
from onroll.web.exchange.arrived import to_open
from onroll.web.exchange.showing import pressing
from onroll.web.oversight.models import Item
from onroll.web.oversight.queue import may_review, waiting
from onroll.web.questions.who_answers import answered_for, may_ask, put_to
from onroll.web.questions.who_answers import seen as questions_seen
from onroll.web.telling_us.taking_in import waiting as forms_waiting
from onroll.web.telling_us.who_it_is import UNSETTLED, settle


def what_waits(user: User) -> Mapping[str, int]:
    """How much waits for somebody: visits ever set for them today, forms that came in, questions
    that wait for others and for oneself, answers of services that came, children who pass between
    authorities, sealed files that came, news of children who are watched for, looks to review."""
    assert user.sight is not None
    put = questions_seen(user) if may_ask(user) else questions_seen(user).none()
    asked: dict[str, Any] = {
        "visits_set": set_for(user, user.sight.day),
        "told_by_form": forms_waiting(user),
        "questions_overdue": put.overdue(user.sight.day),
        "questions_waiting": put.waiting(),
        "questions_to_us": put_to(user).waiting(),
        "services_answered": answered_for(user),
        "passing": pressing(user),
        "files_arrived": to_open(user),
        "came": came_of_watched(user) if may_triage(user) else Case.objects.none(),
        "to_review": waiting(user) if may_review(user) else Item.objects.none(),
    }
    found = how_many(unsettled=UNSETTLED, **asked)
    if not found["unsettled"]:
        return found
    settle()
    return how_many(**asked)
