"""Quality visits to providers: written down, listed with what is due, and never deleted."""
