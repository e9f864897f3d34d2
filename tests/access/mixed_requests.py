"""What people ask of the service all day, drawn by a seed: records, lists, files and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.web.shielded_world import BEN
from tests.web.small_run import AMARA, JOSHUA, ZOFIA

Draw = Callable[[Random, list[str]], str]

FAULTS = ("raised inside", "raised after", "killed inside", "killed after", "killed half way")
OF_A_CHILD = (
    "", "", "", "", "?as-of=2026-01-15", "timeline/", "timeline/", "sources/", "links/",
    "why/missing_education/", "why/home_educated_suitable/", "not-the-same/", "protect/", "looked/",
)  # fmt: skip
LISTS = (
    "/", "/", "/children/", "/children/", "/children/?definition=missing_education",
    "/children/?after=EC-MORE0020", "/children/?found", "/questions/",
    "/questions/?place=100001", "/matches/", "/matches/?asked", "/matches/decided/",
    "/matches/decided/1/", "/definitions/missing_education/near-misses/3/", "/shields/",
    "/referrals/new/matches/", "/referrals/", "/my-access/", "/separated/1/",
    "/figures/exits-by-school/children/?school=100001&by=quarter&from=2026-07-01&of=exits",
    "/figures/returns/children/?of=cme", "/figures/returns/children/?of=ehe",
)  # fmt: skip
FILES = (
    "/questions/questions.csv", "/separated/1/readers.csv",
    "/definitions/what-if/children.csv?threshold=part_time_timetable_limit&value=28",
    "/definitions/compare/packs.csv?pack=statutory&pack=seslip",
    "/figures/exits-by-school/exits.csv?by=quarter",
)  # fmt: skip
OF_NOBODY = ("/feeds/", "/definitions/", "/figures/", "/definitions/missing_education/", "/health/")
NOT_THERE = (
    "/children/EC-NOBODY{n:02}/", "/children/EC-NOBODY{n:02}/timeline/", "/children/%00/",
    "/children/EC-NOBODY{n:02}/looked.csv", "/matches/EC-NOBODY{n:02}/EC-NOBODY00/", "/nowhere/",
    "/separated/99/", "/children/EC-MORE00{n:02}/why/no_such_definition/",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One request. With a form it is a POST."""

    address: str
    form: dict[str, str] = field(default_factory=dict)
    fault: str = ""


def mixed(seed: str, children: list[str]) -> Iterator[Asked]:
    """Requests without end: the same for the same seed."""
    random = Random(seed)
    often = [AMARA, BEN, JOSHUA, ZOFIA, *random.sample(children, 6)]
    while True:
        kind = random.choices([*KINDS, search, referral], [*KINDS.values(), 4, 2])[0]
        asked = kind(random, often if random.random() < 0.5 else children)
        # No fault in what only makes ready for the next page.
        faulty = not asked.form and random.random() < 0.02
        yield Asked(asked.address, asked.form, random.choice(FAULTS) if faulty else "")


def of_a_child(random: Random, children: list[str]) -> Asked:
    return Asked(f"/children/{random.choice(children)}/{random.choice(OF_A_CHILD)}")


def pair(random: Random, children: list[str]) -> Asked:
    return Asked(f"/matches/{random.choice(children)}/{random.choice(children)}/")


def readers(random: Random, children: list[str]) -> Asked:
    return Asked(f"/children/{random.choice(children)}/looked.csv")


def one_of(addresses: tuple[str, ...]) -> Callable[[Random, list[str]], Asked]:
    def one(random: Random, children: list[str]) -> Asked:
        return Asked(random.choice(addresses).format(n=random.randrange(60)))

    return one


KINDS = {
    of_a_child: 50, one_of(LISTS): 22, one_of(FILES): 5, pair: 4, readers: 1, one_of(OF_NOBODY): 3,
    one_of(NOT_THERE): 9,
}  # fmt: skip


def search(random: Random, children: list[str]) -> Asked:
    words = random.choice(
        ["Example", "Amara", "Sample", "Forename07Q", "Surname3", random.choice(children)]
    )
    return Asked("/children/", {"words": words})


def referral(random: Random, children: list[str]) -> Asked:
    surname, born = random.choice([("Example", "14 May 2013"), ("Surname05Q", "6 May 2014")])
    return Asked("/referrals/new/", {"surname": surname, "born": born})
