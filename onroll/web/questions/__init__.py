"""Questions that officers put to schools and teams, and what those answer."""
