"""A world with candidates in every state of an introduction, for two employers, and a marker in every text column."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.employers import factories as employers
from tests.foundation.files import samples
from tests.placements import world as worlds
from tests.placements.world import World
from tests.security.portal.columns import BY_DESIGN, MARK, OWN, SKIPPED_TABLES, texts
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate, Experience
from wsp.documents import service as documents
from wsp.documents.enums import Origin, UploadState
from wsp.documents.models import Upload
from wsp.employers import service as employer_verbs
from wsp.employers.commands import AskQuestion
from wsp.foundation import clock
from wsp.foundation.db import Base
from wsp.placements import letters
from wsp.placements.enums import CLOSED, ClosingReason, IntroductionState
from wsp.placements.models import Placement
from wsp.vacancies.enums import VacancyState
from wsp.worklist.enums import SubjectKind

S: Final = IntroductionState


@dataclass
class Planted:
    """What stands where, and what may be seen."""

    client: StrictClient
    world: World
    other: World
    columns: dict[str, str] = field(default_factory=dict)
    """Marker to the column it was put in."""
    names: dict[uuid.UUID, tuple[str, str]] = field(default_factory=dict)
    """Candidate to the markers in first and last name."""
    agreed: set[str] = field(default_factory=set)
    """Markers in names that this employer may know."""
    refused: set[str] = field(default_factory=set)
    """Columns that took no marker."""
    strange: list[uuid.UUID] = field(default_factory=list)
    """Ids of somebody else's records."""
    fetched: frozenset[str] = frozenset()
    """Addresses of files that this employer may fetch."""
    kept: frozenset[str] = frozenset()
    """Addresses of files that it may not."""

    def found_in(self, body: str) -> set[str]:
        """Markers on a page that should not be there, with where they come from."""
        seen = {each.lower() for each in MARK.findall(body)} - {each.lower() for each in self.agreed}
        return {f"{mark} ({self.columns.get(mark, 'naam van een kandidaat')})" for mark in seen}


def _story(world: World, *, until: IntroductionState) -> Candidate:
    """A candidate who was introduced as far as `until`."""
    person = world.person()
    if until is S.LONGLIST:
        world.introduce(person, ask_now=False)
        return person
    introduction = world.introduce(person, motivation="zzmotivatie904")
    path = [S.ANONYMOUS, S.INTEREST, S.CANDIDATE_ASKED, S.NAMED, S.INVITED, S.INTERVIEW]
    if until is S.CLIENT_MANAGER_ASKED:
        return person
    world.agree(introduction)
    if until in CLOSED:
        world.move(introduction, S.ANONYMOUS, S.INTEREST)
        if until is not S.EXPIRED:
            world.move(introduction, until, reason=ClosingReason.HOURS, note="zznotitie903")
        else:
            world.move(introduction, S.EXPIRED)
        return person
    if until is S.HIRED:
        world.move(introduction, *path[:4])
        world.place(introduction)
        return person
    for state in path[: path.index(until) + 1]:
        more = {"appointment_at": clock.now() + timedelta(days=3)} if state is S.INVITED else {}
        world.move(introduction, state, **more)
    return person


def _own_ids(planted: Planted, session: Session) -> dict[str, set[uuid.UUID]]:
    own = set(
        session.scalars(select(vacancies.Vacancy.id).where(vacancies.Vacancy.employer_id == planted.world.employer.id))
    )
    return {
        "employer_id": {planted.world.employer.id},
        "id": {planted.world.employer.id},
        "vacancy_id": own,
        "organisation": {planted.client.organisation.id},
        "organisation_id": {planted.client.organisation.id},
        "user": {planted.client.user.id, planted.world.employer.owner_id or uuid.uuid4()},
    }


def plant(session: Session, client_as: Callable[..., StrictClient]) -> Planted:
    """Two employers with the same stories, a marker in every text column, and somebody of the first one."""
    world = worlds.build(session, places=20, title="Orderpicker")
    world.employer.owner_id = world.account_manager.user_id
    link = employer_verbs.open_portal(session, world.employer, actor=world.account_manager)
    client = client_as(Role.EMPLOYER_ADMIN, organisation=session.get_one(Organisation, link.organisation_id))
    firm = employers.employer(session, world.account_manager, "Andere firma")
    other = replace(
        world, employer=firm, vacancy=vacancies.vacancy(session, world.account_manager, employer=firm, places=20)
    )
    employer_verbs.open_portal(session, firm, actor=world.account_manager)
    planted = Planted(client, world, other)
    named: list[Candidate] = []
    for state in S:
        person = _story(world, until=state)
        if state in {S.NAMED, S.INVITED, S.INTERVIEW, S.HIRED}:
            named.append(person)
        planted.strange.append(_story(other, until=state).id)
    for of in (world, other):
        employers.contact(session, world.account_manager, of.employer, email="x@demo.example", phone="+31592000001")
        employers.moment(session, world.account_manager, of.employer, report="zzverslag901", subject="zzonderwerp902")
        for title, state in (("Inpakker", VacancyState.REVIEW), ("Schoonmaker", VacancyState.CONCEPT)):
            vacancies.vacancy(session, world.account_manager, employer=of.employer, title=title, state=state)
    for title in ("Tuinman", "Koerier", "Bakker", "Lasser", "Chauffeur", "Receptionist"):
        vacancies.vacancy(session, world.account_manager, employer=world.employer, title=title)
    for _ in range(2):
        person = world.person()
        named.append(person)
        placed = world.place(None, candidate_id=person.id, starts_on=clock.today() - timedelta(days=1))
        for actor, name in ((client.actor, "getekend.pdf"), (world.account_manager, "intern.pdf")):
            documents.store(
                session, actor, subject=(SubjectKind.PLACEMENT, placed.id), filename=name, origin=Origin.PORTAL,
                content=samples.pdf(text=placed.id.hex.encode() + name.encode()),
            )  # fmt: skip
    employer_verbs.ask_question(session, AskQuestion(world.employer.id, "Hoe laat?"), actor=client.actor)
    session.flush()
    _mark_people(session, planted, named)
    _mark_columns(session, planted)
    session.expire_all()
    return planted


def hand_out_files(session: Session, planted: Planted) -> None:
    """Let every file out of quarantine and write a letter about a placement at each of the two employers."""
    actor = planted.world.account_manager
    session.execute(update(Upload).values(state=UploadState.CLEAN.value))
    addresses = {True: set[str](), False: set[str]()}
    for upload in session.scalars(select(Upload)):
        addresses[upload.organisation_id == planted.client.organisation.id].add(f"/portaal/bestanden/{upload.id}")
    for of in (planted.world, planted.other):
        placement = session.scalars(select(Placement).where(Placement.employer_id == of.employer.id).limit(1)).one()
        letter = letters.write_confirmation(session, placement.id, actor=actor)
        addresses[of is planted.world].add(f"/portaal/brieven/{letter.id}")
    planted.fetched, planted.kept = frozenset(addresses[True]), frozenset(addresses[False])


def _mark_people(session: Session, planted: Planted, named: list[Candidate]) -> None:
    """Every candidate gets a name of markers, and tells it in every free text of the profile."""
    for place, person in enumerate(session.scalars(select(Candidate).order_by(Candidate.number))):
        first, last = f"Zzvoor{place:03d}", f"Zzachter{place:03d}"
        planted.names[person.id] = (first, last)
        if person.id in {each.id for each in named}:
            planted.agreed |= {first, last}
        person.first_name, person.last_name, person.name_prefix = first, last, None
        person.profile_text = (
            f"{first} {last} pakt graag orders. Bel 06 12345678 of mail {first}@demo.example.\\n"
            f"Zzwajong{place:03d} heeft een Wajong-uitkering. De loonwaarde is 47 procent."
        ).replace("\\n", "\n")
        person.development_wish = f"{first} wil leren lassen."
        person.skills = ["Orders pakken", f"Kent {first} {last}", f"Zzuwv{place:03d} van het UWV"]
        person.diplomas = [f"Vca op naam van {last}"]
        session.add(
            Experience(
                region_id=person.region_id, candidate_id=person.id, title=f"Inpakker, zegt {first} {last}", years=2
            )
        )
    session.flush()


def _mark_columns(session: Session, planted: Planted) -> None:
    own = _own_ids(planted, session)
    number = 0
    for table in Base.metadata.sorted_tables:
        if table.name in SKIPPED_TABLES:
            continue
        for name in texts(table):
            column = f"{table.name}.{name}"
            if column in BY_DESIGN or (
                table.name == "candidates" and name in {"first_name", "last_name", "name_prefix"}
            ):
                continue
            number += 1
            mark = f"zz{re.sub('[^a-z]', '', table.name + name)}{number:03d}"
            statement = update(table)
            if column in OWN:
                whose = {"organisation": "id", "user": "id"}.get(OWN[column], OWN[column])
                statement = statement.where(table.c[whose].not_in(own[OWN[column]]))
            try_ = session.begin_nested()
            try:
                unique = text("'" + mark + "' || left(id::text, 0)") if "id" in table.c else mark
                session.execute(statement.values({name: unique}).execution_options(synchronize_session=False))
                try_.commit()
            except DBAPIError:
                # A unique or shaped column, or a table that only grows: what stands in `REFUSED` cannot hold a marker.
                try_.rollback()
                planted.refused.add(column)
                continue
            planted.columns[mark] = column
