"""The case, from the first word to a child seen: its events, and the rules of what may follow."""
