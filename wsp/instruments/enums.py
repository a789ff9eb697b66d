"""The closed lists of answers that facts can have; the value is what people type and what is kept."""

from enum import StrEnum


class Ground(StrEnum):
    """Grounds for the no-risk polis beside register, Wajong and beschut werk (Ziektewet art. 29b).

    A ground tells of health. It goes to the municipality and UWV, never to an employer.
    """

    WIA = "wia"
    WIA_UNDER_35 = "wia_onder_35"
    SCHOOLING = "scholingsbelemmerd"
    WSW_GUIDED = "wsw_begeleid_werken"
    WSW_FORMER = "wsw_voorheen"
    WIA_OWN_EMPLOYER = "wia_eigen_werkgever"
    NONE = "geen"
    """Looked into: none of these."""


class JobcoachRegime(StrEnum):
    """How much guidance is granted; the value is the key in the law and in the by-law."""

    INTENSIVE = "intensief"
    MIDDLE = "midden"
    LIGHT = "licht"
    VERY_LIGHT = "zeer_licht"


class CoachKind(StrEnum):
    """Who guides: somebody of the employer, or a job coach from outside."""

    INTERN = "intern"
    EXTERN = "extern"


class Benefit(StrEnum):
    """The benefit that somebody has."""

    BIJSTAND = "bijstand"
    WW = "ww"
    WIA = "wia"
    WAJONG = "wajong"
    OTHER = "anders"
    NONE = "geen"


class Payer(StrEnum):
    """Who decides on support and pays it."""

    MUNICIPALITY = "gemeente"
    UWV = "uwv"


class SocialReturnGroup(StrEnum):
    """Groups that a municipality gives a value of their own for social return (bouwblokken).

    A group tells of a benefit, and sometimes of health: it goes to nobody outside the service.
    """

    ASSISTANCE_SHORT = "bijstand_tot_2_jaar"
    ASSISTANCE_LONG = "bijstand_vanaf_2_jaar"
    WAJONG = "wajong"
    WIA = "wia_wao"
    WW = "ww"
    BBL = "bbl"
    BOL = "bol"
    SHELTERED = "wsw_beschut"
    OTHER = "overig"


class LkvKind(StrEnum):
    """Kinds of loonkostenvoordeel, in the order in which the Wtl names them."""

    OLDER = "oudere"
    DISABLED = "arbeidsgehandicapt"
    BANENAFSPRAAK = "banenafspraak"
    SCHOOLING = "scholingsbelemmerd"
    RESUMED = "herplaatsing"


class BeschutAdvice(StrEnum):
    """What UWV advised about beschut werk."""

    POSITIVE = "positief"
    NEGATIVE = "negatief"
    ASKED = "aangevraagd"
    NONE = "geen"


class Training(StrEnum):
    """What a training leads to."""

    ENTRY = "entree"
    VOCATIONAL = "beroepskwalificerend"
    QUALIFICATION = "startkwalificatie"


class Destination(StrEnum):
    """Where somebody moved to."""

    NETHERLANDS = "nederland"
    EU = "eu"
    """Another state of the EU or the EEA, or Switzerland."""
    ELSEWHERE = "elders"
