"""Whether whoever opens a record knows the family: by what they declared, or by their surname."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.timezone import localdate

from onroll.web.children.models import Child
from onroll.web.children.sounds import plain
from onroll.web.oversight.models import Declaration, Kind
from onroll.web.oversight.queue import Found, put_in

COMMON_FROM: Final = 10
COMMON_SHARE: Final = 1 / 200
"""A surname is common that ten of the children whom somebody may see have, and one in 200 of them.
The project's own numbers: of those a line in the queue for each child would say nothing."""


class KnowsTheFamily(Exception):
    """Somebody asked for a child whom they had declared. `child` was not shown."""

    def __init__(self, child: str) -> None:
        super().__init__("declared")
        self.child = child


def refuse_the_declared(declared: Collection[Declaration], children: Collection[str]) -> None:
    """Raise `KnowsTheFamily` where one of these children was declared."""
    named = {each.child for each in declared if each.child}
    for child in children:
        if child in named:
            raise KnowsTheFamily(child)


def declared_by(user: Any) -> list[Declaration]:
    return list(Declaration.objects.filter(user=user, ended_at__isnull=True))


TOGETHER: Final = """
select true, child, surname, postcode from oversight_declaration
where user_id = %s and ended_at is null
union all select false, child, name, postcode from children_child where child = any(%s)
"""


def declared_and_opened(
    user: Any, children: Collection[str]
) -> tuple[list[Declaration], list[Child]]:
    """What somebody declared, and the children by name and postcode: one question on every page."""
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, [user.pk, list(children)])
        rows = cursor.fetchall()
    declared = [Declaration(child=c, surname=n, postcode=p) for said, c, n, p in rows if said]
    return declared, [Child(pk=c, name=n, postcode=p) for said, c, n, p in rows if not said]


def without_spaces(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def raise_alerts(
    user: Any, declared: Collection[Declaration], children: Collection[Child], at: datetime
) -> None:
    """Put in the queue that somebody opened the record of a child of their name or address."""
    postcodes = {without_spaces(each.postcode) for each in declared if each.postcode}
    surnames = {plain(each.surname) for each in declared if each.surname}
    own = plain(user.full_name).split()[-1:]
    month = f"{localdate(at):%Y-%m}"
    for child in children:
        surname = child.name.partition("  ")[0]
        once = f"{child.pk}|{month}"
        if without_spaces(child.postcode) in postcodes:
            put_in(Kind.SAME_POSTCODE, Found(user.pk, at=at, once=once, child=child.pk))
        if surname and surname in surnames:
            put_in(Kind.DECLARED_SURNAME, Found(user.pk, at=at, once=once, child=child.pk))
        elif own and own[0] in surname.split():
            same_surname(user, child, surname, at)


def same_surname(user: Any, child: Child, surname: str, at: datetime) -> None:
    """One line for each child of the month; of a common surname one line for the week."""
    alike = Child.objects.visible_to(user).filter(name__startswith=f"{surname}  ").count()
    everybody = Child.objects.visible_to(user).count() if alike >= COMMON_FROM else 0
    if everybody and alike / everybody >= COMMON_SHARE:
        week = "{}-{}".format(*localdate(at).isocalendar()[:2])
        put_in(Kind.COMMON_SURNAME, Found(user.pk, at=at, once=week))
    else:
        month = f"{localdate(at):%Y-%m}"
        put_in(Kind.SAME_SURNAME, Found(user.pk, at=at, once=f"{child.pk}|{month}", child=child.pk))
