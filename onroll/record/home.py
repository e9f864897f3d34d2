"""Where one authority keeps everything onroll holds for it (`ONROLL_HOME`), and who it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


class NoAuthority(ValueError):
    """There is no `authority.toml`, or a line of it is missing."""


@dataclass(frozen=True)
class Authority:
    """The council whose children these are.

    `postcode_districts` are the outward codes that lie in its area ("XE1"); an address is
    in the area when its postcode's district is one of them. `demo` is true for a made-up
    authority, and every page then says so. `rhythm` has, by feed, the days after which it is late
    here, where those are not the feed's own.
    """

    name: str
    short_name: str
    la_code: str
    colour: str
    postcode_districts: tuple[str, ...]
    demo: bool = False
    rhythm: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Authority:
        """The authority described in a TOML file. Raises `NoAuthority` when a line is missing."""
        if not path.exists():
            raise NoAuthority(
                f"{path} was not found. It says whose record this is: write the lines name, "
                "short_name, la_code, colour and postcode_districts, or run `onroll demo`."
            )
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        districts = held.get("postcode_districts", [])
        if not isinstance(districts, list) or not all(isinstance(each, str) for each in districts):
            raise NoAuthority(
                f"{path}: postcode_districts must be a list of districts in quotation marks. "
                'Write it like ["XE1", "XE2"].'
            )
        rhythm = held.get("rhythm", {})
        if not isinstance(rhythm, dict) or not all(is_days(days) for days in rhythm.values()):
            raise NoAuthority(
                f"{path}: a line of [rhythm] is a feed and a whole number of days from 1. Write it "
                "like pupil_roll = 2."
            )
        try:
            return cls(
                name=held["name"],
                short_name=held["short_name"],
                la_code=held["la_code"],
                colour=held["colour"],
                postcode_districts=tuple(held["postcode_districts"]),
                demo=held.get("demo", False),
                rhythm=rhythm,
            )
        except KeyError as missing:
            raise NoAuthority(f"{path} has no line {missing}. Add it.") from None


def is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


@dataclass(frozen=True)
class Home:
    """The folder that holds one authority's loads, links, runs and database."""

    path: Path

    @property
    def loads(self) -> Path:
        return self.path / "loads"

    @property
    def events(self) -> Path:
        """What people said of loads afterwards: withdrawn, undone, put back."""
        return self.path / "events"

    @property
    def refusals(self) -> Path:
        """Which files were refused, and why."""
        return self.path / "refusals"

    @property
    def staged(self) -> Path:
        """Files on their way: uploaded, not yet loaded."""
        return self.path / "staged"

    @property
    def mappings(self) -> Path:
        """Which heading of a source system is which column, as people said."""
        return self.path / "mappings"

    @property
    def documents(self) -> Path:
        """Documents of cases, each under the digest of what is in it."""
        return self.path / "documents"

    @property
    def exchange(self) -> Path:
        """Keys with which children are passed to other authorities, and what was opened."""
        return self.path / "exchange"

    @property
    def published(self) -> Path:
        """Figures that the Department published, release by release, and statistical neighbours."""
        return self.path / "published"

    @property
    def region(self) -> Path:
        """Regional snapshots that authorities sent, and which authorities a region has."""
        return self.path / "region"

    @property
    def people(self) -> Path:
        return self.path / "people"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def attendance(self) -> Path:
        """Session marks and what they tell, kept from one run to the next; it may be taken away."""
        return self.path / "attendance"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @cached_property
    def authority(self) -> Authority:
        return Authority.read(self.path / "authority.toml")
