"""What a row of each tracked table is called in a sentence, and how one says that it was added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from onroll.web.access.models import BreakGlass
from onroll.web.config.words import day, moment

Row = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """What people and teams are called now, by number."""

    people: dict[int, str]
    teams: dict[int, str]

    def person(self, number: int | None) -> str:
        return "nobody" if number is None else self.people.get(number, f"account {number}")

    def team(self, number: int | None) -> str:
        return "no team" if number is None else self.teams.get(number, f"team {number}")


@dataclass(frozen=True)
class RowWords:
    """How a row is spoken of, and the sentence that says it was added, where it has its own."""

    subject: Callable[[Row, Names], str]
    added: Callable[[Row, Names], str] | None = None


def last_day(ends_before: str) -> str:
    """The last day of a spell that ends before this one: 3 March 2027."""
    return day(date.fromisoformat(ends_before) - timedelta(days=1))


def spell(row: Row) -> str:
    """from 3 March 2027, to 5 April 2027."""
    words = f" from {day(date.fromisoformat(row['starts_on']))}"
    return words + (f" to {last_day(row['ends_before'])}" if row["ends_before"] else "")


def because(row: Row) -> str:
    return f": “{row['why']}”" if row.get("why") else ""


def account(row: Row, names: Names) -> str:
    return f"Account of {row['full_name']}"


def account_made(row: Row, names: Names) -> str:
    return f"Account made for {row['full_name']} ({row['email']})"


def role(row: Row, names: Names) -> str:
    return f"Role ‘{row['role']}’ of {names.person(row['user_id'])}"


def role_given(row: Row, names: Names) -> str:
    of = f", in team {names.team(row['team_id'])}" if row["team_id"] else ""
    at = f", for URN {', '.join(row['urns'])}" if row["urns"] else ""
    who = names.person(row["user_id"])
    return f"Role ‘{row['role']}’ given to {who}{spell(row)}{of}{at}{because(row)}"


def team(row: Row, names: Names) -> str:
    return f"Team ‘{row['name']}’"


def allocation(row: Row, names: Names) -> str:
    return f"Allocation of {row['child']} to {names.person(row['user_id'])}"


def allocated(row: Row, names: Names) -> str:
    who = names.person(row["user_id"])
    return f"{row['child']} allocated to {who}{spell(row)}{because(row)}"


def opening_of(row: Row, names: Names) -> str:
    return f"The opening of {row['child']} by {names.person(row['user_id'])}"


def opened(row: Row, names: Names) -> str:
    reason = str(REASONS.get(row["reason"], row["reason"]))
    until = moment(datetime.fromisoformat(row["ends_at"]))
    who = names.person(row["user_id"])
    return f"{row['child']} opened by {who} until {until}: {reason.lower()}"


def separation(row: Row, names: Names) -> str:
    return f"Decision {row['number']} that the records of {row['child']} are two children’s"


def letter(row: Row, names: Names) -> str:
    return f"Letter {row['id']} about {row['child']}"


def invitation(row: Row, names: Names) -> str:
    return f"Invitation of {names.person(row['user_id'])}"


def invited(row: Row, names: Names) -> str:
    until = moment(datetime.fromisoformat(row["ends_at"]))
    return f"{names.person(row['user_id'])} invited to set a password, until {until}"


def account_in_use(row: Row, names: Names) -> str:
    return f"Account of {names.person(row['user_id'])} counted as in use"


def put_to_use(row: Row, names: Names) -> str:
    return f"{account_in_use(row, names)} from {moment(datetime.fromisoformat(row['at']))}"


def second_step(row: Row, names: Names) -> str:
    kind = SECOND_STEPS.get(row["type"], row["type"])
    return f"Second step of {names.person(row['user_id'])} ({kind})"


def provider_account(row: Row, names: Names) -> str:
    return f"Sign-in of {names.person(row['user_id'])} through {row['provider']}"


def provider(row: Row, names: Names) -> str:
    return f"Provider of sign-ins ‘{row['name']}’"


def email_address(row: Row, names: Names) -> str:
    return f"Email address {row['email']} of {names.person(row['user_id'])}"


REASONS: Final = {str(value): str(words) for value, words in BreakGlass.Reason.choices}
SECOND_STEPS: Final = {
    "totp": "an app",
    "webauthn": "a security key",
    "recovery_codes": "recovery codes",
}


def asked(row: Row, names: Names) -> str:
    return f"Role ‘{row['role']}’ asked for {names.person(row['user_id'])}"


def asked_first(row: Row, names: Names) -> str:
    who = names.person(row["asked_by_id"])
    return f"{asked(row, names)} by {who}{spell(row)}{because(row)}"


ROWS: Final = {
    "access_user": RowWords(account, account_made),
    "access_roleheld": RowWords(role, role_given),
    "access_roleasked": RowWords(asked, asked_first),
    "access_team": RowWords(team),
    "access_allocation": RowWords(allocation, allocated),
    "access_breakglass": RowWords(opening_of, opened),
    "signing_in_invitation": RowWords(invitation, invited),
    "signing_in_accountopened": RowWords(account_in_use, put_to_use),
    "mfa_authenticator": RowWords(second_step),
    "socialaccount_socialaccount": RowWords(provider_account),
    "socialaccount_socialapp": RowWords(provider),
    "account_emailaddress": RowWords(email_address),
    "separating_separation": RowWords(separation),
    "letters_letter": RowWords(letter),
}
