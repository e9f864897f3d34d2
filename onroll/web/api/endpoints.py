"""The API: its endpoints, and the OpenAPI document that says what each takes and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from onroll.web.api import (
    forms_endpoints,
    pupils_endpoints,
    releases_endpoints,
    returns_endpoints,
    sent_endpoints,
    transfers_endpoints,
    weeks_endpoints,
)
from onroll.web.api.asking import WithKey
from onroll.web.api.parsing import TextOnly
from onroll.web.api.problems import Refused, not_as_asked, not_read, refused

AT: Final = "/api/v1/"

Endpoint = Callable[..., HttpResponse]


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(
    title="onroll",
    version="1",
    description="What the pages of a school, a provider or another service do, for its program; "
    "and released figures.",
    openapi_url=None,
    docs_url=None,  # it would load scripts from elsewhere: docs/reference/api.md is printed
    urls_namespace="api",
    auth=WithKey(),
    parser=TextOnly(),
)
api.add_exception_handler(Refused, refused)
api.add_exception_handler(ValidationError, not_as_asked)
api.add_exception_handler(HttpError, not_read)
for module in (
    forms_endpoints,
    sent_endpoints,
    pupils_endpoints,
    returns_endpoints,
    weeks_endpoints,
    transfers_endpoints,
    releases_endpoints,
):
    api.add_router("", module.router)


def document() -> dict[str, Any]:
    """The OpenAPI document, version 3.1."""
    return api.get_openapi_schema(path_prefix=AT)


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document())


def addresses() -> dict[str, tuple[str, Endpoint]]:
    """By its name the route of each endpoint, and what answers there."""
    patterns: list[Any] = api.urls[0]
    found = {each.name: each for each in patterns if each.name != "api-root"}
    return {name: (str(each.pattern), answering(each.callback)) for name, each in found.items()}


def answering(view: Endpoint) -> Endpoint:
    """An endpoint, of which it is asked whose key it is (`asking.WithKey`) and of no session: so no
    form's token is asked for either."""

    @csrf_exempt
    @login_not_required
    def answered(request: HttpRequest, **parts: str) -> HttpResponse:
        return view(request, **parts)

    return answered
