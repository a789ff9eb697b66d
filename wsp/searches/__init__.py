"""Saved searches: what somebody looks for more often, and word of what is new in it (must-have 24)."""
