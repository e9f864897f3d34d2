"""Which records are one child's: their history, and taking them apart."""
