"""Passing a child from one authority to another, so that one of them always has the duty."""
