"""What can go wrong with a file from outside."""

from wsp.foundation.errors import DomainError, NotFound


class UnusableFile(DomainError):
    """A file cannot be imported at all; nothing was changed. The message is one line that says what to do."""

    code = "importbestand-onbruikbaar"


class FileTooLarge(UnusableFile):
    """More bytes than this program reads; refused by its size alone."""

    code = "importbestand-te-groot"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Dit bestand is te groot. Hoogstens {megabytes} MB kan. Deel het op in kleinere bestanden.")


class UnusableRow(DomainError):
    """One record cannot be imported; the others go on."""

    code = "rij-onbruikbaar"


class NoKeeper(NotFound):
    """No organisation of the region keeps the dossiers of this municipality."""

    code = "geen-organisatie"


class ImportNotFound(NotFound):
    """There is no such import for this actor."""

    code = "import-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze import is er niet, of is van een collega. Ga terug naar de lijst.")
