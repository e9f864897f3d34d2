"""Somebody who signs in, and what they may see at the moment of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from onroll.web.access.policy import Sight


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        full_name: str,
        role: str = "",
        is_program: bool = False,
    ) -> User:
        """A saved user, who holds the role from today on in every team.

        Without a password nobody can sign in as them; without a role they see nobody. Raises
        ValidationError where there is no such role.
        """
        from onroll.web.access.giving_roles import give_role

        user = self.model(
            email=self.normalize_email(email).lower(), full_name=full_name, is_program=is_program
        )
        user.set_password(password)
        user.save(using=self._db)
        if role:
            give_role(user, role)
        return user

    def people(self) -> models.QuerySet[User]:
        """Everybody who signs in: programs let themselves in with a key (`onroll.web.api`)."""
        return self.filter(is_program=False)


class User(AbstractBaseUser):
    """Somebody who signs in with an email address and a password; or a program, which never does
    and has none."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_program = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    # What this person may see at the moment of the request, set by whoever reads their roles
    # (`policy.see_now`). None: nobody has, and so they see nothing.
    sight: Sight | None = None

    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(is_program=False) | Q(password__startswith="!"),
                name="a_program_has_no_password",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is theirs. If it is and was kept the way of an older version, it is kept anew:
        they have proved who they are, and may write their own account."""
        from onroll.web.signing_in.proved import as_proved

        def keep_anew(password: str) -> None:
            self.set_password(password)
            self._password = None  # of Django: it was not changed, so nothing is to be told of it
            with as_proved(self):
                self.save(update_fields=["password"])

        return check_password(raw_password, self.password, keep_anew)

    @property
    def role(self) -> str:
        """The roles in force, in words; empty where there is none or nobody has read them."""
        return ", ".join(dict.fromkeys(held.role for held in self.sight.held)) if self.sight else ""
