"""Why somebody's data were shown, with the words of the log page and the activity of the register it belongs to."""

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """Purpose of a read."""

    DOSSIER = "dossier"
    LIST = "lijst"
    SEARCH = "zoeken"
    SHORTLIST = "matchlijst"
    EXPORT = "export"
    NOTICE = "melding"
    LETTER = "brief"
    DOCUMENT = "document"
    PORTAL = "portaal"
    EMERGENCY = "noodtoegang"
    ACCESS_REQUEST = "inzageverzoek"
    COUPLING = "koppeling"
    DIARY = "agenda"


PURPOSE_LABELS: Final = {
    Purpose.DOSSIER: "Dossier bekeken",
    Purpose.LIST: "In een lijst gezien",
    Purpose.SEARCH: "Met zoeken gevonden",
    Purpose.SHORTLIST: "Op een matchlijst gezien",
    Purpose.EXPORT: "In een export gezet",
    Purpose.NOTICE: "In een melding gezien",
    Purpose.LETTER: "Brief bekeken",
    Purpose.DOCUMENT: "Document geopend",
    Purpose.PORTAL: "In het werkgeversportaal gezien",
    Purpose.EMERGENCY: "Met noodtoegang bekeken",
    Purpose.ACCESS_REQUEST: "Voor een verzoek bekeken",
    Purpose.COUPLING: "Door een ander systeem opgehaald",
    Purpose.DIARY: "Gesprek in de eigen agenda gezet",
}


def purpose_label(purpose: str) -> str:
    """The words for a purpose; what this version does not know is shown as it was stored."""
    return PURPOSE_LABELS[Purpose(purpose)] if purpose in set(Purpose) else purpose
