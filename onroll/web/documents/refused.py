"""A file that is not kept, with the reason in words for whoever sent it."""

from __future__ import annotations


class Refused(Exception):
    """The message says what was found, and what to do."""
