"""Keeps what a library in C prints off standard output, on which commands write what they found.

HiGHS now and then prints a line that its developers left in it, whatever it is told. Only what C
itself prints is dropped: Python writes by a way of its own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

ONE_AT_A_TIME = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Whatever C prints meanwhile goes nowhere, where the system's C library lets it be sent there;
    one after another."""
    library = ctypes.CDLL(None)
    try:
        printed_to = ctypes.c_void_p.in_dll(library, "stdout")
    except ValueError:  # no library of this name: then the line is printed
        yield
        return
    with ONE_AT_A_TIME:
        before, printed_to.value = printed_to.value, nowhere()
        try:
            yield
        finally:
            printed_to.value = before


@cache
def nowhere() -> int:
    """A file of C's that keeps nothing, open for as long as the process lives."""
    library = ctypes.CDLL(None)
    library.fopen.restype = ctypes.c_void_p
    return int(library.fopen(b"/dev/null", b"w"))
