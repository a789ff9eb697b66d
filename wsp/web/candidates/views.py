"""All pages of candidates; importing the modules registers their views."""

from wsp.web.candidates import agreements, dossier, facts, listing, people, profile
from wsp.web.candidates.blueprint import blueprint

__all__ = ["agreements", "blueprint", "dossier", "facts", "listing", "people", "profile"]
