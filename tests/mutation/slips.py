"""The slips of the pen: what may be written, wrongly, where a piece of a rule is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from onroll.record.spells import Fact
from onroll.record.timeline import Child

VERBS = {"after", "joined", "extended", "until", "from_school_day", "under"}
WORDS = {
    "ever": "", "begun_during": "", "in_last_school_days": "", "at_two_places": "",
    "where": "not_where", "not_where": "where",
    "Both": "Either", "Either": "Without", "Without": "Both", "Until": "Without",
    "After": "Joined", "Joined": "Extended", "Extended": "After", "FromSchoolDay": "After",
    "bisect_left": "bisect_right", "bisect_right": "bisect_left",
}  # fmt: skip
"""A verb that is a function, or a class, and what it is taken for; empty where it is dropped."""
Operators = dict[type[ast.operator], tuple[type[ast.operator], ...]]
SPELLS: Operators = {
    ast.BitAnd: (ast.BitOr, ast.Sub), ast.BitOr: (ast.BitAnd, ast.Sub), ast.Sub: (ast.BitAnd,)
}  # fmt: skip
NUMBERS: Operators = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,)
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def instead(node: ast.AST, facts: list[str], operators: Operators) -> Iterator[ast.AST]:
    """What may be written where this node is."""
    match node:
        case ast.BinOp(a, op, b) if type(op) in operators:
            yield a
            if operators is SPELLS and not isinstance(op, ast.Sub):
                yield b
            yield from (ast.BinOp(a, other(), b) for other in operators[type(op)])
        case ast.Call(ast.Name("threshold")):
            for by in (-1, 1):
                yield ast.Call(ast.Name("one_off"), [node, ast.Constant(by)], [])
        case ast.Call(ast.Attribute(a, verb)) if verb in VERBS:
            yield a
        case ast.Call(ast.Name(name), [a, *_]) if name in WORDS:
            yield ast.Call(ast.Name(WORDS[name]), node.args, node.keywords) if WORDS[name] else a
        case ast.keyword("met" | "during" | "paused" | "provision" as name, value):
            if not isinstance(value, ast.Constant):
                yield ast.keyword(name, ast.Constant(None), lineno=node.value.lineno)
        case ast.Attribute(ast.Name("child"), name) if is_fact(node):
            names = facts if len(facts) > 1 else sorted(Child.vocabulary)
            later = [*names[names.index(name) + 1 :], *names]
            other = next(n for n in later if n != name and isinstance(getattr(Child, n, 0), Fact))
            yield ast.Attribute(ast.Name("child"), other)
        case ast.Compare(a, [op], [b]):
            yield ast.Compare(a, [COMPARISONS[type(op)]()], [b])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), a):
            yield a
        case ast.If(test, body, orelse) | ast.IfExp(test, body, orelse):
            yield type(node)(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.match_case(pattern, ast.expr(), body):
            yield ast.match_case(pattern, None, body)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield from (ast.Constant(value - 1), ast.Constant(value + 1))
        case ast.Expr() | ast.Raise():
            yield ast.Pass()


def is_fact(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(ast.Name("child"), name):
            return isinstance(getattr(Child, name, 0), Fact)
    return False
