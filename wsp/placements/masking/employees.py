"""Somebody who works, or is going to work, at the own company."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.accounts.models import User
from wsp.candidates.masking import MaskedCandidate, Viewer
from wsp.documents.models import Document, Upload
from wsp.instruments import catalogue
from wsp.placements.enums import (
    AT_WORK,
    INSTRUMENT_STATES,
    KIND_LABELS,
    PLACEMENT_STATES,
    UNPAID,
    InstrumentState,
    PlacementState,
)
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.models import Placement
from wsp.placements.rules import TermsVersion
from wsp.placements.shown import Ask, Employee, RunningInstrument

_INSTRUMENT_TITLES: Final = {
    "loonkostensubsidie": "Subsidie op loonkosten",
    "no-risk": "No-riskpolis",
    "jobcoaching": "Jobcoach",
}


@for_employer.register
def _employee(
    row: Placement,
    /,
    *,
    employer: str,
    person: MaskedCandidate,
    terms: TermsVersion | None,
    instruments: Sequence[tuple[str, str, date | None, Decimal | None]] = (),
    asks: Sequence[Ask] = (),
    job_coach: User | None = None,
    hours_confirmed_on: date | None = None,
    hours_reported: bool = False,
    files: Sequence[Upload] = (),
    letters: Sequence[Document] = (),
) -> Employee:
    """A placement; `instruments` are code, state, last day and amount per month of those that were asked for.

    `files` are those that the own organisation handed in.
    """
    if person.viewer is not Viewer.EMPLOYER_NAMED:
        message = f"masked for {person.viewer}, not for the employer where somebody works"
        raise TypeError(message)
    state = PlacementState(row.state)
    return Employee(
        id=row.id,
        number=f"P-{row.number}",
        name=person.name or f"P-{row.number}",
        function=row.function_title,
        employer=employer,
        state=PLACEMENT_STATES.labels[state],
        ended=state is PlacementState.ENDED,
        at_work=state in AT_WORK,
        kind=KIND_LABELS[terms.kind] if terms is not None else "",
        hours=terms.hours if terms is not None else None,
        wage_month=terms.wage if terms is not None else None,
        starts_on=row.starts_on,
        ends_on=row.ended_on or _last_day(row, terms),
        instruments=tuple(
            RunningInstrument(
                _INSTRUMENT_TITLES.get(code, catalogue.get(code).title),
                INSTRUMENT_STATES.labels[InstrumentState(now)].lower(),
                until,
                amount,
            )
            for code, now, until, amount in instruments
        ),
        asks=tuple(asks),
        job_coach=for_employer(job_coach) if job_coach is not None else None,
        hours_confirmed_on=hours_confirmed_on,
        hours_reported=hours_reported,
        files=tuple(for_employer(each) for each in files),
        letters=tuple(for_employer(each) for each in letters),
    )


def _last_day(row: Placement, terms: TermsVersion | None) -> date | None:
    """Return the last day; of a trial its own, also when a job was agreed to follow it."""
    return terms.last if terms is not None and terms.kind in UNPAID else row.ends_on
