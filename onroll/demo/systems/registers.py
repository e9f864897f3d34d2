"""pupil_system/attendance/: every pupil's two marks a day, a file for each term.

Tens of millions of rows, so a term's rows are laid out as bytes in one array and written at once.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from onroll.demo.attendance import AT, CODES, Register
from onroll.demo.county import County
from onroll.demo.life import Child, School
from onroll.demo.systems.files import Files
from onroll.demo.systems.pupil_system import pupil_id

MARKS = "Pupil ID, URN, Date, AM, PM"
_ROWS_AT_ONCE = 4000
_CODE_BYTES = np.array([list(code.encode().ljust(2, b"\0")) for code in CODES], dtype=np.uint8)


def silent_school(county: County) -> School:
    """The school that sends nothing in the last week."""
    return county.of("Primary")[-1]


def write(
    files: Files,
    children: list[Child],
    register: Register,
    number: int,
    silent: School | None = None,
) -> None:
    """Write one term's marks; `number` is the term's place in the calendar.

    Of a `silent` school the marks of its last five school days have not come.
    """
    rng = np.random.default_rng([files.seed, 5, number])
    term = register.term
    path = files.path("pupil_system", f"attendance/marks_{term.year}_{term.name}.csv")
    pupils = _bytes([pupil_id(children[who]) for who, _ in register.rows])
    urns = _bytes([enrolment.school.urn for _, enrolment in register.rows])
    days = _bytes([day.isoformat() for day in register.days])
    came = register.held & ~_silent(register, silent, files.until)
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf" + MARKS.replace(", ", ",").encode() + b"\r\n")
        for first in range(0, len(register.rows), _ROWS_AT_ONCE):
            part = slice(first, first + _ROWS_AT_ONCE)
            am, pm, held = register.am[part], register.pm[part], came[part]
            if not files.clean:
                am, pm = _forget(am, rng), _forget(pm, rng)
            row, day = np.nonzero(held)
            file.write(
                _lines(pupils[part][row], urns[part][row], days[day], am[row, day], pm[row, day])
            )
        if not files.clean:
            file.write(_wrong(pupils, urns, days))


def _silent(register: Register, school: School | None, until: date) -> NDArray[np.bool_]:
    """Which marks have not come, by row and day."""
    last = [day for day in school.days if day <= until][-5:] if school else []
    rows = np.array([enrolment.school is school for _, enrolment in register.rows], dtype=bool)
    days = np.array([day in last for day in register.days], dtype=bool)
    return np.outer(rows, days)


def _bytes(texts: list[str]) -> NDArray[np.uint8]:
    """Texts of one length as rows of bytes."""
    return np.array([list(text.encode()) for text in texts], dtype=np.uint8)


def _lines(
    pupils: NDArray[np.uint8],
    urns: NDArray[np.uint8],
    days: NDArray[np.uint8],
    am: NDArray[np.uint8],
    pm: NDArray[np.uint8],
) -> bytes:
    """The rows as text. Codes are one or two letters or none, so empty bytes are squeezed out."""
    comma = np.full((len(pupils), 1), ord(","), np.uint8)
    end = np.broadcast_to(np.frombuffer(b"\r\n", np.uint8), (len(pupils), 2))
    parts = [pupils, comma, urns, comma, days, comma, _CODE_BYTES[am], comma, _CODE_BYTES[pm], end]
    line = np.concatenate(parts, axis=1)
    return bytes(line[line != 0].tobytes())


def _forget(marks: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """One session in a thousand was never marked."""
    return np.where(rng.random(marks.shape) < 0.001, np.uint8(AT[""]), marks)


def _wrong(pupils: NDArray[np.uint8], urns: NDArray[np.uint8], days: NDArray[np.uint8]) -> bytes:
    """Rows that a check must hold back: no such code, no such day, no pupil."""
    pupil, urn, day = (bytes(held[0]).decode() for held in (pupils, urns, days))
    rows = (f"{pupil},{urn},{day},?,/", f"{pupil},{urn},{day[:8]}32,/,\\", f",{urn},{day},/,\\")
    return "".join(f"{row}\r\n" for row in rows).encode()
