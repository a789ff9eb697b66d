"""Drills: what people did is not lost, whatever is killed while they do it."""
