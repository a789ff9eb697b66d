"""All pages of employers; the modules register their views on one blueprint."""

from wsp.web.employers import card, changes, contact, listing, portal
from wsp.web.employers.blueprint import blueprint

__all__ = ["blueprint", "card", "changes", "contact", "listing", "portal"]
