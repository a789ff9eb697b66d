"""Twins of employers and candidates: found, judged by a person, merged, and taken apart again when that was wrong."""
