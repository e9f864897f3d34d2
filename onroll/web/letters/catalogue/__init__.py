"""The letters there are: a TOML file each, whose name is the letter's key."""
