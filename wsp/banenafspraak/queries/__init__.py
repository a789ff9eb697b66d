"""Reads of this room: the report, and the targets as somebody entered them."""

from wsp.banenafspraak.queries.assembly import first_day, report
from wsp.banenafspraak.queries.own import OwnCount, own_count
from wsp.banenafspraak.queries.targets import targets

__all__ = ["OwnCount", "first_day", "own_count", "report", "targets"]
