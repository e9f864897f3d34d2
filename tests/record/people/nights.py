"""A made-up town whose sources send what is new, changed and gone, night after night."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pyarrow as pa

from onroll.record.identifiers import upn_check_letter

COLUMNS = (
    "record_id", "source", "upn", "former_upn", "nhs_number", "forename", "surname",
    "date_of_birth", "sex", "address", "town", "postcode", "uprn",
)  # fmt: skip
SOURCES = ("care", "census", "health", "roll")
FORENAMES = (
    "Amara", "Amarra", "Amira", "Ben", "Benjamin", "Catherine", "Katie", "Mohamed", "Muhammad",
    "Oliver", "Olly", "Tunde", "Zoë", "Amelia", "Amelie", "Noah", "Noor", "Jan", "John", "Jon",
    "Thomas", "Tomasz", "Mary Jane", "Jane", "Yusuf", "Joseph", "Eve", "Evelyn",
)  # fmt: skip
SURNAMES = (
    "Bello", "Cole", "Coles", "Okafor", "Okafor-Bello", "Smith", "Smyth", "Khan", "Ali", "Novak",
    "O'Brien", "Kowalska", "Kowalski", "Patel", "Thomas", "Noor", "John", "Begum", "Ray", "Wood",
)  # fmt: skip
Row = dict[str, str | None]


class Town:
    """Children, and what each source says of them: `rows` by record id, with `older` ways.

    Families share a surname and an address, some of them twins; 1 January is a common birthday;
    sources leave things out, mistype, mix twins up and give one child another's number.
    """

    def __init__(self, seed: int, children: int) -> None:
        self.random = random.Random(seed)
        self.rows: dict[str, Row] = {}
        self.older: defaultdict[str, list[Row]] = defaultdict(list)
        self._gone: dict[str, Row] = {}
        self._children: list[Row] = []
        while len(self._children) < children:
            self._children += self._family()
        for child in self._children:
            for source in self.random.sample(SOURCES, self.random.randint(1, 4)):
                self._tell(source, child)

    def night(self, news: int) -> None:
        """So many rows are new, changed, gone or come back."""
        for _ in range(news):
            what = self.random.random()
            if what < 0.25 or not self.rows:
                self._tell(self.random.choice(SOURCES), self.random.choice(self._children))
            elif what < 0.40:
                record = self.random.choice(sorted(self.rows))
                self._gone[record] = self.rows.pop(record)
            elif what < 0.50 and self._gone:
                record = self.random.choice(sorted(self._gone))
                self.rows[record] = self._gone.pop(record)
            else:
                self._change(self.random.choice(sorted(self.rows)))

    def table(self) -> pa.Table:
        """What the sources say now: one row per record, in no order."""
        shuffled = list(self.rows.values())
        self.random.shuffle(shuffled)
        return as_table(shuffled)

    def also(self) -> pa.Table:
        """How they have given the records before."""
        return as_table(row for record in sorted(self.rows) for row in self.older[record])

    def _family(self) -> list[Row]:
        chance, number = self.random, len(self._children)
        surname, postcode = chance.choice(SURNAMES), f"XE{number // 12 % 40} {number % 9}AB"
        home = {
            "surname": surname,
            "address": f"{chance.randint(1, 30)} High Street",
            "town": "Exton",
            "postcode": postcode,
            "uprn": str(100_000 + number) if chance.random() < 0.6 else None,
        }
        born = self._birthday()
        family = []
        for n in range(chance.choice((1, 1, 2, 3))):
            twin = n and chance.random() < 0.3
            born = born if twin else self._birthday()
            family.append(
                home
                | {
                    "number": str(number + n),
                    "upn": upn_numbered(number + n),
                    "former_upn": None,
                    "nhs_number": nhs_numbered(number + n),
                    "forename": chance.choice(FORENAMES),
                    "date_of_birth": born.isoformat(),
                    "sex": chance.choice("FM"),
                }
            )
        return family

    def _birthday(self) -> date:
        year = self.random.randint(2010, 2014)
        if self.random.random() < 0.15:
            return date(year, 1, 1)
        return date(year, 1, 1) + timedelta(days=self.random.randint(0, 60))

    def _tell(self, source: str, child: Row) -> None:
        again = "b" if self.random.random() < 0.05 else ""  # a source may have a child twice
        record = f"{source}:{child['number']}{again}"
        row = {name: child.get(name) for name in COLUMNS}
        row |= {"record_id": record, "source": source}
        for name, missing in (("upn", 0.5), ("nhs_number", 0.6), ("postcode", 0.1), ("uprn", 0.3),
                              ("date_of_birth", 0.03), ("forename", 0.02), ("sex", 0.1),
                              ("address", 0.2)):  # fmt: skip
            if self.random.random() < missing:
                row[name] = None
        self._gone.pop(record, None)
        if record in self.rows:
            self.older[record].append(self.rows[record])
        self.rows[record] = row
        if self.random.random() < 0.25:
            self._change(record)

    def _change(self, record: str) -> None:
        chance = self.random
        row = dict(self.rows[record])
        name = chance.choice(
            ("forename", "surname", "date_of_birth", "sex", "postcode", "upn", "nhs_number",
             "former_upn", "uprn", "address")
        )  # fmt: skip
        other = chance.choice(self._children)
        if name == "forename":
            row[name] = chance.choice(FORENAMES)
        elif name == "surname":
            row[name] = chance.choice(
                (*SURNAMES, f"{row[name] or 'Ray'}-{chance.choice(SURNAMES)}")
            )
        elif name == "date_of_birth" and row[name]:
            year, month, day = row[name].split("-")
            swapped = f"{year}-{day if day < '13' else month}-{month}"
            row[name] = chance.choice((f"{year}-{month}-1{day[1]}", f"{year}-01-01", swapped, None))
        elif name == "former_upn":
            row["former_upn"], row["upn"] = row["upn"], other["upn"]
        elif name == "postcode" and chance.random() < 0.5:
            row |= {part: other[part] for part in ("address", "postcode", "uprn")}
        else:
            row[name] = other[name] if chance.random() < 0.5 else None
        if chance.random() < 0.5:
            self.older[record].append(self.rows[record])
        self.rows[record] = row


def as_table(rows: Iterable[Mapping[str, str | None]]) -> pa.Table:
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in COLUMNS} for row in rows],
        pa.schema([(name, pa.string()) for name in COLUMNS]),
    )


def upn_numbered(number: int) -> str:
    """A permanent UPN that passes its check."""
    rest = f"8012000{number:05}"
    return upn_check_letter("A" + rest) + rest


def nhs_numbered(number: int) -> str | None:
    """An NHS number that passes its check; None where the check digit would be 10."""
    digits = f"9{number:08}"
    check = (
        11
        - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
        % 11
    )
    return None if check == 10 else f"{digits}{check % 11}"
