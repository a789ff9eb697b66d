"""What can be refused about a task."""

from wsp.foundation.errors import Conflict, InvalidInput, NotFound


class TaskNotFound(NotFound):
    """There is no such task for this actor."""

    code = "taak-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze taak is er niet (meer). Ga terug naar Mijn dag.")


class TaskClosed(Conflict):
    """Somebody finished it in the meantime."""

    code = "taak-al-afgerond"

    def __init__(self, outcome: str | None) -> None:
        told = f" Uitkomst: {outcome}." if outcome else ""
        super().__init__(f"Deze taak is al afgerond.{told} Je hoeft niets meer te doen.")


class OwnWork(InvalidInput):
    """Who wrote something cannot be the second person who looks at it."""

    code = "taak-vier-ogen"

    def __init__(self) -> None:
        message = "Deze collega schreef het zelf. Kies een andere collega."
        super().__init__(message, fields={"to": [message]})


class BadDueDay(InvalidInput):
    """The new day cannot be used."""

    code = "taak-dag"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"due_on": [message]})


class MailNotFound(NotFound):
    """There is no such mail in the region."""

    code = "bericht-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit bericht is er niet (meer). Ga terug naar Berichten.")


class NothingToResend(Conflict):
    """The mail went, or is on its way."""

    code = "bericht-al-verzonden"

    def __init__(self) -> None:
        super().__init__("Dit bericht is al verzonden of gaat vanzelf. Je hoeft niets te doen.")
