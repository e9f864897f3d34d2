"""The hours of a week as a provider fills them in: of each child who was placed with it then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.form import Form, Sender
from onroll.record.forms.weekly_hours import in_full, last_day, of_child
from onroll.record.forms.weekly_sent import FEED
from onroll.web.children.models import Child, Fact, FactQuerySet
from onroll.web.receipts.sending import Told, email_receipt
from onroll.web.telling_us import begun_returns
from onroll.web.telling_us.begun_returns import made_by, period_of, send_once, warned
from onroll.web.telling_us.drafts import known_of
from onroll.web.telling_us.models import ChildsWeek, Draft, WeeklyReturn
from onroll.web.telling_us.sent_returns import one_before, that_count
from onroll.web.telling_us.tellers import Teller

FORM: Final = "weekly_hours"
"""What a draft of a week has as its form; no form of the catalogue is called so."""

PLACED: Final = "alternative_provision"


@dataclass(frozen=True)
class Row:
    """A child in a week that is being filled in; `who` holds the answers to who the child is."""

    child: str
    name: str
    who: Mapping[str, Kept]
    week: date
    left: bool
    told: Answers

    @property
    def form(self) -> Form:
        return of_child(self.week, self.left)


def placed_within(week: date) -> FactQuerySet:
    """By whatever but providers' own words, that a child was placed on a day of the week."""
    facts: FactQuerySet = Fact.objects.within(week, last_day(week))
    return facts.filter(fact=PLACED).exclude(setting="").exclude(feed=FEED)


def tells_of(teller: Teller) -> list[str]:
    """The URNs that tell hours: those of a provider, and schools at which a child is placed."""
    if teller.kind is Sender.PROVIDER:
        return list(teller.schools)
    facts = Fact.objects.on(teller.day).filter(fact=PLACED, setting__in=list(teller.schools))
    return sorted(set(facts.values_list("setting", flat=True)))


def to_tell_of(teller: Teller, urn: str, week: date) -> dict[str, Row]:
    """By child, everybody of whom a provider is asked in a week, with what is filled in for them.

    Who was placed there on a day of it and may be seen still; and who was in the week told before.
    But for those of whom it was told that they left, and who were not placed there again since.
    """
    assert teller.user is not None
    before = one_before(WeeklyReturn, urn, week)
    told = {each.child: each for each in before.pupils.filter(left=False)} if before else {}
    gone = last_days(urn, week)
    since: dict[str, date] = {}
    for child, starts_on in (
        placed_within(week).filter(setting=urn).values_list("child", "starts_on")
    ):
        since[child] = max(starts_on, since.get(child, starts_on))
    here = [child for child in since if child not in gone or since[child] > gone[child]]
    children = Child.objects.visible_to(teller.user).filter(pk__in=here)
    rows = {
        each.pk: Row(each.pk, each.full_name, known_of(each), week, False, offered(told, each.pk))
        for each in children
    }
    for each in told.values():
        if each.child not in rows and each.child not in gone:
            rows[each.child] = Row(
                each.child, each.name, each.who, week, False, offered(told, each.child)
            )
    return rows


def last_days(urn: str, week: date) -> dict[str, date]:
    """Each child of whom the provider's newest word before a week is that they left, and when."""
    earlier = that_count(WeeklyReturn).filter(urn=urn, week__lt=week)
    holds = earlier.order_by("week", "-pk").distinct("week").values("pk")
    newest = ChildsWeek.objects.filter(part_of__in=holds).order_by("child", "-part_of__week")
    last = [(each.child, each.told.day("ended_on")) for each in newest.distinct("child")]
    return {child: ended_on for child, ended_on in last if ended_on}


def offered(told: Mapping[str, ChildsWeek], child: str) -> Answers:
    """The hours offered as they were told of the week before, to begin with; none: no answer."""
    hours = told[child].told.text("hours_offered") if child in told else ""
    return Answers({"hours_offered": hours} if hours else {})


def draft_for(teller: Teller, urn: str, week: date) -> Draft:
    """The draft of a provider's week: the one begun lately, or a new one."""
    return begun_returns.draft_for(teller, FORM, urn, week, dict)


def draft_of(teller: Teller, key: str) -> Draft:
    """Their draft of a week with a key. Raises `Http404` for any other, and for one sent."""
    return begun_returns.draft_of(teller, FORM, key)


def rows_of(draft: Draft, teller: Teller) -> list[Row]:
    """Everybody of whom a draft is to tell now, by name, with what was answered."""
    kept: Mapping[str, Mapping[str, Any]] = draft.answers["rows"]
    asked = to_tell_of(teller, draft.urn, period_of(draft)).values()
    rows = [
        Row(row.child, row.name, row.who, row.week, kept[row.child]["left"],
            Answers(kept[row.child]["answers"]))
        if row.child in kept else row
        for row in asked
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.name, row.child))


def row_of(rows: Collection[Row], child: str) -> Row | None:
    return next((row for row in rows if row.child == child), None)


def not_done(draft: Draft, teller: Teller) -> Row | None:
    """The first child of whom something is still to be answered, or refused; null: none."""
    return begun_returns.not_done(draft, teller, rows_of(draft, teller))


def send(draft: Draft, teller: Teller) -> WeeklyReturn:
    """Send a week of which nothing is left to answer. One sent already is given back."""

    def made() -> WeeklyReturn:
        sent = WeeklyReturn.objects.create(week=period_of(draft), **made_by(draft, teller))
        ChildsWeek.objects.bulk_create(
            ChildsWeek(
                part_of=sent, child=row.child, name=row.name, who=row.who, left=row.left,
                answers=dict(row.told.kept), warned=warned(draft, teller, row),
            )
            for row in rows_of(draft, teller)
        )  # fmt: skip
        what = f"Hours of the week, {in_full(sent.week)}"
        email_receipt(Told(sent.ref, what, teller.email, sent.at, "under Our school"), teller.user)
        return sent

    return send_once(draft, WeeklyReturn, made)
