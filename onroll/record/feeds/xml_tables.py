"""An XML return as rows of text: one for each module of each child.

Read as a stream by defusedxml's parser, which refuses entities, document types and addresses, so
that a file of any size takes the same memory. The file is not held against its schema: a return
that fails it is read for what it says. Namespaces are passed over: an element is its local name.
"""

from __future__ import annotations

import contextlib
import re
import xml.sax
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml
import defusedxml.sax

from onroll.record.feeds.base import FileRefused
from onroll.record.feeds.columns import listed
from onroll.record.feeds.table_refusals import LONGEST_CELL
from onroll.record.feeds.text_tables import RowsOut, TextTable

MODULE = "Module"
"""The heading of the column that says which element a row was made of."""

STRAY = "Text between elements"
"""A shape with this in `of_subject` is given the text that stands in a child where only elements
may, in the first of the child's rows."""

_SERIAL = re.compile(r"[0-9]{1,4}")
_DEEPEST = 64
_MOST_ATTRIBUTES = 100
_MOST_UNKNOWN = 100
_LOOKED_AT = 20_000
"""How many elements are looked at to tell which of several returns a file is."""


@dataclass(frozen=True)
class XmlShape:
    """Where one kind of XML return keeps what a row is made of.

    `root` is the first element and `subject` the element of one child. `of_subject` are the child's
    own elements, each a heading, wherever they stand in the child outside a module. `modules` gives
    for each element that makes a row (an episode, a plan) its own elements, each with the heading
    of its value; a module may stand in another, and each makes a row. A child without modules gives
    one row with no Module. `of_header` are elements outside the children whose value every row has.

    `also_called` gives other names of elements, `Sex` for `GenderCurrent`; a name may be qualified
    by the element that it stands in, `Contact/Surname`, and an empty one is passed over. An element
    that comes more than once has its different values joined by a semicolon. What stands in one of
    the elements `aside` (a parent, an assessment) is not of the child. `period` are the
    elements of the header that together say what the file is of, most often its year alone, and
    `serial` the one that counts the files of a period, if there is one.
    """

    root: str
    subject: str
    of_subject: tuple[str, ...]
    modules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_header: tuple[str, ...] = ()
    also_called: Mapping[str, str] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    period: tuple[str, ...] = ("Year",)
    serial: str = ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table: the header's, the child's, the module and its own."""
        own = [heading for leaves in self.modules.values() for heading in leaves.values()]
        module = [MODULE] if self.modules else []
        return tuple(dict.fromkeys([*self.of_header, *self.of_subject, *module, *own]))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every element that is told apart from others."""
        leaves = {leaf for own in self.modules.values() for leaf in own}
        return frozenset({self.subject, *self.of_subject, *self.modules, *leaves})

    def name(self, element: str, parent: str) -> str:
        """What an element is called here, given the one that it stands in."""
        called = self.also_called
        return called.get(f"{parent}/{element}", called.get(element, element))


def shape_of(path: Path, shapes: Sequence[XmlShape]) -> int:
    """Which of the shapes an XML file has, by its first element and then by the others' names.

    Raises `FileRefused` when it has none of them.
    """
    seen = _Names()
    with contextlib.suppress(_SeenEnough):
        _parse(path, seen)
    fits = [at for at, shape in enumerate(shapes) if shape.root == seen.root]
    fits = [at for at in fits if shapes[at].subject in seen.names] or fits
    if not fits:
        roots = listed(tuple(dict.fromkeys(shape.root for shape in shapes)))
        raise FileRefused(
            f"{path.name} is XML but not a return that onroll reads: its first element is not "
            f"{roots}. Check that this is the file you meant."
        )
    return max(fits, key=lambda at: len(shapes[at].names & seen.names))


def read_xml(path: Path, shape: XmlShape, folder: Path) -> tuple[TextTable, str, int | None]:
    """The rows of an XML return, and its period and serial number as its header has them.

    The period is empty and the number None if it has none. A serial of 1 is None too: most systems
    write 001 into every file, the corrected ones also. The row's line is that of its element.
    Raises `FileRefused` when the file is not XML, is cut short, is another kind of return, or holds
    what a return never does.
    """
    target = folder / "text_0.parquet"
    with RowsOut(target, len(shape.headings), path.name, lines=True) as out:
        rows = _Rows(path.name, shape, out)
        _parse(path, rows)
    table = TextTable(target, shape.headings, None, not_read=tuple(rows.unknown))
    return table, rows.period, rows.serial if rows.serial > 1 else None


def _parse(path: Path, handler: ContentHandler) -> None:
    parser = defusedxml.sax.make_parser()
    parser.setContentHandler(handler)
    parser.forbid_dtd = True
    try:
        with path.open("rb") as file:  # not by its name, which could be that of another place
            parser.parse(file)
    except defusedxml.DefusedXmlException:
        raise FileRefused(
            f"{path.name} declares entities or a document type, which a return never does. "
            "Nothing has been loaded. Export it again from the case management system."
        ) from None
    except (xml.sax.SAXException, ValueError, LookupError) as error:
        line = getattr(error, "getLineNumber", lambda: "?")()
        raise FileRefused(
            f"{path.name} stops being XML at line {line}. It may have been cut short. Nothing has "
            "been loaded. Export it again."
        ) from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _SeenEnough(Exception):
    """The first elements have been looked at."""


class _Names(ContentHandler):
    """The first element's name, and the names of the first so many."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.names: set[str] = set()
        self._elements = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.root = self.root or _local(name)
        self.names.add(_local(name))
        self._elements += 1
        if self._elements == _LOOKED_AT:
            raise _SeenEnough


@dataclass
class _Module:
    """One row in the making."""

    element: str
    line: int
    values: dict[str, str] = field(default_factory=dict)


class _Rows(ContentHandler):
    """Gathers a row for each module of each child as the elements go by."""

    def __init__(self, file: str, shape: XmlShape, out: RowsOut) -> None:
        super().__init__()
        self._period: dict[str, str] = {}
        self.serial = 0
        self.unknown: dict[str, None] = {}
        self._file, self._shape, self._out = file, shape, out
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._is_leaf = False
        self._stray = ""
        self._header: dict[str, str] = {}
        self._child: _Module | None = None
        self._open: list[_Module] = []
        self._modules: list[_Module] = []
        self._locator: Locator

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        element, line = _local(name), self._locator.getLineNumber() or 0
        if len(self._path) >= _DEEPEST or len(attrs) > _MOST_ATTRIBUTES:
            raise self._too_much(f"an element {_DEEPEST} deep or one of many attributes")
        self._note_stray()
        self._path.append(element)
        self._text, self._length, self._is_leaf = [], 0, True
        if self._child is None:
            if element == self._shape.subject:
                self._child, self._modules = _Module(element, line), []
        elif element in self._shape.modules:
            self._open.append(_Module(element, line))

    def characters(self, content: str) -> None:
        self._length += len(content)
        if self._length > LONGEST_CELL:
            raise self._too_much(f"more than {LONGEST_CELL:,} characters in one element")
        self._text.append(content)

    def endElement(self, name: str) -> None:
        leaf, self._is_leaf = self._is_leaf, False
        if not leaf:
            self._note_stray()
        element, text = self._path.pop(), "".join(self._text).strip()
        self._text, self._length = [], 0
        if self._child is None:
            if text and leaf:
                self._note_header(element, text)
        elif element == self._shape.subject and self._shape.subject not in self._path:
            self._end_child(self._child)
        elif self._open and element == self._open[-1].element:
            self._modules.append(self._open.pop())
        elif leaf and text and self._shape.aside.isdisjoint(self._path):
            self._note_leaf(self._child, element, text)

    @property
    def period(self) -> str:
        return "_".join(filter(None, map(self._period.get, self._shape.period)))

    def _note_header(self, element: str, text: str) -> None:
        name = self._shape.name(element, self._path[-1] if self._path else "")
        if name in self._shape.period:
            self._period[name] = text
        if name == self._shape.serial and _SERIAL.fullmatch(text):
            self.serial = int(text)
        if name in self._shape.of_header:
            self._header[name] = text

    def _note_leaf(self, child: _Module, element: str, text: str) -> None:
        name = self._shape.name(element, self._path[-1])
        if self._open:
            heading = self._shape.modules[self._open[-1].element].get(name)
            into = self._open[-1]
        else:
            heading, into = name if name in self._shape.of_subject else None, child
        if heading is None:
            if name and len(self.unknown) < _MOST_UNKNOWN:
                self.unknown[element] = None
        elif text not in (before := into.values.get(heading, "")).split("; "):
            joined = f"{before}; {text}" if before else text
            if len(joined) > LONGEST_CELL:
                raise self._too_much(f"more than {LONGEST_CELL:,} characters in one element")
            into.values[heading] = joined

    def _note_stray(self) -> None:
        """Keep text that no element holds, for it is a fault of the file."""
        if self._child is not None and (text := "".join(self._text).strip()):
            self._stray = f"{self._stray} {text}".strip()[:LONGEST_CELL]

    def _end_child(self, child: _Module) -> None:
        for module in self._modules or [_Module("", child.line)]:
            values = self._header | child.values | module.values | {MODULE: module.element}
            values[STRAY], self._stray = self._stray, ""
            self._out.add([*map(values.get, self._shape.headings), module.line])
        self._child = None

    def _too_much(self, what: str) -> FileRefused:
        return FileRefused(
            f"{self._file}, line {self._locator.getLineNumber()}: this file holds {what}, which a "
            "return never does. Nothing has been loaded. Export it again from the case management "
            "system."
        )
