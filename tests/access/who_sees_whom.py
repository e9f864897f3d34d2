"""Who sees which child: what is expected, written down one by one and worked out nowhere.

x: the whole record. o: only what it takes to look for the child. A dot: no such child, for them.
"""

from __future__ import annotations

from functools import cache

from tests.access.access_world import RELATIONS

SEES = """
                              | own | elsewhere | outside | restricted | gone | moved
Nobody signed in              |  .  |     .     |    .    |     .      |  .   |   .
Director                      |  x  |     x     |    x    |     x      |  x   |   x
Service manager               |  x  |     x     |    x    |     .      |  x   |   x
Pathway manager               |  x  |     x     |    x    |     .      |  x   |   x
Safeguarding lead             |  x  |     x     |    x    |     x      |  x   |   x
Data manager                  |  x  |     x     |    x    |     .      |  x   |   x
Data analyst                  |  x  |     x     |    x    |     .      |  x   |   x
Inspector                     |  x  |     x     |    x    |     .      |  x   |   x
Team manager                  |  x  |     .     |    x    |     .      |  x   |   .
Coordinator                   |  x  |     .     |    x    |     .      |  x   |   .
Education officer             |  x  |     .     |    x    |     .      |  x   |   .
NEET education officer        |  x  |     .     |    x    |     .      |  x   |   .
Duty officer                  |  x  |     .     |    x    |     .      |  x   |   .
Admissions officer            |  x  |     .     |    x    |     .      |  x   |   .
SEN officer                   |  x  |     .     |    x    |     .      |  x   |   .
Attendance officer            |  x  |     .     |    x    |     .      |  x   |   .
Early help worker             |  x  |     .     |    x    |     .      |  x   |   .
Social care worker            |  x  |     .     |    x    |     .      |  x   |   .
Virtual school head           |  x  |     .     |    x    |     .      |  x   |   .
Graduated response practitioner| .  |     .     |    .    |     .      |  .   |   .
Youth worker                  |  .  |     .     |    .    |     .      |  .   |   .
Partnership member            |  .  |     .     |    .    |     .      |  .   |   .
Health practitioner           |  .  |     .     |    .    |     .      |  .   |   .
Youth justice worker          |  .  |     .     |    .    |     .      |  .   |   .
School user                   |  x  |     .     |    x    |     .      |  .   |   .
Provider                      |  x  |     .     |    x    |     .      |  .   |   .
Another authority             |  .  |     .     |    .    |     .      |  .   |   .
Reader of figures             |  .  |     .     |    .    |     .      |  .   |   .
Council member                |  .  |     .     |    .    |     .      |  .   |   .
Regional analyst              |  .  |     .     |    .    |     .      |  .   |   .
Officer of South              |  .  |     x     |    x    |     .      |  .   |   x
Officer of every team         |  x  |     x     |    x    |     .      |  x   |   x
School user of Riverside      |  .  |     x     |    .    |     .      |  .   |   x
School user of both           |  x  |     x     |    x    |     .      |  .   |   x
Allocated own                 |  x  |     .     |    .    |     .      |  .   |   .
Allocated until today         |  .  |     .     |    .    |     .      |  .   |   .
Allocated from tomorrow       |  .  |     .     |    .    |     .      |  .   |   .
Allocated restricted          |  x  |     x     |    x    |     o      |  x   |   x
Member, allocated             |  .  |     .     |    .    |     .      |  .   |   .
Glass broken                  |  .  |     x     |    .    |     .      |  .   |   .
Glass broken, over            |  .  |     .     |    .    |     .      |  .   |   .
Glass broken, restricted      |  .  |     .     |    .    |     .      |  .   |   .
No role                       |  .  |     .     |    .    |     .      |  .   |   .
Another authority's           |  .  |     .     |    .    |     .      |  .   |   .
Ended yesterday               |  .  |     .     |    .    |     .      |  .   |   .
Last day today                |  x  |     x     |    x    |     x      |  x   |   x
From tomorrow                 |  .  |     .     |    .    |     .      |  .   |   .
Inactive                      |  .  |     .     |    .    |     .      |  .   |   .
"""


@cache
def expected() -> dict[str, dict[str, str]]:
    """For each person, by relation, the letter of the table above."""
    heads, *rows = SEES.strip("\n").splitlines()
    relations = [head.strip() for head in heads.split("|")[1:]]
    assert relations == list(RELATIONS)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return {name: dict(zip(relations, letters, strict=True)) for name, *letters in cells}


def seen_by(name: str) -> frozenset[str]:
    """The references that somebody may be shown."""
    return frozenset(
        RELATIONS[relation] for relation, letter in expected()[name].items() if letter != "."
    )
