"""The record: feeds, people, timeline, definitions, runs. No Django."""
