"""Which tables go out, which rows of them, and in what order they come back.

Every table inside the region wall goes, unless it is named here with a reason. Outside the wall go only the rows that
the region's own rows need: who worked there, for which organisation, and the businesses behind its employers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Table

from wsp.foundation.crypto import EncryptedText
from wsp.foundation.db import Base
from wsp.policy.retention import TABLES

LEFT_OUT: Final = {
    "coupling_requests": "Alleen om een bericht niet twee keer te verwerken; na een maand weg.",
    "couplings": "Tokens van andere systemen: een nieuw portaal geeft zelf nieuwe uit.",
    "kept_forms": "Half ingevulde formulieren van een sessie die afliep; na een uur weg.",
    "webhook_deliveries": "Berichten aan systemen die met dit portaal zijn gekoppeld.",
    "webhooks": "Adressen van systemen die met dit portaal zijn gekoppeld, met hun geheim.",
    "region_exports": "De lijst met deze exports zelf.",
}
"""Tables inside the wall that do not go, with the reason."""

_OF_REGION: Final = "region_id = :region"
_PEOPLE: Final = (
    "id IN (SELECT user_id FROM memberships WHERE region_id = :region) "
    "OR id IN (SELECT user_id FROM audit_events WHERE region_id = :region) "
    "OR home_region_id = :region"
)

OUTSIDE: Final = {
    "organisations": (
        "id IN (SELECT organisation_id FROM memberships WHERE region_id = :region) "
        "OR id IN (SELECT organisation_id FROM candidates WHERE region_id = :region) "
        "OR id IN (SELECT organisation_id FROM audit_events WHERE region_id = :region) "
        "OR id IN (SELECT organisation_id FROM read_events WHERE region_id = :region)"
    ),
    "users": f"{_PEOPLE} OR id IN (SELECT user_id FROM read_events WHERE region_id = :region)",
    "memberships": _OF_REGION,
    "businesses": "id IN (SELECT business_id FROM employers WHERE region_id = :region)",
}
"""Tables outside the wall -> which rows the region needs."""

SECRET: Final = {
    "users": frozenset({"password_hash", "password_changed_at", "password_temporary_until"}),
    "candidate_personal": frozenset({"bsn_lookup"}),
}
"""Columns that never leave: whoever comes back sets a new password; the look-up is made again with the new key."""

FILES: Final = {"documents": ("content", "filename"), "uploads": ("content", "name")}
"""Tables with a file per row: the column that holds it, and the one that names it."""


@dataclass(frozen=True)
class Part:
    """One table of the export."""

    table: Table
    condition: str
    """Of the rows that go; `:region` is the AM code."""

    @property
    def name(self) -> str:
        """Name of the table, and of its file."""
        return self.table.name

    @property
    def columns(self) -> Sequence[Column[object]]:
        """The columns that go, in the order of the file: not what the database computes, and no file's content."""
        secret, content = SECRET.get(self.name, frozenset()), FILES.get(self.name, ("",))[0]
        return [
            column
            for column in self.table.columns
            if column.computed is None and column.name not in secret and column.name != content
        ]

    @property
    def key(self) -> Sequence[str]:
        """By what the rows are ordered: the primary key."""
        return [column.name for column in self.table.primary_key.columns]

    @property
    def shared(self) -> bool:
        """True for a table outside the wall, of which another region may have brought the same rows."""
        return self.name in OUTSIDE

    def encrypted(self) -> str | None:
        """Name of the column that is stored encrypted, if there is one."""
        return next((column.name for column in self.columns if isinstance(column.type, EncryptedText)), None)


def parts() -> list[Part]:
    """Every table of the export, in the order in which their references allow them to be written."""
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name in OUTSIDE:
            found.append(Part(table, OUTSIDE[table.name]))
        elif not TABLES[table.name].outside_wall and table.name not in LEFT_OUT:
            found.append(Part(table, _OF_REGION))
    return found
