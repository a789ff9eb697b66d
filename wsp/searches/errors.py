"""What can be refused about a saved search."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class SearchNotFound(NotFound):
    """There is no such search of this person."""

    code = "zoekopdracht-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze zoekopdracht is er niet (meer). Ga terug naar je bewaarde zoekopdrachten.")


class NothingAsked(InvalidInput):
    """Without a filter it is the whole list."""

    code = "zoekopdracht-leeg"

    def __init__(self) -> None:
        super().__init__("Kies eerst een filter. Zonder filter is het gewoon de hele lijst.")


class TooMany(Conflict):
    """Nobody reads word of that many searches."""

    code = "zoekopdracht-te-veel"

    def __init__(self, most: int) -> None:
        super().__init__(f"Je hebt al {most} zoekopdrachten bewaard. Verwijder er eerst een.")


class TooWide(InvalidInput):
    """More is found than anybody wants word of."""

    code = "zoekopdracht-te-ruim"

    def __init__(self, most: int) -> None:
        message = f"Hier vallen meer dan {most} resultaten onder. Kies meer filters, of bewaar zonder melding."
        super().__init__(message, fields={"tells": [message]})


class NameTaken(InvalidInput):
    """Two searches with one name cannot be told apart."""

    code = "zoekopdracht-naam-bestaat"

    def __init__(self) -> None:
        message = "Je hebt al een zoekopdracht met deze naam. Kies een andere naam."
        super().__init__(message, fields={"name": [message]})
