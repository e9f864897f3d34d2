"""Every state that some authorities and a child can be in, found one step at a time.

A state is what each authority has: the messages it wrote and those that reached it. What is under
way follows from it. On an `endless` line every message that was ever sent may arrive now, or later,
or again, or never: that is loss, repetition and lateness without a bound. On a line with `room` for
so many messages each is lost, arrives, or arrives and stays, and whoever wrote one may send it
again; what is sent into a full line is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from onroll.record.exchange import sending
from onroll.record.exchange.holding import Claim, claim_of, who_holds
from onroll.record.exchange.messages import BadMessage, Kind, Message
from onroll.record.exchange.one_side import Side, Stage, side_of

Held = frozenset[Message]
DAY = date(2026, 11, 2)

Step = tuple[str, Message]
"""What happens to a message, in words to be filled in with it and whom it is for."""

WRITES = "{0.by} writes {0.kind} of {0.transfer}"
ARRIVES = "{0.kind} of {0.transfer} reaches {1}"
STAYS = "{0.kind} of {0.transfer} reaches {1}, and stays"
LOST = "{0.kind} of {0.transfer} is lost"
AGAIN = "{0.by} sends {0.kind} of {0.transfer} again"


@dataclass(frozen=True)
class State:
    """What each authority has, in the order of their names; and what is on a line with room."""

    held: tuple[Held, ...]
    line: frozenset[Message] = frozenset()

    @cached_property
    def hashed(self) -> int:
        return hash((self.held, self.line))

    def __hash__(self) -> int:
        return self.hashed


@dataclass(frozen=True)
class Rules:
    """The rules that are tried: the real ones, unless a test puts a faulty one in."""

    claim: Callable[..., Claim | None] = claim_of
    offer: Callable[..., Message] = sending.offer
    write: Callable[..., Message] = sending.write
    receive: Callable[..., sending.Received] = sending.receive


class Broken(AssertionError):
    """A state in which not exactly one authority has the duty, and the steps that led there."""


@dataclass
class Everything:
    """What was found: how many states, how many steps between them, and what is true of all."""

    states: int = 0
    steps: int = 0
    most_claims: int = 0
    without_way_to_rest: int = 0
    at_rest: int = 0


@dataclass
class Authorities:
    """Some authorities of whom the first has a child, and how much they may do.

    `offers` bounds how many offers are made in all; `queries` how many questions to each.
    """

    names: str
    offers: int
    queries: int = 0
    room: int | None = None
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        self.transfers_of = lru_cache(maxsize=None)(transfers_of)
        self.claim = lru_cache(maxsize=None)(self.claimed)
        self.did = lru_cache(maxsize=None)(self.what_one_may_do)
        self.got = lru_cache(maxsize=None)(self.what_comes_of)

    # One authority

    def claimed(self, here: str, held: Held) -> Claim | None:
        return self.rules.claim(
            here, self.transfers_of(held).values(), came_otherwise=here == self.names[0]
        )

    def what_one_may_do(self, here: str, held: Held) -> tuple[Message, ...]:
        """Every message that somebody there may write now."""
        return tuple(self.written(here, held))

    def written(self, here: str, held: Held) -> Iterator[Message]:
        sides = self.transfers_of(held)
        offers = sum(side.giver == here for side in sides.values()) + 1
        for taker in self.names.replace(here, ""):
            try:
                yield self.rules.offer(
                    here, taker, sides.values(), came_otherwise=here == self.names[0],
                    transfer=f"{here} {offers}", on=DAY,
                )  # fmt: skip
            except BadMessage:
                continue
        for side in sides.values():
            mine = frozenset(each for each in held if each.transfer == side.transfer)
            asked = sum(each.kind is Kind.QUERY for each in mine)
            for kind in (Kind.QUERY, Kind.ANSWER, Kind.ACCEPT, Kind.REJECT, Kind.WITHDRAW):
                for about in side.unanswered if kind is Kind.ANSWER else (0,):
                    if kind is Kind.QUERY and asked >= self.queries:
                        continue
                    try:
                        yield self.rules.write(mine, kind, here=here, on=DAY, about=about)
                    except BadMessage:
                        continue

    def what_comes_of(self, here: str, held: Held, came: Message) -> tuple[Held, Held]:
        """What an authority has after a message came, and what it then sends."""
        mine = frozenset(each for each in held if each.transfer == came.transfer)
        try:
            after = self.rules.receive(mine, came, here=here, on=DAY)
        except BadMessage:
            return held, frozenset()
        # a receipt changes no stage, as test_one_side says: not to send it is to lose it
        sent = frozenset(each for each in after.to_send if each.kind is not Kind.RECEIPT)
        kept = frozenset(each for each in after.held if each.kind is not Kind.RECEIPT)
        return held | kept, sent

    # All of them

    def next_states(self, state: State) -> Iterator[tuple[Step, State]]:
        offers = {m.transfer for held in state.held for m in held}
        for place, here in enumerate(self.names):
            for message in self.did(here, state.held[place]):
                if message.kind is Kind.OFFER and len(offers) >= self.offers:
                    continue
                held = state.held[place] | {message}
                yield (WRITES, message), self.moved(state, place, held, {message})
        for message in self.may_arrive(state):
            place = self.names.index(message.to)
            held, sent = self.got(message.to, state.held[place], message)
            if self.room is None:
                yield (ARRIVES, message), self.moved(state, place, held, sent)
                continue
            taken = replace(state, line=state.line - {message})
            yield (ARRIVES, message), self.moved(taken, place, held, sent)
            yield (STAYS, message), self.moved(state, place, held, sent)
            yield (LOST, message), taken
        if self.room is not None:
            for message in everything_sent(state) - state.line:
                if len(state.line) < self.room:
                    line = state.line | {message}
                    yield (AGAIN, message), replace(state, line=line)

    def may_arrive(self, state: State) -> Held:
        return everything_sent(state) if self.room is None else state.line

    def moved(self, state: State, place: int, held: Held, sent: Iterable[Message]) -> State:
        all_held = (*state.held[:place], held, *state.held[place + 1 :])
        if self.room is None:
            return State(all_held)
        line = state.line
        for message in sorted(sent, key=lambda each: each.number):
            line = line | {message} if len(line) < self.room else line
        return State(all_held, line)

    def claims(self, state: State) -> list[Claim]:
        found = (self.claim(here, held) for here, held in zip(self.names, state.held, strict=True))
        return [claim for claim in found if claim is not None]

    def holder_by_the_papers(self, state: State) -> str:
        """Who has the duty by what the givers wrote, followed from the first: no claim is asked."""
        holder, turn = self.names[0], 0
        while True:
            passed = [
                each
                for each in state.held[self.names.index(holder)]
                if each.kind is Kind.CONFIRM and each.by == holder and each.turn > turn
            ]
            if not passed:
                return holder
            first = min(passed, key=lambda each: each.turn)
            holder, turn = first.taker, first.turn

    def is_at_rest(self, state: State) -> bool:
        """Whether nobody waits for anybody: one claim, firm, and both sides of each say the same
        of how it ended."""
        claims = self.claims(state)
        stages: dict[str, set[Stage]] = {}
        for held in state.held:
            for side in self.transfers_of(held).values():
                stages.setdefault(side.transfer, set()).add(side.stage)
        ended = (Stage.CONFIRMED, Stage.REJECTED, Stage.WITHDRAWN)
        return (
            len(claims) == 1
            and claims[0].firm
            and all(len(each) == 1 and each.issubset(ended) for each in stages.values())
        )

    def wrong(self, state: State) -> str:
        """What is wrong in a state, in words; "" where exactly one authority has the duty.

        The claims give one, and the same as the papers; whoever has it looks after the child; and
        whoever looks after a child and has not the duty has accepted it and was not yet answered.
        """
        claims = self.claims(state)
        try:
            holder = who_holds(claims)
        except BadMessage as reason:
            return str(reason)
        if holder != (by_papers := self.holder_by_the_papers(state)):
            return f"By what is claimed {holder} has the duty, by the papers {by_papers}."
        for claim in claims:
            held = state.held[self.names.index(claim.authority)]
            accepted = {m.turn for m in held if m.by == claim.authority and m.kind is Kind.ACCEPT}
            if not claim.firm and claim.turn not in accepted:
                return f"{claim.authority} looks after a child that it never accepted."
        for here, held in zip(self.names, state.held, strict=True):
            ours = [each for each in self.transfers_of(held).values() if each.giver == here]
            if sum(side.is_open for side in ours) > 1:
                return f"{here} has offered the child to two at once."
        return ""

    def every_state(self) -> Everything:
        """Looks at every state there is. Raises `Broken` at the first that is wrong."""
        first = State(tuple(frozenset() for _ in self.names))
        came: dict[State, tuple[State, Step] | None] = {first: None}
        before: dict[State, list[State]] = {}
        found, waiting = Everything(), deque([first])
        while waiting:
            state = waiting.popleft()
            if wrong := self.wrong(state):
                raise Broken(f"{wrong} After: {'; '.join(steps_to(came, state))}")
            found.most_claims = max(found.most_claims, len(self.claims(state)))
            for step, after in self.next_states(state):
                if after == state:
                    continue
                found.steps += 1
                before.setdefault(after, []).append(state)
                if after not in came:
                    came[after] = (state, step)
                    waiting.append(after)
        found.states = len(came)
        rest = [state for state in came if self.is_at_rest(state)]
        found.at_rest = len(rest)
        found.without_way_to_rest = len(came) - len(reaching(rest, before))
        return found


def reaching(goal: list[State], before: dict[State, list[State]]) -> set[State]:
    """Every state from which one of these can be reached."""
    found, waiting = set(goal), deque(goal)
    while waiting:
        for state in before.get(waiting.popleft(), ()):
            if state not in found:
                found.add(state)
                waiting.append(state)
    return found


def steps_to(came: dict[State, tuple[State, Step] | None], state: State) -> list[str]:
    found = []
    while (last := came[state]) is not None:
        state, (words, message) = last
        found.append(words.format(message, message.to))
    return found[::-1]


def everything_sent(state: State) -> Held:
    return frozenset().union(*state.held)


def transfers_of(held: Held) -> dict[str, Side]:
    names = sorted({each.transfer for each in held})
    return {name: side_of(m for m in held if m.transfer == name) for name in names}
