"""The world of the placement pages, for the pages around it."""

from tests.web.placements.conftest import as_role, client, world

__all__ = ["as_role", "client", "world"]
