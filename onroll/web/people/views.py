"""People and roles: everybody with an account, one person, and inviting somebody."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from onroll.web.access.models import FileEvent, Role, RoleAsked, User
from onroll.web.access.policy import REACH
from onroll.web.access.reads import record_file_event, record_reads
from onroll.web.access.roles import TWO_PERSON
from onroll.web.people.actions import check_may_let_in, give, last_day
from onroll.web.people.allocating import children_of
from onroll.web.people.forms import PersonForm
from onroll.web.people.listing import (
    ONLY,
    Asked,
    account_in_words,
    as_csv,
    names_of_schools,
    never_held,
    sorted_by_time,
    teams_in_use,
    whose,
)
from onroll.web.people.listing import people as listed
from onroll.web.people.permission import by, for_those_who_manage
from onroll.web.signing_in.dormant import UNUSED_FOR, dormant_among, is_dormant
from onroll.web.signing_in.invitations import GOOD_FOR, invite
from onroll.web.write_history.listing import may_see_changes

PAGE = 50


@require_GET
@for_those_who_manage
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account whom somebody asks for, by name."""
    asked, sight = Asked.read(request.GET), sight_of(request)
    page = Paginator(listed(asked, sight.day), PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(page)
    context = {
        "page": page,
        "people": rows,
        "whose": whose(names_of_schools(held for user in rows for held in user.held)),
        "last_day": last_day,
        "account": account_in_words,
        "dormant": dormant_among(rows, sight.at),
        "asked": asked,
        "asks": bool(asked.query),
        "roles": Role.values,
        "teams": teams_in_use(),
        "only": ONLY,
        "waiting": RoleAsked.objects.filter(agreed=None).select_related("user", "asked_by"),
        "file_query": f"?{urlencode(asked.query)}" if asked.query else "",
        "next_page_href": page.has_next() and at(asked, page.next_page_number()),
        "previous_page_href": page.has_previous() and at(asked, page.previous_page_number()),
    }
    return render(request, "people/people.html", context)


def at(asked: Asked, number: int) -> str:
    return "?" + urlencode({**asked.query, "page": number})


@require_GET
@for_those_who_manage
def people_file(request: HttpRequest) -> HttpResponse:
    """All whom somebody asks for as a file. Whoever has it is written down."""
    sight = sight_of(request)
    users: list[Any] = list(listed(Asked.read(request.GET), sight.day))
    rows = sum(max(1, len(user.held)) for user in users)
    record_file_event(request, FileEvent.Kind.PEOPLE, file="people.csv", rows=rows)
    written = as_csv(users, dormant_among(users, sight.at))
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


@require_GET
@for_those_who_manage
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: the roles they hold, held and will hold, and the children they work with."""
    user = get_object_or_404(User.objects.people(), pk=number)
    sight = sight_of(request)
    groups = sorted_by_time(user, sight.day)
    theirs = children_of(user, by(request), sight.day)[: PAGE + 1]
    record_reads(request, [each.child for each in theirs[:PAGE]], page="person")
    context = {
        "person": user,
        "groups": groups,
        "whose": whose(names_of_schools(held for some in groups.values() for held in some)),
        "last_day": last_day,
        "never_held": never_held,
        "asked": user.roles_asked.select_related("asked_by", "answered_by").order_by("-pk"),
        "allocations": theirs[:PAGE],
        "more_allocations": len(theirs) > PAGE,
        "is_dormant": user.is_active and is_dormant(user, sight.at),
        "unused_days": UNUSED_FOR.days,
        "is_me": user.pk == by(request).pk,
        "sees_changes": may_see_changes(request.user),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who_manage
def new_person(request: HttpRequest) -> HttpResponse:
    """Give somebody an account and a role; the link with which they sign in is shown once."""
    today = sight_of(request).day
    form = PersonForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                asked = form.cleaned_data
                user = User.objects.create_user(asked["email"], full_name=asked["full_name"])
                given = give(user=user, wanted=form.wanted, by=by(request))
                secret = invite(user, by(request))
        except ValidationError as problem:
            form.add_error("role", problem)
        else:
            return show_link(request, user, secret, given if isinstance(given, RoleAsked) else None)
    context = {"form": form, "two_person": TWO_PERSON, "reaches": REACH.items()}
    return render(request, "people/new_person.html", context)


@require_http_methods(["GET", "POST"])
@for_those_who_manage
def new_link(request: HttpRequest, number: int) -> HttpResponse:
    """A new link for somebody who lost theirs or their password."""
    user = get_object_or_404(User.objects.people(), pk=number)
    problem = ""
    if request.method == "POST":
        try:
            if not user.is_active:
                raise ValidationError("This account is closed. Open it first")
            if user.pk == by(request).pk:
                raise ValidationError("You cannot make a link for yourself. Ask a colleague")
            check_may_let_in(user, by(request))
        except ValidationError as cannot:
            problem = cannot.messages[0]
        else:
            return show_link(request, user, invite(user, by(request)))
    context = {"person": user, "problem": problem, "hours": hours()}
    return render(request, "people/new_link.html", context)


def show_link(
    request: HttpRequest, user: User, secret: str, asked: RoleAsked | None = None
) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    context = {"person": user, "link": link, "hours": hours(), "asked": asked}
    return render(request, "people/link.html", context)


def hours() -> int:
    return int(GOOD_FOR.total_seconds() // 3600)


def sight_of(request: HttpRequest) -> Any:
    return by(request).sight
