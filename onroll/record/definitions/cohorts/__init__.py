"""One file per cohort: the rule, its law, and the reading of it that onroll takes."""
