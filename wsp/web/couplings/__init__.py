"""Pages about couplings with other systems."""
