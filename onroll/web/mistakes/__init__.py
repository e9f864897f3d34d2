"""Forms of which the sender says that they were sent by mistake."""
