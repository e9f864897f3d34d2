"""One file per statutory clock."""
