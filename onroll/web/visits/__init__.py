"""Visits: those to come, written down at the door on a phone, with or without signal."""
