"""Beschikkingen: write, look, approve, make known."""
