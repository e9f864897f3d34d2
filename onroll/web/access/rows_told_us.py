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


RETURNS: Final = {
    "telling_us_monthlyreturn": "telling_us_returnedpupil",
    "telling_us_weeklyreturn": "telling_us_childsweek",
}
"""Each table of returns of a school or provider, and the one of what they say of each child."""


VISITS: Final = ("provider_visits_providervisit", "provider_visits_visittakenback")
"""Tables of visits to providers. They name no child, and no provider reads them."""


NEW_ROWS_ONLY: Final = (
    "telling_us_sentform",
    "telling_us_whoitis",
    "telling_us_dealtwith",
    *RETURNS,
    *RETURNS.values(),
    *VISITS,
    "mistakes_calledmistake",
    "mistakes_returncalledmistake",
    "api_sentonce",
)


def of_a_return(table: str, children: str, condition: str) -> str:
    """SQL: whether a child's row is of a return that is so."""
    return f"""exists (select 1 from {table} about
        where about.id = {children}.part_of_id and {condition})"""


OF_ONES_FORM: Final = f"""exists (select 1 from telling_us_sentform about
    where about.id = mistakes_calledmistake.form_id and ({SENDS} or {OF_THEIR_SCHOOL}))"""
"""SQL: whether what is called a mistake is the asker's own form, or their school's."""


def rules(
    sees_all_of: Callable[[str], str], not_restricted: Callable[[str], str]
) -> dict[str, str]:
    """For each table of forms: which of its rows a request may read."""
    taken_in = f"""((select onroll_takes_in())
        and (not kept_back or (select onroll_sees_restricted()))
        and (child = '' or {sees_all_of("telling_us_whoitis.child")}))"""
    known = """exists (select 1 from telling_us_whoitis about
        where about.form_id = {table}.{column})"""
    of_returns = {}
    for table, children in RETURNS.items():
        child = f"{children}.child"
        theirs = of_a_return(table, children, OF_THEIR_SCHOOL.replace("urn", "about.urn"))
        of_returns[table] = f"{OF_THEIR_SCHOOL} or (select onroll_takes_in())"
        of_returns[children] = f"""({theirs} and {not_restricted(child)})
            or ((select onroll_takes_in()) and {sees_all_of(child)})"""
    of_visits = dict.fromkeys(VISITS, "(select onroll_takes_in())")
    return (
        of_returns
        | of_visits
        | {
            "telling_us_draft": SENDS,
            "telling_us_sentform": f"""{SENDS} or {OF_THEIR_SCHOOL}
            or {known.format(table="telling_us_sentform", column="id")}""",
            "telling_us_whoitis": taken_in,
            "telling_us_dealtwith": known.format(table="telling_us_dealtwith", column="form_id"),
            "api_sentonce": "account_id = (select onroll_asker())",
            "mistakes_calledmistake": known.format(table="mistakes_calledmistake", column="form_id")
            + f" or {OF_ONES_FORM}",
            "mistakes_returncalledmistake": f"{OF_THEIR_SCHOOL} or (select onroll_takes_in())",
            "telling_us_emailcode": "false",
        }
    )


WRITTEN: Final = {
    **dict.fromkeys(VISITS, "by_id = (select onroll_asker()) and (select onroll_takes_in())"),
    "telling_us_draft": f"{SENDS} and (urn = '' or {OF_THEIR_SCHOOL})",
    "telling_us_sentform": f"{SENDS} and (urn = '' or {OF_THEIR_SCHOOL})",
    **dict.fromkeys(RETURNS, f"user_id = (select onroll_asker()) and {OF_THEIR_SCHOOL}"),
    **{
        children: of_a_return(table, children, "about.user_id = (select onroll_asker())")
        for table, children in RETURNS.items()
    },
    "api_sentonce": "account_id = (select onroll_asker())",
    "mistakes_calledmistake": (
        f"by_id is not distinct from (select onroll_asker()) and {OF_ONES_FORM}"
    ),
    "mistakes_returncalledmistake": (f"by_id = (select onroll_asker()) and {OF_THEIR_SCHOOL}"),
    "telling_us_dealtwith": "by_id = (select onroll_asker()) and (select onroll_takes_in())",
}
"""What a request may write; the rest is for the publisher."""
