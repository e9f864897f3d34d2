"""Pairs of facts that cannot both be right, one file each."""
