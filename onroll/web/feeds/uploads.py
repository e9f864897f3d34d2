"""Files that people send: to the disk as they arrive, and no more of them than may be sent."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import Resolver404, resolve

from onroll.figures.regional.snapshot_file import LARGEST as MOST_SNAPSHOT_BYTES
from onroll.record.exchange.sealed_file import LARGEST as MOST_SEALED_BYTES
from onroll.record.forms.gap_file import MOST_BYTES as MOST_GAP_FILE_BYTES
from onroll.web.access.roles import may_keep_snapshots, may_load, may_take_in, may_tell
from onroll.web.cases.permission import may_work
from onroll.web.documents.storing import MOST_BYTES as MOST_DOCUMENT_BYTES


class ToDisk(TemporaryFileUploadHandler):
    """Writes each file to a temporary one; what may not be sent is let run past, not kept.

    A file that is cut off so has the size that was sent and fewer bytes: the form that takes it
    must refuse what is over `MOST_UPLOAD_BYTES`, or over what a document may have. Letting it run
    past is what allows a page to answer, for a browser shows nothing while it is still sending.
    """

    sent = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.sent += len(raw_data)
        request: Any = self.request
        if self.sent <= most_bytes(request):
            super().receive_data_chunk(raw_data, start)


def most_bytes(request: Any) -> int:
    """How much somebody may send at once to an address: data, a document, a sealed file, a gap
    file, files of other authorities, or nothing."""
    user = getattr(request, "user", None)
    if may_load(user):
        return settings.MOST_UPLOAD_BYTES
    with suppress(Resolver404):
        page = resolve(request.path_info).url_name
        if page == "new_document" and may_work(user):
            return MOST_DOCUMENT_BYTES
        if page == "passing_file" and may_take_in(user):
            return MOST_SEALED_BYTES
        if page == "gap_file" and may_tell(user):
            return MOST_GAP_FILE_BYTES
        if page == "snapshot_files" and may_keep_snapshots(user):
            return MOST_SNAPSHOT_BYTES * settings.DATA_UPLOAD_MAX_NUMBER_FILES
    return 0
