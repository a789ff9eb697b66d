"""Who acts: passed to every verb, so that no room needs the web's notion of a logged-in user."""

import uuid
from dataclasses import dataclass, field
from typing import Final

COUPLING: Final = "koppeling"
"""Kind of an actor that is the system of another organisation: neither a person nor a process of ours."""


@dataclass(frozen=True)
class Actor:
    """A person or a process acting in one region on behalf of one organisation.

    `permissions` holds the values of `accounts.permissions.Permission`; rooms below accounts never look at them.
    `user_id` is None for a process (import, job, seed); `kind` then names it.
    """

    user_id: uuid.UUID | None
    region_id: str
    organisation_id: uuid.UUID | None
    roles: frozenset[str] = field(default_factory=frozenset)
    permissions: frozenset[str] = field(default_factory=frozenset)
    kind: str = "gebruiker"
    request_id: str | None = None

    @property
    def is_process(self) -> bool:
        """Whether no person acts but the program itself: an import, a job, the seed. Such an actor sees everybody.

        A system of somebody else is none, whatever its `user_id`.
        """
        return self.user_id is None and self.kind not in ("gebruiker", COUPLING)

    def may(self, permission: str) -> bool:
        """Closed by default: only what was granted."""
        return permission in self.permissions
