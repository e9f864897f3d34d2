"""A letter leaves at most once, whatever happens to whoever sends it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import IntegrityError

from onroll.record.failpoints import FAILPOINTS
from onroll.web.access.acting import acting_as
from onroll.web.access.models import RestrictedChild, User
from onroll.web.children.models import Child, Fact
from onroll.web.letters import actions
from onroll.web.letters.here import letters_here, template_here
from onroll.web.letters.models import Channel, Letter, LetterEvent, State
from onroll.web.letters.moving import Moved, move
from onroll.web.letters.notify import Notify
from onroll.web.letters.sending import carrier, rehearsed
from onroll.web.letters.stand_in import FOLDER, StandIn
from tests.web.letters_post import (
    ADDRESS,
    AT,
    FILLED,
    Post,
    begin_sender,
    ended,
    post_office,
    ready_letter,
    send,
)
from tests.web.small_run import AMARA, AS_OF, JOSHUA

POINTS = [each for each in FAILPOINTS if each.startswith("letter.")]
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")


@pytest.fixture
def posted() -> Iterator[tuple[Post, Notify]]:
    with post_office() as found:
        yield found


@pytest.fixture
def amara(published: Any) -> Child:
    return Child.objects.get(pk=AMARA)


@pytest.fixture
def kept(published_once: Any, officer_once: User, django_db_blocker: Any) -> Iterator[User]:
    """Whoever writes letters in a database that commits; the letters are taken away at the end."""
    with django_db_blocker.unblock():
        yield officer_once
        with transaction.atomic(), acting_as("none"), connection.cursor() as cursor:
            cursor.execute("truncate letters_letterevent")
        Letter.objects.all().delete()


def states(*letters: Letter) -> list[str]:
    found = dict(Letter.objects.values_list("pk", "state"))
    return [found[letter.pk] for letter in letters]


# Killed


@needs_fork
@pytest.mark.parametrize("point", POINTS)
def test_a_sender_killed_at_any_point_and_started_again_sends_nothing_twice(
    kept: User, posted: tuple[Post, Notify], point: str
) -> None:
    """The first of two letters is struck; the sender after it sends the second, and not that."""
    post, notify = posted
    first = ready_letter(kept, Child.objects.get(pk=AMARA))
    second = ready_letter(kept, Child.objects.get(pk=JOSHUA))
    assert ended(begin_sender(notify, point))
    for _ in range(2):
        assert not ended(begin_sender(notify))
    arrived = {
        "letter.claimed": (1, State.SENT),  # it was not begun, so it is simply sent
        "letter.committed": (0, State.NOT_KNOWN),
        "letter.answered": (1, State.NOT_KNOWN),
        "letter.kept": (1, State.NOT_KNOWN),
        "letter.done": (1, State.SENT),
    }[point]
    assert (post.arrived[str(first.notify_reference)], *states(first)) == arrived
    assert (post.arrived[str(second.notify_reference)], *states(second)) == (1, State.SENT)


@needs_fork
@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_senders_killed_and_answers_lost_sends_each_letter_at_most_once(
    kept: User, posted: tuple[Post, Notify], seed: int
) -> None:
    post, notify = posted
    chance = random.Random(seed)
    children = list(Child.objects.filter(pk__in=[AMARA, JOSHUA]))
    letters = [ready_letter(kept, chance.choice(children)) for _ in range(4)]
    post.answers = [chance.choice([201, 201, 201, 400, 429, 500, 503, "gone"]) for _ in range(4)]
    for _ in range(4):
        senders = [begin_sender(notify, chance.choice(["", *POINTS])) for _ in range(2)]
        for pid in senders:
            ended(pid)
    assert not ended(begin_sender(notify))
    for letter, state in zip(letters, states(*letters), strict=True):
        arrived = post.arrived[str(letter.notify_reference)]
        assert arrived <= 1
        assert state in (State.SENT, State.FAILED, State.NOT_KNOWN, State.READY)
        assert {State.SENT: 1, State.FAILED: 0, State.READY: 0}.get(
            State(state), arrived
        ) == arrived


@needs_fork
def test_four_senders_at_once_send_each_letter_once(
    kept: User, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    amara = Child.objects.get(pk=AMARA)
    letters = [ready_letter(kept, amara) for _ in range(8)]
    senders = [begin_sender(notify) for _ in range(4)]
    assert [ended(pid) for pid in senders] == [False] * 4
    assert [post.arrived[str(letter.notify_reference)] for letter in letters] == [1] * 8
    assert states(*letters) == [State.SENT] * 8


def test_a_letter_that_another_sender_has_is_not_taken_for_left_behind(
    kept: User, posted: tuple[Post, Notify]
) -> None:
    """The lock of a letter says that its sender still lives."""
    import psycopg

    from onroll.web.letters.sending import LOCK

    letter = ready_letter(kept, Child.objects.get(pk=AMARA))
    move(letter, State.SENDING, by=None, at=AT)
    told = connection.get_connection_params()
    told = {
        name: told[name] for name in ("dbname", "user", "password", "host", "port") if name in told
    }
    with psycopg.connect(**told) as other:
        other.execute("select pg_advisory_lock(%s, %s)", [LOCK, letter.pk])
        assert send(posted[1]) == []
        assert states(letter) == [State.SENDING]
    assert [each.state for each in send(posted[1])] == [State.NOT_KNOWN]


# What an answer means


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (201, State.SENT),
        (400, State.FAILED),
        (403, State.FAILED),
        (429, State.FAILED),
        (408, State.NOT_KNOWN),
        (500, State.NOT_KNOWN),
        (503, State.NOT_KNOWN),
        (302, State.NOT_KNOWN),
        ("gone", State.NOT_KNOWN),
    ],
)
def test_only_an_answer_that_says_so_is_taken_for_sent_or_for_not_sent(
    amara: Child, officer: User, posted: tuple[Post, Notify], answer: Any, state: State
) -> None:
    post, notify = posted
    post.answers = [answer]
    letter = ready_letter(officer, amara)
    assert [each.state for each in send(notify)] == [state]
    assert states(letter) == [state]
    assert send(notify) == []
    assert post.arrived[str(letter.notify_reference)] <= 1


def test_a_key_that_is_refused_stops_the_sender_before_it_touches_the_others(
    amara: Child, officer: User, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    post.answers = [403]
    first, second = ready_letter(officer, amara), ready_letter(officer, amara)
    assert [each.stop for each in send(notify)] == [True]
    assert states(first, second) == [State.FAILED, State.READY]


def test_where_nobody_listens_no_letter_is_touched(amara: Child, officer: User) -> None:
    nowhere = Notify("x" * 80, "template", "http://127.0.0.1:9")
    assert "cannot be reached" in nowhere.ready()
    letter = ready_letter(officer, amara)
    assert [each.state for each in send(nowhere)] == [State.FAILED]
    assert "could not be reached" in letter.events.get(state=State.FAILED).words


def test_what_is_sent_is_the_letter_to_the_verified_address_under_a_reference_that_says_nothing(
    amara: Child, officer: User, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    letter = ready_letter(officer, amara)
    by_post = ready_letter(officer, amara, channel=Channel.LETTER)
    send(notify)
    email, printed = post.bodies
    assert email["path"] == "/v2/notifications/email"
    assert email["email_address"] == "mrs@example.example"
    assert email["personalisation"]["subject"] == "Can we talk about your child's education?"
    assert "Amara Example" in email["personalisation"]["body"]
    assert email["reference"] == str(letter.notify_reference)
    assert printed.keys() == {"path", "reference", "content", "answer"}
    by_post.refresh_from_db()
    assert by_post.provider_id.startswith("n-")


# What may not go out


def test_no_letter_goes_out_once_the_child_has_died(
    amara: Child, officer: User, posted: tuple[Post, Notify]
) -> None:
    letter = ready_letter(officer, amara)
    Fact.objects.create(
        row_id="6c1f0a52-0000-4000-8000-000000000001", child=amara, fact="died", starts_on=AS_OF,
        feed="deaths", file="d.csv", row=1, setting="",
    )  # fmt: skip
    assert [each.state for each in rehearsed(lambda: AT)] == [State.FAILED]
    assert states(letter) == [State.READY]
    assert "has died" in send(posted[1])[0].words
    assert posted[0].bodies == []


def test_no_letter_goes_out_where_the_child_was_protected_after_it_was_made_ready(
    amara: Child, officer: User, posted: tuple[Post, Notify]
) -> None:
    """One made ready since, by somebody who sees the child, does."""
    before = ready_letter(officer, amara)
    RestrictedChild.objects.create(child=AMARA)
    since = ready_letter(officer, amara)
    assert [each.state for each in send(posted[1])] == [State.FAILED, State.SENT]
    assert posted[0].arrived == {str(since.notify_reference): 1}
    assert "protected after" in before.events.get(state=State.FAILED).words


@pytest.mark.parametrize(("how", "days"), [(" ", 0), ("She said so", 1)])
def test_a_letter_is_not_made_ready_for_an_address_that_nobody_has_checked_yet(
    amara: Child, officer: User, how: str, days: int
) -> None:
    template = template_here("first_contact")
    assert template is not None
    letter = actions.begin(child=amara, template=template, filled=FILLED, by=officer, at=AT)
    on = AT.date() + timedelta(days=days)
    verified = actions.Verified(Channel.BY_HAND, ADDRESS, "", on, how)
    with pytest.raises(ValidationError, match="check"):
        actions.make_ready(letter=letter, child=amara, verified=verified, by=officer, at=AT)
    assert states(letter) == [State.DRAFT]


def test_the_database_itself_refuses_a_second_sending(amara: Child, officer: User) -> None:
    letter = ready_letter(officer, amara)
    move(letter, State.SENDING, by=None, at=AT)
    with pytest.raises(IntegrityError, match="comes_to_a_state_once"), transaction.atomic():
        LetterEvent.objects.create(letter=letter, state=State.SENDING, on=AS_OF)


def test_the_database_itself_refuses_a_letter_whose_address_nobody_checked(
    amara: Child, officer: User
) -> None:
    letter = ready_letter(officer, amara)
    with pytest.raises(IntegrityError, match="only_to_a_verified_channel"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(verified_by=None)


def test_from_what_is_not_known_only_a_person_leads_on(
    amara: Child, officer: User, posted: tuple[Post, Notify]
) -> None:
    post, notify = posted
    post.answers = ["gone"]
    letter = ready_letter(officer, amara)
    send(notify)
    assert send(notify) == []
    letter.refresh_from_db()
    with pytest.raises(Moved):
        move(letter, State.SENDING, by=None, at=AT)
    actions.settle(letter=letter, was_sent=True, why="It is in Notify", by=officer, at=AT)
    assert states(letter) == [State.SENT]
    with pytest.raises(Moved):
        actions.settle(letter=letter, was_sent=False, why="No", by=officer, at=AT)


def test_a_made_up_authority_records_its_letters_and_sends_none(
    amara: Child, officer: User, own_home: Any
) -> None:
    stand_in = carrier(own_home, letters_here())
    assert isinstance(stand_in, StandIn)
    letter = ready_letter(officer, amara, channel=Channel.LETTER)
    (sent,) = send(stand_in)  # type: ignore[arg-type]
    assert (sent.state, sent.words[:19]) == (State.SENT, "Nothing really left")
    written = {file.name for file in (own_home.path / FOLDER).iterdir()}
    name = letter.notify_reference
    assert written == {"READ-ME-nothing-was-sent.txt", f"{name}.json", f"{name}.pdf"}
