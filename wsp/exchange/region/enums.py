"""What became of an export that somebody asked for."""

from enum import StrEnum
from typing import Final


class ExportState(StrEnum):
    """From the request to the day on which its file goes."""

    WAITING = "wacht"
    RUNNING = "loopt"
    READY = "klaar"
    FAILED = "mislukt"
    FETCHED = "opgehaald"
    GONE = "vervallen"


STATE_LABELS: Final = {
    ExportState.WAITING: "Wacht op de start",
    ExportState.RUNNING: "Loopt",
    ExportState.READY: "Klaar om op te halen",
    ExportState.FAILED: "Mislukt",
    ExportState.FETCHED: "Opgehaald",
    ExportState.GONE: "Vervallen",
}
BUSY: Final = frozenset({ExportState.WAITING, ExportState.RUNNING})
