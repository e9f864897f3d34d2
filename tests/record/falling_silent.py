"""A made-up county whose sources fall silent, one at a time, in every way there is.

Everything a test compares is worked out by `run` itself from files landed as anybody's are.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

from onroll.demo import make
from onroll.record import feeds
from onroll.record.feeds.deliveries import note_refusal, withdraw
from onroll.record.feeds.known import known
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import in_force, not_taken_back
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from onroll.record.run import loads_and_rules, run

CONCERNS = (
    "missing_education", "missing_education_extended", "whereabouts_not_known",
    "home_educated_not_yet_reviewed", "home_educated_unsuitable", "missing_out_on_education",
    "permanently_excluded_without_place", "part_time_timetable_over_limit",
    "pme_permanently_excluded", "pme_social_and_behavioural", "pme_mental_health",
    "pme_medical_needs", "pme_rarely_attends", "pme_pregnant_or_young_mother",
    "pme_complex_needs", "pme_returning_from_custody", "pme_new_to_the_country",
    "pme_moved_from_another_area",
)  # fmt: skip
"""The statuses of which somebody must look at the child."""
GRAVEST = "missing_education"
"""A child who comes to be missing education is not better off, whatever else ends that day."""
WATCHED = 60
"""Days after the silence began on which nobody may seem better off."""
DAMAGED = ("empty", "last_school", "half", "older", "wrong_name")
HOWS = ("silent", *DAMAGED, "half, answered", "last_school, answered", "withdrawn")

Met = dict[tuple[str, str], set[dt.date]]
"""The days on which a person meets a concern, by both."""


def undated(name: str) -> str:
    """The part of a file's name that is the same whenever it comes."""
    return re.sub(r"\d+", "", name)


NAMED = {undated(feed.example): feed.key for feed in feeds.CATALOGUE}
"""The feed of a file by its name, so that it is not held against all of them to be told."""


@dataclass(frozen=True)
class Disturbance:
    """What became of one feed a week after the last good files."""

    feed: str
    how: str


@dataclass
class County:
    """The county as it stood on a day, and what was true of its children then and after.

    `later` has what runs of it sixty days on said, by their id: the same loads say the same, so
    what is refused needs no run of its own.
    """

    home: Home
    day: dt.date
    files: dict[str, Path]
    person_of: dict[str, str]
    met: Met
    later: dict[str, Met] = field(default_factory=dict)


def county(folder: Path, seed: int, day: dt.date) -> County:
    """Exampleshire up to a day, with clean files of its last year landed and worked out."""
    made = make(folder, children=500, seed=seed, clean=True, until=day)
    home = Home(folder)
    newest: dict[str, Path] = {}
    at = moment(day)
    for path in sorted(made.files.rglob("*.*")):
        if of_an_earlier_year(path.name, day):
            continue
        reading = feeds.read(path, NAMED.get(undated(path.name)), received_on=day)
        land(reading, home, at)
        newest[reading.feed.key] = path
    links = pq.read_table(made.truth / "people.parquet").to_pylist()
    person_of = {f"{row['source']}:{row['local_id']}": row["person"] for row in links}
    before = run(home, as_of=day, known_at=at)
    return County(home, day, newest, person_of, met(before, person_of, day))


def of_an_earlier_year(name: str, day: dt.date) -> bool:
    """Whether a file is of a school year, or of a year, that was over before that of the day."""
    found = re.search(r"(20\d\d)(-\d\d_)?", name)
    before_september = bool(found and found[2] and day.month < 9)
    return found is not None and int(found[1]) < day.year - before_september


def improvements(of: County, what: Disturbance, folder: Path) -> list[tuple[str, str, dt.date]]:
    """Who seems better off because of it: person, concern, and the first day without it."""
    after = sixty_days_on(of, disturbed(of, what, folder))
    return sorted(
        (person, concern, min(lost))
        for (person, concern), days in of.met.items()
        if (
            lost := days - after.get((person, concern), set()) - after.get((person, GRAVEST), set())
        )
    )


def sixty_days_on(of: County, home: Home) -> Met:
    """What is true of the county's children from its day on, worked out sixty days later."""
    end = of.day + dt.timedelta(days=WATCHED)
    there = not_taken_back(home, moment(end))
    loads = in_force(there), earlier_deliveries(there)
    rests_on = str(loads_and_rules(*loads, end, moment(end), "duckdb"))
    if rests_on not in of.later:
        folder = run(home, as_of=end, known_at=moment(end))
        of.later[rests_on] = met(folder, of.person_of, of.day)
    return of.later[rests_on]


def disturbed(of: County, what: Disturbance, folder: Path) -> Home:
    """The county's home a week later, after whatever came of that feed."""
    home = Home(folder)
    for part in ("loads", "people"):
        shutil.copytree(of.home.path / part, folder / part, copy_function=os.link)
    shutil.copy(of.home.path / "authority.toml", folder)
    if what.how == "silent":
        return home
    later = of.day + dt.timedelta(days=7)
    how, _, answered = what.how.partition(", ")
    sent = damaged(of.files[what.feed], "half" if how == "withdrawn" else how, later, folder)
    try:
        reading = feeds.read(sent, what.feed, received_on=later, known=known(home))
        answers = {question.rule_id for question in reading.questions}
        certain = answered or how == "withdrawn"
        load = land(reading, home, moment(later), answered=answers if certain else ())
    except feeds.FileRefused as refusal:
        note_refusal(
            home, feed=what.feed, file=sent.name, reason=str(refusal), at=moment(later), by=""
        )
        return home
    if how == "withdrawn":
        after = moment(later + dt.timedelta(days=5))
        withdraw(home, load.load_id, at=after, by="J Lee", why="It was cut off.")
    return home


def met(folder: Path, person_of: dict[str, str], day: dt.date) -> Met:
    """The days from that one on on which each person meets each concern, by a run."""
    people: dict[str, set[str]] = {}
    for row in pq.read_table(
        folder / "records.parquet", columns=["record_id", "child"]
    ).to_pylist():
        if row["record_id"] in person_of:
            people.setdefault(row["child"], set()).add(person_of[row["record_id"]])
    found: Met = {}
    for row in pq.read_table(folder / "statuses.parquet").to_pylist():
        if row["definition"] in CONCERNS:
            days = set(days_of(row["starts_on"], row["ends_before"], day))
            for person in people.get(row["child"], ()):
                found.setdefault((person, row["definition"]), set()).update(days)
    # what begins after the silence did is no concern there was
    return {key: days for key, days in found.items() if days}


def days_of(starts_on: dt.date, ends_before: dt.date | None, day: dt.date) -> Iterator[dt.date]:
    for number in range(WATCHED + 1):
        one = day + dt.timedelta(days=number)
        if starts_on <= one and (ends_before is None or one < ends_before):
            yield one


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(20), dt.UTC)


def damaged(path: Path, how: str, later: dt.date, folder: Path) -> Path:
    """The file as it comes a week later: cut, emptied, or under another day's name."""
    named = {"older": later - dt.timedelta(days=60), "wrong_name": later}.get(how, later)
    sent = folder / re.sub(r"\d{4}-\d\d-\d\d", named.isoformat(), path.name)
    if how == "wrong_name":  # last week's rows under this week's name, or under another one
        sent = folder / (sent.name if sent.name != path.name else f"copy of {path.name}")
    {".xlsx": cut_workbook, ".xml": cut_xml}.get(path.suffix, cut_text)(path, how, sent)
    return sent


def kept(rows: list, how: str, school: object = None) -> list:
    """Those of a table's rows that are left."""
    match how:
        case "empty":
            return []
        case "half" | "older":
            return rows[: len(rows) // 2]
        case "last_school" if school is not None:
            last = max(school(row) for row in rows)
            return [row for row in rows if school(row) != last]
        case "last_school":
            return rows[: len(rows) * 9 // 10]
        case _:
            return rows


def cut_text(path: Path, how: str, sent: Path) -> None:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"
    heading, *rows = raw.decode(encoding).splitlines(keepends=True)
    mark = max(",;\t|", key=heading.count)
    names = [name.strip('"\ufeffï»¿ \r\n').lower() for name in heading.split(mark)]
    at = next((names.index(name) for name in ("urn", "nativeid") if name in names), None)
    school = None if at is None else lambda row: row.split(mark)[at]
    # one row in another order, so that the bytes are not those that came before
    left = kept(rows, how, school)
    sent.write_bytes((heading + "".join(left[1:] + left[:1])).encode(encoding))


def cut_workbook(path: Path, how: str, sent: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    with xlsxwriter.Workbook(sent, {"default_date_format": "dd/mm/yyyy"}) as new:
        for name in book.sheet_names:
            heading, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheet = new.add_worksheet(name)
            for number, row in enumerate([heading, *kept(rows, how)]):
                sheet.write_row(number, 0, row)


def cut_xml(path: Path, how: str, sent: Path) -> None:
    tree = ET.parse(path)
    parent = next(each for each in tree.getroot().iter() if each.find("Child") is not None)
    children = parent.findall("Child")
    for child in [each for each in children if each not in kept(children, how)]:
        parent.remove(child)
    tree.write(sent, encoding="utf-8", xml_declaration=True)
