"""Domain errors: a code for programs, a Dutch sentence for people, an HTTP status for the doors.

Rooms derive their own errors in their `errors.py`; doors translate `status` and show `message` as it is.
"""

from collections.abc import Mapping


class DomainError(Exception):
    """A use case was refused; nothing was changed.

    `code` is stable and machine-readable; `message` is plain Dutch that says what to do;
    `fields` ties sentences to form fields (field name -> sentences).
    """

    code = "geweigerd"
    status = 400

    def __init__(self, message: str, *, code: str | None = None, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fields: dict[str, list[str]] = dict(fields or {})


class InvalidInput(DomainError):
    """What was typed cannot be used; `fields` says where."""

    code = "ongeldige-invoer"


class NotAllowed(DomainError):
    """The actor may not do this. For somebody else's record use NotFound, so that its existence does not show."""

    code = "niet-toegestaan"
    status = 403


class NotFound(DomainError):
    """There is no such record for this actor."""

    code = "niet-gevonden"
    status = 404


class Conflict(DomainError):
    """Somebody else was first, or the state does not allow this step any more."""

    code = "conflict"
    status = 409


class StaleVersion(Conflict):
    """Two people saved the same record: `mine` and `theirs` map labels to shown values of both versions."""

    code = "verouderde-versie"

    def __init__(self, message: str, *, mine: Mapping[str, str], theirs: Mapping[str, str], version: int) -> None:
        super().__init__(message)
        self.mine = dict(mine)
        self.theirs = dict(theirs)
        self.version = version
