"""The write history: who changed an account, a role, a team or the like, kept by the database."""
