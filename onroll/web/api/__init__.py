"""Where a program of a school or another service does what its people do on the pages."""
