"""Pages of candidates."""
