"""Receipts by email of what was told to the authority: a reference, a day and a form's name."""
