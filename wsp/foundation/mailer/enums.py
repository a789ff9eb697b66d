"""States of a mail, and why it did not go, in words for the administrator."""

from enum import StrEnum
from typing import Final


class MailState(StrEnum):
    """Where a mail is on its way."""

    WAITING = "wacht"
    SENDING = "bezig"
    """A worker is talking to the mail server; after a crash it is tried once more."""
    SENT = "verzonden"
    REFUSED = "niet-bezorgd"
    KEPT = "bewaard"
    """Demo without a mail server: it can be read, and goes nowhere."""


STATE_LABELS: Final = {
    MailState.WAITING: "Wacht",
    MailState.SENDING: "Wordt verzonden",
    MailState.SENT: "Verzonden",
    MailState.REFUSED: "Niet bezorgd",
    MailState.KEPT: "Niet verzonden (demo)",
}

OPEN: Final = frozenset({MailState.WAITING.value, MailState.SENDING.value})
"""Still has to go."""


class Trouble(StrEnum):
    """Why an attempt failed. A server's own words are not kept: they often quote the address."""

    CONNECTION = "verbinding"
    SECURITY = "beveiliging"
    LOG_IN = "inloggen"
    RECIPIENT = "ontvanger"
    CONTENT = "inhoud"
    SENDER = "afzender"
    BUSY = "later"
    NO_SERVER = "geen-server"


TROUBLE_LABELS: Final = {
    Trouble.CONNECTION: "De mailserver is niet te bereiken.",
    Trouble.SECURITY: "De mailserver biedt geen veilige verbinding.",
    Trouble.LOG_IN: "De mailserver weigert onze inlog.",
    Trouble.RECIPIENT: "De mailserver kent dit adres niet of weigert het.",
    Trouble.CONTENT: "De mailserver weigert dit bericht.",
    Trouble.SENDER: "De mailserver weigert onze afzender.",
    Trouble.BUSY: "De mailserver vraagt om het later te proberen.",
    Trouble.NO_SERVER: "Er is geen mailserver ingesteld.",
}
