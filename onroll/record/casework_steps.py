"""What officers record as done or received, as facts of a child: local clocks run by them.

Each is an event that the casework feed tells by the title in `TITLES`; of returns and reviews other
feeds tell some of them too. Each label completes "the child is …".
"""

from __future__ import annotations

from typing import Final

from onroll.record.spells import Fact


class CaseworkSteps:
    """Every step, in the order in which a case comes to them."""

    # Enquiries about a child who may be missing education
    referral_received = Fact("referral_received", "referred as one who may be missing education")
    referral_triaged = Fact(
        "referral_triaged", "the subject of a referral that a manager looked through"
    )
    databases_searched = Fact(
        "databases_searched", "looked for in the education and the social care system"
    )
    roll_removal_asked = Fact(
        "roll_removal_asked", "the subject of a form that asks whether a name may be removed"
    )
    roll_removal_answered = Fact(
        "roll_removal_answered", "the subject of an answer to a school about removing a name"
    )
    case_reviewed = Fact("case_reviewed", "the subject of a case that was reviewed")
    case_closed = Fact("case_closed", "the subject of a case that was closed")
    authority_enquired = Fact("authority_enquired", "asked about by another authority")
    authority_answered = Fact("authority_answered", "the subject of an answer to another authority")
    contact_refused = Fact(
        "contact_refused", "of a family that refused contact or threatened an officer"
    )
    follow_up_visit = Fact("follow_up_visit", "of a family visited again, with a letter of warning")
    absence_followed_up = Fact(
        "absence_followed_up", "the subject of a first call home or an assessment of risk"
    )
    enquiries_begun = Fact("enquiries_begun", "looked for by the school")
    home_visited = Fact("home_visited", "of a home that the school visited")
    joint_enquiries_made = Fact(
        "joint_enquiries_made", "looked for by the school and the authority together"
    )

    # Exclusion and suspension
    exclusion_decided = Fact(
        "exclusion_decided", "the subject of a headteacher's decision to exclude or suspend"
    )
    authority_told_of_exclusion = Fact(
        "authority_told_of_exclusion", "excluded, and the authority was told"
    )
    others_told_of_exclusion = Fact(
        "others_told_of_exclusion",
        "excluded, and the home authority, virtual school and social worker were told",
    )
    parents_told_of_education = Fact(
        "parents_told_of_education", "excluded, and the parents were told of the education arranged"
    )
    governors_told_of_exclusion = Fact(
        "governors_told_of_exclusion", "excluded, and the governing board was told"
    )
    governors_decided = Fact("governors_decided", "excluded, and the governing board decided")
    review_asked_for = Fact(
        "review_asked_for", "excluded, and the parents asked for an independent review"
    )
    review_heard = Fact("review_heard", "excluded, and an independent panel heard the review")
    plan_reviewed = Fact("plan_reviewed", "of a plan that was reviewed")

    # Registers and returns
    new_pupil_entered = Fact("new_pupil_entered", "entered in a school's admission register")
    new_pupil_return_made = Fact("new_pupil_return_made", "the subject of a new-pupil return")
    deletion_return_made = Fact("deletion_return_made", "the subject of a deletion return")
    attendance_return_made = Fact("attendance_return_made", "the subject of an attendance return")
    sickness_return_made = Fact("sickness_return_made", "the subject of a sickness return")
    part_time_timetable_told = Fact(
        "part_time_timetable_told", "on a part-time timetable of which the authority was told"
    )
    part_time_timetable_reviewed = Fact(
        "part_time_timetable_reviewed", "on a part-time timetable that was reviewed"
    )
    new_school_confirmed = Fact("new_school_confirmed", "confirmed to have a new school")
    safeguarding_file_sent = Fact(
        "safeguarding_file_sent", "one whose safeguarding file was sent on"
    )
    transfer_file_awaited = Fact(
        "transfer_file_awaited", "one for whose Common Transfer File a new school waits"
    )
    transfer_file_sent = Fact("transfer_file_sent", "one whose Common Transfer File was sent")
    did_not_arrive = Fact("did_not_arrive", "one who did not arrive at a school in September")
    non_arrival_returned = Fact(
        "non_arrival_returned", "the subject of a school's return of children who did not arrive"
    )
    penalty_notice_considered = Fact(
        "penalty_notice_considered", "one for whom a penalty notice was considered"
    )
    register_entry_made = Fact("register_entry_made", "named in an entry of a register")

    # Home education
    home_education_notice = Fact(
        "home_education_notice", "the subject of a parent's notice of home education"
    )
    home_education_checked = Fact(
        "home_education_checked", "home educated, and the record, contact and siblings were checked"
    )
    home_education_intended = Fact(
        "home_education_intended", "to leave school for home education on a day that was told"
    )
    implications_discussed = Fact(
        "implications_discussed", "of a family with whom leaving school was talked through"
    )
    home_education_reviewed = Fact(
        "home_education_reviewed", "home educated, and the education was reviewed"
    )
    notice_answered = Fact("notice_answered", "of a family that answered a section 437 notice")
    education_not_satisfactory = Fact(
        "education_not_satisfactory",
        "not satisfactorily educated, and one who ought to attend school",
    )
    notice_of_intention = Fact(
        "notice_of_intention", "the subject of a notice that intends a school attendance order"
    )
    school_chosen = Fact(
        "school_chosen", "of a family that answered which school an order should name"
    )
    order_served = Fact("order_served", "of a family served with a school attendance order")
    named_school_told = Fact("named_school_told", "named in an order of which the school was told")
    revocation_asked = Fact(
        "revocation_asked", "of a family that asked for its order to be revoked"
    )
    revocation_decided = Fact(
        "revocation_decided", "the subject of a decision about revoking an order"
    )
    order_broken = Fact("order_broken", "of a family that did not comply with an order")
    prosecution_considered = Fact(
        "prosecution_considered",
        "the subject of a decision about prosecuting or a supervision order",
    )
    school_raised_concern = Fact(
        "school_raised_concern", "home educated after the school raised concerns"
    )
    concern_scrutinised = Fact(
        "concern_scrutinised", "home educated, and the school's concerns were looked into"
    )

    # Medical needs and after 16
    provision_reviewed = Fact(
        "provision_reviewed", "taught otherwise through illness, and the teaching was reviewed"
    )
    funding_claimed = Fact(
        "funding_claimed", "taught otherwise, and the school's funding was claimed"
    )

    # The register of children not in school, once it is law
    registered_not_in_school = Fact(
        "registered_not_in_school", "on the register of children not in school"
    )
    particulars_asked = Fact(
        "particulars_asked", "of a family asked for the register's particulars"
    )
    particulars_given = Fact(
        "particulars_given", "of a family that gave the register's particulars"
    )
    particulars_changed = Fact(
        "particulars_changed", "one whose particulars on the register changed"
    )
    home_visit_asked = Fact(
        "home_visit_asked", "of a family asked to let an officer see the child at home"
    )
    provider_notice = Fact("provider_notice", "the subject of a notice to a provider of education")
    provider_answered = Fact("provider_answered", "the subject of a provider's answer")
    provider_update_asked = Fact(
        "provider_update_asked", "the subject of an update asked of a provider"
    )
    consent_asked = Fact(
        "consent_asked", "of a family that asked to withdraw the child from school"
    )
    consent_decided = Fact("consent_decided", "the subject of a decision on withdrawing the child")
    preliminary_notice = Fact("preliminary_notice", "the subject of a preliminary notice")
    preliminary_notice_answered = Fact(
        "preliminary_notice_answered", "of a family that answered a preliminary notice"
    )


GROUPS: Final[dict[str, dict[str, str]]] = {
    "Enquiries": {
        "Referral received": "referral_received",
        "Referral triaged": "referral_triaged",
        "Databases searched": "databases_searched",
        "Roll removal asked": "roll_removal_asked",
        "Roll removal answered": "roll_removal_answered",
        "Case reviewed": "case_reviewed",
        "Case closed": "case_closed",
        "Authority enquired": "authority_enquired",
        "Authority answered": "authority_answered",
        "Contact refused": "contact_refused",
        "Follow-up visit": "follow_up_visit",
        "Absence followed up": "absence_followed_up",
        "Enquiries begun": "enquiries_begun",
        "Home visited": "home_visited",
        "Joint enquiries made": "joint_enquiries_made",
    },
    "Exclusion and suspension": {
        "Exclusion decided": "exclusion_decided",
        "Authority told of exclusion": "authority_told_of_exclusion",
        "Others told of exclusion": "others_told_of_exclusion",
        "Parents told of education": "parents_told_of_education",
        "Governors told of exclusion": "governors_told_of_exclusion",
        "Governors decided": "governors_decided",
        "Review asked for": "review_asked_for",
        "Review heard": "review_heard",
        "Plan reviewed": "plan_reviewed",
    },
    "Registers and returns": {
        "New pupil entered": "new_pupil_entered",
        "New pupil return made": "new_pupil_return_made",
        "Deletion return made": "deletion_return_made",
        "Attendance return made": "attendance_return_made",
        "Sickness return made": "sickness_return_made",
        "Part-time timetable told": "part_time_timetable_told",
        "Part-time timetable reviewed": "part_time_timetable_reviewed",
        "New school confirmed": "new_school_confirmed",
        "Safeguarding file sent": "safeguarding_file_sent",
        "Transfer file awaited": "transfer_file_awaited",
        "Transfer file sent": "transfer_file_sent",
        "Did not arrive": "did_not_arrive",
        "Non-arrival returned": "non_arrival_returned",
        "Penalty notice considered": "penalty_notice_considered",
        "Register entry made": "register_entry_made",
    },
    "Home education": {
        "Home education notice": "home_education_notice",
        "Home education checked": "home_education_checked",
        "Home education intended": "home_education_intended",
        "Implications discussed": "implications_discussed",
        "Home education reviewed": "home_education_reviewed",
        "Section 437 notice served": "section_437_notice",
        "Notice answered": "notice_answered",
        "Education not satisfactory": "education_not_satisfactory",
        "Notice of intention": "notice_of_intention",
        "School chosen": "school_chosen",
        "Order served": "order_served",
        "Named school told": "named_school_told",
        "Revocation asked": "revocation_asked",
        "Revocation decided": "revocation_decided",
        "Order broken": "order_broken",
        "Prosecution considered": "prosecution_considered",
        "School raised concern": "school_raised_concern",
        "Concern scrutinised": "concern_scrutinised",
    },
    "Medical needs and after 16": {
        "Provision reviewed": "provision_reviewed",
        "Funding claimed": "funding_claimed",
    },
    "The register of children not in school": {
        "Registered as not in school": "registered_not_in_school",
        "Parents asked for particulars": "particulars_asked",
        "Particulars given": "particulars_given",
        "Particulars changed": "particulars_changed",
        "Home visit asked": "home_visit_asked",
        "Provider notice": "provider_notice",
        "Provider answered": "provider_answered",
        "Provider asked for update": "provider_update_asked",
        "Consent asked": "consent_asked",
        "Consent decided": "consent_decided",
        "Preliminary notice": "preliminary_notice",
        "Preliminary notice answered": "preliminary_notice_answered",
    },
}
"""The steps by what they belong to: by title the fact that each tells."""

TITLES: Final = {title: fact for steps in GROUPS.values() for title, fact in steps.items()}
"""The fact that each step's title in the casework feed tells."""

LASTING: Final = frozenset({"home_education_intended"})
"""The steps that last, to a day that was told; every other is an event."""
