"""Collects the pages of introductions: importing a module puts its pages on the blueprint."""

from wsp.web.introductions import listing, making, reminding, steps
from wsp.web.introductions.blueprint import blueprint

__all__ = ["blueprint", "listing", "making", "reminding", "steps"]
