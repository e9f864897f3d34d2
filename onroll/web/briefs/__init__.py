"""Messages to colleagues of how much waits for them: numbers and a link, and never a name."""
