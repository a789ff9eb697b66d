"""Quick search from the header."""
