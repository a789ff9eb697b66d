"""The files of job coaches: granted hours, goals, time, and one person who may drop out."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.demo.chance import Chance
from wsp.demo.placements import DemoPlacement
from wsp.demo.staff import Staff
from wsp.foundation import clock
from wsp.placements.coaching import service
from wsp.placements.coaching.commands import AddGoal, LogTime, MoveGoal, SetBlock, TellOfRisk
from wsp.placements.coaching.enums import GoalState, Grantor, HourKind, Risk
from wsp.placements.enums import PlacementState

_FILES: Final = 9
_BLOCK: Final = timedelta(days=182)
_PARTS: Final = (96, 84, 62, 55, 41, 30, 24, 70, 12)
"""Percent of the hours that is used, for each file: some nearly all, some hardly."""
_GOALS: Final = (
    "Zelf de dag plannen", "Vragen stellen als iets niet lukt", "Op tijd beginnen", "Twee taken na elkaar doen",
    "De machine zelf instellen", "Pauze nemen met collega's", "Een afspraak afzeggen als iets niet gaat",
)  # fmt: skip
_DIRECT: Final = (
    "Meegelopen op de werkplek", "Gesprek met de leidinggevende", "Werkwijze stap voor stap geoefend",
    "Teruggekeken op de week", "Driegesprek op het werk",
)  # fmt: skip
_INDIRECT: Final = ("Verslag geschreven", "Gebeld met de accountmanager", "Takenkaart gemaakt")
_PLAN: Final = (
    "Elke week een kort bezoek. Na twee maanden om de week.\nDe leidinggevende neemt de uitleg stap voor stap over."
)


def keep_files(session: Session, staff: Staff, placements: Sequence[DemoPlacement], chance: Chance) -> None:
    """Let the demo job coach keep files of people who work now."""
    coach = staff.demo(Role.JOB_COACH)
    actor = staff.actor(coach)
    today = clock.today()
    own = [
        each
        for each in placements
        if each.row["job_coach_id"] == coach.user_id
        and each.state in {PlacementState.RUNNING, PlacementState.TRIAL, PlacementState.DURABLE}
        and each.row["starts_on"] < today - timedelta(days=21)
    ]
    for place, placement in enumerate(own[:_FILES]):
        starts_on = max(placement.row["starts_on"], today - timedelta(days=60 + 12 * place))
        hours = Decimal(chance.one((18, 24, 30, 36)))
        service.set_block(
            session,
            placement.id,
            SetBlock(
                starts_on=starts_on,
                ends_on=starts_on + _BLOCK,
                hours=hours,
                granted_by=Grantor.MUNICIPALITY,
                supervisor="De bedrijfsleider",
                plan=_PLAN,
            ),
            actor=actor,
        )
        goals = [
            service.add_goal(session, placement.id, AddGoal(title=title), actor=actor).id
            for title in chance.some(_GOALS, 3)
        ]
        minutes = int(hours * 60) * _PARTS[place] // 100
        for command in _log(goals, chance, starts_on, minutes):
            service.log_time(session, placement.id, command, actor=actor)
        service.move_goal(session, placement.id, MoveGoal(goal_id=goals[0], state=GoalState.REACHED), actor=actor)
    for placement in own[1:2]:
        service.tell_of_risk(session, placement.id, TellOfRisk(risk=Risk.HOURS), actor=actor)


def _log(goals: Sequence[uuid.UUID], chance: Chance, starts_on: date, minutes: int) -> Iterator[LogTime]:
    """Visits with now and then a report, until the minutes are spent."""
    while minutes > 0:
        direct = chance.yes(0.7)
        part = min(minutes, chance.one((60, 75, 90, 120)) if direct else chance.one((30, 45)))
        minutes -= part
        yield LogTime(
            worked_on=chance.workday(starts_on, clock.today() - timedelta(days=1)),
            minutes=part,
            kind=HourKind.DIRECT if direct else HourKind.INDIRECT,
            goal_id=chance.one(goals) if direct else None,
            note=chance.one(_DIRECT if direct else _INDIRECT),
        )
