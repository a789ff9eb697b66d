"""Refusals of a log-in through a provider. Each becomes a page that says what to do, never an error of the server."""

from wsp.foundation.errors import DomainError


class LoginElsewhereRefused(DomainError):
    """The answer of the provider was not what we asked for: forged, replayed, expired or cancelled.

    `reason` is for the log only: it says nothing about a person.
    """

    code = "inlogdienst-geweigerd"

    def __init__(self, reason: str) -> None:
        super().__init__("Het inloggen is niet gelukt. Er is niets veranderd. Log opnieuw in.")
        self.reason = reason


class ProviderDown(DomainError):
    """The provider does not answer, or with something that is no answer."""

    code = "inlogdienst-onbereikbaar"
    status = 503

    def __init__(self, label: str) -> None:
        super().__init__(
            f"De inlogdienst van {label} is nu niet te bereiken. Probeer het over een paar minuten opnieuw. "
            "Wie al is ingelogd, kan gewoon doorwerken."
        )


class LevelTooLow(DomainError):
    """The user proved who they are, but not surely enough (eHerkenning level)."""

    code = "betrouwbaarheid-te-laag"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "U bent ingelogd met een te laag betrouwbaarheidsniveau. Log opnieuw in met eHerkenning niveau 3 of hoger."
        )


class NoRole(DomainError):
    """A known account without any role here."""

    code = "geen-rol"
    status = 403

    def __init__(self) -> None:
        super().__init__("Dit account heeft geen rol in dit portaal. Vraag de beheerder om een rol en log opnieuw in.")


class UnknownOrganisation(DomainError):
    """The organisation of the claims has no place here yet, or the person was not linked to an account of it."""

    code = "organisatie-onbekend"
    status = 403

    def __init__(self, *, kvk_number: str | None = None, name: str | None = None, email: str | None = None) -> None:
        super().__init__("Deze organisatie heeft nog geen toegang tot het portaal. Vraag toegang aan.")
        self.kvk_number = kvk_number
        self.name = name
        self.email = email


class NotLinked(DomainError):
    """We know the organisation but not this person, and may not make an account by ourselves."""

    code = "account-niet-gekoppeld"
    status = 403

    def __init__(self, label: str) -> None:
        super().__init__(
            f"Dit account van {label} is nog niet gekoppeld. Log één keer in met het wachtwoord. "
            "Koppel het daarna bij Mijn account."
        )


class AddressTaken(DomainError):
    """Another account has this e-mail address already; an address never decides who somebody is."""

    code = "adres-heeft-account"
    status = 409

    def __init__(self, label: str) -> None:
        super().__init__(
            "Er is al een account met dit e-mailadres. Log in met het wachtwoord. "
            f"Koppel {label} daarna bij Mijn account."
        )


class IdentityTaken(DomainError):
    """The account of the provider is linked to somebody else here."""

    code = "account-al-gekoppeld"
    status = 409

    def __init__(self) -> None:
        super().__init__("Dit account is al aan iemand anders gekoppeld. Vraag de beheerder om hulp.")
