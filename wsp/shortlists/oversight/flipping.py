"""What moves the top ten of today, tried by leaving out one thing at a time, and what cannot move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.audit import Flip, flip_carried_along, flip_criteria, forbidden_fields, read_fields
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.index import index, offered
from wsp.shortlists.profiles import vacancy_queries
from wsp.shortlists.weighing.queries import ranker
from wsp.vacancies.models import Vacancy

LISTS: Final = 5
"""The latest vacancies that are tried."""
PEOPLE: Final = 100
"""How many people get another number, postcode and loonwaarde: these need a store of their own."""
DEMAND: Final = "eis:"
CARRIED_LABELS: Final = {
    "loonwaarde": "Loonwaarde",
    "pc4": "Postcode, op dezelfde plek",
    "id": "Nummer van de kandidaat",
}
NOT_THERE: Final = (
    "Naam en voorletters", "Geslacht", "Leeftijd en geboortedatum", "Geboorteplaats", "Nationaliteit en afkomst", "BSN",
    "Adres en huisnummer", "Gezin", "Godsdienst", "Diagnose of ziekte", "Soort uitkering",
)  # fmt: skip
"""What the engine has no field for, in words; `matching.audit.NEVER_READ` holds the names that are refused."""


@dataclass(frozen=True)
class Tried:
    """One thing that was changed."""

    label: str
    flip: Flip


@dataclass(frozen=True)
class FlipTest:
    """The outcome for the lists of today."""

    on: date
    weights: str
    criteria: tuple[Tried, ...]
    demands: tuple[Tried, ...]
    carried: tuple[Tried, ...]
    people: int
    fields: tuple[str, ...]
    """Everything that the engine is told of a person."""
    forbidden: tuple[str, ...]
    """Names among them that may not be there: none."""


def flip_test(session: Session, actor: Actor, *, on: date | None = None) -> FlipTest:
    """Try it on the latest vacancies of the region. Nothing is kept, and nobody is named."""
    day = on or clock.today()
    latest = (
        select(Vacancy.id)
        .where(Vacancy.region_id == actor.region_id, offered())
        .order_by(Vacancy.created_at.desc(), Vacancy.id)
        .limit(LISTS)
    )
    vacancies = vacancy_queries(session, Vacancy.id.in_(latest), on=day)
    store = index().candidates(session, actor.region_id, on=day)
    engine = ranker(session, actor.region_id)
    flips = flip_criteria(engine, vacancies, store, on=day)
    some = store.only(sorted(store.ids)[:PEOPLE])
    return FlipTest(
        on=day,
        weights=engine.weights.version,
        criteria=_told([each for each in flips if not each.code.startswith(DEMAND)]),
        demands=_told([each for each in flips if each.code.startswith(DEMAND)]),
        carried=tuple(
            Tried(CARRIED_LABELS[each.code], each) for each in flip_carried_along(engine, vacancies, some, on=day)
        ),
        people=len(some),
        fields=read_fields()["CandidateProfile"],
        forbidden=tuple(forbidden_fields()),
    )


def _told(flips: Sequence[Flip]) -> tuple[Tried, ...]:
    """The most moving first."""
    found = [Tried(CRITERION_LABELS[each.code.removeprefix(DEMAND)], each) for each in flips]
    return tuple(sorted(found, key=lambda each: (-each.flip.places_changed, each.label)))
