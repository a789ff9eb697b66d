"""The closed lists of social return, with their Dutch words."""

from enum import StrEnum
from typing import Final

from wsp.instruments.enums import SocialReturnGroup as Group


class ActivityKind(StrEnum):
    """What else than a placement counts."""

    PURCHASE = "inkoop"
    TRAINING = "scholing"
    OTHER = "overig"
    CORRECTION = "correctie"


ACTIVITY_LABELS: Final = {
    ActivityKind.PURCHASE: "Inkoop bij een sociale onderneming",
    ActivityKind.TRAINING: "Scholing of begeleiding",
    ActivityKind.OTHER: "Andere activiteit",
    ActivityKind.CORRECTION: "Correctie na afsluiten",
}
GROUP_LABELS: Final = {
    Group.ASSISTANCE_SHORT: "Bijstand, korter dan 2 jaar",
    Group.ASSISTANCE_LONG: "Bijstand, 2 jaar of langer",
    Group.WAJONG: "Wajong",
    Group.WIA: "WIA of WAO",
    Group.WW: "WW",
    Group.BBL: "Leerling bbl",
    Group.BOL: "Stagiair bol",
    Group.SHELTERED: "Wsw of beschut werk",
    Group.OTHER: "Overige groepen",
}
