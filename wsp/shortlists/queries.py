"""Rank candidates for a vacancy, and vacancies for a candidate; read what people decided."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.store import CandidateStore
from matching.types import CandidateProfile, RankedCandidate, RankedVacancy, Ranking, VacancyQuery
from wsp.candidates import policy as candidate_policy
from wsp.candidates.enums import BAND_STARTS, Band
from wsp.candidates.models import Candidate, LoonwaardeIndication, Residence
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import NotFound
from wsp.foundation.versions import known
from wsp.reference import queries as reference
from wsp.shortlists.enums import DecisionKind, RunScope
from wsp.shortlists.index import index
from wsp.shortlists.language import edition_of
from wsp.shortlists.models import ShortlistDecision
from wsp.shortlists.profiles import candidate_profiles, vacancy_query
from wsp.shortlists.runs import keep_run
from wsp.shortlists.weighing import queries as weighing
from wsp.vacancies import queries as vacancies
from wsp.vacancies.models import Vacancy


@dataclass(frozen=True)
class Filter:
    """Narrows a match list by facts that are no requirement of the vacancy."""

    municipalities: tuple[str, ...] = ()
    band: Band | None = None

    @property
    def narrows(self) -> bool:
        """True when anybody is left out."""
        return bool(self.municipalities) or self.band is not None


@dataclass(frozen=True)
class CandidateShortlist:
    """Candidates for one vacancy: the ranking, what was set aside by a person, and the run that keeps it."""

    run_id: uuid.UUID
    row: Vacancy
    vacancy: VacancyQuery
    ranking: Ranking[RankedCandidate]
    decisions: list[ShortlistDecision]
    people: CandidateStore
    """Who was ranked: the profile of somebody by id."""

    @property
    def set_aside(self) -> dict[str, ShortlistDecision]:
        """Candidate id -> the decision that set this person aside for this vacancy."""
        return {str(d.candidate_id): d for d in self.decisions if d.kind == DecisionKind.SET_ASIDE}

    @property
    def asked(self) -> dict[tuple[str, str], ShortlistDecision]:
        """(candidate id, criterion) -> the open question."""
        asked = (d for d in self.decisions if d.kind == DecisionKind.ASKED)
        return {(str(d.candidate_id), d.criterion or ""): d for d in asked}


@dataclass(frozen=True)
class VacancyShortlist:
    """Vacancies for one candidate, and the run that keeps it."""

    run_id: uuid.UUID
    candidate: CandidateProfile
    ranking: Ranking[RankedVacancy]


def rank_for_vacancy(
    session: Session,
    actor: Actor,
    vacancy_id: uuid.UUID,
    *,
    top: int | None = 25,
    fallen_out: int | None = 25,
    on: date | None = None,
    wanted: Filter | None = None,
    chosen: Sequence[uuid.UUID] | None = None,
) -> CandidateShortlist:
    """The best `top` candidates for a vacancy as on `on`, and the best of those that fell out.

    `wanted` narrows who takes part, `chosen` to just these people (a comparison); scores do not depend on either.
    Kept as a ShortlistRun. People set aside by a decision stay in the ranking; the screen folds them away.
    """
    day = on or clock.today()
    row = vacancies.vacancy(session, actor, vacancy_id)
    query = vacancy_query(session, row, on=day)
    kept, scope = index(), RunScope.WHOLE
    if wanted is not None and wanted.narrows:
        narrow = partial(_ids, session, wanted, day)
        store = kept.narrowed(session, actor.region_id, on=day, key=wanted, ids=narrow)
        scope = RunScope.FILTERED
    else:
        store = kept.candidates(session, actor.region_id, on=day)
    if chosen is not None:
        store, scope = store.only([str(each) for each in chosen]), RunScope.CHOSEN
    ranker = weighing.ranker(session, actor.region_id)
    ranking = ranker.candidates_for(query, store, on=day, top=top, fallen_out=fallen_out)
    run_id = keep_run(
        session,
        actor,
        query=query,
        ranking=ranking,
        ranker=ranker,
        text_space=edition_of(session, actor.region_id, on=day),
        scope=scope,
    )
    return CandidateShortlist(run_id, row, query, ranking, decisions_for(session, vacancy_id), store)


def _ids(session: Session, wanted: Filter, on: date) -> list[str]:
    """Ids of the candidates that the filter leaves."""
    statement = select(Candidate.id)
    if wanted.municipalities:
        living = select(Residence.candidate_id).where(
            Residence.municipality_code.in_(wanted.municipalities), known(Residence, on=on)
        )
        statement = statement.where(Candidate.id.in_(living))
    if wanted.band is not None:
        first = BAND_STARTS[wanted.band]
        above = [start for start in BAND_STARTS.values() if start > first]
        last = min(above) - 1 if above else 100
        able = select(LoonwaardeIndication.candidate_id).where(
            LoonwaardeIndication.percentage.between(first, last), known(LoonwaardeIndication, on=on)
        )
        statement = statement.where(Candidate.id.in_(able))
    return [str(each) for each in session.scalars(statement)]


def rank_for_candidate(
    session: Session,
    actor: Actor,
    candidate_id: uuid.UUID,
    *,
    top: int | None = 25,
    fallen_out: int | None = 25,
    on: date | None = None,
) -> VacancyShortlist:
    """The best `top` vacancies for a candidate whom `actor` may see. By hand, so also after an objection."""
    day = on or clock.today()
    mine = candidate_policy.visible(actor) & (Candidate.id == candidate_id)
    found = candidate_profiles(session, mine, on=day)
    if not found:
        raise NotFound("Deze kandidaat is er niet, of je mag dit dossier niet zien.")
    store = index().vacancies(session, actor.region_id, on=day)
    ranker = weighing.ranker(session, actor.region_id)
    ranking = ranker.vacancies_for(found[0], store, on=day, top=top, fallen_out=fallen_out)
    run_id = keep_run(
        session,
        actor,
        query=found[0],
        ranking=ranking,
        ranker=ranker,
        text_space=edition_of(session, actor.region_id, on=day),
    )
    return VacancyShortlist(run_id, found[0], ranking)


def municipalities(session: Session, region: str, *, on: date | None = None) -> list[tuple[str, str, int]]:
    """Where the people who may be ranked live: code, name and how many, by name; for the filter."""
    day = on or clock.today()
    counts = index().homes(session, region, on=day)
    names = {each.code: each.name for each in reference.municipalities(session, region)}
    return sorted(((code, names.get(code, code), n) for code, n in counts.items()), key=lambda row: row[1])


def vacancies_by_id(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Vacancy]:
    """Vacancies with employer and establishment, for the rows of a reverse list; one query."""
    statement = (
        select(Vacancy)
        .where(Vacancy.id.in_(ids))
        .options(joinedload(Vacancy.employer), joinedload(Vacancy.establishment))
    )
    return {row.id: row for row in session.scalars(statement)}


def decisions_for(session: Session, vacancy_id: uuid.UUID) -> list[ShortlistDecision]:
    """What was decided about people for this vacancy and not withdrawn, newest first."""
    statement = (
        select(ShortlistDecision)
        .where(ShortlistDecision.vacancy_id == vacancy_id, ShortlistDecision.withdrawn_at.is_(None))
        .order_by(ShortlistDecision.created_at.desc(), ShortlistDecision.id)
    )
    return list(session.scalars(statement))
