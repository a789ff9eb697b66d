"""Reads of this room: the report, and the targets as somebody entered them."""

from wsp.banenafspraak.queries.assembly import first_day, report
from wsp.banenafspraak.queries.targets import targets

__all__ = ["first_day", "report", "targets"]
