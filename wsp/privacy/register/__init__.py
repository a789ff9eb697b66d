"""The register of processing activities, and what every column of the schema holds.

Read once from the YAML files beside this module; they are part of the program, not of a region.
"""

from wsp.privacy.register.reading import (
    PERSONLESS,
    Activity,
    TableFacts,
    activities,
    activity,
    everywhere,
    kind_labels,
    label,
    tables,
)

__all__ = [
    "PERSONLESS",
    "Activity",
    "TableFacts",
    "activities",
    "activity",
    "everywhere",
    "kind_labels",
    "label",
    "tables",
]
