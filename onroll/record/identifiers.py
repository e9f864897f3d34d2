"""The numbers a child carries: whether one is written as its issuer would have written it.

A number that passes may still be somebody else's; one that fails is nobody's. Nothing here says
that a number was ever given out. Sources: the DfE's guide to unique pupil numbers, the Learning
Records Service's ULN format and the NHS Data Dictionary.
"""

import re
from dataclasses import dataclass
from typing import Final

from onroll.record.local_authorities import LOCAL_AUTHORITIES

UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 letters of a UPN: I, O and S are left out because they look like 1, 0 and 5."""

_LOOKS_LIKE: Final = {"I": "1", "O": "0", "S": "5"}
_UPN_LENGTH = 13
_NUMBER_LENGTH = 10
_AS_TEXT = "Format the column as Text and export again"
_MADE_A_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+|\d+\.\d+")
_NHS_AS_PRINTED = re.compile(r"\d{3} \d{3} \d{4}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said about one number.

    `problem` and `fix` are plain sentences without a full stop, empty when `valid`. `kind` is
    "permanent" or "temporary" for a UPN that passes, and "" otherwise.
    """

    valid: bool
    problem: str = ""
    fix: str = ""
    kind: str = ""
    without_value: str = ""
    """The problem without any part of the number, where the problem has one."""

    @property
    def in_general(self) -> str:
        """The problem as it may be shown beside those of other children."""
        return self.without_value or self.problem


def upn(text: str) -> Verdict:
    """The verdict on a unique pupil number, exactly as it stands: spaces and small letters fail.

    A UPN is a check letter, the number of the local authority (3 digits), of the school (4), the
    year (2) and a serial number (3) whose last place is a letter when the UPN is temporary.
    """
    if fault := _common_fault(text, "UPN") or _upn_shape_fault(text):
        return fault
    if text[0] != (needed := upn_check_letter(text)):
        return _fault(
            f"UPN does not pass its check letter, which these numbers need to be {needed}",
            "Check for a mistyped character",
            without_value="UPN does not pass its check letter",
        )
    if text[1:4] not in LOCAL_AUTHORITIES:
        return _fault(
            f"UPN has {text[1:4]} as its local authority, and there is none with that number",
            "Check the second, third and fourth characters",
            without_value="UPN has a local authority number that no authority has",
        )
    return Verdict(True, kind="permanent" if text[-1].isdigit() else "temporary")


def upn_check_letter(text: str) -> str:
    """The letter that belongs before the last 12 characters of a UPN of the right shape."""
    values = (int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in text[1:])
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23]


def nhs_number(text: str) -> Verdict:
    """The verdict on an NHS number: 10 digits, bare or printed as 943 476 5870."""
    if _NHS_AS_PRINTED.fullmatch(text):
        text = text.replace(" ", "")
    if fault := _common_fault(text, "NHS number") or _digits_fault(text, "NHS number"):
        return fault
    if _weighted_sum(text) % 11 != 0:
        return _fault("NHS number does not pass its check digit", "Check for a mistyped digit")
    return Verdict(True)


def uln(text: str) -> Verdict:
    """The verdict on a unique learner number: 10 digits, the first not 0."""
    if fault := _common_fault(text, "ULN") or _digits_fault(text, "ULN"):
        return fault
    if text[0] == "0":
        return _fault("ULN begins with 0", "Check the first digit, which is 1 to 9")
    if _weighted_sum(text) % 11 != 10:
        return _fault("ULN does not pass its check digit", "Check for a mistyped digit")
    return Verdict(True)


def _common_fault(text: str, name: str) -> Verdict | None:
    if not text.strip():
        return _fault(f"{name} is empty", f"Enter the {name}")
    if _MADE_A_NUMBER.fullmatch(text):
        return _fault(f"Excel has turned this {name} into a number", _AS_TEXT)
    if any(c.isspace() for c in text):
        return _fault(f"{name} has a space in it", "Take out the space")
    return None


def _upn_shape_fault(text: str) -> Verdict | None:
    """The first thing that stops the check letter from being worked out, if anything does."""
    if len(text) != _UPN_LENGTH:
        return _length_fault(text, "UPN", _UPN_LENGTH, "characters")
    if text != text.upper():
        return _fault("UPN has a small letter", "Write it in capital letters")
    if looks_like := _LOOKS_LIKE.keys() & {text[0], text[-1]}:
        found = min(looks_like)
        return _fault(
            f"UPN has the letter {found}, and no UPN has the letters I, O or S",
            "Check for a mistyped character",
        )
    if text[0] not in UPN_LETTERS:
        return _fault("UPN does not begin with a letter", "Check the first character")
    if not _digits_only(text[1:12]):
        return _mistyped_digit(text)
    if not (_digits_only(text[-1]) or text[-1] in UPN_LETTERS):
        return _fault("UPN does not end with a digit or a letter", "Check the last character")
    return None


def _mistyped_digit(text: str) -> Verdict:
    """A letter where a UPN has digits, named where it is one that is taken for a digit."""
    problem = "UPN has something other than a digit between its first and last characters"
    found = sorted(_LOOKS_LIKE.keys() & set(text[1:12]))
    if len(found) != 1:
        return _fault(problem, "Check for a mistyped character, such as the letter O for 0")
    letter = found[0]
    return _fault(
        problem, f"Check for a mistyped character: the letter {letter} for {_LOOKS_LIKE[letter]}"
    )


def _digits_fault(text: str, name: str) -> Verdict | None:
    if not _digits_only(text):
        return _fault(f"{name} has something other than a digit", "Check for a mistyped digit")
    if len(text) != _NUMBER_LENGTH:
        return _length_fault(text, name, _NUMBER_LENGTH, "digits")
    return None


def _length_fault(text: str, name: str, needed: int, unit: str) -> Verdict:
    found = f"{len(text)} {unit if len(text) != 1 else unit[:-1]}"
    article = "An" if name == "NHS number" else "A"
    problem = f"{name} has {found}. {article} {name} has {needed}"
    if len(text) == needed - 1:
        return _fault(problem, f"Excel may have dropped one; {_AS_TEXT[0].lower()}{_AS_TEXT[1:]}")
    return _fault(problem, "Check for missing or extra characters")


def _digits_only(text: str) -> bool:
    """True for 0 to 9 alone: `str.isdigit` also takes superscripts and other scripts' digits."""
    return text.isascii() and text.isdigit()


def _weighted_sum(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))


def _fault(problem: str, fix: str, *, without_value: str = "") -> Verdict:
    return Verdict(False, problem, fix, without_value=without_value)
