"""What is answered where something cannot be done: one shape everywhere, in the pages' words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field

MOST_FOUND: Final = 40
"""How many characters of what was sent are said back."""


class Problem(Schema):
    """One thing that is wrong."""

    where: str = Field(description="Which part of what was sent; empty where it is the whole.")
    found: str = Field(description="What was found there, 40 characters of it; empty: nothing.")
    needed: str = Field(description="What is needed, in the words of the page.")
    fix: str = Field(description="What to do now.")


class Problems(Schema):
    errors: list[Problem]


REFUSALS: Final[dict[frozenset[int], Any]] = {
    frozenset({400, 401, 403, 404, 409, 422, 429}): Problems
}
"""What every endpoint may answer instead."""

AGAIN: Final = "Put it right and send the whole again. Nothing was kept"
READ: Final = "Read what is asked at /api/v1/openapi.json, and send it again. Nothing was kept"


class Refused(Exception):
    """Something cannot be done. Raised inside an endpoint: what it wrote is undone."""

    def __init__(self, status: int, *problems: Problem) -> None:
        super().__init__(status)
        self.status, self.problems = status, problems


def problem(needed: str, fix: str, *, where: str = "", found: str = "") -> Problem:
    return Problem(where=where, found=found[:MOST_FOUND], needed=needed, fix=fix)


NOT_THERE: Final = problem(
    "There is no such thing here, or it is not your organisation's",
    "Check the address and the reference",
)
NO_KEY: Final = problem(
    "A key that is good today is needed, as Authorization: Bearer KEY",
    "Use the newest key. Whoever looks after people and roles at the authority makes keys",
    where="Authorization",
)
NO_ROLE: Final = problem(
    "Your organisation has no role in force that does this",
    "Ask whoever looks after people and roles at the authority",
)

BY_STATUS: Final = {
    400: problem("What was sent cannot be read", READ),
    401: NO_KEY,
    403: NO_ROLE,
    404: NOT_THERE,
    405: problem("The address does not take this method", "Use a method that Allow names"),
    429: problem(
        "Too much was asked for in a day or a minute", "Wait as many seconds as Retry-After says"
    ),
    500: problem(
        "Something went wrong on our side. Nothing was changed",
        "Try again in a few minutes. If it happens again, tell whoever looks after this service",
    ),
}
"""What is said where no endpoint says it."""


def answered(status: int, problems: Iterable[Problem]) -> HttpResponse:
    """The answer that says these problems."""
    said = Problems(errors=list(problems)).model_dump()
    text = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json; charset=utf-8", status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(_request: HttpRequest, why: Any) -> HttpResponse:
    """The answer to `Refused`."""
    transaction.set_rollback(True)
    return answered(why.status, why.problems)


def not_as_asked(_request: HttpRequest, why: Any) -> HttpResponse:
    """The answer to what is not of the shape that the OpenAPI document says."""
    assert isinstance(why, ValidationError)
    transaction.set_rollback(True)
    return answered(400, [said_of(each) for each in why.errors])


def not_read(_request: HttpRequest, why: Any) -> HttpResponse:
    """The answer to what is no JSON at all."""
    transaction.set_rollback(True)
    return answered(why.status_code, [BY_STATUS.get(why.status_code, BY_STATUS[400])])


def said_of(error: dict[str, Any]) -> Problem:
    place = [str(part) for part in error["loc"] if part not in ("body", "path", "query", "header")]
    missing = error["type"] == "missing"
    needed = "It must be given" if missing else str(error["msg"])
    return problem(
        needed, READ, where=".".join(place), found="" if missing else "What does not fit"
    )
