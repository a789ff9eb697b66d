"""The planner: what a placement, or one that does not exist yet, brings whom, month by month. Pure; no session."""

from wsp.placements.planner.amounts import Line, Window
from wsp.placements.planner.difference import difference
from wsp.placements.planner.enums import PARTY_LABELS, FirstMonths, LineKind, Party, WorkKind
from wsp.placements.planner.planning import plan
from wsp.placements.planner.plans import Bar, Plan
from wsp.placements.planner.situation import PLANNED, Coach, Person, Proposal, Situation, situation_of

__all__ = [
    "PARTY_LABELS",
    "PLANNED",
    "Bar",
    "Coach",
    "FirstMonths",
    "Line",
    "LineKind",
    "Party",
    "Person",
    "Plan",
    "Proposal",
    "Situation",
    "Window",
    "WorkKind",
    "difference",
    "plan",
    "situation_of",
]
