"""Acting for somebody who has just proved who they are, before their first own request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.utils.timezone import now

from onroll.web.access.acting import as_person
from onroll.web.access.models import User


@contextmanager
def as_proved(user: User) -> Iterator[None]:
    """A part of the transaction in which somebody's own account is theirs to write.

    As a copy of them: allauth keeps whoever signs in as JSON, which what they may see is not.
    """
    with as_person(copy(user), now()):
        yield
