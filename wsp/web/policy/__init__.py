"""Pages of dated values and choices."""
