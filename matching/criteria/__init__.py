"""The criteria, one module each, in the order in which they are shown."""

from types import ModuleType
from typing import Final

from matching.criteria import (
    begeleiding,
    begeleidingsfit,
    beroep,
    beschikbaarheid,
    diensttijden,
    diploma,
    doelgroepregister,
    motivatie,
    ontwikkelwens,
    opleiding,
    opleidingsfit,
    reistijd,
    rijbewijs,
    taal,
    uren,
    urenfit,
    vaardigheden_taken,
    versheid,
    wachttijd,
    werkomstandigheden,
)

HARD: Final[tuple[ModuleType, ...]] = (
    uren, diensttijden, werkomstandigheden, begeleiding, rijbewijs, diploma, opleiding, taal, doelgroepregister,
    reistijd, beschikbaarheid,
)  # fmt: skip
"""Hard criteria; each module has the members of `matching.criteria.hard.HardCriterion`."""

ADAPTABLE: Final[tuple[ModuleType, ...]] = (uren, diensttijden, werkomstandigheden, begeleiding)
"""Hard criteria that a vacancy may mark adaptable."""

BIT_TESTS: Final[tuple[ModuleType, ...]] = (
    diensttijden, werkomstandigheden, begeleiding, opleiding, taal, doelgroepregister,
)  # fmt: skip
"""Hard criteria that also have the members of `matching.criteria.hard.BitTest`; together they fit in 64 bits."""

MEASURED: Final[tuple[ModuleType, ...]] = (diploma, rijbewijs, uren, beschikbaarheid, reistijd)
"""The other hard criteria, those that drop most for least work first; these have the members of
`matching.criteria.hard.Measured`."""

SOFT_FROM_TEXT: Final[tuple[ModuleType, ...]] = (beroep, vaardigheden_taken, ontwikkelwens)
"""Soft criteria that compare what both sides wrote; each has ``CODE``, ``ASKS``, ``KNOWN_BY`` (of which
kinds of phrases one must be there for the value to be known) and ``value(...)`` of one pair."""

SOFT_FROM_COLUMNS: Final[tuple[ModuleType, ...]] = (
    reistijd, opleidingsfit, urenfit, begeleidingsfit, motivatie, wachttijd, versheid,
)  # fmt: skip
"""Soft criteria that compare columns; each has ``CODE`` and ``value(...)`` of one pair."""
