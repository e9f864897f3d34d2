"""Reports of the record: what each counts, and the tables that it prints."""
