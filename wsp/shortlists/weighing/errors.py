"""What can go wrong with weights."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class UnusableWeights(InvalidInput):
    """These numbers cannot order a list; the sentence says what to change."""

    code = "gewichten-onbruikbaar"


class WeightsNotFound(NotFound):
    """There is no such version in the actor's region."""

    code = "gewichten-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze gewichten zijn er niet in jouw regio. Ga terug naar de lijst met versies.")


class WeightsDecided(Conflict):
    """Somebody was first."""

    code = "gewichten-besloten"

    def __init__(self) -> None:
        super().__init__("Over deze gewichten is al beslist. Ververs de pagina.")


class OtherPersonNeeded(Conflict):
    """Whoever put weights forward may not approve them."""

    code = "gewichten-tweede-persoon"

    def __init__(self) -> None:
        super().__init__("Jij hebt deze gewichten voorgelegd. Vraag een collega om ze te beoordelen.")


class SameWeights(Conflict):
    """These weights are in use already."""

    code = "gewichten-gelijk"

    def __init__(self) -> None:
        super().__init__("Deze gewichten zijn al in gebruik. Verander eerst een getal.")


class TooLittleDecided(Conflict):
    """Nothing can be learned yet."""

    code = "gewichten-te-weinig-besluiten"

    def __init__(self, *, lists: int, chosen: int, least_lists: int, least_chosen: int) -> None:
        super().__init__(
            f"Er is nog te weinig besloten om van te leren. Nodig: {least_lists} lijsten en {least_chosen} "
            f"voordrachten. Er zijn {lists} lijsten en {chosen} voordrachten."
        )


class NothingBetter(Conflict):
    """Learning found no weights that are demonstrably better."""

    code = "gewichten-niet-beter"

    def __init__(self, lists: int) -> None:
        super().__init__(
            f"De computer leerde van {lists} lijsten. Andere gewichten zijn niet aantoonbaar beter. Er verandert niets."
        )
