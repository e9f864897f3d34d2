"""The overlay of SESLIP's cohorts: worked by hand, on the boundary, and through the gate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from onroll.figures.periods import Period
from onroll.figures.releasing.gate import through_the_gate
from onroll.figures.reports import cohort_overlay
from onroll.figures.reports.report import TOTAL, Report
from onroll.record.definitions import definition
from tests.figures.drawn_run import drawn_run
from tests.figures.test_cme_reports import cells

DAY, NEXT = "2026-11-30", "2026-12-01"
SINCE = ("2026-09-01", None)
ABSENT, AT_HOME, SCOPE = (
    "Persistent absence",
    "Home educated",
    "Children missing education (SESLIP)",
)
ROLL, WORKER = "On a school roll", "With a social worker"
SUPPORT = "Special educational needs support, of those on a roll"
PLAN = "With an education, health and care plan"
NEED, MEALS = "With social, emotional and mental health needs", "Eligible for free school meals"
NOT_TOLD = ("[x]", "[x]")


def overlay(folder: Path, **drawn: Any) -> Report:
    day = date.fromisoformat(DAY)
    return cohort_overlay.make(drawn_run(folder, as_of=DAY, **drawn), Period(day, day))


def of(report: Report, cohort: str) -> dict[str, tuple[str, ...]]:
    """Each group of a cohort: how many, and what percentage."""
    rows = cells(report.table("overlay"))
    return {group: found for (title, group), found in rows.items() if title == cohort}


def test_each_group_of_a_cohort_is_counted_on_the_day_with_its_share(tmp_path: Path) -> None:
    """Of 21 who are absent 20 are on a roll: one left it that day. Of the 20, 2 have support."""
    report = overlay(
        tmp_path,
        statuses=[
            *((f"child {n}", "persistent_absence", *SINCE) for n in range(21)),
            *((f"child {n}", "on_roll", *SINCE) for n in range(20)),
            ("child 20", "on_roll", "2026-09-01", DAY),
            ("child 1", "with_a_social_worker", DAY, None),
            ("child 2", "with_a_social_worker", "2026-09-01", DAY),
            ("child 2", "with_a_social_worker", NEXT, None),
        ],
        facts=[
            *((f"child {n}", "sen_support", *SINCE) for n in (3, 4, 5, 20)),
            ("child 5", "ehc_plan", *SINCE),  # a plan counts where both are told
            ("child 6", "ehc_plan", *SINCE),
            ("child 6", "ehc_plan_ended", DAY, NEXT),
            *(
                (f"child {n}", "ehc_plan", "2026-10-01", "2026-10-02") for n in (7, 10)
            ),  # a census saw them on its day
            ("child 8", "ehc_plan", NEXT, None),
            ("child 9", "sen_support", "2026-09-01", DAY),
            ("not absent", "sen_support", *SINCE),
            *((f"child {n}", "semh_need", *SINCE) for n in (5, 11)),
            ("child 12", "semh_need", "2026-01-15", DAY),
            ("child 13", "free_school_meals", "2026-01-15", NEXT),
            ("child 14", "free_school_meals", NEXT, None),
        ],
    )
    assert of(report, ABSENT) == {
        TOTAL: ("21", "100.0"),
        ROLL: ("20", "95.2"),
        WORKER: ("1", "4.8"),
        SUPPORT: ("2", "10.0"),
        PLAN: ("3", "14.3"),
        NEED: ("2", "9.5"),
        MEALS: ("1", "4.8"),
    }


def test_support_is_not_available_of_a_cohort_on_no_roll(tmp_path: Path) -> None:
    """A roll tells of support, and forgets it with the child's leaving: 0 would say that somebody
    had looked."""
    report = overlay(
        tmp_path,
        statuses=[("Amira", "home_educated", *SINCE), ("Ben", "seslip_scope", *SINCE)],
        facts=[("Cara", "sen_support", *SINCE), ("Amira", "ehc_plan", *SINCE)],
    )
    assert (of(report, AT_HOME)[SUPPORT], of(report, AT_HOME)[PLAN]) == (NOT_TOLD, ("1", "[z]"))
    assert of(report, SCOPE)[SUPPORT] == ("0", "[z]")


def test_what_nobody_told_of_any_child_is_never_nought(tmp_path: Path) -> None:
    report = overlay(tmp_path, statuses=[("Amira", "persistent_absence", *SINCE)])
    found = of(report, ABSENT)
    assert {group for group, said in found.items() if said == NOT_TOLD} == {
        WORKER, SUPPORT, PLAN, NEED, MEALS,
    }  # fmt: skip
    assert len(report.not_known) == 5
    assert f"{PLAN}: not available, for no source told the record of any such child." in (
        report.not_known
    )


def test_seslips_term_and_the_statutory_one_stand_beside_their_formulas(tmp_path: Path) -> None:
    """Amira is missing education by the Act, and in SESLIP's scope with Ben."""
    report = overlay(
        tmp_path,
        statuses=[
            ("Amira", "missing_education", *SINCE),
            ("Amira", "seslip_scope", *SINCE),
            ("Ben", "seslip_scope", "2026-09-01", NEXT),
            ("Cara", "seslip_scope", "2026-09-01", DAY),
        ],
    )
    rows = {labels[1:]: found for labels, found in cells(report.table("cohorts")).items()}
    for key, number in (("missing_education", "1"), ("seslip_scope", "2")):
        assert rows[definition(key).title, definition(key).words] == (number,)
    assert report.findings[0] == (
        "SESLIP's term and the statutory one are two: 2 children in SESLIP's scope, 1 missing "
        "education by the Act, on 30 November 2026."
    )


def test_a_small_group_is_hidden_with_its_share_and_its_finding(tmp_path: Path) -> None:
    """Of 40 in scope who are all absent 3 have a social worker, and 9 support."""
    everybody = [f"child {n}" for n in range(40)]
    keys = ("persistent_absence", "seslip_scope", "on_roll", "compulsory_school_age", "resident")
    report = overlay(
        tmp_path,
        statuses=[
            *((child, key, *SINCE) for child in everybody for key in keys),
            *((child, "with_a_social_worker", *SINCE) for child in everybody[:3]),
        ],
        facts=[(child, "sen_support", *SINCE) for child in everybody[10:19]],
    )
    assert of(report, ABSENT)[WORKER] == ("3", "7.5")
    read = through_the_gate("overlay", report, {}, small=5).as_read()
    for cohort in (ABSENT, SCOPE):
        assert of(read, cohort)[WORKER] == ("[c]", "[c]")
        assert of(read, cohort)[SUPPORT] == ("9", "22.5")
    assert not any(said.startswith(WORKER) for said in read.findings)
    assert any(said.startswith(SUPPORT) for said in read.findings)
