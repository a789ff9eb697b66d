"""A region with candidates and vacancies that have everything, for the browser."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.employers import factories as employers
from tests.vacancies import factories as vacancies
from wsp.accounts.models import Organisation, User
from wsp.accounts.permissions import Role
from wsp.candidates import commands, service
from wsp.candidates.enums import Evidence, LoonwaardeKind, SharingPurpose, Source, Stage
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.vacancies import service as vacancy_service
from wsp.vacancies.commands import MoveVacancy
from wsp.vacancies.enums import VacancyState


@dataclass(frozen=True)
class Dossiers:
    """Cookies of a client manager and an account manager, and what they look at."""

    client_manager: str
    account_manager: str
    candidate_id: uuid.UUID
    bare_id: uuid.UUID
    agreement_id: uuid.UUID
    vacancy_id: uuid.UUID
    stopped_id: uuid.UUID
    employer_number: int


def filled() -> Dossiers:
    """Thirty candidates and vacancies; one of each told in full."""
    with db.unit_of_work("AM01") as session:
        of = accounts.organisation(session, "Gemeente Proefstad")
        manager = accounts.actor(session, Role.CLIENT_MANAGER, of=of, who=accounts.user(session, name="Anna Proef"))
        wsp = accounts.organisation(session, "WSP Proefstreek")
        seller = accounts.actor(session, of=wsp, who=accounts.user(session, name="Marloes Proef"))
        firm = employers.employer(session, seller, "Veldkamp Proeflogistiek", place="Assen", client=True)
        person = employers.contact(
            session, seller, firm, name="Karin Proef", role="Hoofd personeel", phone="+31612345678"
        )
        for number in range(27):
            row = candidates.matchable(
                session,
                of=of,
                name=("Proef", "van", f"Persoon{number:02d}"),
                municipality=("GM0106", "GM1680")[number % 2],
                place=("Assen", "Gieten")[number % 2],
                profile_checked_on=clock.today() - timedelta(days=number * 7),
                wishes=(("Orderpicker", "Hovenier", "Schoonmaker kantoren", "Keukenhulp")[number % 4],),
            )
            candidates.loonwaarde(session, row, 32 + 2 * number)
            vacancies.vacancy(
                session, seller, employer=firm, title=("Orderpicker", "Medewerker retouren", "Hulpkok")[number % 3],
                garantiebaan=number % 4 == 0, state=list(VacancyState)[number % 7],
            )  # fmt: skip
        bare = candidates.candidate(session, of=of, name=("Nieuw", None, "Dossier"))
        made = candidates.candidate(
            session, of=of, name=("Sanne", "de", "Proefpersoon"), stage=Stage.DIAGNOSIS, email="sanne@demo.example",
            phone="+31612345678", client_manager_id=manager.user_id,
        )  # fmt: skip
        changes = {
            "profile_text": "Sanne werkt rustig en precies. Zij houdt van vaste taken en een vast rooster. "
            "Met een korte uitleg kan zij zelf verder.",
            "wishes": [commands.WishEntry("Orderpicker"), commands.WishEntry("Medewerker retouren")],
            "experiences": [commands.ExperienceEntry("Magazijnmedewerker", None, Decimal(3), 2024)],
            "skills": ["scannen", "inpakken", "etiketteren"],
            "education_level": 3,
            "diplomas": [],
            "language_nl": 3,
            "driving_licences": [],
            "transport": ["fiets", "ov"],
            "max_travel_minutes": 45,
            "hours_min": Decimal(24),
            "hours_max": Decimal(32),
            "shifts": ["dag"],
            "available_from": date(2027, 1, 4),
        }
        service.edit_profile(session, commands.EditProfile(made.id, changes, Source.TALK), actor=manager)
        for days, percentage in ((400, 45), (30, 55)):
            day = clock.today() - timedelta(days=days)
            service.record_loonwaarde(
                session,
                commands.RecordLoonwaarde(made.id, LoonwaardeKind.INDICATION, percentage, day, "Orderpicker"),
                actor=manager,
            )
        service.record_register_check(
            session, commands.RecordRegisterCheck(made.id, in_register=True, checked_on=clock.today()), actor=manager
        )
        service.move_stage(session, commands.MoveStage(made.id, Stage.MATCHABLE), actor=manager)
        for purpose, employer_id in ((SharingPurpose.WSP, None), (SharingPurpose.NAMED, firm.id)):
            given = service.record_agreement(
                session,
                commands.RecordAgreement(made.id, purpose, Evidence.TALK, clock.today(), employer_id),
                actor=manager,
            )
        full = vacancies.vacancy(
            session, seller, employer=firm, title="Orderpicker in het retourmagazijn", contact_id=person.id,
            description="Je verzamelt bestellingen en pakt ze in.\nJe werkt in een vast team van zes mensen.",
            skills_required=["tot 15 kg tillen", "scannen"], skills_wished=["heftruck"], work_conditions=["staan_lang"],
            language_nl_min=2, education_min=0, driving_licences=[], diplomas=[], guidance_on_site="licht", places=2,
            wage_hour=Decimal("16.40"), full_week_hours=Decimal(38),
            working_times="maandag tot vrijdag, 7.00 tot 15.30",
            adaptable_hours=True, adaptable_tasks=True, garantiebaan=True, owner_id=seller.user_id,
        )  # fmt: skip
        stopped = vacancies.vacancy(session, seller, employer=firm, title="Hulpkok")
        vacancy_service.move_state(
            session, MoveVacancy(stopped.id, VacancyState.WITHDRAWN, "Intern opgelost."), actor=seller
        )
        return Dossiers(
            client_manager=_cookie(session, manager, of),
            account_manager=_cookie(session, seller, wsp),
            candidate_id=made.id,
            bare_id=bare.id,
            agreement_id=given.id,
            vacancy_id=full.id,
            stopped_id=stopped.id,
            employer_number=firm.number,
        )


def _cookie(session: Session, actor: Actor, of: Organisation) -> str:
    return accounts.running_session(session, session.get_one(User, actor.user_id), of=of)
