"""The runs that were published, and the definitions they used."""
