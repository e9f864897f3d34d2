"""Changes in words: what was changed, by whom and where, the same on the page, in files and by the
command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localtime

from onroll.web.access.models import Team, User
from onroll.web.access.page_words import page_in_words
from onroll.web.config.words import opening
from onroll.web.write_history.acts_in_words import altered_in_words
from onroll.web.write_history.models import Change
from onroll.web.write_history.rows_in_words import ROWS, Names, RowWords
from onroll.web.write_history.tracked import TRACKED

Kind = Change.Kind
CALLED: Final = {each.table: each.called for each in TRACKED}


@dataclass(frozen=True)
class Told:
    """A change in words. `where` is empty where nothing says; so is `child` where none is meant."""

    change: Change
    called: str
    words: str
    by: str
    where: str

    @property
    def child(self) -> str:
        return self.change.child

    @property
    def sentence(self) -> str:
        """Role ‘Coordinator’ of Priya Shah ended 3 March 2027, by Joanne Lee, on the page “X”."""
        return ", ".join(part for part in (self.words, f"by {self.by}", self.where) if part)

    def as_dict(self) -> dict[str, Any]:
        """For a program: the words, and what they were made from."""
        each = self.change
        return {
            "id": each.pk,
            "at": localtime(each.at).isoformat(),
            "what": self.called,
            "words": self.words,
            "by": self.by,
            "where": self.where,
            "kind": each.kind,
            "table": each.table,
            "row": each.row,
            "child": each.child or None,
            "before": each.before,
            "after": each.after,
            "secrets": each.secrets,
            "database_role": each.database_role,
        }


def told(changes: Iterable[Change]) -> list[Told]:
    """The changes in words, in the order they come in. Two queries, however many they are."""
    names = names_now()
    return [
        Told(
            each,
            CALLED.get(each.table, each.table),
            words(each, names),
            by(each, names),
            where(each),
        )
        for each in changes
    ]


def names_now() -> Names:
    """What people and teams are called; of two people with one name, each with their address."""
    users = list(User.objects.values_list("pk", "full_name", "email"))
    times = Counter(name for _, name, _ in users)
    people = {
        number: f"{name} ({email})" if times[name] > 1 else name for number, name, email in users
    }
    return Names(people, dict(Team.objects.values_list("pk", "name")))


def words(change: Change, names: Names) -> str:
    """Role ‘Coordinator’ of Priya Sharma ended 3 March 2027."""
    try:
        return sentence(change, names)
    except (KeyError, TypeError, ValueError):
        # The history outlives the columns: what was written before one came or went is told too.
        return f"{by_number(change, names)}: {Kind(change.kind).label.lower()}"


def sentence(change: Change, names: Names) -> str:
    row = ROWS.get(change.table) or RowWords(lambda _row, names: by_number(change, names))
    it = row.subject(change.it, names)
    if change.kind == Kind.INSERT:
        return row.added(change.it, names) if row.added else f"{it} added"
    if change.kind == Kind.DELETE:
        return f"{it} taken away"
    if change.kind == Kind.FOUND:
        return found(change, it, names)
    return f"{it} {altered(change, names)}"


def by_number(change: Change, names: Names) -> str:
    """Declaration 5 of Priya Sharma: a row of a table that has no words of its own."""
    of = "" if change.about_id is None else f" of {names.person(change.about_id)}"
    return f"{CALLED.get(change.table, change.table)} {change.row}{of}"


def found(change: Change, it: str, names: Names) -> str:
    """What the history met with when it was switched on."""
    if change.before is None:
        return f"{it} was there when its history began"
    how = "taken away" if change.after is None else altered(change, names)
    return f"{it} {how}, while no history was kept"


def altered(change: Change, names: Names) -> str:
    return altered_in_words(change.before or {}, change.after or {}, change.secrets, names)


def by(change: Change, names: Names) -> str:
    """Who wrote it: a person, whoever ran a command, or whoever was connected to the database."""
    if change.kind == Kind.FOUND:
        return "nobody that the history knows"
    if change.by_id is not None:
        return names.person(change.by_id)
    if change.page:
        return "somebody not signed in"
    if change.login:
        return f"the command line’s user {change.login}"
    return f"somebody connected to the database as {change.database_role}"


def where(change: Change) -> str:
    """on the page “People”; with the command onroll user; empty where nothing says."""
    if change.kind == Kind.FOUND:
        return ""
    if change.page:
        return f"on the page “{opening(page_in_words(change.page))}”"
    return f"with the command {change.command}" if change.command else ""
