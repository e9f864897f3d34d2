"""The codes of the attendance register: what each says of the child, and from when to when.

The School Attendance (Pupil Registration) (England) Regulations 2024, in force 19 August 2024, and
the codes that they ended. "Attending" takes in approved educational activity off site. A session
that is not possible counts neither for nor against a child: two public lists disagree on D, Q, X
and Y1 to Y7, and the one that agrees with the DfE's own published columns is followed here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NEW_CODES_FROM: Final = dt.date(2024, 8, 19)


class Group(StrEnum):
    """What a mark says of one session."""

    ATTENDING = "attending"
    ABSENT = "absent"
    NOT_POSSIBLE = "not possible"


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """One code, true of sessions on [starts_on, ends_before); null at either end means always."""

    code: str
    meaning: str
    group: Group
    starts_on: dt.date | None = None
    ends_before: dt.date | None = None


def _new(code: str, meaning: str, group: Group) -> AttendanceCode:
    return AttendanceCode(code, meaning, group, starts_on=NEW_CODES_FROM)


def _ended(code: str, meaning: str, group: Group) -> AttendanceCode:
    return AttendanceCode(code, meaning, group, ends_before=NEW_CODES_FROM)


CODES: Final = (
    AttendanceCode("/", "present in the morning", Group.ATTENDING),
    AttendanceCode("\\", "present in the afternoon", Group.ATTENDING),
    AttendanceCode("L", "late, before the register closed", Group.ATTENDING),
    _new("K", "provision arranged by the local authority", Group.ATTENDING),
    AttendanceCode("V", "educational visit or trip", Group.ATTENDING),
    AttendanceCode("P", "sporting activity", Group.ATTENDING),
    AttendanceCode("W", "work experience", Group.ATTENDING),
    AttendanceCode("B", "other approved education off site", Group.ATTENDING),
    _ended("J", "interview", Group.ATTENDING),
    _new("C1", "regulated performance or employment abroad", Group.ABSENT),
    AttendanceCode("M", "medical or dental appointment", Group.ABSENT),
    _new("J1", "interview", Group.ABSENT),
    AttendanceCode("S", "study leave", Group.ABSENT),
    _new("C2", "part-time timetable", Group.ABSENT),
    AttendanceCode("C", "exceptional circumstances", Group.ABSENT),
    AttendanceCode("T", "parent travelling for work", Group.ABSENT),
    AttendanceCode("R", "religious observance", Group.ABSENT),
    AttendanceCode("I", "illness", Group.ABSENT),
    AttendanceCode("E", "suspended or permanently excluded, no provision made", Group.ABSENT),
    AttendanceCode("G", "holiday that was not agreed", Group.ABSENT),
    AttendanceCode("N", "reason not yet established", Group.ABSENT),
    AttendanceCode("O", "absent without a reason that is accepted", Group.ABSENT),
    AttendanceCode("U", "late, after the register closed", Group.ABSENT),
    _ended("H", "holiday that was agreed", Group.ABSENT),
    AttendanceCode("D", "at the other school of two", Group.NOT_POSSIBLE),
    AttendanceCode("X", "not of compulsory school age, not required", Group.NOT_POSSIBLE),
    _new("Q", "access that the authority owed was lacking", Group.NOT_POSSIBLE),
    _ended("Y", "unable to attend", Group.NOT_POSSIBLE),
    _new("Y1", "transport not available", Group.NOT_POSSIBLE),
    _new("Y2", "travel widely disrupted", Group.NOT_POSSIBLE),
    _new("Y3", "part of the premises closed", Group.NOT_POSSIBLE),
    _new("Y4", "whole site unexpectedly closed", Group.NOT_POSSIBLE),
    _new("Y5", "detained by the justice system", Group.NOT_POSSIBLE),
    _new("Y6", "public health guidance or law", Group.NOT_POSSIBLE),
    _new("Y7", "another cause that could not be avoided", Group.NOT_POSSIBLE),
    AttendanceCode("Z", "prospective pupil, not yet on roll", Group.NOT_POSSIBLE),
    AttendanceCode("#", "planned closure", Group.NOT_POSSIBLE),
)


def codes(group: Group) -> tuple[str, ...]:
    """The codes of a group, those that have ended too, in printed order."""
    return tuple(code.code for code in CODES if code.group is group)
