"""Row-level security of what schools and others tell by form: a sender's own, and who takes it in.

A sender reads what they sent, or what their school or provider sent, and nothing of what came of
it. Whoever takes in what is told reads a form once it is known whether it may be about a child whom
a shield covers; what may be, only those who see such children. See docs/adr/0027.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

TELLER: Final = "nullif(current_setting('onroll.teller', true), '')"
"""SQL: the email address of whoever came through the door for one child; null for all others."""

SENDS: Final = f"""((user_id is not null and user_id = (select onroll_asker()))
    or (user_id is null and email <> '' and email = {TELLER}))"""
"""SQL: whether a row is the asker's own."""

OF_THEIR_SCHOOL: Final = """(urn <> '' and ('at:' || urn) in (select onroll_relations()))"""


OF_A_RETURN: Final = """exists (select 1 from telling_us_monthlyreturn about
    where about.id = telling_us_returnedpupil.part_of_id and {condition})"""
"""SQL: whether a pupil's row is of a return that is so."""


def rules(
    sees_all_of: Callable[[str], str], not_restricted: Callable[[str], str]
) -> dict[str, str]:
    """For each table of forms: which of its rows a request may read."""
    pupil = "telling_us_returnedpupil.child"
    their_school = OF_A_RETURN.format(condition=OF_THEIR_SCHOOL.replace("urn", "about.urn"))
    taken_in = f"""((select onroll_takes_in())
        and (not kept_back or (select onroll_sees_restricted()))
        and (child = '' or {sees_all_of("telling_us_whoitis.child")}))"""
    known = """exists (select 1 from telling_us_whoitis about
        where about.form_id = {table}.{column})"""
    return {
        "telling_us_draft": SENDS,
        "telling_us_sentform": f"""{SENDS} or {OF_THEIR_SCHOOL}
            or {known.format(table="telling_us_sentform", column="id")}""",
        "telling_us_whoitis": taken_in,
        "telling_us_dealtwith": known.format(table="telling_us_dealtwith", column="form_id"),
        "telling_us_emailcode": "false",
        "telling_us_monthlyreturn": f"{OF_THEIR_SCHOOL} or (select onroll_takes_in())",
        "telling_us_returnedpupil": f"""({their_school} and {not_restricted(pupil)})
            or ((select onroll_takes_in()) and {sees_all_of(pupil)})""",
    }


WRITTEN: Final = {
    "telling_us_draft": f"{SENDS} and (urn = '' or {OF_THEIR_SCHOOL})",
    "telling_us_sentform": f"{SENDS} and (urn = '' or {OF_THEIR_SCHOOL})",
    "telling_us_monthlyreturn": f"user_id = (select onroll_asker()) and {OF_THEIR_SCHOOL}",
    "telling_us_returnedpupil": OF_A_RETURN.format(
        condition="about.user_id = (select onroll_asker())"
    ),
    "telling_us_dealtwith": "by_id = (select onroll_asker()) and (select onroll_takes_in())",
}
"""What a request may write; the rest is for the publisher."""
