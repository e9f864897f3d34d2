"""Children whose whereabouts are kept from most: who may see them, and why."""
