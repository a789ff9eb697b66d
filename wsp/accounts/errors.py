"""Refusals of accounts."""

from wsp.foundation.errors import Conflict, DomainError, InvalidInput, NotFound


class LogInRefused(DomainError):
    """Wrong address or password, or an account that may not log in: one text, so that nothing shows which."""

    code = "inloggen-geweigerd"

    def __init__(self) -> None:
        super().__init__("Het e-mailadres of het wachtwoord klopt niet. Controleer ze allebei en probeer het opnieuw.")


class TooManyAttempts(DomainError):
    """The throttle is closed; `retry_after` in seconds."""

    code = "te-veel-pogingen"
    status = 429

    def __init__(self, *, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        unit = "minuut" if minutes == 1 else "minuten"
        super().__init__(f"Inloggen is te vaak mislukt. Wacht {minutes} {unit} en probeer het opnieuw.")
        self.retry_after = retry_after


class WeakPassword(InvalidInput):
    """The new password is too easy to guess."""

    code = "zwak-wachtwoord"


class LastAdministrator(Conflict):
    """A region keeps somebody who can manage its users, and so does an employer in the portal."""

    code = "laatste-beheerder"

    def __init__(self, *, of_employer: bool = False) -> None:
        super().__init__(
            "Dit is de laatste beheerder van uw organisatie. Maak eerst iemand anders beheerder."
            if of_employer
            else "Dit is de laatste beheerder van deze regio. Maak eerst iemand anders functioneel beheerder."
        )


class ManagedElsewhere(DomainError):
    """The account belongs to another region's administrators."""

    code = "andere-regio-beheert"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Een andere regio beheert dit account. Je kunt hier alleen de rollen in je eigen regio wijzigen."
        )


class LinkUnknown(NotFound):
    """No link of ours, one for something else, or one that was changed on the way."""

    code = "link-onbekend"

    def __init__(self) -> None:
        super().__init__("Deze link klopt niet. Kopieer de hele link uit de mail, of vraag een nieuwe.")


class LinkUsed(DomainError):
    """The link was used before."""

    code = "link-gebruikt"
    status = 410

    def __init__(self) -> None:
        super().__init__("Deze link is al gebruikt. Er is niets veranderd. Vraag een nieuwe link als dat nodig is.")


class LinkExpired(DomainError):
    """The link's time is over, or a newer one took its place."""

    code = "link-verlopen"
    status = 410

    def __init__(self) -> None:
        super().__init__("Deze link is verlopen. Er is niets veranderd. Vraag een nieuwe link als dat nodig is.")


class DiaryUnknown(NotFound):
    """No diary address of ours, or one that ended: one text, so that nothing shows which or whose."""

    code = "agenda-onbekend"

    def __init__(self) -> None:
        super().__init__("Dit agenda-adres werkt niet. Maak in het portaal een nieuw adres.")


class WrongCode(InvalidInput):
    """Not the code of now, or one that was used already."""

    code = "verkeerde-code"

    def __init__(self) -> None:
        sentence = "Deze code klopt niet. Wacht op de volgende code in de app en probeer het opnieuw."
        super().__init__(sentence, fields={"code": [sentence]})


class WrongPassword(InvalidInput):
    """Not the password of who is logged in."""

    code = "verkeerd-wachtwoord"

    def __init__(self) -> None:
        sentence = "Dit wachtwoord klopt niet. Probeer het opnieuw."
        super().__init__(sentence, fields={"password": [sentence]})


class NoSecondFactor(Conflict):
    """There is no second factor (to confirm, to renew or to take away)."""

    code = "geen-tweede-stap"

    def __init__(self) -> None:
        super().__init__("Er is hier geen tweede stap om te wijzigen. Ververs de pagina en kijk opnieuw.")


class TooManyRequests(DomainError):
    """Somebody asks for more than a person needs; `retry_after` in seconds."""

    code = "te-veel-verzoeken"
    status = 429

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
