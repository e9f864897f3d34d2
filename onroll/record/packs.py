"""Packs: named sets of definitions and of numbers, by which the same children can be counted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onroll.record.definitions import Definition, definition
from onroll.record.drafts import Draft, as_if_in_force, with_drafts
from onroll.record.spells import Spells


class UnknownPack(LookupError):
    """No pack has this key."""


@dataclass(frozen=True)
class Pack:
    """Who counts, by somebody's lights: a child who meets any of the definitions.

    `numbers` are the pack's own, in place of the thresholds; where `as_if_in_force`, a law that has
    no first day yet counts as if it had begun.
    """

    key: str
    title: str
    source: str
    about: str
    definitions: tuple[Definition, ...]
    numbers: tuple[Draft, ...] = ()
    as_if_in_force: bool = False

    def expression(self, of: Definition) -> Spells:
        """A definition as this pack reads it."""
        numbers = {each.key: each.threshold for each in self.numbers}
        said = with_drafts(of.expression, numbers) if numbers else of.expression
        return as_if_in_force(said) if self.as_if_in_force else said


@cache
def packs() -> dict[str, Pack]:
    """Every pack by key, in the order of the file.

    Raises `UnknownDefinition` or `UnknownThreshold` for one that names what is not there.
    """
    text = files("onroll.record").joinpath("packs.toml").read_text(encoding="utf-8")
    return {key: read(key, held) for key, held in tomllib.loads(text).items()}


def read(key: str, held: dict[str, Any]) -> Pack:
    numbers = tuple(Draft(name, float(value)) for name, value in held.get("thresholds", {}).items())
    for each in numbers:
        _ = each.threshold  # a number nobody reads is told here, not when somebody compares
    return Pack(
        key,
        held["title"],
        held["source"],
        held["about"],
        tuple(definition(name) for name in held["definitions"]),
        numbers,
        held.get("as_if_in_force", False),
    )


def pack(key: str) -> Pack:
    """The pack with this key. Raises `UnknownPack`, naming those there are."""
    try:
        return packs()[key]
    except KeyError:
        raise UnknownPack(
            f"No pack is called '{key[:60]}'. There are: {', '.join(packs())}."
        ) from None
