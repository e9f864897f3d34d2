"""alternative_provision/: placements, from the team that arranges and pays for them."""

from __future__ import annotations

from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.provision import PROVIDER_URNS
from onroll.demo.systems.files import Files, dmy, number, shuffled

PLACEMENTS = (
    "Placement Ref, Learner Ref, UPN, Forename, Surname, Date of Birth, Postcode, Provider, "
    "Setting Type, URN, Arranged By, Reason, Start, End, Hours a Week, One to One Hours, "
    "Suitable, As Much As Health Allows"
)
_SOURCE = "alternative_provision"


def reference(child: Child) -> str:
    """The child's reference with this team."""
    return f"L{shuffled(child.number, 29, 99_991)}"


def write(files: Files) -> None:
    """Write every placement."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        if not child.placements:
            continue
        files.knows(child, _SOURCE, reference(child))
        upn = damage.upn(child, missing=0.2, wrong=0.01)
        forename, surname = damage.names(child, 0.03)
        born_on = damage.born_on(child.born_on, 0.004)
        for each in child.placements:
            home = child.home_on(each.starts_on) or child.homes[-1]
            rows.append(
                [
                    f"PL{len(rows) + 1:05d}", reference(child), upn, forename, surname,
                    dmy(born_on), damage.postcode(home.postcode, 0.05), each.provider,
                    each.setting_type,
                    each.school.urn if each.school else PROVIDER_URNS.get(each.provider, ""),
                    each.arranged_by,
                    each.reason, dmy(each.starts_on), dmy(each.ends_before), number(each.hours),
                    number(each.one_to_one_hours), "Y" if each.suitable else "N",
                    "Y" if each.as_health_allows else "N",
                ]
            )  # fmt: skip
    rows = damage.wrong_rows(rows, 0.004, (put(14, "lots"), put(12, "ASAP"), put(13, "01/01/2001")))
    day = files.until.isoformat()
    files.table(_SOURCE, f"placements_{day}.csv", PLACEMENTS, rows)
