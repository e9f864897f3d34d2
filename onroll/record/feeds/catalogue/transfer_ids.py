"""Whom a Common Transfer File is about: it gives a child no number but the UPN."""

from typing import Final

LOCAL_ID: Final = "coalesce(upn, md5(concat_ws('|', surname, forename, date_of_birth)))"
"""The UPN; without one, a number that the name and date of birth always give."""
