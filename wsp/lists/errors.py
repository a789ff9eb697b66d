"""What can be refused about a list, in sentences that say what to do."""

from wsp.foundation.errors import Conflict, InvalidInput, NotAllowed, NotFound


class OwnListNotFound(NotFound):
    """There is no such list for this person."""

    code = "eigen-lijst-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze lijst is er niet (meer), of is niet met jou gedeeld. Ga terug naar de lijsten.")


class NotOnList(NotFound):
    """This person does not stand on the list, or is not the actor's to see."""

    code = "lijst-kandidaat-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze kandidaat staat niet (meer) op de lijst. Ga terug naar de lijst.")


class NobodyChosen(InvalidInput):
    """Nobody of those that were ticked is within sight."""

    code = "lijst-niemand-gekozen"

    def __init__(self) -> None:
        super().__init__("Je hebt niemand gekozen. Ga terug en vink een kandidaat aan.")


class NoListChosen(InvalidInput):
    """A list, or the name of a new one; not none, and not both."""

    code = "lijst-niet-gekozen"

    def __init__(self) -> None:
        message = "Kies een lijst, of geef een nieuwe lijst een naam. Doe één van de twee."
        super().__init__(message, fields={"list_id": [message]})


class ListNotYours(NotAllowed):
    """Only its owner may do this, or the list is for reading."""

    code = "lijst-niet-van-jou"

    def __init__(self) -> None:
        super().__init__("Dit kan alleen de eigenaar van de lijst. Vraag het aan je collega.")


class ListArchived(Conflict):
    """A list in the archive does not change."""

    code = "lijst-in-archief"

    def __init__(self) -> None:
        super().__init__("Deze lijst staat in het archief. Haal hem eerst terug.")


class TooManyLists(Conflict):
    """Nobody finds anything in that many lists."""

    code = "lijst-te-veel"

    def __init__(self, most: int) -> None:
        super().__init__(f"Je hebt al {most} lijsten. Zet er eerst een in het archief.")


class ListFull(Conflict):
    """A list is for people one works with, not for a whole caseload."""

    code = "lijst-vol"

    def __init__(self, most: int) -> None:
        super().__init__(f"Op een lijst passen {most} kandidaten. Haal er eerst iemand af, of begin een nieuwe lijst.")


class NameTaken(InvalidInput):
    """Two lists with one name cannot be told apart."""

    code = "lijst-naam-bestaat"

    def __init__(self) -> None:
        message = "Je hebt al een lijst met deze naam. Kies een andere naam."
        super().__init__(message, fields={"name": [message]})


class TellsOfHealth(InvalidInput):
    """A list is read by others; health does not belong there."""

    code = "lijst-gezondheid"

    def __init__(self, field: str, word: str) -> None:
        message = f"Haal ‘{word}’ weg. Schrijf over het werk, niet over gezondheid."
        super().__init__(message, fields={field: [message]})


class NamesSomebody(InvalidInput):
    """A colleague with whom the list is shared may not know the name."""

    code = "lijst-naam-van-kandidaat"

    def __init__(self, word: str) -> None:
        message = f"Haal ‘{word}’ weg. Een collega die de lijst leest, mag de naam misschien niet weten."
        super().__init__(message, fields={"note": [message]})
