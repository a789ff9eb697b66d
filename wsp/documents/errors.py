"""What can be refused about documents."""

from wsp.foundation.errors import Conflict, DomainError, InvalidInput, NotFound


class DocumentNotFound(NotFound):
    """There is no such document for this actor."""

    code = "document-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit document is er niet (meer). Ga terug naar het dossier en kijk bij Documenten.")


class LettersUnavailable(DomainError):
    """The machine lacks a library that draws pages; everything else works."""

    code = "brieven-maken-kan-niet"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Er kan nu geen brief worden gemaakt. Op de server ontbreekt de bibliotheek Pango. "
            "Vraag de technisch beheerder om Pango te installeren. Maak de brief daarna opnieuw."
        )


class NotOpenYet(Conflict):
    """The file may not be opened; the message says why and what to do."""

    code = "document-nog-niet-te-openen"


class ReasonNeeded(InvalidInput):
    """There is a version already; a new one says why it takes its place."""

    code = "reden-nodig"

    def __init__(self) -> None:
        sentence = "Schrijf op waarom je een nieuwe versie maakt. De oude versie blijft te lezen."
        super().__init__(sentence, fields={"reason": [sentence]})
