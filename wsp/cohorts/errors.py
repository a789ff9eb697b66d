"""What can be refused about a group, in sentences that say what to do."""

from wsp.foundation.errors import Conflict, InvalidInput, NotAllowed, NotFound


class CohortNotFound(NotFound):
    """There is no such group in this region."""

    code = "groep-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze groep is er niet (meer). Ga terug naar de groepen.")


class NotInCohort(NotFound):
    """This person is not in the group, or is not the actor's to see."""

    code = "groep-kandidaat-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze kandidaat is niet (meer) in de groep. Ga terug naar de groep.")


class NobodyInvited(InvalidInput):
    """Nobody of those that were ticked is within sight."""

    code = "groep-niemand-gekozen"

    def __init__(self) -> None:
        super().__init__("Je hebt niemand gekozen. Ga terug en vink een kandidaat aan.")


class CohortNotYours(NotAllowed):
    """Only colleagues of the organisation that made it change a group."""

    code = "groep-niet-van-jullie"

    def __init__(self) -> None:
        super().__init__("Alleen de organisatie die de groep maakte, wijzigt hem. Vraag het aan een collega daar.")


class CohortOver(Conflict):
    """Nobody is invited for what is over."""

    code = "groep-voorbij"

    def __init__(self) -> None:
        super().__init__("Deze groep is voorbij. Kies een andere groep, of geef hem een latere laatste dag.")


class CohortFull(Conflict):
    """All places are taken."""

    code = "groep-vol"

    def __init__(self, places: int) -> None:
        taken = "De enige plaats is" if places == 1 else f"Alle {places} plaatsen zijn"
        super().__init__(f"{taken} bezet. Geef de groep meer plaatsen, of laat iemand eerst stoppen.")


class InvitationAnswered(Conflict):
    """Somebody who took part stays in the group."""

    code = "groep-uitnodiging-beantwoord"

    def __init__(self) -> None:
        super().__init__("Deze kandidaat deed al mee. Kies Gestopt met een reden.")


class UnusableCohort(InvalidInput):
    """A day, number or text that cannot be; `fields` says which."""

    code = "groep-onbruikbaar"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, fields={field: [sentence]})
