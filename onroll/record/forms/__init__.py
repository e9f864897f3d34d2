"""What schools, providers and other services tell of one child, and how it is asked."""
