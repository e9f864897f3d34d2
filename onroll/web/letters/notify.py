"""GOV.UK Notify: one call a letter, never tried again, and each answer taken for what it says.

Its own client needs docopt, which is published only as a source archive: installing it runs code
that no hash of ours covers (docs/adr/0009). What we need of it is here: a token, one POST, and
which answers mean that a letter was certainly not taken.
"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from typing import Any, Final

import jwt
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from onroll.web.letters.posting import NotAnswered, Parcel, Refused

OURS: Final = (401, 403, 429)
"""Answers about us and not about the letter: the key is wrong, or there were too many calls."""


@dataclass(frozen=True)
class Notify:
    """A council's account. `key` is `name-service-secret`, as Notify gives it; `times_out` the
    seconds to be connected and to be answered."""

    key: str
    email_template: str
    base_url: str
    note: str = ""
    times_out: tuple[int, int] = (10, 60)

    def ready(self) -> str:
        """Empty where Notify answers to our key."""
        if len(self.key) < 73:
            return "ONROLL_NOTIFY_KEY is not a key of GOV.UK Notify. Copy it from its pages again."
        try:
            answer = self.ask("GET", "/v2/notifications?template_type=email&reference=none")
        except requests.RequestException as fault:
            return f"GOV.UK Notify at {self.base_url} cannot be reached ({type(fault).__name__})."
        if answer.status_code != 200:
            return f"GOV.UK Notify answered {answer.status_code}: {said_in(answer)}"
        return ""

    def carry(self, parcel: Parcel) -> str:
        """Notify's number of the letter. Raises `Refused` or `NotAnswered`."""
        body: dict[str, Any] = {"reference": parcel.key}
        if parcel.channel == "email":
            body |= {
                "email_address": parcel.address,
                "template_id": self.email_template,
                "personalisation": {"subject": parcel.subject, "body": parcel.body},
            }
        else:
            body["content"] = base64.b64encode(parcel.content).decode()
        try:
            answer = self.ask("POST", f"/v2/notifications/{parcel.channel}", body)
        except requests.RequestException as fault:
            if never_connected(fault):
                raise Refused("GOV.UK Notify could not be reached", stop=True) from None
            raise NotAnswered(f"No answer came ({type(fault).__name__})") from None
        status = answer.status_code
        if status == 201:
            return taken_as(answer)
        if 400 <= status < 500 and status != 408:
            stop = status in OURS
            raise Refused(f"GOV.UK Notify refused it ({status}): {said_in(answer)}", stop=stop)
        raise NotAnswered(f"GOV.UK Notify answered {status}")

    def ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        """One call. `auth` is ours so that no password of a `.netrc` takes its place."""
        issued = {"iss": self.key[-73:-37], "iat": int(time.time())}
        token = jwt.encode(issued, self.key[-36:], algorithm="HS256")

        def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
            request.headers["Authorization"] = f"Bearer {token}"
            return request

        return requests.request(
            method, self.base_url.rstrip("/") + path, json=body, auth=sign, timeout=self.times_out,
            allow_redirects=False,
        )  # fmt: skip


def never_connected(fault: requests.RequestException) -> bool:
    """Whether no connection was made at all, so that nothing can have been taken."""
    if isinstance(fault, requests.ConnectTimeout):
        return True
    inner = fault.args[0] if fault.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError)


def taken_as(answer: requests.Response) -> str:
    """Notify's number of what it took; empty where its answer has none."""
    try:
        return str(answer.json().get("id", ""))[:64]
    except ValueError:
        return ""


def said_in(answer: requests.Response) -> str:
    """Why Notify refused, in its own words, shortened; never what we sent."""
    try:
        errors = answer.json()["errors"]
        words = "; ".join(str(each["message"]) for each in errors)
    except (ValueError, KeyError, TypeError):
        return "it did not say why"
    return words[:200]
