"""All pages of duplicates; the modules register their views on one blueprint."""

from wsp.web.duplicates import judging, listing
from wsp.web.duplicates.blueprint import blueprint

__all__ = ["blueprint", "judging", "listing"]
