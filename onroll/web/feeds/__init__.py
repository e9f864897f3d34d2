"""How each data feed is doing."""
