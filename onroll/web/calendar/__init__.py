"""One's own visits in the calendar of one's telephone, with no name in them."""
