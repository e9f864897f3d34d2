"""How the web half is put together: settings, addresses, database, templates, headers."""
