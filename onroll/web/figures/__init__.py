"""Counts over time, drawn and downloadable."""
