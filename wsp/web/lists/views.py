"""Collects the pages of own lists: importing a module puts its pages on the blueprint."""

from wsp.web.lists import choosing, keeping, matching, showing
from wsp.web.lists.blueprint import blueprint

__all__ = ["blueprint", "choosing", "keeping", "matching", "showing"]
