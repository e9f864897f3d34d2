"""People at their browsers, in a process of their own: each page asked for when its time has come.

    python bench/_asking.py < PLAN > ANSWERS

Open loop: nobody waits for the answer before. What a page takes is counted from when it was due, so
a server that falls behind shows it. PLAN and ANSWERS are JSON; only 127.0.0.1 is asked.
"""

from __future__ import annotations

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPResponse
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import urlencode

AT_ONCE: Final = 600
TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Ask:
    """One page, asked for `at` seconds from the start. With `words` a search is sent first; of
    nobody (`person` empty) it is the bare view."""

    at: float
    page: str
    path: str
    person: str = ""
    words: str = ""


@dataclass(frozen=True)
class Answer:
    """How it went: when it was due, seconds from then to its last byte, bytes, and its status, of a
    search the worse one."""

    at: float
    page: str
    person: str
    seconds: float
    size: int
    status: int


class Browser:
    """One browser: the cookie of its session and the token of its forms, once somebody signs in."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.token = port, "", ""

    def sign_in(self, email: str, password: str) -> None:
        self.token = token_in(self.ask("/sign-in/")[1])
        status, _ = self.ask("/sign-in/", {"email": email, "password": password})
        if status != 302:
            raise SystemExit(f"error: {email} could not sign in: {status}")
        self.token = token_in(self.ask("/children/")[1])

    def ask(self, path: str, typed: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The status and body of a page, or of a form that is sent."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if typed is None:
                connection.request("GET", path, headers=headers)
            else:
                form = urlencode({"csrfmiddlewaretoken": self.token, **typed})
                connection.request("POST", path, form, headers | FORM)
            answer = connection.getresponse()
            self.keep(answer)
            return answer.status, answer.read()
        finally:
            connection.close()

    def keep(self, answer: HTTPResponse) -> None:
        for sent in answer.headers.get_all("Set-Cookie") or ():
            if sent.startswith("onroll="):
                self.cookie = sent.partition(";")[0]


def token_in(page: bytes) -> str:
    found = TOKEN.search(page.decode())
    return found.group(1) if found else ""


def main() -> None:
    plan: dict[str, Any] = json.load(sys.stdin)
    browsers = {email: Browser(plan["port"]) for email in plan["people"]}
    for email, browser in browsers.items():
        browser.sign_in(email, plan["password"])
    stranger = Browser(plan["bare_port"])
    asks = sorted((Ask(**each) for each in plan["asks"]), key=lambda ask: ask.at)
    answers: list[Answer] = []
    lock = Lock()
    began = monotonic() + 1

    def ask(each: Ask) -> None:
        browser = browsers.get(each.person, stranger)
        worst, size = 200, 0
        if each.words:
            status, _ = browser.ask(each.path, {"words": each.words})
            worst = status if status >= 400 else worst
        status, body = browser.ask(f"{each.path}?found" if each.words else each.path)
        took = monotonic() - began - each.at
        answer = Answer(each.at, each.page, each.person, took, size + len(body), max(worst, status))
        with lock:
            answers.append(answer)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for each in asks:
            sleep(max(0.0, began + each.at - monotonic()))
            pool.submit(ask, each)
    json.dump([asdict(each) for each in answers], sys.stdout)


if __name__ == "__main__":
    main()
