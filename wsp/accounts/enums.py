"""Closed lists of accounts, with the words people see."""

from enum import StrEnum
from typing import Final


class OrganisationKind(StrEnum):
    """What sort of organisation: decides whether it is a controller of candidates (verwerkingsverantwoordelijke)."""

    MUNICIPALITY = "gemeente"
    UWV = "uwv"
    SOCIAL_WORK_COMPANY = "sw-bedrijf"
    WSP = "wsp"
    EMPLOYER = "werkgever"
    """Of the portal: controls no candidates, and its people never reach a page of staff."""


ORGANISATION_LABELS: Final = {
    OrganisationKind.MUNICIPALITY: "Gemeente",
    OrganisationKind.UWV: "UWV",
    OrganisationKind.SOCIAL_WORK_COMPANY: "Sociaal werkbedrijf",
    OrganisationKind.WSP: "Werkgeversservicepunt",
    OrganisationKind.EMPLOYER: "Werkgever",
}
