"""Collects the pages of match lists: importing a module puts its pages on the blueprint."""

from wsp.web.shortlists import allocating, carving, helping, lists, planning
from wsp.web.shortlists.blueprint import blueprint

__all__ = ["allocating", "blueprint", "carving", "helping", "lists", "planning"]
