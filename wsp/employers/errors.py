"""What can be refused about an employer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


@dataclass(frozen=True)
class Twin:
    """An employer that looks like the one being added, and why."""

    id: uuid.UUID
    number: int
    name: str
    place: str | None
    kvk_number: str | None
    reasons: tuple[str, ...]
    certain: bool
    """True: the same KVK number, so it is the same business."""


class EmployerNotFound(NotFound):
    """There is no such employer for this actor."""

    code = "werkgever-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze werkgever staat niet in deze regio. Zoek opnieuw in de lijst.")


class NotInPortal(Conflict):
    """The employer has no access to the portal, so there is nothing to change about it."""

    code = "niet-in-portaal"

    def __init__(self) -> None:
        super().__init__("Deze werkgever heeft geen toegang tot het portaal. Nodig eerst iemand uit.")


class MessageNotFound(NotFound):
    """There is no such message for this actor."""

    code = "vraag-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit bericht is er niet. Ga terug naar de lijst met berichten.")


class AnsweredAlready(Conflict):
    """Somebody answered in the meantime."""

    code = "al-beantwoord"

    def __init__(self) -> None:
        super().__init__("Een collega heeft deze vraag net beantwoord. Ververs de pagina en lees het antwoord.")


class PartNotFound(NotFound):
    """The employer has no such establishment or contact person."""

    code = "onderdeel-niet-gevonden"

    def __init__(self, noun: str) -> None:
        super().__init__(f"Deze {noun} hoort niet bij deze werkgever. Ga terug naar de werkgever.")


class LooksLikeAnother(Conflict):
    """There may be a twin. The person looks at it and decides; nothing is merged by itself."""

    code = "werkgever-lijkt-op-andere"

    def __init__(self, twins: Sequence[Twin]) -> None:
        self.twins = tuple(twins)
        if self.certain:
            message = "Deze werkgever staat er al, met hetzelfde KVK-nummer. Open de werkgever die er staat."
            super().__init__(message, fields={"kvk_number": ["Dit KVK-nummer staat al bij een werkgever."]})
        else:
            super().__init__("Deze werkgever lijkt op een werkgever die er al staat. Kijk of het dezelfde is.")

    @property
    def certain(self) -> bool:
        """True when a twin has the same KVK number: adding another is not possible at all."""
        return any(twin.certain for twin in self.twins)


class EstablishmentClosed(Conflict):
    """The establishment had closed by that day."""

    code = "vestiging-gesloten"

    def __init__(self, last_day: date) -> None:
        message = f"Deze vestiging is dicht sinds {last_day:%d-%m-%Y}. Kies een andere vestiging."
        super().__init__(message, fields={"establishment_id": [message]})


class ContactLeft(Conflict):
    """The contact person had left by that day."""

    code = "contactpersoon-vertrokken"

    def __init__(self, last_day: date) -> None:
        message = f"Deze contactpersoon is vertrokken op {last_day:%d-%m-%Y}. Kies iemand anders."
        super().__init__(message, fields={"contact_id": [message]})


class BadField(InvalidInput):
    """One field cannot be used as it was filled in."""

    code = "veld-klopt-niet"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, fields={field: [message]})
