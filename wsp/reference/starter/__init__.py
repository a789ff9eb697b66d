"""The built-in starter set: enough reference data to work without any file from outside.

Everything here is our own wording, except facts: names and codes of municipalities and regions come from CBS
table 86247NED ("Gebieden in Nederland 2026"), ISCO-08 and ESCO codes from the published classifications, PC4
points from an open postcode table (about 2016; points more than 25 km from their neighbours left out). Which
municipality a place of the two demo regions belongs to was added by us.
"""

from wsp.reference.starter.items import (
    Certificate,
    ClosedLists,
    Field,
    Guidance,
    Labelled,
    Level,
    Municipality,
    PostcodePoint,
    Region,
    Shift,
    StarterOccupation,
    WorkCondition,
)
from wsp.reference.starter.reading import (
    StarterError,
    closed_lists,
    fields,
    municipalities,
    occupation,
    occupations,
    postcode_points,
    regions,
)

__all__ = [
    "Certificate",
    "ClosedLists",
    "Field",
    "Guidance",
    "Labelled",
    "Level",
    "Municipality",
    "PostcodePoint",
    "Region",
    "Shift",
    "StarterError",
    "StarterOccupation",
    "WorkCondition",
    "closed_lists",
    "fields",
    "municipalities",
    "occupation",
    "occupations",
    "postcode_points",
    "regions",
]
