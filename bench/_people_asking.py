"""Who signs in to the county of `web.py`, and which pages they ask for, by one seed.

Everybody keeps to the children, cases and names of their own day, as people do, and so within what
one person may open in a day. What they may see is asked as the pages ask it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from _asking import Ask

ACCOUNTS: Final = {
    "Pathway manager": 2, "Service manager": 1, "Safeguarding lead": 1, "Director": 1,
    "Data analyst": 1,
}  # fmt: skip
"""Those who see every child, besides the colleagues whose the cases are."""
TEAM_MANAGERS, OFFICERS, PRACTITIONERS = 2, 5, 3

MIX: Final = {
    "Today": 20, "search: a name": 10, "search: no such child": 5, "search: a UPN": 7,
    "child": 22, "case": 18, "cases: mine": 4, "cases: open": 3, "cases: due": 3,
    "cases: undecided": 2, "cases: close": 1, "cases: over": 1, "cases: escalated": 2,
    "supervision": 2,
}  # fmt: skip
"""Of a hundred pages asked for, how many are which: the bench's own guess at a day's work."""
BARE: Final = "bare Django view"
FOR_MANAGERS: Final = ("cases: escalated", "supervision")
MOST: Final = 24
"""Children, cases and names of one person's day each."""
NOT_THERE: Final = ("Quillfeather Brzk", "Zzyzx", "Marmaduke Oxenthwaite", "Qvist", "O'Nobody-Hale")


@dataclass
class Person:
    """Somebody who asks, and what they ask for: references, numbers of cases, names and UPNs."""

    email: str
    gives: bool
    children: list[str] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    upns: list[str] = field(default_factory=list)


def people(seed: int, password: str) -> list[Person]:
    """Everybody who asks, with the password set and with what there is for them to open."""
    from django.utils.timezone import now

    from onroll.web.access.acting import as_person

    rng, found = Random(seed), []
    for user in accounts():
        user.set_password(password)
        user.save(update_fields=["password"])
        with as_person(user, now()):
            found.append(day_of(user, rng))
    return found


def accounts() -> list[Any]:
    from onroll.web.access.models import Role, User

    found = []
    for role, count in ACCOUNTS.items():
        for n in range(count):
            email = f"{role.replace(' ', '.').lower()}.{n}@bench.example"
            user = User.objects.filter(email=email).first()
            found.append(user or User.objects.create_user(email, full_name=role, role=role))
    for role, count in (
        (Role.TEAM_MANAGER, TEAM_MANAGERS),
        (Role.EDUCATION_OFFICER, OFFICERS),
        (Role.PRACTITIONER, PRACTITIONERS),
    ):
        theirs = User.objects.filter(roles_held__role=role, email__endswith="@bench.example")
        everybody = list(theirs.distinct().order_by("pk"))
        found += everybody[:: max(len(everybody) // count, 1)][:count]  # of every team
    return found


def day_of(user: Any, rng: Random) -> Person:
    """What one person has to open in a day: own cases first, else any that they may see."""
    from onroll.web.cases.on_today import cases_for
    from onroll.web.cases.permission import may_give
    from onroll.web.children.models import Child

    cases = cases_for(user).open()
    mine = list(cases.filter(officer=user).order_by("pk")[:MOST])
    mine = mine or list(cases.order_by("pk")[rng.randrange(40) :: 41][:MOST])
    with_case = [case.child for case in mine]
    visible = Child.objects.visible_to(user)
    more = visible.exclude(pk__in=with_case).order_by("row_id").values_list("pk", flat=True)
    children = [*with_case, *more[: MOST // 2]]
    shown = list(visible.filter(pk__in=children))
    return Person(
        user.email,
        may_give(user),
        children,
        [case.pk for case in mine],
        [child.full_name for child in shown if child.forename and child.surname],
        [child.upn for child in shown if child.upn],
    )


def asks(seed: int, who: list[Person], seconds: float, rate: float) -> list[Ask]:
    """What is asked for and when: so many pages of the mix each second, and the bare view beside
    them once a second."""
    rng = Random(seed)
    plan = [Ask(n + 0.5 / rate, BARE, "/") for n in range(int(seconds))]
    while len(plan) < int(seconds) + seconds * rate:
        person = rng.choice(who)
        (page,) = rng.choices([*MIX], [*MIX.values()])
        ask = one(rng, person, page, (len(plan) - int(seconds)) / rate)
        plan += [ask] if ask else []
    return plan


def one(rng: Random, person: Person, page: str, at: float) -> Ask | None:
    """One page of the mix for one person; none where there is none for them."""
    if page in FOR_MANAGERS and not person.gives:
        return None
    kind, _, which = page.partition(": ")
    match kind:
        case "Today":
            return Ask(at, page, "/", person.email)
        case "search":
            words = {"a name": person.names, "a UPN": person.upns}.get(which, list(NOT_THERE))
            return Ask(at, page, "/children/", person.email, rng.choice(words)) if words else None
        case "child":
            return Ask(at, page, f"/children/{rng.choice(person.children)}/", person.email)
        case "case":
            return Ask(at, page, f"/cases/{rng.choice(person.cases)}/", person.email)
        case "cases":
            return Ask(at, page, f"/cases/?which={which}", person.email)
        case _:
            return Ask(at, page, "/cases/supervision/", person.email)
