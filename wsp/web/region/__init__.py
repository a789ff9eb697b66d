"""The export of a whole region, for its administrator."""
