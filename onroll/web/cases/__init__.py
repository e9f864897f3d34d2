"""Cases: what came in, what was decided and done, until a child is seen or somebody signed."""
