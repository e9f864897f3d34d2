"""Documents of a case: kept by their content, typed, scanned where an operator says by what."""
