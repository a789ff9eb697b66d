"""Pages of the privacy officer, and what others do for privacy."""
