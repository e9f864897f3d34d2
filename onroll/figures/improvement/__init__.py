"""What is done about recommendations: progress, practice, a fund, and case studies."""
