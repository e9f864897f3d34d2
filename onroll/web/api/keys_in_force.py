"""Middleware: a request to the API is that of its key's program, whatever cookie it has.

Before the page and outside its transaction, so that a key that was withdrawn lets nobody in at the
very next request, and what was refused is counted too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import get_default_timezone, localdate, now

from onroll.web.api.keys import count, found
from onroll.web.api.problems import BY_STATUS, answered

UNDER: Final = "/api/"
KEPT: Final = ("Allow", "Retry-After")


class KeysInForce:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(UNDER):
            return self.get_response(request)
        at = now()
        key = found(secret_of(request), at)
        vars(request)["api_key"] = key
        request.user = key.account if key else AnonymousUser()
        if key and (wait := count(key, at)):
            response: HttpResponseBase = answered(429, [BY_STATUS[429]])
            response["Retry-After"] = str(wait)
            return response
        return in_one_shape(self.get_response(request), at)


def secret_of(request: HttpRequest) -> str:
    """What stands after Bearer; "" where nothing does."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def in_one_shape(response: HttpResponseBase, at: datetime) -> HttpResponseBase:
    """The answer; where a page says that something cannot be, the same as the API says it."""
    status = response.status_code
    if status < 400 or response.get("Content-Type", "").startswith("application/json"):
        return response
    said = answered(status, [BY_STATUS.get(status, BY_STATUS[400 if status < 500 else 500])])
    for name in KEPT:
        if name in response:
            said[name] = response[name]
    if status == 429:  # as many children as may be seen in a day: it ends at midnight
        said["Retry-After"] = str(seconds_left_of_day(at))
    return said


def seconds_left_of_day(at: datetime) -> int:
    tomorrow = localdate(at) + timedelta(days=1)
    ends = datetime.combine(tomorrow, time.min, get_default_timezone())
    return max(1, int((ends - at).total_seconds()))
