"""The one function that decides what an employer sees (product.md 3): `for_employer`.

Every page, mail and file of the portal shows a `Shown`, never a row: `web.portal.page` refuses anything else. What a
candidate is, passes through `candidates.masking` first; this module takes nothing from a candidate's row itself.
No loonwaarde, register, benefit, health, BSN or address is in any of these types, and no money in an offer.
"""

from wsp.placements.masking import company, employees, files, obligations, offers, vacancies
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.masking.offers import letter
from wsp.placements.masking.vacancies import STEPS

RULES = (company, employees, files, obligations, offers, vacancies)
"""The modules whose rules are known to `for_employer` once this package was imported."""

__all__ = ["RULES", "STEPS", "for_employer", "letter"]
