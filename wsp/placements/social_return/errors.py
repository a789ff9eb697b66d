"""What can go wrong with social return, in sentences that say what to do."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class SocialReturnNotFound(NotFound):
    """No obligation or line with this id for this actor."""

    code = "social-return-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze verplichting of regel bestaat niet. Ga terug naar social return.")


class UnusableSocialReturn(InvalidInput):
    """A value that cannot be booked; `fields` says which."""

    code = "social-return-onbruikbaar"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, fields={field: [sentence]})


class SocialReturnClosed(Conflict):
    """The amounts of a closed obligation are fixed."""

    code = "social-return-afgesloten"

    def __init__(self) -> None:
        super().__init__("Deze verplichting is afgesloten. Boek een correctie als er iets niet klopt.")


class NothingToTell(Conflict):
    """There is no statement to show."""

    code = "social-return-geen-overzicht"

    def __init__(self) -> None:
        super().__init__("Er is nog geen overzicht. Maak eerst een overzicht.")


class NewerStatement(Conflict):
    """Somebody made another statement after the one that was read."""

    code = "social-return-nieuwer-overzicht"

    def __init__(self) -> None:
        super().__init__("Er is een nieuwer overzicht. Lees dat eerst na.")


class CountedAlready(Conflict):
    """A day of a placement counts for one obligation."""

    code = "social-return-telt-al"

    def __init__(self, period: str) -> None:
        super().__init__(f"Deze plaatsing telt al van {period}. Kies andere dagen.")
