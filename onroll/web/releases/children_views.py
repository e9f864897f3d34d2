"""The children behind a number of a release: as many as it says, for those who take part."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onroll.figures.reports.numbers import Count, Given, Hidden, child_of
from onroll.figures.rounding import to_nearest
from onroll.web.access.reads import record_reads
from onroll.web.children.listing import PAGE
from onroll.web.children.models import Child
from onroll.web.children.today import listed
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.releases.permission import for_those_who_take_part
from onroll.web.releases.views import release_or_404


@require_GET
@for_those_who_take_part
@needs_run
def release_children(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """By name, as far as the reader may see them; and how many more there are.

    Of exclusions, moves and cases a child may have several: it says how many children they are of.
    """
    found = release_or_404(request, number)
    numbers = list(found.counted.released.report.numbers())
    asked = request.GET.get("number", "")
    if not asked.isdecimal() or len(asked) > 6 or int(asked) >= len(numbers):
        raise Http404
    (table_key, labels, column_key), held = numbers[int(asked)]
    things = frozenset() if isinstance(held, Given | Hidden) else held.things
    behind = {child_of(thing) for thing in things}
    printed = to_nearest(len(things), found.rounded_to)
    children = Child.objects.visible_to(request.user).filter(pk__in=behind).in_order()
    page = Paginator(list(children), PAGE).get_page(request.GET.get("page"))
    record_reads(request, [child.pk for child in page], page="release_children")
    table = found.counted.released.report.table(table_key)
    column = next(each for each in table.columns if each.key == column_key)
    more = f"?{urlencode({'number': asked})}&page="
    context = {
        "release": found, "table": table, "labels": labels, "column": column, "run": run,
        "is_count": isinstance(held, Count), "things": len(things), "children": len(behind),
        "page": page, "printed": printed,
        "not_listed": len(behind) - page.paginator.count,
        "rows": listed(page, run.as_of),
        "next_page_href": page.has_next() and f"{more}{page.next_page_number()}",
        "previous_page_href": page.has_previous() and f"{more}{page.previous_page_number()}",
    }  # fmt: skip
    return render(request, "releases/children.html", context)
