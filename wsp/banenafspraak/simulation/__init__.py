"""What if: the banenafspraak of coming quarters with other contracts. Pure, over frozen rows; nothing is stored.

`rows` are the placements as they are known now, `changes` what somebody wants to try, `outcome` the answer: before and
after per reference date. Without changes the answer is the report's own number, by the same rule (`rules.treatment`).
"""

from wsp.banenafspraak.simulation.changes import Added, Change, Chosen, DropOut, End, Hours, Prolong, changed
from wsp.banenafspraak.simulation.outcome import Count, Effect, Outcome, Quarter, count, outcome
from wsp.banenafspraak.simulation.rows import Dated, PlacementRow, Standing, Work, standing
from wsp.banenafspraak.simulation.sums import EmployerLine, SectorLine, by_employer, by_sector

__all__ = [
    "Added", "Change", "Chosen", "Count", "Dated", "DropOut", "Effect", "EmployerLine", "End", "Hours", "Outcome",
    "PlacementRow", "Prolong", "Quarter", "SectorLine", "Standing", "Work", "by_employer", "by_sector", "changed",
    "count", "outcome", "standing",
]  # fmt: skip
