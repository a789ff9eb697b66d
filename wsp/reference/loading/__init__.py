"""Loads official files into the reference tables: read, check, compare with what is there, write the difference."""
