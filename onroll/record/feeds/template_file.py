"""An empty file of a feed, to fill in by hand: its headings, as CSV or as a workbook.

The cells of the workbook are text, so that a spreadsheet neither turns a UPN into a number nor a
date round. It holds no formula, no macro and nobody's name, and is the same bytes each time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import xlsxwriter

from onroll.record.feeds.base import Feed
from onroll.record.feeds.feed_in_words import needed_in_words, type_in_words

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook's date has no zone, and this one no meaning)
_NOTES = "Notes"
_AS_TEXT = 49
"""The number that every spreadsheet has for the format Text."""
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\]")


def has_template(feed: Feed) -> bool:
    """False where the feed is read from XML, which nobody writes by hand."""
    return not feed.xml


def csv_template(feed: Feed) -> bytes:
    """The headings as one line of CSV, in UTF-8 with a mark that spreadsheets know it by."""
    out = io.StringIO()
    csv.writer(out).writerow(column.title for column in feed.columns)
    return out.getvalue().encode("utf-8-sig")


def xlsx_template(feed: Feed) -> bytes:
    """A workbook with the headings, and a sheet of notes on each column.

    A feed that is read from several sheets has one of each.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": feed.title, "created": _MADE})
        heading = book.add_format({"bold": True, "num_format": _AS_TEXT, "bottom": 1})
        text = book.add_format({"num_format": _AS_TEXT})
        wrapped = book.add_format({"num_format": _AS_TEXT, "text_wrap": True, "valign": "top"})
        for name in feed.sheets or (_NOT_IN_A_SHEETS_NAME.sub("", feed.title)[:31],):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(feed.columns):
                sheet.set_column(at, at, max(12, len(column.title) + 2), text)
                sheet.write_string(0, at, column.title, heading)
        notes = book.add_worksheet(_NOTES)
        notes.set_column(0, 0, 28, wrapped)
        notes.set_column(1, 3, 48, wrapped)
        for at, words in enumerate(("Column", "What goes in it", "Needed", "Also known as")):
            notes.write_string(0, at, words, heading)
        for row, column in enumerate(feed.columns, 1):
            cells = (
                column.title,
                type_in_words(column),
                needed_in_words(column),
                ", ".join(column.synonyms),
            )
            for at, cell in enumerate(cells):
                notes.write_string(row, at, cell, wrapped)
    return out.getvalue()
