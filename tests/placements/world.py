"""A vacancy, a candidate who agreed to everything, and the people who act: made through the verbs."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.employers.models import Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements import service
from wsp.placements.commands import AgreeIntroduction, Introduce, MoveIntroduction, PlaceCandidate
from wsp.placements.enums import IntroductionState, PlacementKind
from wsp.placements.models import Introduction, Placement
from wsp.vacancies.models import Vacancy


@dataclass(frozen=True)
class World:
    """Who acts, and on what."""

    session: Session
    account_manager: Actor
    client_manager: Actor
    organisation: Organisation
    employer: Employer
    vacancy: Vacancy
    candidate: Candidate

    def introduce(self, *people: Candidate, **given: Any) -> Introduction:
        """Introduce the candidate (or others); returns the first introduction."""
        ids = tuple(person.id for person in people or (self.candidate,))
        command = Introduce(self.vacancy.id, ids, **given)
        return service.introduce(self.session, command, actor=self.account_manager)[0]

    def move(self, introduction: Introduction, *states: IntroductionState, **given: Any) -> Introduction:
        """Take these steps as the account manager."""
        for state in states:
            command = MoveIntroduction(introduction.id, state, **given)
            service.move_introduction(self.session, command, actor=self.account_manager)
        return introduction

    def agree(self, introduction: Introduction) -> Introduction:
        """The client manager agrees."""
        return service.agree_introduction(self.session, AgreeIntroduction(introduction.id), actor=self.client_manager)

    def named(self, *people: Candidate) -> Introduction:
        """An introduction that came as far as the name."""
        introduction = self.agree(self.introduce(*people))
        state = IntroductionState
        return self.move(introduction, state.ANONYMOUS, state.INTEREST, state.CANDIDATE_ASKED, state.NAMED)

    def command(self, introduction: Introduction | None = None, **given: Any) -> PlaceCandidate:
        """Place the candidate for 28 hours with a forfait, from the introduction when one is given."""
        values: dict[str, Any] = {
            "candidate_id": introduction.candidate_id if introduction else self.candidate.id,
            "employer_id": self.employer.id,
            "introduction_id": introduction.id if introduction else None,
            "vacancy_id": introduction.vacancy_id if introduction else None,
            "function_title": "Orderpicker",
            "starts_on": clock.today() + timedelta(days=7),
            "ends_on": clock.today() + timedelta(days=371),
            "kind": PlacementKind.EMPLOYMENT,
            "hours_per_week": Decimal(28),
            "full_week_hours": Decimal(38),
            "wage_month": Decimal(1868),
            "in_doelgroep_lks": True,
            "forfaitair": True,
            "needs_guidance": True,
        }
        return PlaceCandidate(**(values | given))

    def place(self, introduction: Introduction | None = None, **given: Any) -> Placement:
        """Place the candidate; see `command`."""
        return service.place_candidate(self.session, self.command(introduction, **given), actor=self.account_manager)

    def person(self, *, agreed: bool = True, born_on: date | None = date(1990, 3, 14), **traits: Any) -> Candidate:
        """Another candidate of the same organisation, who agreed to be offered and named here."""
        made = candidates.matchable(self.session, of=self.organisation, region=self.account_manager.region_id, **traits)
        candidates.register_check(self.session, made)
        if agreed:
            candidates.agreement(self.session, made, SharingPurpose.ANONYMOUS)
            candidates.agreement(self.session, made, SharingPurpose.NAMED, employer_id=self.employer.id)
        if born_on is not None:
            self.session.add(
                CandidatePersonal(id=uuid.uuid4(), region_id=made.region_id, candidate_id=made.id, birth_date=born_on)
            )
            self.session.flush()
        return made


def build(
    session: Session, *, places: int = 1, of: Organisation | None = None, region: str = "AM01", **vacancy: Any
) -> World:
    """Everything there, and everybody agreed; at the organisation `of`, in the session's `region`."""
    municipality = of or accounts.organisation(session)
    account_manager = accounts.actor(session, Role.ACCOUNT_MANAGER, region=region, of=municipality)
    client_manager = accounts.actor(session, Role.CLIENT_MANAGER, region=region, of=municipality)
    employer = employers.employer(session, account_manager, client=True)
    made = World(
        session=session,
        account_manager=account_manager,
        client_manager=client_manager,
        organisation=municipality,
        employer=employer,
        vacancy=vacancies.vacancy(session, account_manager, employer=employer, places=places, **vacancy),
        candidate=None,  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    )
    object.__setattr__(
        made, "candidate", made.person(client_manager_id=client_manager.user_id, name=("Proef", None, "Plaatsing"))
    )
    return made
