"""The stable names of the instruments, in the order in which screens show them."""

from typing import Final

LKS: Final = "loonkostensubsidie"
NO_RISK: Final = "no-risk"
JOBCOACHING: Final = "jobcoaching"
LKV: Final = "loonkostenvoordeel"
PROEFPLAATSING: Final = "proefplaatsing"
BEHOUD: Final = "werken-met-behoud-van-uitkering"
PARTICIPATIEPLAATS: Final = "participatieplaats"
WERKPLEKAANPASSING: Final = "werkplekaanpassing"
MEENEEMBAAR: Final = "meeneembare-voorziening"
LOONDISPENSATIE: Final = "loondispensatie"
BESCHUT: Final = "beschut-werk"
DETACHERING_INDIVIDUEEL: Final = "detachering-individueel"
DETACHERING_GROEP: Final = "detachering-groep"
BEGELEID_WERKEN: Final = "begeleid-werken"
WERKLEERPLEK: Final = "werkleerplek"
LEERWERKBAAN: Final = "leerwerkbaan"
SCHOLING: Final = "scholing"
UITSTROOMBAAN: Final = "uitstroombaan"
VERHUIZING: Final = "doorlopen-bij-verhuizing"
SOCIAL_RETURN: Final = "social-return"

ALL: Final = (
    LKS, NO_RISK, JOBCOACHING, LKV, PROEFPLAATSING, BEHOUD, PARTICIPATIEPLAATS, WERKPLEKAANPASSING, MEENEEMBAAR,
    LOONDISPENSATIE, BESCHUT, DETACHERING_INDIVIDUEEL, DETACHERING_GROEP, BEGELEID_WERKEN, WERKLEERPLEK, LEERWERKBAAN,
    SCHOLING, UITSTROOMBAAN, VERHUIZING, SOCIAL_RETURN,
)  # fmt: skip
