"""Mijn dag and its tasks."""
