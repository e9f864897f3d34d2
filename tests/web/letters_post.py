"""A GOV.UK Notify of our own over HTTP, letters that wait for it, and senders that are killed."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jwt
from django.db import connections

from onroll.record.failpoints import ARMED
from onroll.web.access.models import User
from onroll.web.children.models import Child
from onroll.web.letters import actions, sending
from onroll.web.letters.authority_letters import AuthorityLetters
from onroll.web.letters.here import letters_here, template_here
from onroll.web.letters.models import Channel, Letter
from onroll.web.letters.notify import Notify

SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
KEY = f"made-up-{SERVICE}-{SECRET}"
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
ADDRESS = "Mrs Example\n1 High Street\nXE1 2BB"
FILLED = {"parent": "Mrs Example", "reason": "We heard.", "reply_by": "2026-12-14"}


class Post:
    """What arrived, and how the next are answered: a status, or "gone" for a connection that is
    closed once the letter has arrived. Kept in files, for the service is a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.came, self.next = folder / "came", folder / "next"
        self.came.touch()
        self.answers = []

    @property
    def answers(self) -> list[int | str]:
        return json.loads(self.next.read_text())

    @answers.setter
    def answers(self, these: list[int | str]) -> None:
        self.next.write_text(json.dumps(these))

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.came.read_text().splitlines()]

    @property
    def arrived(self) -> Counter[str]:
        """How often each letter was taken, by reference; one that was refused was not."""
        taken = [each for each in self.bodies if each["answer"] not in (400, 403, 429)]
        return Counter(each["reference"] for each in taken)

    def take(self, body: dict[str, Any]) -> int | str:
        answer, *rest = self.answers or [201]
        self.answers = rest
        with self.came.open("a") as file:
            file.write(json.dumps(body | {"answer": answer}) + "\n")
        return answer


@contextmanager
def post_office() -> Iterator[tuple[Post, Notify]]:
    """The stand-in while it listens, and an account with it. A process and no thread: a process
    with threads must not be forked."""
    with TemporaryDirectory() as folder:
        post = Post(Path(folder))
        server = HTTPServer(("127.0.0.1", 0), counterpart(post))
        pid = os.fork()
        if pid == 0:
            try:
                server.serve_forever()
            finally:
                os._exit(0)
        server.socket.close()
        try:
            yield post, Notify(KEY, "template", f"http://127.0.0.1:{server.server_port}")
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def counterpart(post: Post) -> type[BaseHTTPRequestHandler]:
    class Counterpart(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.signed():
                self.say(200, {"notifications": []})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.signed():
                return
            answer = post.take(body | {"path": self.path})
            if answer == "gone":
                self.close_connection = True
            elif answer == 201:
                self.say(201, {"id": f"n-{body['reference'][:8]}"})
            else:
                self.say(int(answer), {"errors": [{"message": "made up"}]})

        def signed(self) -> bool:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            try:
                claims = jwt.decode(token, SECRET, algorithms=["HS256"])
            except jwt.InvalidTokenError:
                self.say(403, {"errors": [{"message": "Invalid token"}]})
                return False
            return claims["iss"] == SERVICE

        def say(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    return Counterpart


def ready_letter(by: User, child: Child, *, channel: Channel = Channel.EMAIL) -> Letter:
    """A letter that is ready, begun and made ready as the pages do it."""
    template = template_here("first_contact")
    assert template is not None
    letter = actions.begin(child=child, template=template, filled=FILLED, by=by, at=AT)
    return made_ready(letter, by, child, channel=channel)


def made_ready(letter: Letter, by: User, child: Child, *, channel: Channel) -> Letter:
    email = "mrs@example.example" if channel is Channel.EMAIL else ""
    how = "She gave it to me on the telephone"
    verified = actions.Verified(channel, ADDRESS, email, date(2026, 11, 20), how)
    return actions.make_ready(letter=letter, child=child, verified=verified, by=by, at=AT)


def send(notify: Notify, letters: AuthorityLetters | None = None) -> list[sending.Outcome]:
    """What `onroll letters send` does, in this process."""
    ours = letters or letters_here()
    now = lambda: AT  # noqa: E731
    return [*sending.left_behind(now), *sending.send_all(notify, ours, now)]


def begin_sender(notify: Notify, point: str = "") -> int:
    """A process that sends, and is killed at a point; its number. It has a connection of its own,
    and leaves that of this process alone. It sends emails only: where this process has made a PDF,
    the typesetter's threads are not in a process forked from it."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.environ[ARMED] = point
        connections["default"].connection = None  # this process's number guards the other's
        send(notify)
        connections["default"].close()
    finally:
        os._exit(0)


def ended(pid: int) -> bool:
    """Waits for a sender; whether it was killed."""
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])
