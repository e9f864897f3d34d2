"""Who may sign in, what they may see, and the record of what they looked at."""
