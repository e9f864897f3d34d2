"""social_care/: the children in need census (XML, a file a year) and an Annex A workbook."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from onroll.demo.life import Child, SocialCare
from onroll.demo.systems.files import Files

_SOURCE = "social_care"
_LOCAL = ("Forename", "Surname", "Postcode", "NHS Number")
_CHILD = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age")
_DISABILITY = "Does the Child have a Disability"
_TEAM = ("Allocated Team", "Allocated Worker")
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "List 6": ("child_in_need", (
        *_CHILD, _DISABILITY, "CIN Start Date", "Primary Need Code",
        "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case Status",
        *_TEAM)),
    "List 7": ("child_protection_plan", (
        *_CHILD, _DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse",
        "Latest Category of Abuse", "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?", "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six "
        "Months (Y/N)", "Number of Previous Child Protection Plans", *_TEAM)),
    "List 8": ("looked_after", (
        *_CHILD, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        _DISABILITY, "Date Started to be Looked After", "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 "
        "months (Y/N)", "Start date of current legal status", "Child's Legal Status",
        "Date of Latest Statutory Review", "Date of Last Social Work Visit",
        "What is the permanence plan for this child?", "Date of Last IRO Visit / Contact to the "
        "Child", "Date of Last Health Assessment", "Date of Last Dental Check",
        "Number of Placements in the Last 12 months", "Date Ceased to be Looked After",
        "Reason Ceased to be Looked After", "Start Date of Most Recent Placement",
        "Placement Type", "Placement Provider", "Placement postcode", "URN of Placement",
        "Placement Location", "LA of Placement", "Number of Episodes the Child has been "
        "‘Missing’ from their Placement in the last 12 months", "Number of Episodes the Child "
        "has been ‘Absent’ from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
        *_TEAM)),
}  # fmt: skip
"""Sheet, the kind of stay it lists, and Ofsted's columns in their order."""

_DATES = {
    "List 6": ("CIN Start Date", "CIN Closure Date"),
    "List 7": ("Child Protection Plan Start Date", "Child Protection Plan End Date"),
    "List 8": ("Date Started to be Looked After", "Date Ceased to be Looked After"),
}
_ABUSE = {"N1": "Neglect", "N2": "Emotional abuse"}


def reference(child: Child) -> str:
    """The child's id in the social care system (LAchildID, Child Unique ID)."""
    return f"SC{child.number * 37 % 9_999_991:07d}"


def write(files: Files) -> None:
    """Write one census for each year ended, and Annex A as on the last day."""
    known = [child for child in files.known_to(_SOURCE) if child.social_care]
    for child in known:
        files.knows(child, _SOURCE, reference(child))
    for year in range(2024, files.until.year + 1):
        if date(year, 3, 31) < files.until:
            _write_census(files, known, year)
    _write_annex_a(files, known)


def _write_census(files: Files, known: list[Child], year: int) -> None:
    damage = files.damage(f"cin {year}")
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    message = Element("Message")
    header = SubElement(message, "Header")
    details = SubElement(header, "CollectionDetails")
    _leaves(details, Collection="CIN", Year=str(year), ReferenceDate=last.isoformat())
    made = f"{year}-07-05T09:30:00"
    _leaves(SubElement(header, "Source"), SourceLevel="L", LEA="001",
            SoftwareCode="Local Authority", Release="1", SerialNo="001", DateTime=made)  # fmt: skip
    children = SubElement(message, "Children")
    for child in known:
        stays = [
            s
            for s in child.social_care
            if s.starts_on <= last and (s.ends_before is None or s.ends_before >= first)
        ]
        needs = [s for s in stays if s.kind == "child_in_need"]
        if not needs:
            continue
        node = SubElement(children, "Child")
        upn = damage.upn(child, missing=0.12, wrong=0.005)
        identity = {"LAchildID": reference(child), "UPN" if upn else "UPNunknown": upn or "UN4"}
        sex = {"M": "1", "F": "2"}[child.sex] if year < 2025 else child.sex
        _leaves(SubElement(node, "ChildIdentifiers"), **identity,
                PersonBirthDate=child.born_on.isoformat(), Sex=sex)  # fmt: skip
        traits = SubElement(node, "ChildCharacteristics")
        _leaves(traits, Ethnicity=child.ethnicity)
        _leaves(SubElement(traits, "Disabilities"), Disability="NONE")
        for need in needs:
            _episode(node, need, [s for s in stays if s.kind == "child_protection_plan"], last)
    tree = ElementTree(message)
    indent(tree, "    ")
    path = files.path(_SOURCE, f"CIN_Census_{year}.xml")
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _episode(node: Element, need: SocialCare, plans: list[SocialCare], last: date) -> None:
    episode = SubElement(node, "CINdetails")
    _leaves(episode, CINreferralDate=need.starts_on.isoformat(), ReferralSource="1A",
            PrimaryNeedCode=need.need)  # fmt: skip
    if need.ends_before is not None and need.ends_before <= last:
        _leaves(episode, CINclosureDate=need.ends_before.isoformat(), ReasonForClosure="RC8")
    _leaves(episode, ReferralNFA="0")
    for plan in plans:
        held = SubElement(episode, "ChildProtectionPlans")
        _leaves(held, CPPstartDate=plan.starts_on.isoformat())
        if plan.ends_before is not None and plan.ends_before <= last:
            _leaves(held, CPPendDate=plan.ends_before.isoformat())
        _leaves(held, InitialCategoryOfAbuse="NEG", LatestCategoryOfAbuse="NEG",
                NumberOfPreviousCPP="0")  # fmt: skip


def _leaves(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        SubElement(parent, tag).text = text


def _write_annex_a(files: Files, known: list[Child]) -> None:
    damage = files.damage("annex a")
    sheets: dict[str, list[list[Any]]] = {}
    for sheet, (kind, columns) in LISTS.items():
        rows: list[list[Any]] = [[*columns, *_LOCAL]]
        for child in known:
            forename, surname = damage.names(child, 0.02)
            for stay in child.social_care:
                lately = files.until - timedelta(days=183)
                if stay.kind != kind or (stay.ends_before and stay.ends_before < lately):
                    continue
                home = child.homes[-1]
                values: dict[str, Any] = {
                    "Child Unique ID": reference(child),
                    "Gender": {"M": "a) Male", "F": "b) Female"}[child.sex],
                    "Ethnicity": child.ethnicity,
                    "Date of Birth": damage.born_on(child.born_on, 0.003),
                    "Age": (files.until - child.born_on).days // 365.25,
                    _DISABILITY: "b) No",
                    _DATES[sheet][0]: stay.starts_on,
                    _DATES[sheet][1]: stay.ends_before or "",
                    "Primary Need Code": stay.need,
                    "Initial Category of Abuse": _ABUSE.get(stay.need, "Neglect"),
                    "Latest Category of Abuse": _ABUSE.get(stay.need, "Neglect"),
                    "Child's Category of Need": stay.need,
                    "Allocated Team": f"{home.town} Team",
                    "Forename": forename,
                    "Surname": surname,
                    "Postcode": home.postcode,
                    "NHS Number": "" if damage.happens(0.3) else child.nhs_number,
                }
                rows.append([values.get(column, "") for column in (*columns, *_LOCAL)])
        sheets[sheet] = rows
    name = f"Annex_A_{files.until.isoformat()}.xlsx"
    files.workbook(_SOURCE, name, sheets)
