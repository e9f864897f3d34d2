"""Prints the reference pages of contradictions and of packs."""

from __future__ import annotations

from collections.abc import Iterator

from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import Contradiction
from onroll.record.packs import packs
from onroll.record.timeline import Child


def contradictions_page() -> Iterator[str]:
    yield "# Contradictions"
    yield (
        "Facts that cannot both be right. Each is one file in "
        "`onroll/record/definitions/contradictions/`, with its tests in "
        "`tests/spec/contradictions/` under the same name, and each child it holds of is one "
        "question to one place."
    )
    for each in CONTRADICTIONS:
        yield f"## {each.title}"
        yield f"`{each.key}` · {each.source}"
        yield each.doc.partition("\n")[2].strip()
        yield f"**Asked of:** {asked_of(each)}. {each.question}"
        yield f"**In one line:** {each.words}"
        yield "**May be answered:** " + answers(each)


def answers(of: Contradiction) -> str:
    """What may be answered, and what settles it; why nothing does, where that is so."""
    words = [f"{each.words}{' (settles it)' if of.settled_by(each) else ''}" for each in of.answers]
    only = [of.only_in_the_source] if of.only_in_the_source else []
    return " ".join([f"{'; '.join(words)}." if words else "not by a message.", *only])


def asked_of(of: Contradiction) -> str:
    """Whom to ask, in words: a team, or the school that a fact is said of."""
    team = f"the {of.asked_of.team.lower()}"
    if not of.asked_of.schools_of:
        return team
    facts = '" or "'.join(Child.vocabulary[fact] for fact in of.asked_of.schools_of)
    return f'the school of which it is said "{facts}"; where none is named, {team}'


def packs_page() -> Iterator[str]:
    yield "# Packs"
    yield (
        "What somebody means by children missing education, as a named set of definitions, in "
        "`onroll/record/packs.toml`. A child counts under a pack who meets any of them. "
        "`onroll definitions compare` counts the same children under several."
    )
    for each in packs().values():
        yield f"## {each.title}"
        yield f"`{each.key}` · {each.source}"
        yield each.about
        lines = [f"- {held.title} (`{held.key}`)" for held in each.definitions]
        lines += [f"- {number.words}" for number in each.numbers]
        if each.as_if_in_force:
            lines.append("- a law that has no first day yet counts as if it had begun")
        yield "\n".join(lines)
