"""Who sees which introductions and placements, and who takes which step.

An account manager sees those of the whole region: they belong to the employers that the region shares. Whether the
person behind one has a name is decided by `candidates.masking`, never here. A client manager sees those of the own
organisation's candidates, a job coach those of the people they guide. Somebody of an employer sees, in the portal,
what was offered for that employer's own vacancies and who works there.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from wsp.accounts.permissions import Permission, Role
from wsp.candidates import policy as candidates
from wsp.candidates.models import Candidate
from wsp.employers import policy as employers
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements.enums import CLOSED, IntroductionState
from wsp.placements.errors import NotYourStep
from wsp.placements.models import Introduction, IntroductionStep, Placement
from wsp.vacancies import policy as vacancies
from wsp.vacancies.models import Vacancy

_MANAGER_STEPS: Final = frozenset({IntroductionState.REJECTED, IntroductionState.WITHDRAWN, IntroductionState.NAMED})
"""Steps that the client manager may take too: not now, the candidate stops, the candidate agrees."""


CLOSED_OFFER: Final = timedelta(days=14)
"""How long an employer may look back at somebody who was chosen or not; after that the profile is gone."""
_SETTLED: Final = CLOSED | {IntroductionState.HIRED}
"""Nothing is asked of the employer any more; who was hired stands among the own employees."""
_OFFERED: Final = frozenset({IntroductionState.ANONYMOUS, IntroductionState.NAMED})


def offered(actor: Actor) -> ColumnElement[bool]:
    """Introductions that this employer may read: offered for its own vacancies, and not closed too long ago.

    That a candidate stands on a longlist, or that a client manager was asked, is nobody's business there.
    """
    return and_(
        for_own_vacancies(actor),
        was_offered(),
        or_(
            Introduction.state.not_in(sorted(_SETTLED)),
            Introduction.state_since > clock.now() - CLOSED_OFFER,
        ),
    )


def for_own_vacancies(actor: Actor) -> ColumnElement[bool]:
    """Introductions for vacancies of the actor's own employers, whatever became of them; not yet what may be read."""
    if not actor.may(Permission.PORTAL_OFFER):
        return false()
    return and_(
        Introduction.region_id == actor.region_id,
        Introduction.vacancy_id.in_(select(Vacancy.id).where(vacancies.own(actor))),
    )


def was_offered() -> ColumnElement[bool]:
    """Introductions that an employer was ever shown: the steps say so, since the state moves on."""
    return exists(
        select(IntroductionStep.id).where(
            IntroductionStep.region_id == Introduction.region_id,
            IntroductionStep.introduction_id == Introduction.id,
            IntroductionStep.to_state.in_(sorted(_OFFERED)),
        )
    )


def at_own_company(actor: Actor) -> ColumnElement[bool]:
    """Placements of people who work, worked or are going to work at the actor's own employers."""
    if not actor.may(Permission.PORTAL_EMPLOYEE):
        return false()
    return and_(Placement.region_id == actor.region_id, Placement.employer_id.in_(employers.own_ids(actor)))


def visible_introductions(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Introductions that this actor may read; `looked_in` of `candidates.policy`, when the caller read it already."""
    if not actor.may(Permission.INTRODUCTION_READ):
        return false()
    person = _person(actor, Introduction, looked_in)
    return and_(Introduction.region_id == actor.region_id, person, _usable(actor, Introduction))


def visible_placements(actor: Actor, looked_in: Collection[uuid.UUID] | None = None) -> ColumnElement[bool]:
    """Placements that this actor may read; `looked_in` as for introductions."""
    if not actor.may(Permission.PLACEMENT_READ):
        return false()
    mine = _person(actor, Placement, looked_in)
    if Role.JOB_COACH in actor.roles and actor.user_id is not None:
        mine = or_(mine, Placement.job_coach_id == actor.user_id)
    return and_(Placement.region_id == actor.region_id, mine, _usable(actor, Placement))


def _person(
    actor: Actor, model: type[Introduction] | type[Placement], looked_in: Collection[uuid.UUID] | None
) -> ColumnElement[bool]:
    if candidates.is_process(actor) or Role.ACCOUNT_MANAGER in actor.roles:
        return true()
    seen = select(Candidate.id).where(candidates.visible(actor, looked_in))
    if looked_in is not None:
        return model.candidate_id.in_(seen)
    return exists(seen.where(Candidate.region_id == model.region_id, Candidate.id == model.candidate_id))


def _usable(actor: Actor, model: type[Introduction] | type[Placement]) -> ColumnElement[bool]:
    """Nobody reads on about somebody who was erased or whose data are only kept; daily work goes on."""
    return true() if candidates.is_process(actor) else candidates.not_withheld(model)


def check_may_introduce(actor: Actor) -> None:
    """Refuse who may not propose candidates.

    Raises:
        NotYourStep: says whom to ask.

    """
    if not actor.may(Permission.INTRODUCTION_MAKE):
        raise NotYourStep("Alleen een accountmanager kan voordragen. Vraag het aan de accountmanager.")


def check_may_move(actor: Actor, new: IntroductionState) -> None:
    """Refuse a step that the other role takes.

    Raises:
        NotYourStep: says who takes it.

    """
    if actor.may(Permission.INTRODUCTION_MAKE):
        return
    if not (actor.may(Permission.INTRODUCTION_DECIDE) and new in _MANAGER_STEPS):
        raise NotYourStep("Deze stap doet de accountmanager. Stuur de accountmanager een bericht.")


def check_may_agree(actor: Actor, candidate: Candidate) -> None:
    """Refuse everybody but the client managers who keep the dossier: their agreement cannot be given for them.

    Raises:
        NotYourStep: says who gives it.

    """
    if actor.may(Permission.INTRODUCTION_DECIDE) and candidates.may_edit(actor, candidate):
        return
    raise NotYourStep("Alleen de klantmanager van de kandidaat kan akkoord geven.")


def check_may_place(actor: Actor) -> None:
    """Refuse who may not make placements.

    Raises:
        NotYourStep: says whom to ask.

    """
    if not actor.may(Permission.PLACEMENT_MAKE):
        raise NotYourStep("Alleen een accountmanager kan plaatsen. Vraag het aan de accountmanager.")


def check_may_edit(actor: Actor) -> None:
    """Refuse who may only read placements.

    Raises:
        NotYourStep: says whom to ask.

    """
    if not actor.may(Permission.PLACEMENT_EDIT):
        raise NotYourStep("Alleen een accountmanager kan dit wijzigen. Vraag het aan de accountmanager.")
