"""What must be done by whom and by when: planned from the facts, and planned again when they change. Pure."""

from wsp.placements.rules.duties.kinds import Done, Duty, Period, Standing
from wsp.placements.rules.duties.leads import CHOSEN, PREFIX, USUAL, lead
from wsp.placements.rules.duties.planning import AFTER_TRIAL, AFTERCARE, CONTRACT, TRIAL_AGREEMENT, duties, running
from wsp.placements.rules.duties.replanning import (
    LAPSES,
    Change,
    Closed,
    Dropped,
    Moved,
    Opened,
    Planned,
    Reworded,
    replan,
)
from wsp.placements.rules.duties.settled import settled

__all__ = [
    "AFTERCARE",
    "AFTER_TRIAL",
    "CHOSEN",
    "CONTRACT",
    "LAPSES",
    "PREFIX",
    "TRIAL_AGREEMENT",
    "USUAL",
    "Change",
    "Closed",
    "Done",
    "Dropped",
    "Duty",
    "Moved",
    "Opened",
    "Period",
    "Planned",
    "Reworded",
    "Standing",
    "duties",
    "lead",
    "replan",
    "running",
    "settled",
]
