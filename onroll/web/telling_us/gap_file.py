"""The gap file of a school's monthly return: whom it asks about, and taking in what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa
from django.core.files.uploadedfile import UploadedFile

from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.gap_file import (
    COLUMNS,
    MOST_BYTES,
    PROBLEM,
    Asked,
    Filled,
    NotAGapFile,
    Problem,
    lines,
    read,
    settle,
)
from onroll.record.forms.monthly_return import How
from onroll.web.access.models import ChildRelation
from onroll.web.children.models import Child
from onroll.web.telling_us import monthly
from onroll.web.telling_us.drafts import circumstances, known_of
from onroll.web.telling_us.models import Draft
from onroll.web.telling_us.monthly_views import own_pupils_of
from onroll.web.telling_us.our_school import concerns_of, limits_of
from onroll.web.telling_us.tellers import Teller

LIMITS: Final = (
    "attendance_return",
    "sickness_return",
    "sickness_return_expected",
    "sickness_return_in_a_year",
    "code_n_replaced",
    "part_time_timetable_notice",
    "suspension_sixth_school_day",
)
"""The time limits of a school that say that a pupil of it may be missing out."""

CONCERNS: Final = (
    "severe_absence",
    "not_yet_replaced_code_n",
    "part_time_timetable_over_limit",
    "suspended_six_school_days",
)
"""The definitions that say the same."""

MOST_LIMITS: Final = 2_000


def asked_about(draft: Draft, teller: Teller, day: date) -> list[Asked]:
    """The pupils of the draft, then those of whom the school's own registers say that they may be
    missing out; by name. `day` is that of the record."""
    why = reasons(draft, teller, day)
    held = []
    for row in monthly.rows_of(draft):
        returned = row.how is not How.NEW
        first = "In your last return" if returned else "You added the pupil"
        words = "; ".join([first, *why.pop(row.child, [])])
        held.append(asked(row.who, row.child, why=words, told=row.told, returned=returned))
    more = own_pupils_of(teller).filter(pk__in=why)
    held += [
        asked(known_of(child), child.pk, why="; ".join(why[child.pk]))
        for child in more.order_by("name", "pk")
    ]
    return held


def reasons(draft: Draft, teller: Teller, day: date) -> dict[str, list[str]]:
    """By child, why we ask: only what rests on what the school itself tells."""
    assert teller.user is not None
    why: dict[str, list[str]] = {}
    for limit in limits_of(teller.user, [draft.urn], day, LIMITS, MOST_LIMITS):
        due = f", due {limit.due_on:%d/%m/%Y}" if limit.due_on else ""
        why.setdefault(limit.pupil.pk, []).append(f"{limit.words}{due}")
    found = concerns_of(teller.user, day, CONCERNS)
    theirs = ChildRelation.objects.filter(relation=f"at:{draft.urn}")
    own = set(theirs.values_list("child", flat=True))
    for concern in found:
        for pupil in concern.pupils:
            if pupil.pk in own:
                why.setdefault(pupil.pk, []).append(concern.title)
    return why


def asked(who: Mapping[str, Kept], ref: str, *, why: str, **more: Any) -> Asked:
    held = Answers(who)
    return Asked(
        ref=ref,
        surname=held.text("surname"),
        forename=held.text("forename"),
        born=held.text("date_of_birth"),
        upn=held.text("upn"),
        why=why,
        **({"returned": False} | more),
    )


def as_table(asked: list[Asked]) -> pa.Table:
    """A gap file: one row for each pupil, a text in each column."""
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    return pa.Table.from_pylist(lines(asked), schema=schema)


def take_in(draft: Draft, teller: Teller, sent: UploadedFile | None, day: date) -> list[Problem]:
    """Put a filled-in file into the draft, whole; or say what is wrong, and change no answer.

    What is wrong is kept beside the draft, with the rows as they came, for `problems_table`.
    """
    about = asked_about(draft, teller, day)
    rows: list[list[str]] = []
    filled: list[Filled] = []
    try:
        rows = read(content_of(sent))
    except NotAGapFile as problem:
        problems = [Problem(None, "", str(problem))]
    else:
        filled, problems = settle(rows, about, circumstances(draft, teller))
    if problems:
        told = [[each.row, each.column, each.words] for each in problems]
        draft.answers["file"] = {"rows": rows, "problems": told}
    else:
        put_in(draft, filled)
    draft.changed_at = teller.at
    draft.save(update_fields=["answers", "changed_at"])
    return problems


def content_of(sent: UploadedFile | None) -> bytes:
    """Raises `NotAGapFile` for none, an empty one, and one that is too large."""
    if sent is None or not sent.size:
        raise NotAGapFile("Select the file that you filled in")
    if sent.size > MOST_BYTES:
        raise NotAGapFile(
            f"The file has {sent.size:,} bytes, and {MOST_BYTES:,} are the most. Send it as CSV"
        )
    return b"".join(sent.chunks())


def put_in(draft: Draft, filled: list[Filled]) -> None:
    before = draft.answers["rows"]
    new = [each.asked.ref for each in filled if each.asked.ref not in before]
    children = Child.objects.in_bulk(new)
    draft.answers.pop("file", None)
    draft.answers["rows"] = {
        each.asked.ref: {
            "name": before[each.asked.ref]["name"] if each.asked.ref in before else each.asked.name,
            "who": before[each.asked.ref]["who"]
            if each.asked.ref in before
            else known_of(children[each.asked.ref]),
            "how": each.how.value,
            "answers": dict(each.told.kept),
        }
        for each in filled
    }


def problems_of(draft: Draft) -> list[Problem]:
    """What was wrong in the file that was sent last; empty where nothing was, or none was sent."""
    held = draft.answers.get("file", {}).get("problems", [])
    return [Problem(*each) for each in held]


def problems_table(draft: Draft) -> pa.Table:
    """The file that was sent last with what is wrong beside each row, to put right and send."""
    wrong: dict[int | None, list[str]] = {}
    for each in problems_of(draft):
        wrong.setdefault(each.row, []).append(
            f"{each.column}: {each.words}" if each.column else each.words
        )
    names = [*COLUMNS, PROBLEM]
    rows = [
        dict(zip(names, [*row, ". ".join(wrong.get(number, []))], strict=True))
        for number, row in enumerate(draft.answers["file"]["rows"], start=2)
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
