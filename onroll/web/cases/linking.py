"""Linking a brother or sister to a child, and saying how it stands with them."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onroll.record.casework.events import Kind
from onroll.web.access.models import User
from onroll.web.access.reads import record_reads
from onroll.web.cases.entries import Entry, line, one_of, words
from onroll.web.cases.permission import may_work
from onroll.web.cases.reading import case_of_request
from onroll.web.cases.record_of_case import record_known_by
from onroll.web.cases.siblings import Sibling, may_be_siblings, siblings_of, theirs
from onroll.web.cases.views import entry_page, not_allowed
from onroll.web.children.models import Child
from onroll.web.config.words import day
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.people.permission import by

ANOTHER: Final = "another"


class LinkForm(Entry):
    """A brother or sister: one who may be, or any child whom the asker sees, by their reference."""

    kind, title = Kind.SIBLING_LINKED, "Link a brother or sister"
    button = "Link them"
    happened = "day on which this was said"
    child = one_of("Select a child", "Which child?", [])
    reference = line("", "Their reference", "Only for another child. It is on their record",
                     required=False)  # fmt: skip
    words = words("Enter who says so", "Who says that they are brother or sister?",
                  "Such as: Mum, on the phone")  # fmt: skip

    def __init__(
        self, *args: Any, user: User, of_child: str, linked: list[Sibling], may_be: list[Child],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.user, self.known = user, {of_child, *(each.child.pk for each in linked)}
        choices = [(child.pk, described(child)) for child in may_be]
        self.fields["child"].choices = [*choices, (ANOTHER, "Another child")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("child") == ANOTHER:
            typed = cleaned.get("reference", "").strip().upper()
            if not typed:
                self.add_error("reference", "Enter their reference")
            elif typed in self.known:
                self.add_error("reference", "This is the child of this case, or is linked already")
            elif not theirs(self.user).filter(pk=typed).exists():
                self.add_error("reference", "No child has this reference. Check it on their record")
            cleaned["child"] = typed
        return cleaned

    def told(self) -> dict[str, Any]:
        found = super().told()
        found.pop("reference", None)
        return found | {"record": record_known_by(found.pop("child"))}


class AnswerForm(Entry):
    """How it stands with a brother or sister, as the closing of a case asks."""

    kind, title = Kind.SIBLING_ANSWERED, "How it stands with a brother or sister"
    button = "Keep this"
    happened = "day on which this was so"
    child = one_of("Select a brother or sister", "Which brother or sister?", [])
    words = words("Enter how it stands with them", "How does it stand with them?",
                  "Where they learn, who saw them and when")  # fmt: skip

    def __init__(self, *args: Any, linked: list[Sibling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [  # type: ignore[attr-defined]
            (each.child.pk, described(each.child)) for each in linked
        ]

    def told(self) -> dict[str, Any]:
        found = super().told()
        return found | {"record": record_known_by(found.pop("child"))}


def described(child: Any) -> str:
    born = f"born {day(child.date_of_birth)}" if child.date_of_birth else "birth not known"
    return f"{child.full_name}, {born}"


@require_http_methods(["GET", "POST"])
@needs_run
def link_sibling(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Link a brother or sister to the child of a case."""
    held, record = case_of_request(request, run, number)
    user = by(request)
    if not may_work(user):
        return not_allowed(request, record)
    linked = siblings_of(user, held.child, held.stands())
    may_be = may_be_siblings(user, record.child, linked)
    record_reads(request, [child.pk for child in may_be], page="siblings")
    return entry_page(
        request, run, held, record, LinkForm, done="linked", user=user, of_child=held.child,
        linked=linked, may_be=may_be,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs_run
def answer_sibling(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Say in a case how it stands with a brother or sister of its child."""
    held, record = case_of_request(request, run, number)
    user = by(request)
    if not may_work(user):
        return not_allowed(request, record)
    linked = siblings_of(user, held.child, held.stands())
    record_reads(request, [each.child.pk for each in linked], page="siblings")
    return entry_page(request, run, held, record, AnswerForm, done="saved", linked=linked)
