"""Who may be sent to visit a child."""

from __future__ import annotations

from datetime import datetime

from django.db.models import IntegerField, Value
from django.utils.timezone import localdate

from onroll.web.access.models import User
from onroll.web.access.policy import see_now
from onroll.web.cases.permission import may_work
from onroll.web.children.models import Child
from onroll.web.people.allocating import colleagues


def visitors(child: str, at: datetime) -> list[User]:
    """Those who write in cases and see the child at a moment, by name; as far as the asker is shown
    who works with the child."""
    people = list(colleagues(localdate(at)))
    see_now(people, at)
    people = [person for person in people if may_work(person)]
    sees = who_sees(child, people)
    return [person for person in people if person.pk in sees]


def who_sees(child: str, people: list[User]) -> set[int]:
    """Of some people, whose roles were read, the numbers of those who see a child. One query."""
    each = [
        Child.objects.visible_to(person)
        .filter(pk=child)
        .values_list(Value(person.pk, output_field=IntegerField()))
        for person in people
    ]
    return {number for (number,) in each[0].union(*each[1:], all=True)} if each else set()
