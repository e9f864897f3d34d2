"""Disclosure control: which numbers of a release are hidden, and whether any can be worked back."""

from onroll.figures.disclosure.attacking import Recovered, attack
from onroll.figures.disclosure.protecting import CannotBeProtected, protect
from onroll.figures.disclosure.released import Figure, Release, Shown

__all__ = [
    "CannotBeProtected", "Figure", "Recovered", "Release", "Shown", "attack", "protect",
]  # fmt: skip
