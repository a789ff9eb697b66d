"""Saved searches: keep the filters of a list, hear what is new in it."""

from wsp.web.searches.panel import SavedPanel, panel

__all__ = ["SavedPanel", "panel"]
