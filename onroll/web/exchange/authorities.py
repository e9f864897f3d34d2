"""The other authorities whose key is trusted here, by number and name."""

from __future__ import annotations

from datetime import date

from onroll.record.exchange.keys import trusted
from onroll.web.config.home import home


def authorities(day: date) -> dict[str, str]:
    """By number, the name of each authority to which a child can be offered on a day."""
    keys = trusted(home(), day)
    return dict(sorted({key.la_code: key.name for key in keys}.items(), key=lambda each: each[1]))


def name_of(la_code: str, day: date) -> str:
    """What an authority is called; one whose key is not trusted any more, by its number."""
    if la_code == home().authority.la_code:
        return home().authority.short_name
    return authorities(day).get(la_code, f"Authority {la_code}")
