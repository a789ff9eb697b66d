"""Pages of employers."""
