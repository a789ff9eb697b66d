"""Why a file is not taken."""

from wsp.foundation.errors import InvalidInput


class FileRefused(InvalidInput):
    """The file cannot be kept; the message says what to do."""

    code = "bestand-geweigerd"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"file": [message]})


class FileTooBig(FileRefused):
    """The file is larger than is kept."""

    code = "bestand-te-groot"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Dit bestand is groter dan {megabytes} MB. Maak het kleiner en kies het opnieuw.")
