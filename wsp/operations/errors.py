"""What can go wrong while somebody runs the program; every message says what to do."""

from wsp.foundation.errors import Conflict, DomainError


class NoClientProgram(DomainError):
    """pg_dump or pg_restore is missing or older than the server."""

    code = "geen-databaseprogramma"


class BackupFailed(DomainError):
    """No backup was made; nothing is left of the attempt."""

    code = "back-up-mislukt"


class UnusableBackup(DomainError):
    """The file is no backup of this program, is damaged, or is newer than the program. Nothing was changed."""

    code = "back-up-onbruikbaar"


class TargetNotEmpty(Conflict):
    """There is something in the database that a restore would destroy. Nothing was changed."""

    code = "database-niet-leeg"


class RestoreFailed(DomainError):
    """The restore did not end well; the database may not be used as it is."""

    code = "terugzetten-mislukt"


class RotationIncomplete(Conflict):
    """Values under an old key are left: somebody still writes with it."""

    code = "oude-sleutel-in-gebruik"
