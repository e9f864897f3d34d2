"""Sealed files that programs of other authorities bring, until somebody here opens them.

As one is brought it is seen whether it opens: whole, for us, in time, of whom. It is kept as
it came, and nothing is asked of the record before somebody takes it in (docs/adr/0027, 0028).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from onroll.record.exchange.keys import own_keys, trusted
from onroll.record.exchange.messages import BadMessage
from onroll.record.exchange.sealed_file import CannotOpen, Opened, open_sealed
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.access.roles import may_take_in
from onroll.web.config.home import home
from onroll.web.exchange.keeping import here, take_in
from onroll.web.exchange.models import ArrivedFile, PackageOpened


def opened_file(data: bytes, day: date) -> Opened:
    """What is in a file. Raises `CannotOpen` in words."""
    return open_sealed(
        data, here=here(), own=own_keys(home()), trusted=trusted(home(), day), day=day,
        opened=lambda package: PackageOpened.objects.filter(package=package).exists(),
    )  # fmt: skip


def bring(text: str, *, sent_by: str, by: User) -> ArrivedFile:
    """Keep a file that came, sealed as it is; one that came before is that one.

    Raises `CannotOpen` where nobody here could open it, or another authority signed it.
    """
    assert by.sight is not None
    opened = opened_file(text.encode(), by.sight.day)
    if opened.sent_by.la_code != sent_by:
        raise CannotOpen(
            f"Authority {opened.sent_by.la_code} signed it, and your key is of {sent_by}. Send it "
            "with that authority's own key."
        )
    with as_publisher():
        kept, _ = ArrivedFile.objects.get_or_create(
            package=opened.package_id,
            defaults={"sent_by": sent_by, "file": text, "by": by, "at": by.sight.at},
        )
    return kept


def to_open(user: Any) -> QuerySet[ArrivedFile]:
    """The files that came and that nobody has opened, for those who take in what others tell."""
    if not may_take_in(user):
        return ArrivedFile.objects.none()
    opened = PackageOpened.objects.filter(package=OuterRef("package"))
    return ArrivedFile.objects.filter(~Exists(opened))


def open_all(user: User) -> tuple[int, list[str]]:
    """Take in each of them: how many were, and why each of the others cannot be, in words."""
    assert user.sight is not None
    taken, problems = 0, []
    for each in to_open(user):
        try:
            with transaction.atomic():
                take_in(opened_file(each.file.encode(), user.sight.day), by=user)
        except (CannotOpen, BadMessage) as reason:
            problems.append(f"{each.reference}, from authority {each.sent_by}: {reason}")
        else:
            taken += 1
    return taken, problems
