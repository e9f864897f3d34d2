"""Releasing a report: what of it may be shown, beside all that was released before."""
