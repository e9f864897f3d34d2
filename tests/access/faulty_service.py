"""The real service over a home of its own, in which a request may ask for a fault.

`python -m tests.access.faulty_service HOME` makes the world of a home, and prints its accounts;
with a port after HOME it serves it, prints the database's address once it listens, and stops with
SIGTERM. They are two processes, for a worker shall have no threads of the engine that published.
`X-Fault` of a request says what shall happen to it; without it nothing differs from `onroll serve`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

LOGGED = 'INSERT INTO "access_read"'
MORE_CHILDREN = 60
HILLTOP = "100001"


SAYS = "Amara Example EC-4821AMAR"


class Fault(Exception):
    """What a request asked for. Its words would show in an error page that showed too much."""


def raised_after_the_rows(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """The page fails when it has logged whom it shows, and before its transaction ends."""
    done = execute(sql, params, many, context)
    if LOGGED in str(sql):
        raise Fault(SAYS)
    return done


def killed_after_the_rows(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    done = execute(sql, params, many, context)
    if LOGGED in str(sql):
        os.kill(os.getpid(), signal.SIGKILL)
    return done


def rows_dropped(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A planted hole: what would log the look is thrown away before the database hears of it."""
    return None if LOGGED in str(sql) else execute(sql, params, many, context)


def another_child(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A planted hole: the row is of somebody else than the page."""
    if LOGGED in str(sql):
        params = tuple("EC-MORE0001" if str(each).startswith("EC-") else each for each in params)
    return execute(sql, params, many, context)


def unlogged(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A planted hole: a page that shows a child and logs nobody, as if it had forgotten to."""
    if LOGGED in str(sql):
        return execute("select 1", None, many, context)
    return execute(sql, params, many, context)


IN_THE_DATABASE = {
    "shows without logging": unlogged,
    "logs another child": another_child,
    "raised inside": raised_after_the_rows,
    "killed inside": killed_after_the_rows,
    "rows dropped": rows_dropped,
}


class Faults:
    """The application with faults round it. Every answer names the worker that made it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        from django.db import connection

        fault = environ.get("HTTP_X_FAULT", "")
        within = IN_THE_DATABASE.get(fault)
        with connection.execute_wrapper(within) if within else nullcontext():
            answer = self.application(environ, start_response)
        if fault == "raised after":
            raise Fault  # gunicorn would print its words
        if fault == "killed after":
            os.kill(os.getpid(), signal.SIGKILL)
        return half_of(answer) if fault == "killed half way" else answer


def half_of(answer: Iterable[bytes]) -> Iterator[bytes]:
    """Half of the bytes; then the worker is killed while the rest is still to be sent."""
    body = b"".join(answer)
    yield body[: len(body) // 2]
    os.kill(os.getpid(), signal.SIGKILL)


def make_world(home: Path) -> dict[str, dict[str, Any]]:
    """The protected world among sixty more children, and accounts that are signed in."""
    from onroll.record.home import Home
    from tests.web import small_run
    from tests.web.fixtures import AUTHORITY
    from tests.web.shielded_world import publish_world

    (home / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    for n in range(MORE_CHILDREN):
        child = f"EC-MORE{n:04}"
        named = (f"Forename{n:02}Q", f"Surname{n:02}Q")
        small_run.CHILDREN.append((child, *named, "2014-05-06", "F", "", 8))
        small_run.STATUSES.append((child, "compulsory_school_age", "2019-09-01", None))
        small_run.STATUSES.append((child, "missing_education", "2026-11-01", None))
        if n % 2 == 0:
            roll = ("2024-09-01", None, None, HILLTOP, "pupil_roll", "roll.csv", n)
            small_run.FACTS.append((child, "on_roll", *roll))
    publish_world(Home(home))
    return {role: signed_in(n, role) for n, role in enumerate(ROLES)}


ROLES = (
    "Director",
    "Safeguarding lead",
    "Data manager",
    "Education officer",
    "Pathway manager",
    "School user",
    "Data analyst",
    "",
)
"""One account of each, and so as many requests at a time."""


def signed_in(n: int, role: str) -> dict[str, Any]:
    """An account's number and the cookie of somebody who has signed in with it."""
    from django.test import Client

    from onroll.web.access.giving_roles import give_role
    from onroll.web.access.models import User

    email = f"somebody{n}@exampleshire.example"
    user = User.objects.create_user(email, full_name=f"Somebody{n}")
    if role:
        give_role(user, role, urns=[HILLTOP] if role == "School user" else [])
    client = Client()
    client.force_login(user)
    return {"user": user.pk, "cookie": client.cookies["onroll"].value}


def main(home: Path, port: str = "") -> None:
    from onroll.web.prepare import prepare

    prepare(home)
    if not port:
        print(json.dumps(make_world(home)))
        return

    from onroll.web.config import wsgi
    from onroll.web.serve import serve

    told = {"database": os.environ["DATABASE_URL"]}
    wsgi.application = Faults(wsgi.application)  # type: ignore[assignment]
    serve(home, int(port), ready=lambda _: print(json.dumps(told), flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
