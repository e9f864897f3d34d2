"""The programs that ask: a school's, another school's, another service's; and who let them in."""

from __future__ import annotations

import pytest

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import ChildRelation, Role, User
from tests.web.api_programs import HILLTOP, Program, another_key, key_of
from tests.web.people_pages import made
from tests.web.small_run import AMARA


@pytest.fixture
def manager() -> User:
    return made("Mana", "Data manager")


@pytest.fixture
def account(manager: User) -> User:
    return key_of(Role.SCHOOL_USER, HILLTOP, by=manager)[0]


@pytest.fixture
def school(account: User, manager: User) -> Program:
    with as_publisher():
        ChildRelation.objects.get_or_create(child=AMARA, relation=f"at:{HILLTOP}")
    return Program(another_key(account, manager))


@pytest.fixture
def elsewhere(manager: User) -> Program:
    return Program(key_of(Role.SCHOOL_USER, "100009", by=manager)[1])


@pytest.fixture
def partner(manager: User) -> Program:
    return Program(key_of(Role.PARTNERSHIP_MEMBER, by=manager)[1])
