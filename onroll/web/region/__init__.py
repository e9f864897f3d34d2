"""The numbers of authorities side by side: what others sent, and what was published."""
