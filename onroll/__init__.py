"""One record of every child who is missing education, or missing out on it."""

__version__ = "0.1.0"
