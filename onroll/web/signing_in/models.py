"""When accounts were opened, invitations, and what was typed wrongly. None names a child."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class AccountOpened(models.Model):
    """When an account was last opened: made, invited to or opened again. Before a first sign-in it
    is from this moment that an account counts as not used."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="opened", primary_key=True
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"account {self.user_id} opened {self.at:%Y-%m-%d %H:%M}"


class Invitation(models.Model):
    """A link with which somebody sets their own password, once. Only a hash of it is kept.

    `by` is null where a command made it. Once used, or replaced by a newer one, `used_at` is set.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of account {self.user_id}, ends {self.ends_at:%Y-%m-%d %H:%M}"


class FailedFromKnownBrowser(models.Model):
    """A wrong password or code in a browser that this account has signed in with before."""

    browser = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["browser", "at"], name="failed_known_browser")
        ]

    def __str__(self) -> str:
        return f"failed in a known browser at {self.at:%Y-%m-%d %H:%M}"


class FailedCode(models.Model):
    """A wrong code after the right password, in a browser that this account is not known in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["user", "at"], name="failed_code")]

    def __str__(self) -> str:
        return f"wrong code for account {self.user_id} at {self.at:%Y-%m-%d %H:%M}"
