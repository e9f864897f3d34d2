"""The definitions of which Exampleshire's truth can say who meets them.

Of the others its lives hold no facts: nobody there is on a watch list or leaves care.
"""

from typing import Final

JUDGED: Final = frozenset({
    "missing_education", "dfe_return_missing_education", "missing_education_extended",
    "missing_education_extended_not_on_roll", "missing_education_extended_on_roll",
    "whereabouts_not_known", "arranged_otherwise", "moved_out_of_area", "outside_school_age",
    "home_educated", "home_educated_not_yet_reviewed", "home_educated_suitable",
    "home_educated_unsuitable", "home_educated_while_on_roll", "home_educated_outside_school_age",
    "missing_out_on_education", "missing_out_on_education_2014", "under_25_hours",
    "permanently_excluded_without_place", "excluded_and_unplaced", "suspended",
    "suspended_six_school_days", "part_time_timetable_over_limit",
    "part_time_timetable_over_school_weeks", "children_with_medical_needs",
    "medical_needs_at_home", "pme_permanently_excluded", "pme_social_and_behavioural",
    "pme_mental_health", "pme_medical_needs", "pme_rarely_attends",
    "pme_pregnant_or_young_mother", "pme_complex_needs", "pme_returning_from_custody",
    "pme_new_to_the_country", "pme_gypsy_roma_traveller", "pme_moved_from_another_area",
    "at_risk_gypsy_roma_traveller", "at_risk_new_immigrant", "rotherham_missing_education",
    "compulsory_school_age", "resident", "on_roll", "full_time_education", "full_time_hours",
    "twenty_five_hours", "suitably_educated_otherwise", "in_a_missing_out_group",
    "in_a_missing_out_group_2014",
})  # fmt: skip
