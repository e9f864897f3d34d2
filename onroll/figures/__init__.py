"""Tables and charts that may leave the record: counts over time, rounding, files. No Django."""
