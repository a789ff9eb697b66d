"""What can go wrong with reference data."""

from wsp.foundation.errors import DomainError, NotFound


class UnusableFile(DomainError):
    """A file cannot be loaded at all; nothing was changed. The message is one line that says what to do."""

    code = "bestand-onbruikbaar"


class UnknownOccupation(NotFound):
    """No list has an occupation with this code."""

    code = "onbekend-beroep"
