"""The lists of definitions, one file for each family."""
