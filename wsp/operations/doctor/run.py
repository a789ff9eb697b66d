"""All checks, one after the other; a check that breaks is itself a finding."""

from collections.abc import Callable, Iterator
from typing import Final

from wsp.foundation.logging import get_logger
from wsp.operations.doctor import database, machine, parts, work
from wsp.operations.doctor import settings as configuration
from wsp.operations.doctor.finding import Finding, fault
from wsp.settings import Settings

Check = Callable[[Settings], Iterator[Finding]]

CHECKS: Final[dict[str, Check]] = {
    "instellingen": configuration.mode,
    "geheimen": configuration.secrets,
    "database": database.roles,
    "migratie": database.migration,
    "sleutels": database.keys,
    "klok": database.clocks,
    "wachtrij": work.queued,
    "worker": work.workers,
    "mail": work.mail,
    "bestanden": work.uploads,
    "verwerkingenlog": work.processing_log,
    "schijf": machine.disk,
    "back-up": machine.programs,
    "onderdelen": parts.files,
    "letters": parts.letters,
    "wetswaarden": parts.law,
    "security.txt": parts.security_txt,
    "toegankelijkheid": parts.accessibility,
}
NAMES: Final = tuple(CHECKS)


def examine(settings: Settings, only: tuple[str, ...] = ()) -> list[Finding]:
    """Run the checks named in `only`, or all of them."""
    found: list[Finding] = []
    for name, check in CHECKS.items():
        if only and name not in only:
            continue
        try:
            found.extend(check(settings))
        except Exception as error:  # noqa: BLE001 (whatever is wrong there, the other checks must still be done)
            get_logger().warning("doctor.check_failed", subject=name, exc_info=error)
            told = f"De controle zelf lukt niet ({type(error).__name__})."
            found.append(fault(name, told, "Los eerst de andere fouten op en probeer het opnieuw."))
    return found
