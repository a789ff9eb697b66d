"""What can be refused about documents."""

from wsp.foundation.errors import DomainError, NotFound


class DocumentNotFound(NotFound):
    """There is no such document for this actor."""

    code = "document-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze brief is er niet. Ga terug naar de plaatsing en kijk bij de brieven.")


class LettersUnavailable(DomainError):
    """The machine lacks a library that draws pages; everything else works."""

    code = "brieven-maken-kan-niet"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Er kan nu geen brief worden gemaakt. Op de server ontbreekt de bibliotheek Pango. "
            "Vraag de technisch beheerder om Pango te installeren. Maak de brief daarna opnieuw."
        )
