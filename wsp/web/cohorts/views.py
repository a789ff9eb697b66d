"""Collects the pages of groups: importing a module puts its pages on the blueprint."""

from wsp.web.cohorts import inviting, keeping, showing
from wsp.web.cohorts.blueprint import blueprint

__all__ = ["blueprint", "inviting", "keeping", "showing"]
