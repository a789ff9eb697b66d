"""How far introductions come and how long that takes: counts of a region, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from wsp.foundation import answers, clock
from wsp.foundation.actor import Actor
from wsp.placements.enums import IntroductionState
from wsp.placements.models import IntroductionStep

_I = IntroductionState
STAGES: Final[Mapping[str, frozenset[IntroductionState]]] = {
    "Voorgedragen": frozenset({_I.LONGLIST, _I.CLIENT_MANAGER_ASKED}),
    "Aangeboden aan de werkgever": frozenset({_I.ANONYMOUS}),
    "Werkgever heeft belangstelling": frozenset({_I.INTEREST, _I.CANDIDATE_ASKED}),
    "Met naam voorgesteld": frozenset({_I.NAMED}),
    "Uitgenodigd voor een gesprek": frozenset({_I.INVITED, _I.INTERVIEW}),
    "Aangenomen": frozenset({_I.HIRED}),
}
"""What a policy officer counts, in order; who came to a stage passed the ones before, also when one was skipped."""
_DAY: Final = 86_400


@dataclass(frozen=True)
class FunnelLine:
    """One stage."""

    label: str
    count: int
    """Introductions that came this far."""
    share: float
    """Percentage of all introductions."""
    days: float | None
    """Half of them came this far within so many days after the introduction was made; None when nobody did."""


def funnel(session: Session, actor: Actor, *, since: date, until: date) -> list[FunnelLine]:
    """The stages of the introductions made from `since` up to and including `until`."""
    order = case(
        {state.value: place for place, states in enumerate(STAGES.values()) for state in states},
        value=IntroductionStep.to_state,
        else_=-1,
    )
    made = func.min(IntroductionStep.created_at)
    each = (
        select(
            made.label("made"),
            *(
                func.min(IntroductionStep.created_at).filter(order >= place).label(f"stage_{place}")
                for place in range(len(STAGES))
            ),
        )
        .where(IntroductionStep.region_id == actor.region_id)
        .group_by(IntroductionStep.introduction_id)
        .having(made >= _midnight(since), made < _midnight(until + timedelta(days=1)))
        .subquery()
    )
    reached = [each.c[f"stage_{place}"] for place in range(len(STAGES))]
    half = [func.percentile_cont(0.5).within_group(moment - each.c.made) for moment in reached]
    asked = select(*(func.count(moment) for moment in reached), *(func.extract("epoch", spent) for spent in half))
    ((*found,),) = answers.rows(session, asked)
    counts, seconds = found[: len(STAGES)], found[len(STAGES) :]
    return [
        FunnelLine(
            label,
            count,
            share=100 * count / counts[0] if counts[0] else 0.0,
            days=None if spent is None else float(spent) / _DAY,
        )
        for label, count, spent in zip(STAGES, counts, seconds, strict=True)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)
