"""What can be asked of this room."""

import uuid
from dataclasses import dataclass

from wsp.lists.enums import Sharing


@dataclass(frozen=True, kw_only=True)
class DescribeList:
    """How a list is called and who else uses it; `version` is the one that the person saw, 0 for a new list."""

    name: str
    sharing: Sharing
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class PutOnList:
    """Put these people on a list, or on a new one of this name."""

    candidate_ids: tuple[uuid.UUID, ...]
    list_id: uuid.UUID | None
    name: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class WriteNote:
    """What to remember about somebody on this list; `version` is the one that the person saw."""

    note: str | None
    version: int
