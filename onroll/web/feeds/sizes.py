"""How large a file is, as people say it."""

from __future__ import annotations


def size_in_words(size: int) -> str:
    """1 byte, 12 KB, 3.4 MB, 1 GB: thousands are of 1,024, as file managers count."""
    if size < 1024:
        return f"{size} byte{'' if size == 1 else 's'}"
    value, unit = size / 1024, "KB"
    for larger in ("MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1024, larger
    return f"{value:.1f}".removesuffix(".0") + f" {unit}"
