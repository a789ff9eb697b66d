"""What each kind of table becomes: its fields, its schemas and its verbs."""

from collections.abc import Mapping
from typing import Final

from wsp.exchange.tables.enums import ImportKind
from wsp.exchange.tables.kinds.base import Kind, Read, RowReader, Work
from wsp.exchange.tables.kinds.candidates import Candidates
from wsp.exchange.tables.kinds.contacts import Contacts
from wsp.exchange.tables.kinds.employers import Employers
from wsp.exchange.tables.kinds.vacancies import Vacancies

KINDS: Final[Mapping[ImportKind, Kind]] = {
    each.kind: each for each in (Employers(), Contacts(), Vacancies(), Candidates())
}

__all__ = ["KINDS", "Kind", "Read", "RowReader", "Work"]
