"""Children whom nobody found: their case is over, and whatever comes in is held against it.

Every row of every load is linked to whoever it is about, so a child who turns up on a roll anywhere
that sends us files is that child again. Here is what came of a watched child since the case closed:
a fact that began later, or another record that may be theirs. Nothing opens by itself; a person
looks, and tells of the child again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from onroll.record.recalculate import FEED
from onroll.web.cases.models import Case, CaseQuerySet
from onroll.web.cases.on_today import cases_for
from onroll.web.children.models import Fact
from onroll.web.children.words import AGE_FACTS, dates_words, fact_words
from onroll.web.matching.models import PossibleMatch

NO_SIGN = [*sorted(AGE_FACTS), "upn_held", "age_not_known"]
"""Facts that begin whether or not anybody has heard of the child."""


def watched(cases: CaseQuerySet) -> Any:
    """Of these cases those of children whom nobody found, and of whom no later case was opened:
    those with news since (`came`) first, then those closed longest."""
    later = Case.objects.filter(child=OuterRef("child"), pk__gt=OuterRef("pk"))
    over = cases.filter(~Exists(later), watched=True)
    either = Q(child_a=OuterRef("child")) | Q(child_b=OuterRef("child"))
    doubts = PossibleMatch.objects.filter(either, since__gt=OuterRef("since"))
    facts = facts_since(OuterRef("since")).filter(child=OuterRef("child"))
    return over.annotate(came=Exists(facts) | Exists(doubts)).order_by("-came", "since", "pk")


def came_of_watched(user: Any) -> CaseQuerySet:
    """The cases of those children whom somebody watches for and of whom there is news."""
    found: CaseQuerySet = watched(cases_for(user)).filter(came=True)
    return found


def what_came(cases: Iterable[Case]) -> dict[int, list[str]]:
    """By number of a watched case what came since it closed, in words, the newest first."""
    since = {case.child: case for case in cases}
    facts = facts_since(min((case.since for case in since.values()), default=date.max))
    news: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for fact in facts.filter(child__in=since):
        case = since[fact.child_id]
        if fact.starts_on > case.since:
            dates = dates_words(fact.fact, fact.starts_on, fact.ends_before)
            news[case.pk].append((fact.starts_on, f"{fact_words(fact.fact)} {dates}"))
    doubts = PossibleMatch.objects.filter(Q(child_a__in=since) | Q(child_b__in=since))
    for doubt in doubts:
        for child in {doubt.child_a_id, doubt.child_b_id} & since.keys():
            if doubt.since > since[child].since:
                news[since[child].pk].append((doubt.since, "Another record may be this child’s"))
    return {number: [words for _, words in sorted(told, reverse=True)]
            for number, told in news.items()}  # fmt: skip


def facts_since(day: Any) -> Any:
    """Facts that began after a day, which some source other than casework tells."""
    told = Fact.objects.exclude(feed=FEED).exclude(file="").exclude(fact__in=NO_SIGN)
    return told.filter(starts_on__gt=day)
