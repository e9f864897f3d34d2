"""The template environment: GOV.UK's macros under their own name, and our words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from onroll.web.access.pages import is_asked, is_outside
from onroll.web.access.roles import (
    may_compare,
    may_improve,
    may_keep_partnership,
    may_manage_people,
    may_see_reads,
    may_see_shielded,
    may_take_in,
    may_tell,
)
from onroll.web.accountability.permission import may_read
from onroll.web.cases.permission import may_work
from onroll.web.config import words
from onroll.web.config.authority import authority
from onroll.web.oversight.queue import may_review


def environment(**options: Any) -> Environment:
    """Django's Jinja2 environment with our filters and the GOV.UK macros under their own name."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(
        loader=ChoiceLoader([options.pop("loader"), macros]),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.globals.update(static=static, url=url)
    for name in words.__all__:
        env.filters[name] = getattr(words, name)
    return env


def every_page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    sight = getattr(user, "sight", None)
    return {
        "authority": authority(),
        "user": user,
        "sees_shielded": may_see_shielded(user),
        "sees_reads": may_see_reads(user),
        "reviews": may_review(user),
        "manages_people": may_manage_people(user),
        "works_with_children": sight is not None and sight.works_with_children,
        "works_in_cases": may_work(user),
        "is_accountable": may_read(user),
        "tells": may_tell(user),
        "compares": may_compare(user),
        "improves": may_improve(user),
        "in_partnership": may_keep_partnership(user),
        "takes_in": may_take_in(user),
        "is_outside": sight is not None and is_outside(sight),
        "is_asked": sight is not None and is_asked(sight),
    }


def url(name: str, *args: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args)
