"""One record of every kind, four times: how near it stands to whoever asks for it.

    own      what the visitor keeps, owns, coaches or (an employer) is
    same     a colleague's, in the visitor's organisation
    other    of another organisation in the region
    region   of another region

`records(...)` gives the values for the parameters of addresses (`candidate_id` and so on). A new kind of record needs
a line here: the matrix refuses an address whose record it cannot make.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.authorisation import payments
from tests.cohorts import factories as cohorts
from tests.couplings import factories as couplings
from tests.employers import factories as employers
from tests.foundation.files import samples
from tests.lists import factories as lists
from tests.placements import world as worlds
from tests.placements.social_return import factories as social_return
from tests.placements.world import World
from wsp.accounts.enums import OrganisationKind
from wsp.accounts.models import Organisation, User, UserSession
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.candidates.models import EmergencyAccess, SharingAgreement
from wsp.documents import service as documents
from wsp.documents.enums import LetterKind, Origin
from wsp.documents.models import Document
from wsp.duplicates.enums import Kind, PairState
from wsp.duplicates.models import DuplicatePair
from wsp.employers.models import EmployerMessage
from wsp.employers.service import portal
from wsp.exchange.models import TableImport
from wsp.exchange.region.enums import ExportState
from wsp.exchange.region.models import RegionExport
from wsp.exchange.tables.enums import ImportKind, ImportState, Profile
from wsp.foundation import clock, mailer
from wsp.placements.obligations.models import Obligation
from wsp.placements.reindexing.enums import Cause, RunState
from wsp.placements.reindexing.models import Reindexing
from wsp.privacy.models import DataRequest, RetentionHold
from wsp.searches.models import SavedSearch
from wsp.shortlists.allocation.building import plain
from wsp.shortlists.allocation.commands import RequestPlan
from wsp.shortlists.allocation.enums import PairDecision, PlanState
from wsp.shortlists.models import AllocationPair, AllocationPlan, ShortlistRun, WeightVersion
from wsp.shortlists.weighing.enums import WeightState
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

RELATIONS: Final = ("own", "same", "other", "region")
HOME: Final = "AM01"
ELSEWHERE: Final = "AM14"

Records = Mapping[str, uuid.UUID]


def organisation(session: Session, relation: str) -> Organisation:
    """Which organisation keeps the records of a relation."""
    name = {"other": "Gemeente Ander", "region": "Gemeente Elders"}.get(relation, "Gemeente Eigen")
    return accounts.organisation(session, name)


def employer_organisation(session: Session, relation: str) -> Organisation:
    """Which organisation of the portal speaks for the employer of a relation: a visitor is only its own."""
    name = "Eigen bedrijf" if relation == "own" else f"Bedrijf {relation}"
    return accounts.organisation(session, name, kind=OrganisationKind.EMPLOYER)


def records(session: Session, relation: str, visitor: User, role: Role) -> Records:
    """Make the records of a relation to `visitor`, in the region of the session."""
    region = ELSEWHERE if relation == "region" else HOME
    made = worlds.build(session, of=organisation(session, relation), region=region)
    if relation == "own":
        made = _of_visitor(session, made, visitor, role)
    of_employer = employer_organisation(session, relation)
    portal.open_portal(session, made.employer, actor=made.account_manager, organisation_id=of_employer.id)
    introduction = made.named()
    placement = made.place(
        candidate_id=made.person(client_manager_id=made.client_manager.user_id).id,
        job_coach_id=visitor.id if relation == "own" and role is Role.JOB_COACH else None,
    )
    letter = Document(
        id=uuid.uuid4(), region_id=region, subject_kind=SubjectKind.PLACEMENT.value, subject_id=placement.id,
        kind=LetterKind.PLACEMENT_CONFIRMATION.value, edition=1, title="Bevestiging", filename="bevestiging.pdf",
        media_type="application/pdf", sha256="0" * 64, content=b"%PDF-1.7",
    )  # fmt: skip
    session.add(letter)
    session.flush()
    through_portal = role in PORTAL_ROLES
    upload = documents.store(
        session,
        replace(made.account_manager, organisation_id=of_employer.id) if through_portal else made.account_manager,
        subject=(SubjectKind.PLACEMENT, placement.id),
        filename="contract.pdf",
        content=samples.pdf(text=placement.id.hex.encode()),
        origin=Origin.PORTAL if through_portal else Origin.STAFF,
    )
    mail_id = mailer.send(
        session, region=region, to="iemand@demo.example", template="worklist/tasks", count=1, more=0, tasks=[]
    )
    assert mail_id is not None
    colleague = visitor.id if relation == "own" else made.account_manager.user_id
    assert colleague is not None
    task = worklist.plan(
        session,
        made.account_manager,
        kind=TaskKind.CALL_BACK,
        subject=(SubjectKind.PLACEMENT, placement.id),
        due_on=clock.today() + timedelta(days=3),
        assigned_to_id=colleague,
        organisation_id=made.organisation.id,
    )
    message = EmployerMessage(
        region_id=region,
        employer_id=made.employer.id,
        subject_kind=SubjectKind.EMPLOYER.value,
        subject_id=made.employer.id,
        from_employer=True,
        body="Kan iemand bellen?",
    )
    session.add(message)
    session.flush()
    accounts.running_session(session, session.get_one(User, colleague), region=region, of=made.organisation)
    proposed = _proposed(session, made)
    return {
        "employer_id": made.employer.id,
        "establishment_id": employers.establishment(session, made.account_manager, made.employer).id,
        "contact_id": employers.contact(session, made.account_manager, made.employer).id,
        "vacancy_id": made.vacancy.id,
        "candidate_id": made.candidate.id,
        "agreement_id": session.scalars(
            select(SharingAgreement.id).where(SharingAgreement.candidate_id == made.candidate.id).limit(1)
        ).one(),
        "introduction_id": introduction.id,
        "message_id": message.id,
        "placement_id": placement.id,
        "obligation_id": session.scalars(
            select(Obligation.id).where(
                Obligation.placement_id == placement.id, Obligation.key == "aanvraag-loonkostensubsidie"
            )
        ).one(),
        "document_id": letter.id,
        **couplings.records(session, region=region, of=made.organisation),
        "pair_id": _pair(session, made, role),
        "export_id": _export(session, region),
        "plan_id": proposed.plan_id,
        "proposed_id": proposed.id,
        "version_id": _weights(session, region, colleague),
        "run_id": _list(session, region, made.vacancy.id),
        "reindexing_id": _reindexing(session, region, made.account_manager.user_id),
        "upload_id": upload.id,
        "subject_id": made.candidate.id,
        "mail_id": mail_id,
        "social_return_id": _social_return(session, made),
        "cohort_id": cohorts.cohort(
            session, replace(made.account_manager, organisation_id=made.organisation.id), made.candidate
        ).id,
        "list_id": _own_list(session, made, colleague),
        "search_id": _search(session, region, made.organisation.id, colleague),
        "task_id": task.id,
        "import_id": _import(session, region, made.organisation.id, colleague),
        "user_id": colleague,
        "organisation_id": made.organisation.id,
        "session_id": session.scalars(
            select(UserSession.id).where(UserSession.user_id == colleague).order_by(UserSession.created_at).limit(1)
        ).one(),
        **_of_privacy(session, made, region),
        **payments.records(session, made, placement, colleague),
    }


def _search(session: Session, region: str, organisation_id: uuid.UUID, owner: uuid.UUID) -> uuid.UUID:
    """A search of vacancies that somebody kept."""
    kept = SavedSearch(
        region_id=region, user_id=owner, organisation_id=organisation_id, kind="vacatures", name="Open",
        filters={"status": "open"}, tells=False, seen_ids=[], new_ids=[], seen_at=clock.now(),
    )  # fmt: skip
    session.add(kept)
    session.flush()
    return kept.id


def _social_return(session: Session, made: World) -> uuid.UUID:
    """What the employer owes under a contract."""
    return social_return.obligation(session, made).id


def _own_list(session: Session, made: World, owner: uuid.UUID) -> uuid.UUID:
    """A list of somebody's own with the candidate on it."""
    keeper = replace(made.account_manager, user_id=owner, organisation_id=made.organisation.id)
    return lists.own_list(session, keeper, made.candidate).id


def _import(session: Session, region: str, organisation_id: uuid.UUID, sender: uuid.UUID) -> uuid.UUID:
    """A file with employers that somebody sent and that was checked."""
    sent = TableImport(
        id=uuid.uuid4(), region_id=region, kind=ImportKind.EMPLOYERS.value, profile=Profile.GENERIC.value,
        organisation_id=organisation_id, created_by=sender, filename="relaties.csv", file_kind="CSV", sheets=1,
        headers=["Naam"], state=ImportState.CHECKED.value, rows_total=1,
    )  # fmt: skip
    session.add(sent)
    session.flush()
    return sent.id


def _reindexing(session: Session, region: str, asker: uuid.UUID | None) -> uuid.UUID:
    """A run over the subsidies of the region that is done."""
    run = Reindexing(
        id=uuid.uuid4(), region_id=region, cause=Cause.NEW_YEAR.value, effective_on=clock.today(), codes=[],
        state=RunState.DONE.value, user_id=asker, total=0, counts={},
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run.id


def _pair(session: Session, made: World, role: Role) -> uuid.UUID:
    """Two that may be one: dossiers for who keeps those, employers for everybody else."""
    if role is Role.CLIENT_MANAGER:
        kind, both, keeper = Kind.CANDIDATE, (made.candidate.id, made.person().id), made.organisation.id
    else:
        other = employers.employer(session, made.account_manager)
        kind, both, keeper = Kind.EMPLOYER, (made.employer.id, other.id), None
    first, second = sorted(both)
    pair = DuplicatePair(
        id=uuid.uuid4(), region_id=made.employer.region_id, kind=kind.value, one_id=first, other_id=second,
        organisation_id=keeper, reasons=["dezelfde naam"], state=PairState.OPEN.value,
    )  # fmt: skip
    session.add(pair)
    session.flush()
    return pair.id


def _proposed(session: Session, made: World) -> AllocationPair:
    """A pair of a verdeelplan that is ready."""
    region = made.employer.region_id
    plan = AllocationPlan(
        id=uuid.uuid4(), region_id=region, state=PlanState.READY.value, planned_on=clock.today(), engine_version="1",
        weights_version="1", choices=plain(RequestPlan(benefit=Decimal(1), effort=Decimal(1))), done=100, total=100,
        outcome={"limits": [], "floors": []}
        | dict.fromkeys(("pairs", "places", "people", "considered", "value", "bound"), 1),
    )  # fmt: skip
    session.add(plan)
    session.flush()
    pair = AllocationPair(
        id=uuid.uuid4(), region_id=region, plan_id=plan.id, vacancy_id=made.vacancy.id, candidate_id=made.person().id,
        position=1, score=0.5, chance=0.5, subsidy=0, value=1, decision=PairDecision.OPEN.value,
    )  # fmt: skip
    session.add(pair)
    session.flush()
    return pair


def _weights(session: Session, region: str, colleague: uuid.UUID) -> uuid.UUID:
    """Weights that a colleague put forward and that wait for somebody else."""
    last = session.scalar(select(func.max(WeightVersion.number)).where(WeightVersion.region_id == region)) or 0
    row = WeightVersion(
        id=uuid.uuid4(), region_id=region, number=last + 1, state=WeightState.PROPOSED.value,
        origin="hand", values={"beroep": 1.0}, reason="Proef", replaces="standaard-1",
        entered_by_id=colleague,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def _list(session: Session, region: str, vacancy_id: uuid.UUID) -> uuid.UUID:
    """A list that was shown, with nobody on it."""
    weights = {"version": "standaard-1", "values": {"beroep": 1.0}}
    run = ShortlistRun(
        id=uuid.uuid4(), region_id=region, vacancy_id=vacancy_id, ranked_on=clock.today(),
        fingerprint=uuid.uuid4().hex, engine_version="2.0", weights_version="standaard-1", query={},
        settings={"recipe": 1, "weights": weights}, ranked_count=0, fallen_out_count=0,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run.id


def _export(session: Session, region: str) -> uuid.UUID:
    """An export of the region whose file is gone."""
    made = RegionExport(
        id=uuid.uuid4(), region_id=region, state=ExportState.GONE.value, reason="Overstap", with_bsn=False
    )
    session.add(made)
    session.flush()
    return made.id


def _of_privacy(session: Session, made: World, region: str) -> Records:
    """A request, a hold and a break-glass access about the candidate: the privacy officer's, in the whole region."""
    today, candidate_id = clock.today(), made.candidate.id
    asked = DataRequest(
        id=uuid.uuid4(), region_id=region, number=0, kind="inzage", subject_id=candidate_id, state="ontvangen",
        received_on=today, due_on=today + timedelta(days=30), identity_checked=True,
    )  # fmt: skip
    hold = RetentionHold(
        id=uuid.uuid4(), region_id=region, candidate_id=candidate_id, reason="Bezwaarschrift", since=today, until=today
    )
    access = EmergencyAccess(
        id=uuid.uuid4(), region_id=region, candidate_id=candidate_id, user_id=made.client_manager.user_id,
        reason="Spoed", expires_at=clock.now() - timedelta(hours=1),
    )  # fmt: skip
    asked.number = 1 + (session.scalar(select(func.count()).select_from(DataRequest)) or 0)
    session.add_all([asked, hold, access])
    session.flush()
    return {"request_id": asked.id, "hold_id": hold.id, "access_id": access.id}


def _of_visitor(session: Session, made: World, visitor: User, role: Role) -> World:
    """The same world, kept by the visitor."""
    match role:
        case Role.ACCOUNT_MANAGER:
            made.employer.owner_id = visitor.id
            made.vacancy.owner_id = visitor.id
            made = replace(made, account_manager=replace(made.account_manager, user_id=visitor.id))
        case Role.CLIENT_MANAGER:
            made.candidate.client_manager_id = visitor.id
            made = replace(made, client_manager=replace(made.client_manager, user_id=visitor.id))
        case Role.JOB_COACH:
            made.candidate.job_coach_id = visitor.id
        case _:
            pass
    session.flush()
    return made


def home_of(session: Session, role: Role) -> Organisation:
    """For whom a visitor with this role works."""
    return employer_organisation(session, "own") if role in PORTAL_ROLES else organisation(session, "own")
