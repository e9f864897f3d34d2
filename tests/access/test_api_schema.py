"""The API does what its OpenAPI document says, and nothing else, whoever asks and whatever is sent.

Schemathesis asks the service, which runs as a process of its own, with all of its checks. The tests
ask a sample; `run.py prove api` asks ONROLL_PROOF cases, a share of each role that may hold a key
and of whoever has none, and says how many were answered how.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import count
from random import Random
from typing import Any, Final

import pytest
import requests
import schemathesis
from django.utils.timezone import localdate
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from onroll.record.forms.monthly_return import month_before
from onroll.record.forms.weekly_hours import last_week
from onroll.web.api.asking import PUPIL
from onroll.web.api.limits import numbers
from tests.access.a_service import Service
from tests.access.api_keys import OWN, RELEASED, ROLES, key_of, program_of, release_in
from tests.web.told_by_form import LEAVING, NEW_CHILD

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
SEED = int(os.environ.get("ONROLL_SEED", "1"))
CASES = PROOF // (len(ROLES) + 1) if PROOF else 20
"""How many cases are asked of each of them, at least."""
OPERATIONS: Final = 20
A_MINUTES: Final = max(numbers()["requests_a_minute"]["from"].values()) - 10

CONFIG: Final = """
seed = {seed}
continue-on-failure = true
[generation]
mode = "all"
database = "none"
max-examples = {examples}
no-shrink = true
[phases.coverage]
enabled = {edges}
[checks]
enabled = true
max_response_time = 20
# What is of the right shape may still not be lawful, or not be ready to be sent: 422 says why.
positive_data_acceptance.expected-statuses = [
  "2xx", "401", "403", "404", "409", "422", "429"
]
"""

A_DAY: Final = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"
MISSES: Final = {
    "reason": "MN", "hours_offered": "12", "hours_attended": "9", "starts_on": "2026-10-01",
}  # fmt: skip


def nearer_to_what_is_right(case: Any, random: Random) -> None:
    """Put into half of what is drawn, where it is of the right shape, what gets further: a month
    or week that is open, answers that are right, a pupil of one's own, a release that there is."""
    where, body = case.path_parameters, case.body
    if re.fullmatch("20[0-9]{2}-[0-9]{2}", str(where.get("month"))) and random.random() < 0.5:
        # A month that is open, and of which no other test of the service sends a return.
        where["month"] = f"{month_before(localdate().replace(day=1)):%Y-%m}"
    if re.fullmatch(A_DAY, str(where.get("week"))) and random.random() < 0.5:
        where["week"] = str(last_week(localdate()))
    for part, there_is in (("name", RELEASED), ("file", f"{RELEASED}.zip")):
        if part in where and random.random() < 0.7:
            where[part] = there_is
    if not isinstance(body, dict) or random.random() < 0.5:
        return
    told_of = body.get("pupils") or body.get("children")
    for each in (body, *(told_of if isinstance(told_of, list) else ())):
        if isinstance(each, dict) and isinstance(each.get("answers"), dict):
            each["answers"] |= random.choice([NEW_CHILD | LEAVING, MISSES])
        if isinstance(each, dict) and re.fullmatch(PUPIL, str(each.get("pupil"))):
            each["pupil"] = random.choice([OWN, "EC-ABCDEFG"])


class Keys:
    """Puts a key on what is asked; a new one before the last has asked all it may in a minute."""

    def __init__(self, service: Service, role: str) -> None:
        self.service = service
        self.account = program_of(service, role, ROLES[role]) if role else None
        self.asked, self.secret, self.random = count(), "", Random(SEED)

    def get(self, _case: Any, _context: Any) -> str:
        n = next(self.asked)
        if self.account is not None and n % A_MINUTES == 0:
            self.secret = key_of(self.service, self.account, str(n))
        return self.secret

    def set(self, case: Any, secret: str, _context: Any) -> None:
        nearer_to_what_is_right(case, self.random)
        if secret:
            case.headers["Authorization"] = f"Bearer {secret}"


def document_of(service: Service) -> dict[str, Any]:
    address = f"http://127.0.0.1:{service.port}/api/v1/openapi.json"
    found: dict[str, Any] = requests.get(address, headers={"Host": "localhost"}, timeout=60).json()
    return found


def asked_as(
    service: Service, keys: Keys, document: dict[str, Any], *, examples: int, edges: bool, seed: int
) -> tuple[Counter[int], list[str]]:
    """The statuses of all that was answered, and what was not as the document says.

    With its edges, every value at the edge of what is declared, not only those that are drawn.
    """
    text = CONFIG.format(seed=seed, examples=examples, edges=f"{edges}".lower())
    config = SchemathesisConfig.from_str(text)
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.config.update(base_url=f"http://localhost:{service.port}")

    class Provider:
        get, set = keys.get, keys.set

    schema.auth(refresh_interval=None)(Provider)
    asked: Counter[int] = Counter()
    found = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found.append(f"schemathesis: {vars(event)}")
        if isinstance(event, events.ScenarioFinished):
            answers = event.recorder.interactions
            asked += Counter(e.response.status_code for e in answers.values() if e.response)
            found += [
                f"{event.label} {check.name}: {check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.status == Status.FAILURE and check.failure_info
            ]
    return asked, found


@pytest.mark.proof
@pytest.mark.usefixtures("own_home")  # whose the report of the release is
@pytest.mark.parametrize("role", [*ROLES, ""], ids=[*ROLES, "no key"])
def test_api_schema(service: Service, role: str) -> None:
    """The sample asks a school's program for every edge; the proof asks everybody's."""
    release_in(service)
    keys, document = Keys(service, role), document_of(service)
    edges = bool(PROOF) or role == "School user"
    asked: Counter[int] = Counter()
    found: list[str] = []
    seed = SEED
    while asked.total() < CASES:
        more, wrong = asked_as(
            service, keys, document, examples=max(2, CASES // OPERATIONS), edges=edges, seed=seed
        )
        asked, found, seed = asked + more, found + wrong, seed + 1
    told = ", ".join(f"{n:,} times {status}" for status, n in sorted(asked.items()))
    print(
        f"seed {SEED}, {role or 'no key'}: {asked.total():,} cases asked, {len(found):,} not as "
        f"declared; answered {told}"
    )
    assert not found, "\n\n".join(dict.fromkeys(found))
    assert (200 in asked) == bool(role)


def test_an_answer_that_is_not_declared_is_found(service: Service) -> None:
    """The planted fault: the document leaves out that a form may be refused."""
    document = document_of(service)
    paths = document["paths"]
    document["paths"] = {"/api/v1/forms": paths["/api/v1/forms"]}
    del paths["/api/v1/forms"]["get"]["responses"]["401"]
    _, found = asked_as(service, Keys(service, ""), document, examples=1, edges=False, seed=SEED)
    assert found
