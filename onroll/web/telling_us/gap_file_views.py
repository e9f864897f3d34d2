"""The gap file through its pages: download it, send it back, and what was wrong in it."""

from __future__ import annotations

import pyarrow as pa
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onroll.figures.csv_text import csv_text
from onroll.web.access.models import Read
from onroll.web.access.reads import record_reads
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.telling_us import gap_file as files
from onroll.web.telling_us import monthly
from onroll.web.telling_us.begun_returns import period_of
from onroll.web.telling_us.monthly_views import after, own_pupils_of
from onroll.web.telling_us.tellers import Teller, tells


@tells
@require_http_methods(["GET", "POST"])
@needs_run
def gap_file(request: HttpRequest, run: Run, teller: Teller, token: str) -> HttpResponse:
    """Of a draft of a return: its gap file as CSV; a POST sends it back filled in."""
    draft = monthly.draft_of(teller, token)
    if request.method == "POST":
        problems = files.take_in(draft, teller, request.FILES.get("file"), run.as_of)
        if problems:
            return redirect("gap_file_problems", draft.key)
        return after(draft, teller)
    asked = files.asked_about(draft, teller, run.as_of)
    refs = [each.ref for each in asked]
    record_reads(request, refs, page="gap_file", outcome=Read.Outcome.EXPORTED)
    return as_file(files.as_table(asked), f"missing-out-{draft.urn}-{period_of(draft):%Y-%m}")


@tells
@require_GET
def gap_file_problems(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    """What was wrong in the file that was sent last, row by row; `?file` gives the file with it."""
    draft = monthly.draft_of(teller, token)
    problems = files.problems_of(draft)
    if not problems:
        raise Http404
    rows = draft.answers["file"]["rows"]
    if "file" in request.GET and rows:
        name = f"missing-out-{draft.urn}-{period_of(draft):%Y-%m}.fix"
        own = own_pupils_of(teller).filter(pk__in=[row[0] for row in rows])
        refs = own.values_list("pk", flat=True)
        record_reads(request, refs, page="gap_file", outcome=Read.Outcome.EXPORTED)
        return as_file(files.problems_table(draft), name)
    context = {
        "draft": draft, "problems": problems, "rows": len(rows), "month": period_of(draft),
        "school": teller.schools[draft.urn],
    }  # fmt: skip
    return render(request, "telling_us/gap_file_problems.html", context, status=422)


def as_file(table: pa.Table, name: str) -> HttpResponse:
    """The table as a file that Excel opens with every letter as it is."""
    content = csv_text(table).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
