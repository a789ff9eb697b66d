"""Words of the planner: whose money it is, and what kind of money."""

from enum import StrEnum
from typing import Final


class Party(StrEnum):
    """Whose money a line of a plan is."""

    EMPLOYER = "werkgever"
    INCOME = "inkomensbudget"
    """The municipality's budget for benefits and loonkostensubsidie (Participatiewet art. 69)."""
    PARTICIPATION = "participatiebudget"
    """The municipality's money for guidance and provisions."""
    WORKER = "werknemer"


PARTY_LABELS: Final = {
    Party.EMPLOYER: "Werkgever",
    Party.INCOME: "Gemeente: inkomensbudget",
    Party.PARTICIPATION: "Gemeente: participatiebudget",
    Party.WORKER: "Werknemer",
}


class LineKind(StrEnum):
    """What a line is about."""

    WAGE = "loon"
    INSTRUMENT = "regeling"
    BENEFIT = "uitkering"


class WorkKind(StrEnum):
    """The kinds of work that the calculator knows."""

    EMPLOYMENT = "werk"
    APPRENTICE = "leerwerk"


class FirstMonths(StrEnum):
    """How a loonkostensubsidie begins."""

    FORFAIT = "zonder-meting"
    """A fixed percentage for the first months; the loonwaarde is measured at their end."""
    MEASURED = "meting"
    """Measured at the start."""
