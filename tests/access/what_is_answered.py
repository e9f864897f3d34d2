"""What each page answers to whom: written down one by one and worked out nowhere.

A cell is read from the left, as the checks are made; what fails one is answered as said here:

    open        anybody; everything else sends who is not signed in to sign in (302)
    all         whoever is signed in
    DECIDES     those of the list of that name below, and no others (403)
    see         who sees the child by the table in `who_sees_whom`, and no others (404)
    whole       the same, and not who sees only what it takes to look for the child (404)
    200         what is then answered
    200/403     the second to who sees only what it takes to look for the child
    200~302     the second of the restricted child

`of`: a child, asked for in each relation; a pair of a child and another whom they see; or the
restricted child, by a number. A POST is of an empty form, so 422 and 200 say what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.access.who_sees_whom import expected

TABLE = """
page                    | of         | GET                     | POST
sign_in                 |            | open 200                | open 200
account_login           |            | open 200                | open 200
mfa_authenticate        |            | open 302                | open 302
openid_connect_login    |            | open 404                | open 405
openid_connect_callback |            | open 404                | open 405
invited                 |            | open 404                | open 404
invitation              |            | open 404                | open 405
authority_css           |            | open 200                | open 200
health                  |            | open 200                | open 200
visits_worker           |            | open 200                | open 405
sign_out                |            | all 405                 | all 302
my_access               |            | all 200                 | all 405
my_calendar             |            | WORKS CASEWORK 200      | WORKS CASEWORK 200
calendar_file           |            | open 404                | open 405
my_sessions             |            | all 200                 | all 302
second_factor           |            | all 200                 | all 405
second_factor_app       |            | all 302                 | all 302
second_factor_key       |            | all 302                 | all 302
recovery_codes          |            | all 302                 | all 302
remove_second_factor    |            | all 302                 | all 302
confirm_it_is_you       |            | all 200                 | all 200
today                   |            | WORKS 200               | WORKS 405
own_pupils              |            | OUTSIDE 200             | OUTSIDE 405
tell_us                 |            | open 200                | open 405
door                    |            | open 200                | open 422
door_code               |            | open 302                | open 302
leave_door              |            | open 405                | open 302
everything_sent         |            | TELLERS 200             | TELLERS 405
receipt                 |            | TELLERS 404             | TELLERS 405
call_mistake            |            | TELLERS 404             | TELLERS 404
before_form             |            | TELLERS 404             | TELLERS 404
form_page               |            | TELLERS 404             | TELLERS 404
check_form              |            | TELLERS 404             | TELLERS 404
monthly_return          |            | OUTSIDE 200             | OUTSIDE 200
monthly_pupil           |            | TELLERS 404             | TELLERS 404
monthly_check           |            | TELLERS 404             | TELLERS 404
gap_file                |            | TELLERS 404             | TELLERS 404
gap_file_problems       |            | TELLERS 404             | TELLERS 405
monthly_receipt         |            | TELLERS 404             | TELLERS 405
monthly_returns         |            | TAKES 200               | WORKS 405
one_return              |            | TAKES 404               | WORKS 405
weekly_hours            |            | OUTSIDE 200             | OUTSIDE 200
weekly_hours_left       |            | TELLERS 404             | TELLERS 404
weekly_hours_check      |            | TELLERS 404             | TELLERS 404
weekly_hours_receipt    |            | TELLERS 404             | TELLERS 405
weekly_hours_told       |            | TAKES 200               | WORKS 405
one_week                |            | TAKES 404               | WORKS 405
provider_visits         |            | WORKS TAKES 200         | WORKS 405
provider_visits_file    |            | WORKS TAKES 200         | WORKS 405
provider_history        |            | WORKS TAKES 200         | WORKS 405
new_provider_visit      |            | WORKS TAKES 200         | WORKS TAKES 422
take_back_provider_visit |           | WORKS TAKES 404         | WORKS TAKES 404
told_us                 |            | TAKES 200               | WORKS 405
told_form               | restricted | TAKES see 200/404       | TAKES see 422/404
our_school              |            | OUTSIDE 200             | OUTSIDE 405
our_questions           |            | ASKED 200               | ASKED 405
our_question            |            | ASKED 404               | ASKED 404
answer_question         |            | ASKED 404               | ASKED 404
ask_questions           |            | WORKS 405               | WORKS TAKES 422
asked_questions         |            | WORKS 200               | WORKS 405
ask_services            | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
asked_question          | child      | WORKS whole 200         | WORKS whole TAKES 422
api_openapi             |            | open 200                | open 405
api_forms               |            | open 401                | open 405
api_form                |            | open 401                | open 401
api_sent                |            | open 401                | open 405
api_one_sent            |            | open 401                | open 405
api_call_mistake        |            | open 405                | open 401
api_weeks               |            | open 401                | open 405
api_week                |            | open 401                | open 401
api_transfers           |            | open 401                | open 401
api_transfer            |            | open 401                | open 405
api_pupils              |            | open 401                | open 405
api_time_limits         |            | open 401                | open 405
api_releases            |            | open 401                | open 405
api_release             |            | open 401                | open 405
api_release_file        |            | open 401                | open 405
api_returns             |            | open 401                | open 405
api_return              |            | open 401                | open 401
children                |            | WORKS 200               | WORKS 302
child                   | child      | WORKS see 200           | WORKS 405
why                     | child      | WORKS see 200           | WORKS 405
timeline                | child      | WORKS see 200           | WORKS 405
source_records          | child      | WORKS see 200           | WORKS 405
links                   | child      | WORKS see 200/403       | WORKS 405
who_works_with          | child      | WORKS see 200           | WORKS see ALLOCATES 200
end_works_with          | child      | WORKS see ALLOCATES 200 | WORKS see ALLOCATES 200
accountability          |            | ACCOUNTABLE 200         | ANSWERS 302
accountability_list     |            | ACCOUNTABLE 200         | WORKS 405
cases                   |            | WORKS 200               | WORKS 405
away                    |            | CASEWORK 200            | CASEWORK 422
supervision             |            | ALLOCATES 200           | WORKS 405
child_case              | child      | WORKS see 200/404       | WORKS see CASEWORK 422/404
case                    | child      | WORKS see 200/404       | WORKS 405
all_sources             | child      | WORKS see 200/404       | WORKS 405
write_in_case           | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
take_back_in_case       | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
link_sibling            | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
answer_sibling          | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
undo_in_case            | child      | WORKS 405               | WORKS 404
new_document            | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
document                | child      | WORKS see 200/404       | WORKS 405
decide_case             | child      | WORKS whole TRIAGES 200  | WORKS whole TRIAGES 422
my_visits               |            | CASEWORK 200            | WORKS 405
record_visit            | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
set_visit               | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
give_case               | child      | WORKS whole ALLOCATES 200 | WORKS whole ALLOCATES 422
escalate_case           | child      | WORKS see CASEWORK 200/404 | WORKS see CASEWORK 422/404
ask_to_close            | child      | WORKS see CLOSES 200/404 | WORKS see CLOSES 422/404
answer_close            | child      | WORKS whole ALLOCATES 200 | WORKS whole ALLOCATES 422
sign_exhausted          | child      | WORKS whole ALLOCATES 200 | WORKS whole ALLOCATES 422
passings                |            | TAKES 200               | WORKS 405
passing_file            |            | TAKES 200               | TAKES 422
passing                 | child      | TAKES see 200/404       | WORKS 405
open_arrived            |            | WORKS 405               | TAKES 302
passing_child           | child      | TAKES 404               | TAKES 404
say_passing             | child      | TAKES see 200/404       | TAKES see 422/404
passing_sealed          | child      | TAKES see 409/404       | WORKS 405
offer_case              | child      | TAKES see 200/404       | TAKES see 422/404
looked                  | child      | READS see 200           | WORKS 405
looked_file             | child      | READS see 200           | WORKS 405
separate                | child      | DECIDES see 200/403     | DECIDES see 422/403
protect                 | child      | DECIDES see 200~302     | DECIDES see 200~302
compare                 | pair       | WORKS see 200/404       | WORKS see DECIDES 422/404
end_shield_of_child     | child      | LEADS see 404~200       | LEADS see 404~200
decision                | restricted | WORKS see 200/404       | WORKS 405
take_back               | restricted | WORKS see 200/404       | WORKS see 422/404
separated               | restricted | DECIDES see 200/404     | WORKS 405
readers                 | restricted | DECIDES see 200/404     | WORKS 405
take_separation_back    | restricted | DECIDES see 200/404     | DECIDES see 422/404
shields                 |            | LEADS 200               | WORKS 405
shield                  |            | LEADS 200               | WORKS 405
end_shield              |            | LEADS 200               | LEADS 200
answer_shield           |            | WORKS 405               | LEADS 200
definitions             |            | WORKS 200               | WORKS 405
compare_packs           |            | WORKS 200               | WORKS 405
compare_packs_file      |            | WORKS 200               | WORKS 405
what_if                 |            | WORKS 200               | WORKS 405
what_if_file            |            | WORKS 200               | WORKS 405
definition              |            | WORKS 200               | WORKS 405
near_misses             |            | WORKS 200               | WORKS 405
questions               |            | WORKS 200               | WORKS 405
questions_file          |            | WORKS 200               | WORKS 405
feeds                   |            | WORKS 200               | WORKS 405
loads                   |            | WORKS 200               | WORKS 405
feed                    |            | WORKS 200               | WORKS 405
quiet_schools           |            | WORKS 200               | WORKS 405
feed_columns            |            | WORKS 200               | WORKS 405
feed_template           |            | WORKS 200               | WORKS 405
feed_loads              |            | WORKS 200               | WORKS 405
exits_by_school         |            | WORKS 200               | WORKS 405
exits_children          |            | WORKS 200               | WORKS 405
exits_csv               |            | WORKS 200               | WORKS 405
returns                 |            | WORKS 200               | WORKS 405
return_children         |            | WORKS 200               | WORKS 405
cases_over_a_period     |            | WORKS 200               | WORKS 405
cases_csv               |            | WORKS 200               | WORKS 405
scorecard               |            | WORKS 200               | WORKS 405
flows_csv               |            | WORKS 200               | WORKS 405
matches                 |            | WORKS 200               | WORKS 405
decided                 |            | WORKS 200               | WORKS 405
exports                 |            | WORKS 200               | WORKS 405
figures                 |            | WORKS 302               | WORKS 405
load                    |            | WORKS 404               | WORKS 405
send                    |            | LOADS 200               | LOADS 422
staged                  |            | LOADS 404               | WORKS 405
which_column            |            | LOADS 302               | LOADS 302
faults                  |            | ROWS 302                | WORKS 405
staged_fix_file         |            | ROWS 302                | WORKS 405
commit                  |            | WORKS 405               | LOADS 302
put_aside               |            | WORKS 405               | LOADS 302
undo                    |            | LOADS 404               | LOADS 404
withdraw                |            | LOADS 404               | LOADS 404
put_back                |            | WORKS 405               | LOADS 404
load_fix_file           |            | ROWS 404                | WORKS 405
referrals               |            | DECIDES 200             | WORKS 405
new_referral            |            | DECIDES 200             | DECIDES 422
referral_matches        |            | DECIDES 302             | DECIDES 302
referral_child          |            | DECIDES 302             | DECIDES 302
referral_check          |            | DECIDES 302             | DECIDES 302
open_a_record           |            | WORKS 200               | WORKS 200
declarations            |            | WORKS 200               | WORKS 200
end_declaration         |            | WORKS 405               | WORKS 404
ask_for_export          |            | WORKS 405               | WORKS 404
export                  |            | WORKS 404               | WORKS 404
review                  |            | REVIEWS 200             | WORKS 405
review_item             |            | REVIEWS 404             | REVIEWS 404
raise_budget            |            | WORKS 405               | REVIEWS 404
people                  |            | MANAGES 200             | WORKS 405
people_file             |            | MANAGES 200             | WORKS 405
new_person              |            | MANAGES 200             | MANAGES 200
person                  |            | MANAGES 200             | WORKS 405
new_link                |            | MANAGES 200             | MANAGES 200
give_role               |            | MANAGES 200             | MANAGES 200
end_role                |            | MANAGES 200             | MANAGES 200
new_team                |            | MANAGES 200             | MANAGES 200
team                    |            | MANAGES 200             | MANAGES 200
retire_team             |            | MANAGES 200             | MANAGES 200
close_account           |            | MANAGES 200             | MANAGES 302
open_account            |            | MANAGES 200             | MANAGES 302
role_asked              |            | MANAGES 404             | MANAGES 404
teams                   |            | MANAGES 200             | WORKS 405
programs                |            | MANAGES 200             | WORKS 405
new_program             |            | MANAGES 200             | MANAGES 422
program                 |            | MANAGES 200             | WORKS 405
new_key                 |            | MANAGES 200             | MANAGES 422
withdraw_key            |            | MANAGES 200             | MANAGES 302
webhook                 |            | MANAGES 200             | MANAGES 200
letters                 |            | WORKS 200               | WORKS 405
child_letters           | child      | WORKS see 200/403       | WORKS 405
choose_letter           | child      | LETTERS see 200/403     | WORKS 405
write_letter            | child      | LETTERS see 200/403     | LETTERS see 422/403
letter                  | child      | WORKS see 404/403       | WORKS 405
letter_file             | child      | WORKS see 404/403       | WORKS 405
change_letter           | child      | LETTERS see 404/403     | LETTERS see 404/403
ready_letter            | child      | LETTERS see 404/403     | LETTERS see 404/403
posted_letter           | child      | LETTERS see 404/403     | LETTERS see 404/403
cancel_letter           | child      | LETTERS see 404/403     | LETTERS see 404/403
settle_letter           | child      | LETTERS see 404/403     | LETTERS see 404/403
changes                 |            | CHANGES 200             | WORKS 405
changes_file            |            | CHANGES 200             | WORKS 405
compare_authorities     |            | COMPARES 200            | COMPARES 405
compare_authorities_file |           | COMPARES 404            | COMPARES 405
compare_authorities_workbook |       | COMPARES 404            | COMPARES 405
compare_published       |            | COMPARES 200            | COMPARES 405
snapshot_files          |            | COMPARES SNAPSHOTS 200  | COMPARES SNAPSHOTS 422
releases                |            | COMPARES 200            | COMPARES 405
release                 |            | COMPARES 404            | COMPARES 405
release_file            |            | COMPARES 404            | COMPARES 405
release_snapshot        |            | WORKS RELEASES 404      | WORKS RELEASES 404
release_snapshot_file   |            | WORKS RELEASES 404      | WORKS 405
new_release             |            | WORKS DRAFTS 200        | WORKS DRAFTS 422
draft_asked             |            | WORKS DRAFTS 404        | WORKS 405
release_words           |            | WORKS DRAFTS 404        | WORKS DRAFTS 404
change_release          |            | WORKS 405               | WORKS RELEASES 404
release_children        |            | WORKS RELEASES 404      | WORKS 405
improvement             |            | WORKS IMPROVES 200      | WORKS 405
recommendations_file    |            | WORKS IMPROVES 200      | WORKS 405
peer_review_pack        |            | WORKS IMPROVES 200      | WORKS 405
peer_review_pack_file   |            | WORKS IMPROVES 200      | WORKS 405
partnership             |            | COMPARES PARTNERS 200   | COMPARES 405
partnership_progress    |            | COMPARES PARTNERS 200   | COMPARES 405
partnership_progress_file |          | COMPARES PARTNERS 404   | COMPARES 405
new_topic               |            | COMPARES PARTNERS 200   | COMPARES PARTNERS 422
topic                   |            | COMPARES PARTNERS 404   | COMPARES 405
change_topic            |            | COMPARES PARTNERS 404   | COMPARES PARTNERS 404
add_to_topic            |            | COMPARES 405            | COMPARES PARTNERS 404
case_study              | child      | WORKS IMPROVES see 200/404 | WORKS IMPROVES see 422/404
"""


def named(text: str) -> frozenset[str]:
    """The people whom a list names."""
    return frozenset(" ".join(name.split()) for name in text.split(";") if name.strip())


CASEWORKERS = (
    "Director; Safeguarding lead; Service manager; Pathway manager; Team manager; Coordinator; "
    "Education officer; NEET education officer; Graduated response practitioner; Youth worker; "
    "Admissions officer; SEN officer; Attendance officer; Early help worker; Social care worker; "
    "Virtual school head; Officer of South; Officer of every team; Allocated own; "
    "Allocated until today; Allocated from tomorrow; Allocated restricted; Glass broken; "
    "Glass broken, over; Glass broken, restricted; Last day today"
)
"""Those who write in a case and may ask to close it."""

LISTS = {
    "OUTSIDE": named("School user; Provider; School user of Riverside; School user of both"),
    "LEADS": named("Director; Safeguarding lead; Last day today"),
    "READS": named("Director; Safeguarding lead; Pathway manager; Data manager; Last day today"),
    "REVIEWS": named(
        "Director; Safeguarding lead; Service manager; Pathway manager; Data manager; "
        "Last day today"
    ),
    "MANAGES": named("Director; Service manager; Data manager; Last day today"),
    "ACCOUNTABLE": named("Director; Service manager; Last day today"),
    "ANSWERS": named("Director; Last day today"),
    "CHANGES": named("Director; Safeguarding lead; Data manager; Last day today"),
    "LETTERS": named(
        "Director; Safeguarding lead; Service manager; Pathway manager; Team manager; "
        "Coordinator; Education officer; Officer of South; Officer of every team; "
        "Allocated restricted; Last day today"
    ),
    "LOADS": named("Data analyst; Data manager"),
    "ROWS": named("Director; Safeguarding lead; Data analyst; Data manager; Last day today"),
    "ALLOCATES": named(
        "Director; Safeguarding lead; Service manager; Pathway manager; Team manager; "
        "Last day today"
    ),
    "TELLERS": named(
        "School user; Provider; School user of Riverside; School user of both; "
        "Admissions officer; SEN officer; Attendance officer; Early help worker; "
        "Social care worker; Virtual school head; Graduated response practitioner; Youth worker; "
        "Partnership member; Allocated own; Allocated until today; Allocated from tomorrow; "
        "Glass broken; Glass broken, over; Glass broken, restricted; Health practitioner; "
        "Youth justice worker"
    ),
    "TAKES": named(
        "Director; Safeguarding lead; Service manager; Pathway manager; Coordinator; "
        "Education officer; Officer of South; Officer of every team; Allocated restricted; "
        "Last day today"
    ),
    "TRIAGES": named(
        "Director; Safeguarding lead; Service manager; Pathway manager; Last day today"
    ),
    "CASEWORK": named(f"{CASEWORKERS}; Duty officer"),
    "CLOSES": named(CASEWORKERS),
    "DECIDES": named(
        "Director; Safeguarding lead; Pathway manager; Data manager; Coordinator; "
        "Education officer; Officer of South; Officer of every team; Allocated restricted; "
        "Last day today"
    ),
    "WORKS": named(
        "Director; Service manager; Pathway manager; Safeguarding lead; Data manager; "
        "Data analyst; Inspector; Team manager; Coordinator; Education officer; "
        "NEET education officer; Duty officer; Admissions officer; SEN officer; "
        "Attendance officer; Early help worker; Social care worker; Virtual school head; "
        "Graduated response practitioner; Youth worker; Partnership member; Officer of South; "
        "Officer of every team; Allocated own; Allocated until today; Allocated from tomorrow; "
        "Allocated restricted; Glass broken; Glass broken, over; Glass broken, restricted; "
        "Last day today"
    ),
}
LISTS["COMPARES"] = named(
    "Director; Service manager; Pathway manager; Team manager; Data manager; Data analyst; "
    "Inspector; Council member; Member, allocated; Regional analyst; Last day today"
)
LISTS["DRAFTS"] = named("Data analyst; Data manager")
LISTS["RELEASES"] = LISTS["DRAFTS"] | named("Service manager; Director; Last day today")
LISTS["SNAPSHOTS"] = named("Data manager; Data analyst; Regional analyst")
LISTS["IMPROVES"] = named("Data manager; Service manager; Director; Last day today")
LISTS["PARTNERS"] = LISTS["IMPROVES"] | named("Regional analyst")
LISTS["FIGURES_ONLY"] = named("Council member; Member, allocated; Regional analyst")
LISTS["SERVICES"] = named("Health practitioner; Youth justice worker")
LISTS["ASKED"] = LISTS["WORKS"] | LISTS["OUTSIDE"] | LISTS["SERVICES"]
SIGNED_OUT = named("Nobody signed in; Inactive; Another authority; Reader of figures")


@dataclass(frozen=True)
class Page:
    """A row of the table."""

    name: str
    of: str
    answers: dict[str, str]

    def expected(self, method: str, who: str, relation: str) -> frozenset[int]:
        """The statuses that are right: one, but for a method that no page has."""
        letter = expected()[who][relation] if relation else ""
        *checks, told = self.answers[method if method in self.answers else "GET"].split()
        if method not in self.answers:
            return frozenset({302, 403, 404, 405, *([int(told)] if checks == ["open"] else [])})
        if checks != ["open"] and who in SIGNED_OUT:
            return frozenset({302})
        if self.name == "today" and who in (
            LISTS["OUTSIDE"] | LISTS["SERVICES"] | LISTS["FIGURES_ONLY"]
        ):
            return frozenset({302})  # to the page of their own pupils, of theirs, or of figures
        for check in checks:
            if check in LISTS and who not in LISTS[check]:
                return frozenset({403})
            if (check == "see" and letter == ".") or (check == "whole" and letter in ".o"):
                return frozenset({404})
        told, _, restricted = told.partition("~")
        told, _, limited = told.partition("/")
        if restricted and relation == "restricted":
            told = restricted
        return frozenset({int(limited if limited and letter == "o" else told)})


def pages() -> list[Page]:
    heads, *rows = TABLE.strip().splitlines()
    methods = [head.strip() for head in heads.split("|")[2:]]
    found = []
    for row in rows:
        name, of, *answers = (cell.strip() for cell in row.split("|"))
        found.append(Page(name, of, dict(zip(methods, answers, strict=True))))
    return found
