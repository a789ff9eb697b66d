"""Collects the pages of match lists: importing a module puts its pages on the blueprint."""

from wsp.web.shortlists import helping, lists
from wsp.web.shortlists.blueprint import blueprint

__all__ = ["blueprint", "helping", "lists"]
