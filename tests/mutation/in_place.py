"""Puts a file with a planted fault in the place of the one that is running, in this process.

Everything else holds on to a definition, a class or a function that it imported, so these stay the
same objects, and are given the faulty rule or the faulty code.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib import import_module
from types import FunctionType, ModuleType

from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.definitions.base import Clock, Definition
from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import Contradiction
from onroll.record.places import not_where, where
from onroll.record.thresholds import Threshold
from tests.mutation.mutants import Mutant

RULES = (*CATALOGUE, *CLOCKS, *CONTRADICTIONS)


def plant(mutant: Mutant) -> None:
    """Make the fault so in this process, for good: of whatever imports the file, too."""
    held = import_module(mutant.file.removesuffix(".py").replace("/", "."))
    faulty = ModuleType(held.__name__)
    faulty.__doc__ = held.__doc__
    vars(faulty).update(one_off=one_off, where=where, not_where=not_where)
    exec(compile(mutant.source, mutant.file, "exec"), vars(faulty))
    for name, was in vars(held).items():
        if (
            isinstance(was, Definition | Clock | Contradiction)
            and was.key == held.__name__.split(".")[-1]
        ):
            vars(was).update(vars(getattr(faulty, name)))
        elif isinstance(was, type | FunctionType) and was.__module__ == held.__name__:
            same_code(was, getattr(faulty, name))
    forget()


def forget() -> None:
    """Let no rule remember the expression that it worked out before."""
    for rule in RULES:
        for name in ("expression", "due"):
            vars(rule).pop(name, None)


def same_code(was: object, now: object) -> None:
    """Give a function, and each method of a class, the code of its faulty twin."""
    match was:
        case FunctionType():
            was.__code__ = now.__code__
        case property():
            same_code(was.fget, now.fget)
        case cached_property():
            same_code(was.func, now.func)
        case type():
            for name, each in vars(now).items():
                if name in vars(was) and isinstance(each, FunctionType | property):
                    same_code(vars(was)[name], each)


def one_off(figure: Threshold, by: int) -> Threshold:
    """The same threshold, every value one more or one less."""
    return replace(figure, values=tuple((since, value + by) for since, value in figure.values))
