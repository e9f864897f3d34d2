"""The accountable director's one page: how many, how long, who, what next."""
