"""Figures that somebody else published: read as they stand, and kept release by release."""
