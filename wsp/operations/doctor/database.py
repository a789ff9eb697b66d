"""The database: reachable for its three roles, with no more rights than meant, and holding what the keys open."""

from collections.abc import Iterator
from typing import Final

import psycopg

from wsp import migrate
from wsp.foundation import clock
from wsp.foundation.crypto import Keyring
from wsp.operations.clients import libpq
from wsp.operations.doctor.finding import Finding, fault, ok, warning
from wsp.operations.rotation import count
from wsp.settings import Settings

_SAMPLE: Final = 50
_DRIFT_WARNING: Final = 5.0
_DRIFT_FAULT: Final = 60.0

_RIGHTS: Final = """
    SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls,
           has_schema_privilege(current_user, 'public', 'CREATE'),
           has_table_privilege(current_user, 'audit_events', 'UPDATE'),
           has_table_privilege(current_user, 'audit_events', 'DELETE')
    FROM pg_roles WHERE rolname = current_user
"""


def roles(settings: Settings) -> Iterator[Finding]:
    """Three roles, each with its own rights."""
    yield from _app(settings.database_url)
    yield from _other(settings.owner_database_url, "OWNER_DATABASE_URL", "eigenaar", _owner)
    yield from _other(settings.retention_database_url, "RETENTION_DATABASE_URL", "bewaartermijnen", _retention)


def _app(url: str) -> Iterator[Finding]:
    name = "database"
    try:
        powerful, creates, changes, deletes = _rights(url)
    except psycopg.errors.UndefinedTable:
        yield fault(name, "De database heeft nog geen tabellen.", "Draai `wsp db upgrade`.")
        return
    except psycopg.OperationalError:
        yield fault(name, "De rol van de toepassing kan niet inloggen.", "Controleer DATABASE_URL en de server.")
        return
    if powerful or creates or changes or deletes:
        yield fault(
            name,
            "De toepassing heeft te veel rechten in de database.",
            "Laat DATABASE_URL inloggen als wsp_app, niet als eigenaar.",
        )
    else:
        yield ok(name, "De toepassing kan inloggen en mag niet te veel.")


def _other(url: str, setting: str, label: str, allowed) -> Iterator[Finding]:  # type: ignore[no-untyped-def]  # noqa: ANN001 (one of the two below)
    name = "database"
    if not url:
        yield ok(name, f"De rol voor {label} is hier niet ingesteld; die hoort alleen bij het beheer.")
        return
    try:
        fine = allowed(_rights(url))
    except psycopg.errors.UndefinedTable:
        fine = label == "eigenaar"
    except psycopg.OperationalError:
        yield fault(name, f"De rol voor {label} kan niet inloggen.", f"Controleer {setting}.")
        return
    if fine:
        yield ok(name, f"De rol voor {label} kan inloggen en heeft de juiste rechten.")
    else:
        yield fault(name, f"De rol voor {label} heeft niet de juiste rechten.", f"Controleer de rol in {setting}.")


def _owner(rights: tuple[bool, ...]) -> bool:
    _, creates, changes, _ = rights
    return creates and changes


def _retention(rights: tuple[bool, ...]) -> bool:
    powerful, creates, changes, deletes = rights
    return deletes and not (powerful or creates or changes)


def _rights(url: str) -> tuple[bool, ...]:
    with psycopg.connect(libpq(url), connect_timeout=5) as connection:
        row = connection.execute(_RIGHTS).fetchone()
    if row is None:
        message = "the role of this connection is not in pg_roles"
        raise RuntimeError(message)
    return tuple(row)


def migration(settings: Settings) -> Iterator[Finding]:
    """The tables fit the program."""
    name = "migratie"
    with psycopg.connect(libpq(settings.database_url), connect_timeout=5) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    found, head = (row[0] if row else "geen"), migrate.head(settings.migrations_dir)
    if found == head:
        yield ok(name, f"De database staat op {found}.")
    elif migrate.known(found, settings.migrations_dir):
        yield fault(name, f"De database staat op {found}, het programma op {head}.", "Draai `wsp db upgrade`.")
    else:
        yield warning(name, f"De database staat op {found}, verder dan dit programma.", "Werk het programma bij.")


def keys(settings: Settings) -> Iterator[Finding]:
    """A sample of every encrypted column opens."""
    name = "sleutels"
    if not settings.owner_database_url:
        yield ok(name, "Niet bekeken: dat kan alleen met OWNER_DATABASE_URL.")
        return
    counts = count(settings.owner_database_url, Keyring(settings.encryption_keys, settings.lookup_key), at_most=_SAMPLE)
    closed = sorted(str(column) for column, found in counts.items() if found.unreadable)
    if closed:
        yield fault(
            name,
            f"Waarden in {', '.join(closed)} zijn met geen enkele sleutel te lezen.",
            "Zet de oude sleutel terug achteraan in WSP_ENCRYPTION_KEYS.",
        )
    elif any(found.older for found in counts.values()):
        yield warning(name, "Er zijn waarden onder een oude sleutel.", "Draai `wsp keys rotate`.")
    else:
        seen = sum(found.newest for found in counts.values())
        yield ok(name, f"De sleutels openen een steekproef van {seen} waarden.")


def clocks(settings: Settings) -> Iterator[Finding]:
    """This machine and the database agree about the time: terms and sessions count with it."""
    name = "klok"
    with psycopg.connect(libpq(settings.database_url), connect_timeout=5) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
        here = clock.now()
    drift = abs((row[0] - here).total_seconds()) if row else _DRIFT_FAULT
    told = f"Deze machine en de database verschillen {drift:.0f} seconden."
    if drift >= _DRIFT_FAULT:
        yield fault(name, told, "Zet op beide machines tijdsynchronisatie aan.")
    elif drift >= _DRIFT_WARNING:
        yield warning(name, told, "Zet op beide machines tijdsynchronisatie aan.")
    else:
        yield ok(name, "Deze machine en de database lopen gelijk.")
