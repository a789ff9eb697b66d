"""All pages of imports; the modules register their views on one blueprint."""

from wsp.web.imports import columns, files, listing, progress, twins
from wsp.web.imports.blueprint import blueprint

__all__ = ["blueprint", "columns", "files", "listing", "progress", "twins"]
