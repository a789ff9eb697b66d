"""What a placement counts as, where a baan counts, and how somebody moves between two days."""

from enum import StrEnum
from typing import Final

from wsp.employers.enums import Sector


class Register(StrEnum):
    """What UWV answered about the doelgroepregister, as valid on a day."""

    YES = "ja"
    NO = "nee"
    UNKNOWN = "onbekend"


class Treatment(StrEnum):
    """What happens with a placement on a reference date: it counts, or the reason why not."""

    COUNTS = "telt"
    BESCHUT = "beschut"
    UNPAID = "onbetaald"
    WSW = "wsw"
    NOT_IN_REGISTER = "niet in register"
    REGISTER_UNKNOWN = "register onbekend"


TREATMENT_LABELS: Final = {
    Treatment.COUNTS: "Telt mee",
    Treatment.BESCHUT: "Beschut werk",
    Treatment.UNPAID: "Onbetaald werk, zoals een proefplaatsing",
    Treatment.WSW: "Wsw zonder detachering",
    Treatment.NOT_IN_REGISTER: "Niet in het doelgroepregister",
    Treatment.REGISTER_UNKNOWN: "Nog niet bij UWV nagevraagd",
}


class Reason(StrEnum):
    """How one placement stands on a reference date: a treatment, or that it does not run on that day."""

    COUNTS = Treatment.COUNTS.value
    BESCHUT = Treatment.BESCHUT.value
    UNPAID = Treatment.UNPAID.value
    WSW = Treatment.WSW.value
    NOT_IN_REGISTER = Treatment.NOT_IN_REGISTER.value
    REGISTER_UNKNOWN = Treatment.REGISTER_UNKNOWN.value
    ENDED = "afgelopen"
    NOT_STARTED = "begint later"


REASON_LABELS: Final = {Reason(each.value): text for each, text in TREATMENT_LABELS.items()} | {
    Reason.ENDED: "Afgelopen voor de peildatum",
    Reason.NOT_STARTED: "Begint na de peildatum",
}


class JobSector(StrEnum):
    """For which target a baan counts; not known stays visible as a line of its own."""

    MARKET = Sector.MARKET.value
    GOVERNMENT = Sector.GOVERNMENT.value
    UNKNOWN = "onbekend"


JOB_SECTOR_LABELS: Final = {
    JobSector.MARKET: "Markt",
    JobSector.GOVERNMENT: "Overheid",
    JobSector.UNKNOWN: "Niet toe te delen",
}


class TargetSector(StrEnum):
    """What a target is set for."""

    MARKET = Sector.MARKET.value
    GOVERNMENT = Sector.GOVERNMENT.value
    TOTAL = "totaal"


TARGET_LABELS: Final = {
    TargetSector.MARKET: "Markt",
    TargetSector.GOVERNMENT: "Overheid",
    TargetSector.TOTAL: "Markt en overheid samen",
}


class Flow(StrEnum):
    """How somebody came to be, or no longer to be, at work in the doelgroep between two days."""

    FOUND = "vindt werk"
    LOST = "verliest werk"
    ENTERED = "komt in de doelgroep en werkt al"
    LEFT = "gaat uit de doelgroep en werkt nog"


class Source(StrEnum):
    """Where a figure comes from. The two are shown side by side and never added."""

    OWN = "eigen registratie"
    PUBLISHED = "gepubliceerd"
