"""The home that this service serves, and whether files can be kept in it."""

from __future__ import annotations

import os

from django.conf import settings

from onroll.record.home import Home


def home() -> Home:
    return Home(settings.ONROLL_HOME)


def why_nothing_can_be_kept() -> str:
    """Words for a home that is not there or may only be read; empty where files can be kept."""
    folder = home().path
    if not folder.is_dir():
        return (
            "The folder of this service's record is missing, so nothing can be kept. Nothing was "
            "changed. Ask whoever looks after this service to put it back."
        )
    if not os.access(folder, os.W_OK):
        return (
            "The folder of this service's record can only be read, so nothing can be kept. "
            "Nothing was changed. Ask whoever looks after this service to let it be written to."
        )
    return ""
