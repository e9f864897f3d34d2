"""What deciding who sees whom costs: a list, a search and a count, asked four ways.

    nice .venv/bin/python bench/access.py HOME [CHILDREN]

HOME is a home of its own, such as that of `onroll demo`; its children are doubled up to CHILDREN
(97,000 where none is said) in a transaction that is undone. For a director, an officer of one of
three teams and a school it prints the median milliseconds of each question with nothing decided,
with the policy alone, with row-level security alone and with both, as the pages ask; and each as a
ratio of the first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

TIMES = 9
DOUBLED = """
insert into children_child (
    child, row_id, forename, surname, date_of_birth, sex, ethnicity, upn, nhs_number, address,
    postcode, setting, year_group, name, sounds)
select n || child, md5(n || row_id::text)::uuid, forename, surname, date_of_birth, sex, ethnicity,
       upn, nhs_number, address, 'XE' || (n %% 3) || ' 1AA', setting, year_group, name, sounds
from children_child, generate_series(1, %(n)s) n;
insert into children_status (row_id, child, definition, starts_on, ends_before)
select md5(n || row_id::text)::uuid, n || child, definition, starts_on, ends_before
from children_status, generate_series(1, %(n)s) n;
insert into children_fact (
    row_id, child, fact, starts_on, ends_before, value, setting, feed, file, row)
select md5(n || row_id::text)::uuid, n || child, fact, starts_on, ends_before, value,
       setting, feed, file, row
from children_fact, generate_series(1, %(n)s) n
where fact in ('on_roll', 'admitted');
"""


def main() -> None:
    home, wanted = Path(sys.argv[1]), int((*sys.argv[2:], "97000")[0])

    from onroll.web.prepare import prepare

    prepare(home)

    from django.db import connection, transaction

    from onroll.web.access.giving_roles import give_role
    from onroll.web.access.models import Team, User
    from onroll.web.access.relating import relate
    from onroll.web.children.models import Child, Fact
    from onroll.web.library.models import Run

    with transaction.atomic():
        run = Run.objects.current()
        if run is None:
            sys.exit("error: nothing is published in this home. Run `onroll demo` there first.")
        with connection.cursor() as cursor:
            for statement in filter(str.strip, DOUBLED.split(";")):
                cursor.execute(statement, {"n": max(wanted // Child.objects.count() - 1, 1)})
        teams = [
            Team.objects.create(name=f"Bench {n}", postcode_districts=[f"XE{n}"]) for n in range(3)
        ]
        began = perf_counter()
        relate(run.as_of)
        print(f"{Child.objects.count():,} children related anew in {perf_counter() - began:.2f} s")
        with connection.cursor() as cursor:
            for table in ("child", "status", "fact"):
                cursor.execute(f"select onroll_analyze('children_{table}')")
            cursor.execute("select onroll_analyze('access_childrelation')")
        urn = Fact.objects.filter(fact="on_roll").exclude(setting="").values_list("setting")[0][0]
        for role, held in (
            ("Director", {}),
            ("Education officer", {"team": teams[0]}),
            ("School user", {"urns": [urn]}),
        ):
            user = User.objects.create_user(f"{role[:3]}@bench.example", full_name="Bench")
            give_role(user, role, **held)
            print(role)
            for name, asked in questions(run.as_of).items():
                times = [timed(user, asked, rows, policy) for rows, policy in WAYS]
                ratios = ", ".join(f"{each:7.1f} ms ({each / times[0]:.2f})" for each in times)
                print(f"  {name:10} {ratios}")
        transaction.set_rollback(True)


WAYS = ((False, False), (False, True), (True, False), (True, True))


def questions(as_of: Any) -> dict[str, Callable[[Any], Any]]:
    from onroll.web.children.search import Search

    return {
        "list": lambda children: list(children.in_order()[:26]),
        "search": lambda children: list(Search(words="smith").among(children, as_of)[:26]),
        "count": lambda children: children.meeting("missing_education", as_of).count(),
    }


def timed(user: Any, asked: Callable[[Any], Any], rows: bool, policy: bool) -> float:
    """The median milliseconds of a question, with and without each way of deciding."""
    from django.utils.timezone import now

    from onroll.web.access.acting import as_person, as_publisher
    from onroll.web.children.models import Child

    took = []
    with as_person(user, now()), ExitStack() as stack:
        if not rows:
            stack.enter_context(as_publisher())
        for _ in range(TIMES):
            began = perf_counter()
            asked(Child.objects.visible_to(user) if policy else Child.objects.all())
            took.append((perf_counter() - began) * 1000)
    return median(took)


if __name__ == "__main__":
    main()
