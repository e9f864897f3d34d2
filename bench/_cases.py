"""Cases as a county has them: open, in every state, each with the events of weeks of work.

What a case says is worked out from its events by the product's own fold, and `onroll verify` finds
no fault in it. Children, colleagues, days and events come from one seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from onroll.record.casework.events import Event, Kind

STANDS: Final = {
    "received": 4, "triage": 1, "watching": 3, "gathering": 4, "allocated": 6, "enquiring": 30,
    "engaging": 18, "planning": 10, "provision": 12, "review": 5, "escalated": 4,
    "close_requested": 3,
}  # fmt: skip
"""Of a hundred open cases, how many stand where: the bench's own guess at a service's work."""

DONE: Final = {
    Kind.ASKED: 34, Kind.CONTACTED: 18, Kind.NOTED: 22, Kind.VISITED: 8, Kind.WHEREABOUTS_TOLD: 3,
    Kind.TASK_SET: 6, Kind.TAKEN_BACK: 1, Kind.PLANNED: 2, Kind.REVIEWED: 2, Kind.STEPPED: 2,
    Kind.ESCALATED: 2, Kind.SAFETY_FLAGGED: 1,
}  # fmt: skip
"""Of a hundred things done in a case, how many are of which kind; what they wait for follows."""

ENQUIRIES: Final = (
    "parent_or_carer", "last_school", "admissions", "social_care", "gp_registration", "police",
    "housing_and_council_tax", "school_to_school", "home_visit",
)  # fmt: skip
ISSUES: Final = ("whereabouts", "no_school", "off_roll", "moved_in", "not_attending", "excluded")
ROUTES: Final = {"triage": "ask_more", "watching": "watch", "redirected": "redirect"}
STEPS: Final = ("warning_letter", "section_47")
MEAN_DONE: Final = 12
"""With what answers it, and what every case has, it makes about 20 events a case."""
LONGEST: Final = 300
STOOD_STILL: Final = 0.12
"""How many cases nobody has touched for five weeks."""


@dataclass(frozen=True)
class Colleague:
    """Somebody of a team who writes in cases: the number and the email of the account."""

    pk: int
    email: str
    team: int


@dataclass
class Story:
    """One case as it is told: each thing on a day, the days in order."""

    rng: Random
    day: date
    by: Colleague
    events: list[Event] = field(default_factory=list)
    waits: list[tuple[Kind, dict[str, Any]]] = field(default_factory=list)

    def tell(self, kind: Kind, by: Colleague | None = None, **told: Any) -> int:
        at = datetime.combine(self.day, time(9), UTC) + timedelta(minutes=self.rng.randrange(420))
        number = len(self.events) + 1
        self.events.append(Event(number, kind, self.day, at, (by or self.by).email, told))
        return number

    def due(self) -> str:
        return (self.day + timedelta(days=self.rng.randint(5, 40))).isoformat()

    def do(self, kind: Kind) -> None:
        """One thing that is done in a case, and what waits for it from then on."""
        rng = self.rng
        match kind:
            case Kind.ASKED:
                asked = self.tell(kind, enquiry=rng.choice(ENQUIRIES), of_whom="Ms Reed",
                                  due_on=self.due())  # fmt: skip
                result = rng.choice(("nil", "nil", "no_reply", "found", "refused"))
                told = {"asked": asked, "result": result, "words": "They wrote back"}
                self.waits.append((Kind.REPLIED, told))
            case Kind.CONTACTED:
                self.tell(kind, with_whom="the parent", how="telephone",
                          reached=rng.choice(("yes", "no")), words="Rang about school")  # fmt: skip
            case Kind.VISITED:
                seen = rng.choice(("alone", "with_others", "no", "empty"))
                self.tell(kind, seen=seen, where="home", worries="None")
            case Kind.WHEREABOUTS_TOLD:
                told_at = self.tell(kind, place="address", where="2 High Street", by_whom="an aunt")
                told = {"told": told_at, "how": "seen_there", "in_area": "yes"}
                self.waits.append((Kind.WHEREABOUTS_VERIFIED, told))
            case Kind.TASK_SET:
                task = self.tell(kind, words="Ring the school", due_on=self.due())
                self.waits.append((Kind.TASK_DONE, {"task": task, "words": "Rang"}))
            case Kind.PLANNED | Kind.REVIEWED:
                self.tell(kind, words="A place by half term", review_on=self.due())
            case Kind.STEPPED:
                self.tell(kind, step="Safe and well call")
            case Kind.ESCALATED:
                step = self.tell(kind, step=rng.choice(STEPS), to_whom="the parent", words="Sent",
                                 answer_by=self.due())  # fmt: skip
                told = {"escalated": step, "answer": rng.choice(("done", "refused")), "words": "x"}
                self.waits.append((Kind.ANSWERED, told))
            case Kind.SAFETY_FLAGGED:
                self.tell(kind, words="Two go: there is a dog")
            case Kind.TAKEN_BACK:
                note = self.tell(Kind.NOTED, words="Of another child")
                self.tell(kind, number=note, why="Written in the wrong case")
            case _:
                kept: dict[str, Any] = {"restricted": True} if rng.random() < 0.03 else {}
                self.tell(Kind.NOTED, words="Spoke to the school about a place", **kept)


def story(rng: Random, until: date, stands: str, officer: Colleague, head: Colleague) -> Story:
    """A case from its first day to a state, with nothing in it later than a day."""
    undecided = stands in ("received", "triage")
    still = not undecided and rng.random() < STOOD_STILL
    last = until - timedelta(days=35 if still else rng.randrange(14))
    lasted = rng.randrange(10) if undecided else rng.randrange(1, LONGEST)
    told = Story(rng, last - timedelta(days=lasted), officer)
    told.tell(Kind.RECEIVED, source="school", issue=rng.choice(ISSUES), told_by="Ms Reed",
              words="Not seen since half term")  # fmt: skip
    if stands == "received":
        return told
    route = ROUTES.get(stands, "accept")
    risk = rng.choice(("none", "none", "concern", "immediate"))
    told.tell(Kind.TRIAGED, head, route=route, risk=risk, whereabouts="not_known")
    if stands in ("triage", "redirected"):
        return told
    if stands not in ("watching", "gathering"):
        told.tell(Kind.ALLOCATED, head, officer=officer.pk, team=officer.team)
    work(told, last)
    end(told, stands, head)
    return told


def work(told: Story, last: date) -> None:
    """What is done until a day, and the answers to it: most of them come, some never do."""
    rng = told.rng
    count = max(1, round(rng.gammavariate(2.5, MEAN_DONE / 2.5)))
    kinds = rng.choices([*DONE], [*DONE.values()], k=count)
    days = sorted(rng.randrange((last - told.day).days + 1) for _ in kinds)
    first = told.day
    for kind, after in zip(kinds, days, strict=True):
        told.day = first + timedelta(days=after)
        told.do(kind)
        if told.waits and rng.random() < 0.7:
            kind, answer = told.waits.pop(rng.randrange(len(told.waits)))
            told.tell(kind, **answer)
    told.day = last


def end(told: Story, stands: str, head: Colleague) -> None:
    """To where the case stands now, by the moves that lead there."""
    if stands in ("watching", "gathering", "allocated"):
        return
    if stands not in ("close_requested", "closed"):
        told.tell(Kind.MOVED, state=stands, why="As agreed")
        return
    seen = told.day.isoformat()
    told.tell(Kind.CLOSE_ASKED, outcome="state_school", seen_on=seen, seen_by="the school",
              evidence="register", destination="Hilltop Academy")  # fmt: skip
    if stands == "closed":
        told.tell(Kind.CLOSED, head, outcome="state_school", signed="yes")


def stands_of(rng: Random, open_cases: int) -> list[str]:
    """Where each of so many open cases stands, and a fifth as many that are over."""
    over = rng.choices(["closed", "redirected"], [4, 1], k=open_cases // 5)
    return rng.choices([*STANDS], [*STANDS.values()], k=open_cases) + over
