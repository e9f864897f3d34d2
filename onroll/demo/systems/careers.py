"""careers/: what young people do after Year 11, and the places they were offered by September."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.ages import last_friday_of_june, reception_year
from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.systems.files import Files, dmy

ACTIVITIES = (
    "Young Person ID, UPN, ULN, Forename, Surname, Date of Birth, Gender, Address, Postcode, "
    "Activity Code, Activity Start, Date Verified, Review Date, Provider"
)
OFFERS = (
    "Young Person ID, UPN, Forename, Surname, Date of Birth, Postcode, Year Finished, "
    "Guarantee Status, Offer Date, Provider"
)
_SOURCE = "careers"
_SIXTH_FORM, _COLLEGE, _APPRENTICE, _SEEKING, _NOT_KNOWN = "210", "230", "310", "619", "810"
_CODES = (*[_SIXTH_FORM] * 20, *[_COLLEGE] * 22, *[_APPRENTICE] * 4, *[_SEEKING] * 3, _NOT_KNOWN)
_PROVIDERS = {
    _SIXTH_FORM: "Exampleshire Sixth Form",
    _COLLEGE: "Exbridge College",
    _APPRENTICE: "Motor Trade Skills",
}


def reference(child: Child) -> str:
    """The young person's number with the careers service."""
    return f"YP{child.number * 47 % 999_979:06d}"


def write(files: Files) -> None:
    """Write what those who finished Year 11 do, and the offers to the last who did."""
    damage = files.damage(_SOURCE)
    activities: list[list[str]] = []
    offers: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        left = last_friday_of_june(reception_year(child.born_on) + 12)
        home = child.home_on(files.until)
        if left >= files.until or not child.enrolments or home is None or not home.inside:
            continue
        files.knows(child, _SOURCE, reference(child))
        upn = damage.upn(child, missing=0.05)
        names = damage.names(child, 0.01)
        for code, began in _activities(child, left, files.until):
            checked = min(files.until, began + timedelta(days=20 + child.number % 40))
            activities.append(
                [
                    reference(child), upn, child.uln, *names, dmy(child.born_on), child.sex,
                    home.line, damage.postcode(home.postcode, 0.02), code, dmy(began),
                    dmy(checked), dmy(checked + timedelta(days=365)), _PROVIDERS.get(code, ""),
                ]
            )  # fmt: skip
        if left.year == files.until.year and files.until >= date(left.year, 9, 30):
            offers.append([reference(child), upn, *names, dmy(child.born_on), home.postcode,
                           "11", *_offer(child, left)])  # fmt: skip
    day = files.until.isoformat()
    activities = damage.wrong_rows(activities, 0.002, (put(9, "999"), put(10, "Sept"), put(3, "")))
    for name, header, rows in (
        (f"post16_activity_{day}.csv", ACTIVITIES, activities),
        (f"september_guarantee_{day}.csv", OFFERS, offers),
    ):
        if rows:
            files.table(_SOURCE, name, header, rows)


def _activity(child: Child) -> str:
    return _CODES[child.number * 7 % len(_CODES)]


def _activities(child: Child, left: date, until: date) -> list[tuple[str, date]]:
    """Each activity with its first day: looking for something until September, then what it is."""
    summer, autumn = left + timedelta(days=1), date(left.year, 9, 2)
    if _activity(child) in (_SEEKING, _NOT_KNOWN) or autumn > until:
        return [(_activity(child) if autumn <= until else _SEEKING, summer)]
    return [(_activity(child), autumn)]


def _offer(child: Child, left: date) -> tuple[str, str, str]:
    """Status, day and provider of the offer under the September Guarantee."""
    code = _activity(child)
    if code in _PROVIDERS:
        offered = date(left.year, 3, 1) + timedelta(days=child.number * 11 % 200)
        return "Offer made", dmy(offered), _PROVIDERS[code]
    return ("No offer" if code == _SEEKING else "Not recorded"), "", ""
