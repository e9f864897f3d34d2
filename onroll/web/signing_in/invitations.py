"""Links with which people who were invited set their own password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import now

from onroll.web.access.models import User
from onroll.web.signing_in.dormant import open_again
from onroll.web.signing_in.models import Invitation
from onroll.web.signing_in.proved import as_proved
from onroll.web.signing_in.sessions import end_sessions

GOOD_FOR: Final = timedelta(hours=72)


@transaction.atomic
def invite(user: User, by: User | None) -> str:
    """The secret of a new link for somebody, good once and for 72 hours; only its hash is kept.

    An earlier link of theirs no longer works. The account counts as opened from now on. The link is
    `reverse("invitation", args=[secret])`.
    """
    secret = secrets.token_urlsafe(32)
    moment = now()
    Invitation.objects.filter(user=user, used_at=None).update(used_at=moment)
    Invitation.objects.create(
        user=user, by=by, hash=hashed(secret), made_at=moment, ends_at=moment + GOOD_FOR
    )
    open_again(user)
    return secret


def standing(secret: str) -> Invitation | None:
    """The invitation that a secret opens now. Null: never made, used, replaced, too old, or the
    account is closed; whoever asks is not told which."""
    return (
        Invitation.objects.filter(hash=hashed(secret), used_at=None, ends_at__gt=now())
        .filter(user__is_active=True)
        .select_related("user")
        .first()
    )


@transaction.atomic
def accept(secret: str, password: str) -> User | None:
    """Set the password of whoever was invited and end their sessions; null if the link is not good.

    Of two who use one link at the same moment, one is too late.
    """
    good = standing(secret)
    moment = now()
    if good is None:
        return None
    user = good.user
    with as_proved(user):  # whoever has the link is taken for them
        unused = Invitation.objects.filter(pk=good.pk, used_at=None)
        if not unused.update(used_at=moment):
            return None
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(user)
        open_again(user)
    return user


def hashed(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: nobody can guess what it was made from."""
    return hashlib.sha256(secret.encode()).hexdigest()
