"""What truly happens to a child of Exampleshire, before any system writes it down.

Every spell is half-open, `[starts_on, ends_before)`, and open when `ends_before` is None.
The systems (`onroll.demo.systems`) write files from these, each knowing only its part; the
truth (`onroll.demo.truth`) is read straight from them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class School:
    """A school, pupil referral unit or college; `successor` is the academy that replaced it."""

    urn: str
    la_code: str
    establishment: str
    name: str
    kind: str
    phase: str
    postcode: str
    district: int
    opened_on: date
    closed_on: date | None = None
    successor: School | None = None
    days: tuple[date, ...] = ()

    @property
    def keeps_marks(self) -> bool:
        """Whether its registers reach the authority: state schools of the authority itself."""
        return self.la_code == "001" and self.phase != "Independent"

    def school_day(self, day: date, number: int = 1) -> date:
        """The school day that is `number` on, the first on or after `day` being number 1."""
        at = bisect_left(self.days, day) + number - 1
        return self.days[min(at, len(self.days) - 1)]


@dataclass(slots=True)
class Home:
    """One stay at one address, with who said so and who checked it."""

    line: str
    town: str
    postcode: str
    uprn: str
    starts_on: date
    ends_before: date | None = None
    asserted_by: str = "Parent"
    verified_by: str = "School admission"
    verified_on: date | None = None

    @property
    def inside(self) -> bool:
        """Whether the address lies in Exampleshire."""
        return self.postcode.startswith("XE")


@dataclass(slots=True)
class Enrolment:
    """A name on a school's admission register."""

    school: School
    starts_on: date
    ends_before: date | None = None
    status: str = "C"
    ground: str = ""
    destination: str = ""


@dataclass(slots=True)
class Exclusion:
    """A suspension (SUSP, with its half-days) or a permanent exclusion (PERM)."""

    category: str
    school: School
    starts_on: date
    sessions: int
    reasons: tuple[str, ...]
    reinstated_on: date | None = None


@dataclass(slots=True)
class Timetable:
    """A part-time timetable; reason SB, RA, MH, MN or PG."""

    school: School
    starts_on: date
    ends_before: date | None
    hours: float
    reason: str
    plan: bool
    review_due_on: date


@dataclass(slots=True)
class Review:
    """An officer's enquiry into education at home."""

    reviewed_on: date
    visit: str
    outcome: str
    decided_on: date


@dataclass(slots=True)
class HomeEducation:
    """A stay on the home-education register."""

    notified_on: date
    starts_on: date
    ends_before: date | None
    reason: str
    end_reason: str = ""
    previous_school: str = ""
    reviews: list[Review] = field(default_factory=list)


@dataclass(slots=True)
class Application:
    """An application for a school place outside the main round."""

    circumstance: str
    circumstance_on: date
    applied_on: date
    outcome: str = "Awaiting"
    decided_on: date | None = None
    school: School | None = None
    starts_on: date | None = None
    previous_authority: str = ""


@dataclass(slots=True)
class Placement:
    """Education arranged somewhere other than the child's school."""

    provider: str
    setting_type: str
    arranged_by: str
    reason: str
    starts_on: date
    ends_before: date | None
    hours: float
    one_to_one_hours: float
    suitable: bool
    as_health_allows: bool = False
    school: School | None = None


@dataclass(slots=True)
class HealthContact:
    """A stay with a health service, and the evidence the education service holds of it."""

    service: str
    starts_on: date
    ends_before: date | None
    evidence: str


@dataclass(slots=True)
class SocialCare:
    """A stay with a social worker: child_in_need, child_protection_plan or looked_after."""

    kind: str
    starts_on: date
    ends_before: date | None
    need: str


@dataclass(slots=True)
class Episode:
    """Days on which a school's register says the same thing whatever else would have happened."""

    school: School
    starts_on: date
    ends_before: date
    am: str
    pm: str


@dataclass(slots=True)
class Child:
    """A child, with everything that happens to them between birth and the end of the demo.

    `homes` are where the child lives; `claims` are addresses that somebody gave and nobody could
    confirm. `often_absent` marks a child who misses most of school in every year. `spelt` is what
    is different of this child in one source's eyes (`onroll.demo.identities`); empty in truth.
    """

    number: int
    family: int
    forename: str
    surname: str
    called: str
    born_on: date
    sex: str
    ethnicity: str
    upn: str
    nhs_number: str
    uln: str
    sen: str = "N"
    homes: list[Home] = field(default_factory=list)
    claims: list[Home] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    timetables: list[Timetable] = field(default_factory=list)
    home_education: HomeEducation | None = None
    applications: list[Application] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    health: list[HealthContact] = field(default_factory=list)
    social_care: list[SocialCare] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    often_absent: bool = False
    fate: str = ""
    former_upn: str = ""
    former_surname: str = ""
    spelt: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """The truth's own id of the child."""
        return f"T{self.number:06d}"

    def roll_on(self, day: date) -> Enrolment | None:
        """The child's main enrolment on a day, if any."""
        for enrolment in self.enrolments:
            if (
                enrolment.status != "S"
                and enrolment.starts_on <= day
                and (enrolment.ends_before is None or day < enrolment.ends_before)
            ):
                return enrolment
        return None

    def home_on(self, day: date) -> Home | None:
        """Where the child lives on a day, if the county's records can say."""
        for home in self.homes:
            if home.starts_on <= day and (home.ends_before is None or day < home.ends_before):
                return home
        return None
