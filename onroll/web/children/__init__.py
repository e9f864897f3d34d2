"""The published record of each child: who they are, what is true of them, and why."""
