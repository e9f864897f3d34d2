"""Possible matches: who may be the same child, and what people decided."""
