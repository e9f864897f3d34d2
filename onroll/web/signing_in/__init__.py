"""Signing in: second steps, OpenID Connect, invitations, and which sessions are in force."""
