"""Reports as files: one module for each format, all of which print a number alike."""
