"""The pages officers work in: Django, PostgreSQL, GOV.UK markup rendered on the server."""
