"""All pages of vacancies; importing the modules registers their views."""

from wsp.web.vacancies import card, changes, intake, judging, listing, suggestions
from wsp.web.vacancies.blueprint import blueprint

__all__ = ["blueprint", "card", "changes", "intake", "judging", "listing", "suggestions"]
