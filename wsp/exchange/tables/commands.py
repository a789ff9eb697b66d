"""What the verbs of table imports take."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from wsp.exchange.tables.enums import Decision, ImportKind, Profile


@dataclass(frozen=True, kw_only=True)
class ReceiveTable:
    """A file that somebody sends. `organisation_id` is whose system it comes from: for candidates the controller."""

    kind: ImportKind
    profile: Profile
    organisation_id: uuid.UUID
    filename: str
    municipality_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChooseColumns:
    """Field -> place of its column, and field -> the text that holds for all rows."""

    import_id: uuid.UUID
    columns: Mapping[str, int]
    constants: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class DecideTwins:
    """Row number -> what to do with it."""

    import_id: uuid.UUID
    decisions: Mapping[int, Decision]


@dataclass(frozen=True, kw_only=True)
class TakeRows:
    """Read in. `good_rows` says that refused rows may stay behind; without it every row must be good."""

    import_id: uuid.UUID
    good_rows: bool
