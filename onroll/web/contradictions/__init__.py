"""What two sources say that cannot both be right, and whom to ask."""
