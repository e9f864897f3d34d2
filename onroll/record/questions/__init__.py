"""Questions that are put to a school or a team, what may be answered, and how an answer counts."""
