"""Recommendations, strengths, case studies, practice and a region's fund: written and kept."""
