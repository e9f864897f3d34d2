"""The world of access, published once for each file of tests; each test undoes what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from tests.access.a_service import Service, running
from tests.access.access_world import world
from tests.access.people_who_ask import everybody


@pytest.fixture(scope="module")
def published_world(
    published_once: Path, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("access"))
    with django_db_blocker.unblock(), world(home):
        yield home


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """A service as a process of its own, for all that asks one by its API."""
    with running() as service:
        yield service


@pytest.fixture(scope="module")
def people(published_world: Home) -> dict[str, Any]:
    """Everybody who asks, by what the tables call them."""
    return everybody()
