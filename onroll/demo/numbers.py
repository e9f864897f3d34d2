"""Numbers that pass their own checks and can belong to nobody: UPN, NHS number, ULN.

UPNs carry authority numbers 001 and 002, which belong to no authority; NHS numbers are from
the 999 range kept for tests. Sources: DfE, UPN guide; Learning Records
Service; NHS data dictionary.
"""

from __future__ import annotations

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(
    la_code: str, establishment: str, year: int, serial: int, *, temporary: bool = False
) -> str:
    """A UPN of 13 characters; a temporary one ends in a letter."""
    last = "A" if temporary else str(serial % 10)
    body = f"{la_code}{establishment}{year % 100:02d}{serial // 10 % 100:02d}{last}"
    weighted = sum(
        (int(ch) if ch.isdigit() else _UPN_LETTERS.index(ch)) * weight
        for weight, ch in enumerate(body, start=2)
    )
    return _UPN_LETTERS[weighted % 23] + body


class NhsNumbers:
    """NHS numbers 999… in an order that does not follow the order in which children are made."""

    def __init__(self, seed: int) -> None:
        self._next = seed * 7919 % 1_000_000

    def take(self) -> str:
        """The next number: ten digits that pass the check."""
        while True:
            # 700001 shares no factor with 1,000,000, so every number comes up once.
            self._next = (self._next + 700_001) % 1_000_000
            body = f"999{self._next:06d}"
            check = -sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
            if check < 10:
                return f"{body}{check}"


def uln(serial: int) -> str:
    """A unique learner number: ten digits, the first not 0, that passes its check."""
    body = 900_000_000 + serial * 11 % 99_999_999
    while True:
        digits = str(body)
        short = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        check = (10 - short) % 11
        if check < 10:
            return f"{digits}{check}"
        body += 1
