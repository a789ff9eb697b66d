"""What is refused to a coupling, and about one."""

from wsp.foundation.errors import Conflict, DomainError, NotAllowed, NotFound


class CouplingNotFound(NotFound):
    """There is no such coupling in this region."""

    code = "koppeling-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze koppeling is er niet (meer). Ga terug naar de lijst met koppelingen.")


class WebhookNotFound(NotFound):
    """There is no such address, or it is told no more."""

    code = "meldadres-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit adres krijgt geen meldingen (meer). Ga terug naar de koppeling.")


class DeliveryNotFound(NotFound):
    """There is no such message, or its address is told no more."""

    code = "melding-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze melding is er niet (meer), of het adres is gestopt. Ga terug naar de koppeling.")


class AlreadyWithdrawn(Conflict):
    """It was withdrawn before."""

    code = "koppeling-al-ingetrokken"

    def __init__(self) -> None:
        super().__init__("Deze koppeling is al ingetrokken. Maak een nieuwe koppeling als dat nodig is.")


class TokenRefused(DomainError):
    """No token, none of ours, or one that does not work any more; `code` says which to a holder of a real token."""

    code = "token-geweigerd"
    status = 401

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message, code=code)


class ScopeMissing(NotAllowed):
    """The token is good, but not for this."""

    code = "recht-ontbreekt"

    def __init__(self, scope: str) -> None:
        super().__init__(f"Deze koppeling mag dit niet. Nodig is het recht '{scope}'. Vraag het aan de beheerder.")


class KeyUsedBefore(Conflict):
    """The same key came with other content."""

    code = "sleutel-eerder-gebruikt"

    def __init__(self) -> None:
        super().__init__("Deze Idempotency-Key hoort bij een ander verzoek. Gebruik voor elk nieuw verzoek een nieuwe.")
