"""What can go wrong with a whole region on its way out or in."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class WrongPassphrase(InvalidInput):
    """The BSNs in the file were closed with another passphrase."""

    code = "wachtzin-klopt-niet"

    def __init__(self) -> None:
        super().__init__("Deze wachtzin past niet bij het bestand. Vraag de wachtzin aan wie het bestand maakte.")


class PassphraseNeeded(InvalidInput):
    """The file holds BSNs, and nobody said what to do with them."""

    code = "wachtzin-nodig"

    def __init__(self) -> None:
        super().__init__("In dit bestand staan BSN’s. Geef de wachtzin, of kies --without-bsn.")


class NotAnExport(InvalidInput):
    """The file is no export of a region, or it was changed on the way."""

    code = "geen-regio-export"


class NotEmpty(Conflict):
    """The region has rows already: an import never mixes two files of one region."""

    code = "regio-niet-leeg"

    def __init__(self, table: str) -> None:
        super().__init__(f"In deze regio staan al gegevens ({table}). Gebruik een lege database.")


class ExportNotFound(NotFound):
    """There is no such export for this actor, or its file is gone."""

    code = "export-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze export is er niet meer. Maak een nieuwe export.")


class ExportFetched(Conflict):
    """The link works once."""

    code = "export-al-opgehaald"

    def __init__(self) -> None:
        super().__init__("Deze export is al opgehaald. Een link werkt één keer. Maak een nieuwe export.")


class ExportRunning(Conflict):
    """One at a time per region."""

    code = "export-loopt"

    def __init__(self) -> None:
        super().__init__("Er loopt al een export van deze regio. Wacht tot die klaar is.")
