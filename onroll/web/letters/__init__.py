"""Letters to families and other authorities: written from templates, sent at most once."""
