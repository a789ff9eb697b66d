"""Oversight of the ranking: replay, exposure, who is never shown, what moves the top, and what we tell about it."""
