"""Regional snapshots: what authorities agreed to count, sent as one file each, in one table."""
