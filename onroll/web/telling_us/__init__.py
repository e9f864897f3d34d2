"""Where schools, providers and other services tell the authority of a child."""
