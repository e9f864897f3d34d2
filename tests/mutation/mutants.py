"""Faults planted one at a time in the rules: what a slip of the pen makes of each line.

A condition dropped or joined the wrong way round, a fact taken for another, a number one too high
or too low, a comparison that takes in its boundary, a verb, a `not` or a statement left out. Only
what decides is changed: words, titles and sources are not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.slips import NUMBERS, SPELLS, instead, is_fact

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "onroll" / "record"
FILES = [
    *(path for kind in ("cohorts", "clocks", "contradictions")
      for path in sorted((RECORD / "definitions" / kind).glob("[a-z]*.py"))),
    RECORD / "spells.py",
    RECORD / "school_days.py",
]  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: the file and line it is on, what was and is now written, and the whole file."""

    file: str
    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.was[:90]}  ->  {self.now[:90]}"


def mutants(path: Path) -> list[Mutant]:
    """Every fault of one file, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    facts = sorted({node.attr for node in ast.walk(tree) if is_fact(node)})
    operators = SPELLS if path.parents[1].name == "definitions" else NUMBERS
    found = []
    for holder, field, at, node in places(tree):
        for now in instead(node, facts, operators):
            put(holder, field, at, now)
            was, said = (" ".join(ast.unparse(each).split()) for each in (node, now))
            if was != said:
                file = path.relative_to(ROOT).as_posix()
                line = getattr(node, "lineno", 0) or node.pattern.lineno
                found.append(Mutant(file, line, was, said, ast.unparse(tree)))
            put(holder, field, at, node)
    return list({each.source: each for each in reversed(found)}.values())[::-1]


def places(
    node: ast.AST, inside: bool = False
) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node that decides something, with where it hangs: (holder, field, place, node)."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "args") and not isinstance(node, ast.Call):
            continue
        each = value if isinstance(value, list) else [value]
        for at, child in enumerate(each):
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                continue
            if field == "decorator_list" and isinstance(child, ast.Call):
                yield from ((child, "keywords", n, word) for n, word in enumerate(child.keywords)
                            if word.arg == "provision")  # fmt: skip
            elif field != "decorator_list":
                within = inside or isinstance(node, ast.FunctionDef)
                if within and not (isinstance(child, ast.Expr) and is_text(child.value)):
                    yield node, field, at if isinstance(value, list) else None, child
                yield from places(child, within)


def put(holder: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[at] = node


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
