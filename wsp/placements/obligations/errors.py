"""What can go wrong with obligations, in sentences that say what to do."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class ObligationNotFound(NotFound):
    """No obligation with this id for this actor."""

    code = "verplichting-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze verplichting bestaat niet, of is niet voor jou. Ga terug naar het overzicht.")


class ObligationClosed(Conflict):
    """Somebody was first, or it is no longer needed."""

    code = "verplichting-afgerond"

    def __init__(self) -> None:
        super().__init__("Dit is al afgerond of niet meer nodig. Er is niets gewijzigd.")


class BadDoneDay(InvalidInput):
    """Done on a day that is still to come."""

    code = "dag-in-de-toekomst"

    def __init__(self) -> None:
        sentence = "Deze dag moet nog komen. Kies vandaag of een eerdere dag."
        super().__init__(sentence, fields={"done_on": [sentence]})
