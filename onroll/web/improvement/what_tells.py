"""Whether words that somebody wrote would give a child away, asked before they are kept."""

from __future__ import annotations

import re
from itertools import pairwise

from django import forms
from django.http import HttpRequest

from onroll.figures.improvement.names_nobody import Known, asked_about, must_go
from onroll.figures.releasing.smallest_number import smallest_number
from onroll.web.access.reads import record_reads
from onroll.web.children.models import Child, School
from onroll.web.children.sounds import plain
from onroll.web.people.permission import by

MOST_SAID = 5


def children_named(request: HttpRequest, text: str) -> list[str]:
    """The full names in words that are those of children whom the writer may see. That they are in
    the record is thereby told, so it is written down as a look at them."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.sub(r"['’]s\b", "", text))
    names = {f"{plain(b)}  {plain(a)}": f"{a} {b}" for a, b in pairwise(words)}
    found = Child.objects.visible_to(by(request)).filter(name__in=names)
    held = list(found.values_list("pk", "name")[:MOST_SAID])
    if held:
        record_reads(request, [child for child, _ in held], page="improvement_words")
    return [f"the name of a child in the record: '{names[name]}'" for _, name in held]


def refuse_what_tells(
    request: HttpRequest, form: forms.Form, text: str, at: str, *, strict: bool,
    known: Known | None = None,
) -> list[str]:  # fmt: skip
    """Add to the form what must go, and what is asked about unless somebody said it tells nothing;
    `at` is the field that is pointed to. Returns what is asked about."""
    user = by(request)
    assert user.sight is not None
    schools = School.objects.exclude(urn="").values_list("name", flat=True) if strict else ()
    gone = must_go(text, known or Known(), schools) + children_named(request, text)
    if gone:
        said = "; ".join(gone[:MOST_SAID])
        form.add_error(
            at, f"The words have {said}. Take it out: nobody may know from this who a child is"
        )
    asked = asked_about(text, small=smallest_number(user.sight.day), exact_days=strict)
    if asked and not form.data.get("sure"):
        said = "; ".join(asked[:MOST_SAID])
        form.add_error(
            "sure" if "sure" in form.fields else None,
            f"The words have {said}. Take it out, or say below that none of this points to a child",
        )
    return asked
