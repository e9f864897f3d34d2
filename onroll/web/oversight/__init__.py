"""What is watched of those who look: glass broken, conflicts, budgets, files, and the queue."""
