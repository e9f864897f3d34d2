"""Taking the records of two children apart: decided, worked out, shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from onroll.record.people.decisions import Verdict
from onroll.web.access.models import User
from onroll.web.matching.decided import children_of, is_carried_out
from onroll.web.matching.deciding import decide_and_amend
from onroll.web.separating.models import Separation


@transaction.atomic
def separate(
    *,
    child: str,
    ticked: Sequence[str],
    rest: Sequence[str],
    by: User,
    why: str,
    at: datetime,
    instead_of: int | None = None,
) -> Separation:
    """Decide that two parts of a child's records are two children, and show it.

    The pages show it when this transaction ends; where it cannot be worked out now, after the next
    run. `instead_of` is the number of a standing decision that they are one child. Raises
    ValueError in words, with nothing changed, when a decision stands that says otherwise and was
    not named (`Contradicts`).
    """
    decision = decide_and_amend(
        Verdict.DIFFERENT,
        ticked,
        rest,
        at=at,
        by=by.email,
        why=why,
        instead_of=instead_of,
    )
    # No page is half made at this moment: publishing has waited for those that had begun, and
    # those that begin now wait for it.
    shown = timezone.now() if is_carried_out(decision, children_of([*ticked, *rest])) else None
    separation, _ = Separation.objects.get_or_create(
        number=decision.number,
        decided_at=decision.at,
        defaults={"child": child, "by": by, "shown_at": shown},
    )
    return separation
