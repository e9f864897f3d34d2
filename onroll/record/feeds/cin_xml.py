"""The CIN census XML as rows of text: one for each episode of need and each plan.

Read as a stream by defusedxml's parser, which refuses entities, document types and addresses. The
file is not held against its schema: a return that fails it is read for what it says.
"""

from __future__ import annotations

import xml.sax
from pathlib import Path
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml
import defusedxml.sax

from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.text_tables import TextTable, write_rows

HEADINGS = (
    "LAchildID", "UPN", "FormerUPN", "UPNunknown", "Forename", "Surname", "PersonBirthDate", "Sex",
    "Ethnicity", "Postcode", "NHSNumber", "Module", "Start", "End",
)  # fmt: skip
"""The child's own elements, then which module the row is of and its two dates."""

_OF_CHILD = HEADINGS[:11]
_ALSO_CALLED = {
    "GenderCurrent": "Sex",
    "PersonGivenName": "Forename",
    "PersonFamilyName": "Surname",
}
_DATES = {
    "CINdetails": ("CINreferralDate", "CINclosureDate"),
    "ChildProtectionPlans": ("CPPstartDate", "CPPendDate"),
}


def read_cin(path: Path, folder: Path) -> tuple[TextTable, str]:
    """The rows of a CIN census file, and its year as its header has it (empty if it has none).

    A child with neither an episode nor a plan gives one row with no module. The row's line is that
    of its element. Raises `FileRefused` when the file is not XML, is cut short, is not a CIN
    census, or holds what a census never does.
    """
    reader = _Children()
    parser = defusedxml.sax.make_parser()
    parser.setContentHandler(reader)
    parser.forbid_dtd = True
    try:
        parser.parse(str(path))
    except defusedxml.DefusedXmlException:
        raise FileRefused(
            f"{path.name} declares entities or a document type, which a CIN census never does. "
            "Nothing has been loaded. Export it again from the case management system."
        ) from None
    except (xml.sax.SAXException, ValueError, LookupError) as error:
        line = getattr(error, "getLineNumber", lambda: "?")()
        raise FileRefused(
            f"{path.name} stops being XML at line {line}. It may have been cut short. Nothing has "
            "been loaded. Export it again."
        ) from None
    if not reader.is_census:
        raise FileRefused(
            f"{path.name} is XML but not a CIN census: it has no Message with Children in it. "
            "Check that this is the file you meant."
        )
    target = folder / "text_0.parquet"
    write_rows(target, len(HEADINGS), reader.rows, lines=True)
    return TextTable(target, HEADINGS, None), reader.year


class _Children(ContentHandler):
    """Gathers a row for each module of each child as the elements go by."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[object]] = []
        self.year = ""
        self.is_census = False
        self._path: list[str] = []
        self._text: list[str] = []
        self._child: dict[str, str] = {}
        self._child_line = 0
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._modules: list[tuple[str, int, dict[str, str]]] = []
        self._locator: Locator

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        line = self._locator.getLineNumber() or 0
        self._path.append(name)
        self._text = []
        if name == "Child":
            self._child, self._child_line, self._modules = {}, line, []
        elif name == "Children":
            self.is_census = True
        elif name in _DATES:
            self._open.append((name, line, {}))

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, name: str) -> None:
        text = "".join(self._text).strip()
        self._text = []
        self._path.pop()
        known = _ALSO_CALLED.get(name, name)
        if name == "Year" and "Child" not in self._path:
            self.year = text
        elif name == "Child":
            self._end_child()
        elif name in _DATES:
            self._modules.append(self._open.pop())
        elif known in _OF_CHILD and "Child" in self._path and not self._open:
            self._child[known] = text
        elif self._open and name in _DATES[self._open[-1][0]]:
            self._open[-1][2][name] = text

    def _end_child(self) -> None:
        own = [self._child.get(name, "") for name in _OF_CHILD]
        for module, line, dates in self._modules or [("", self._child_line, {})]:
            start, end = _DATES.get(module, ("", ""))
            self.rows.append([*own, module, dates.get(start, ""), dates.get(end, ""), line])
