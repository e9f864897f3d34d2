"""What web and browser tests share: a real PostgreSQL, a made-up authority, an officer.

The server is the one in `DATABASE_URL`, or the embedded one with its data in a temporary folder.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from onroll.record.home import Home
from onroll.web.config import database
from onroll.web.config.authority import authority
from tests.web.small_run import write_run

PASSWORD = "made-up-Exampleshire-1"

AUTHORITY = """
name = "Exampleshire County Council"
short_name = "Exampleshire"
la_code = "001"
colour = "#00594f"
postcode_districts = ["XE1", "XE2"]
demo = true
"""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Exampleshire's home; the settings point at it for the whole session."""
    path = tmp_path_factory.mktemp("home")
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    before = settings.ONROLL_HOME
    settings.ONROLL_HOME = path
    settings.SECRET_KEY = "for tests only, made up and never kept"
    authority.cache_clear()
    yield Home(path)
    settings.ONROLL_HOME = before


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, home: Home
) -> None:
    """Start PostgreSQL, if it is ours to start, before the test database is made in it."""
    address = os.environ.get("DATABASE_URL") or hurried(database_folder())
    test = connections.databases["default"]["TEST"]
    connections.databases["default"].update(database.settings(address) | {"TEST": test})


def hurried(folder: Path) -> str:
    """The address of a server of our own that waits for no disk: no test has the power fail."""
    address = database.start(folder)
    with (folder / "postgresql.auto.conf").open("a", encoding="utf-8") as settings_of_server:
        settings_of_server.write("fsync = off\nfull_page_writes = off\n")
    process = int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    os.kill(process, signal.SIGHUP)  # it reads its settings again
    return address


def database_folder() -> Path:
    """A folder for the server's data that goes when the tests end, after the server has stopped.

    Not one of pytest's: those are closed to other users whenever another pytest starts, and a
    server started by root runs as another user.
    """
    folder = Path(tempfile.mkdtemp(prefix="onroll-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, in which a test acts as a command does: its tables' owner sees no rows."""
    with django_db_blocker.unblock():
        database.act_as(database.PUBLISHER)
    yield
    with django_db_blocker.unblock():
        database.act_as_oneself()


@pytest.fixture(scope="session")
def small_run(home: Home) -> Path:
    """The folder of the small run."""
    return write_run(home.path)


@pytest.fixture(scope="session")
def published_once(
    django_db_setup: None, django_db_blocker: Any, home: Home, small_run: Path
) -> Path:
    """The small run, published for the whole session; each test undoes what it does to it."""
    from onroll.web.publish import publish

    with django_db_blocker.unblock():
        publish(small_run, home)
    return small_run


@pytest.fixture
def published(published_once: Path, db: None) -> Path:
    """The folder of the run that is shown."""
    return published_once


@pytest.fixture(scope="session")
def officer_once(django_db_setup: None, django_db_blocker: Any, home: Home) -> Any:
    """An officer who may sign in, made once: hashing a password is slow on purpose."""
    from onroll.web.access.accounts import add_user

    with django_db_blocker.unblock():
        return add_user(
            email="priya@exampleshire.example",
            full_name="Priya Sharma",
            password=PASSWORD,
            role="Education officer",
        )


@pytest.fixture
def officer(officer_once: Any, db: None) -> Any:
    return officer_once


@pytest.fixture
def signed_in(client: Any, officer: Any) -> Any:
    """A test client with the officer signed in."""
    client.force_login(officer)
    return client


@pytest.fixture
def own_home(home: Home, settings: Any, tmp_path: Path) -> Home:
    """A home of this test's own, so that what it loads is nobody else's."""
    (tmp_path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    settings.ONROLL_HOME = tmp_path
    return Home(tmp_path)


@pytest.fixture(scope="session")
def analyst_once(django_db_setup: None, django_db_blocker: Any, home: Home) -> Any:
    """An analyst, who may load files."""
    from onroll.web.access.accounts import add_user

    with django_db_blocker.unblock():
        return add_user(
            email="joanne@exampleshire.example",
            full_name="Joanne Lee",
            password=PASSWORD,
            role="Data analyst",
        )


@pytest.fixture
def analyst(client: Any, analyst_once: Any, own_home: Home, db: None) -> Any:
    """A test client with the analyst signed in, and a home of this test's own behind it."""
    client.force_login(analyst_once)
    return client
