"""What cannot be done with a question any more."""


class Clash(Exception):
    """Somebody did something else with the question meanwhile."""
