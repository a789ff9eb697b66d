"""What a job coach chooses from, with the words people see. Nothing of it tells of health."""

from enum import StrEnum
from typing import Final


class GoalState(StrEnum):
    """Where a goal stands."""

    BUSY = "bezig"
    REACHED = "gehaald"
    STOPPED = "gestopt"


GOAL_LABELS: Final = {
    GoalState.BUSY: "Mee bezig",
    GoalState.REACHED: "Gehaald",
    GoalState.STOPPED: "Gestopt",
}


class HourKind(StrEnum):
    """What the time went to. The law knows no travel time in a block, so it is not written here."""

    DIRECT = "direct"
    INDIRECT = "indirect"


HOUR_LABELS: Final = {
    HourKind.DIRECT: "Met de werknemer of de leidinggevende",
    HourKind.INDIRECT: "Voorbereiden, verslag of overleg",
}


class Grantor(StrEnum):
    """Who granted the hours of a block."""

    MUNICIPALITY = "gemeente"
    UWV = "uwv"


GRANTOR_LABELS: Final = {Grantor.MUNICIPALITY: "De gemeente", Grantor.UWV: "UWV"}


class Risk(StrEnum):
    """What goes wrong at work, in functional words; why somebody has it is nobody's business."""

    TASKS = "taken"
    HOURS = "uren"
    PRESENCE = "aanwezig"
    TEAM = "team"
    GUIDANCE = "begeleiding"
    TRAVEL = "reis"
    CONTRACT = "contract"


RISK_LABELS: Final = {
    Risk.TASKS: "Het werk lukt niet",
    Risk.HOURS: "De uren of tijden passen niet",
    Risk.PRESENCE: "Vaak niet op het werk",
    Risk.TEAM: "Het loopt niet in het team",
    Risk.GUIDANCE: "Te weinig begeleiding op de werkplek",
    Risk.TRAVEL: "De reis lukt niet",
    Risk.CONTRACT: "De werkgever twijfelt over het contract",
}
