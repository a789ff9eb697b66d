"""What an employer reads in the portal about the people who work for it: always masked, always logged."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from wsp.accounts.models import User
from wsp.audit import service as audit
from wsp.audit.enums import Purpose
from wsp.candidates import queries as candidates
from wsp.candidates.masking import Viewer, masked
from wsp.candidates.models import Candidate
from wsp.documents import queries as documents
from wsp.documents.enums import PDF, TO_EMPLOYER, Origin
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Document, Upload
from wsp.employers.models import Employer, EmployerMessage
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known
from wsp.instruments import catalogue
from wsp.placements import policy
from wsp.placements.enums import InstrumentState, PlacementState
from wsp.placements.errors import PlacementNotFound
from wsp.placements.masking import for_employer
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.placements.obligations import queries as obligations
from wsp.placements.queries import facts
from wsp.placements.queries.instruments import Attached
from wsp.placements.rules import CONFIRMED_FOR, TermsVersion
from wsp.placements.shown import Ask, Employee, Fetched
from wsp.worklist.enums import SubjectKind

LOOK_BACK: Final = timedelta(days=365)
"""Who left longer ago is no longer shown to the employer."""
_SHOWN: Final = frozenset(
    {InstrumentState.APPLIED, InstrumentState.GRANTED, InstrumentState.RUNNING, InstrumentState.SUSPENDED}
)
_PAID: Final = frozenset({InstrumentState.GRANTED, InstrumentState.RUNNING})
_Instrument = tuple[str, str, date | None, Decimal | None]
_Row = tuple[Placement, str, bool, User | None]
"""A placement, the name of its employer, whether the employer reported something that nobody answered yet, and who
guides as job coach (None when there is none, or somebody who left)."""


def employees(session: Session, actor: Actor, *, brief: bool = False) -> Sequence[Employee]:
    """People who work or are going to work at the own company, and who left in the last year; then by first day.

    `brief` leaves the instruments out, for a page that only asks what must be handed in.
    """
    found = _rows(session, actor)
    return _shown(session, actor, found, brief=brief)


def employee(session: Session, actor: Actor, placement_id: uuid.UUID) -> Employee:
    """One of them, with the job coach and what the own organisation handed in.

    Raises:
        PlacementNotFound: nobody of the own company; somebody else's answers the same.

    """
    found = _rows(session, actor, placement_id)
    if not found:
        raise PlacementNotFound
    return _shown(session, actor, found, card=True)[0]


def asks(session: Session, actor: Actor) -> Sequence[Ask]:
    """What this employer must do or hand in, and what it did, by placement number and without a name; earliest first.

    Of somebody who left, what is owed about the time before stays for a year.
    """
    placements = session.scalars(
        select(Placement)
        .where(
            policy.at_own_company(actor),
            or_(Placement.state != PlacementState.ENDED.value, Placement.ended_on > clock.today() - LOOK_BACK),
        )
        .execution_options(populate_existing=True)
    ).all()
    found = _asks_of(session, placements)
    return sorted((ask for own in found.values() for ask in own), key=lambda ask: (ask.by, ask.text, str(ask.id)))


def own_file(session: Session, actor: Actor, upload_id: uuid.UUID) -> Fetched:
    """One file that the own organisation handed in about somebody who works there; in the read log with that person.

    Raises:
        DocumentNotFound: not handed in by this organisation through the portal, or the person is not shown any more.
        NotOpenYet: it is still in quarantine, or was wiped.

    """
    upload = documents.upload(session, actor, upload_id, content=True)
    if upload.origin != Origin.PORTAL.value or upload.organisation_id != actor.organisation_id:
        raise DocumentNotFound
    person_id = _person_of(session, actor, upload)
    fetched: Fetched = for_employer(upload, fetched=True)
    audit.record_reads(session, actor, candidates.SUBJECT, [person_id], purpose=Purpose.DOCUMENT)
    return fetched


def own_letter(session: Session, actor: Actor, document_id: uuid.UUID) -> Fetched:
    """One letter to the own company about somebody who works there; in the read log with that person.

    Raises:
        DocumentNotFound: it was written to somebody else, or the person is not shown any more.

    """
    letter = documents.document(session, actor, document_id, content=True)
    if letter.kind not in TO_EMPLOYER or letter.media_type != PDF:
        raise DocumentNotFound
    person_id = _person_of(session, actor, letter)
    fetched: Fetched = for_employer(letter, fetched=True)
    audit.record_reads(session, actor, candidates.SUBJECT, [person_id], purpose=Purpose.LETTER)
    return fetched


def _person_of(session: Session, actor: Actor, document: Upload | Document) -> uuid.UUID:
    """Whom it is about: somebody on the own list of people, so that no file stays behind for who left long ago."""
    found = _rows(session, actor, document.subject_id) if document.subject_kind == SubjectKind.PLACEMENT.value else ()
    if not found:
        raise DocumentNotFound
    return found[0][0].candidate_id


def _rows(session: Session, actor: Actor, placement_id: uuid.UUID | None = None) -> Sequence[_Row]:
    reported = exists().where(
        EmployerMessage.region_id == Placement.region_id,
        EmployerMessage.subject_kind == SubjectKind.PLACEMENT.value,
        EmployerMessage.subject_id == Placement.id,
        EmployerMessage.answered_at.is_(None),
    )
    statement = (
        select(Placement, Employer.name, reported, User)
        .join(Employer, (Employer.region_id == Placement.region_id) & (Employer.id == Placement.employer_id))
        .outerjoin(User, (User.id == Placement.job_coach_id) & User.active.is_(True))
        .where(
            policy.at_own_company(actor),
            or_(
                Placement.state != PlacementState.ENDED.value,
                Placement.ended_on > clock.today() - LOOK_BACK,
            ),
        )
        .order_by(Placement.state == PlacementState.ENDED.value, Placement.starts_on, Placement.number)
    )
    if placement_id is not None:
        statement = statement.where(Placement.id == placement_id)
    found = session.execute(statement.execution_options(populate_existing=True))
    return [(row[0], row[1], row[2], row[3]) for row in found]


def _shown(
    session: Session,
    actor: Actor,
    rows: Sequence[_Row],
    *,
    brief: bool = False,
    card: bool = False,
) -> list[Employee]:
    if not rows:
        return []
    ids = [row.id for row, *_ in rows]
    people = {
        person.id: masked(person, viewer=Viewer.EMPLOYER_NAMED)
        for person in session.scalars(select(Candidate).where(Candidate.id.in_({row.candidate_id for row, *_ in rows})))
    }
    audit.record_reads(session, actor, candidates.SUBJECT, sorted(people), purpose=Purpose.PORTAL)
    terms = facts.terms_versions(session, ids)
    instruments = {} if brief else _instruments(session, ids)
    asked = _asks_of(session, [row for row, *_ in rows])
    found = []
    for row, employer, reported, job_coach in rows:
        shown: Employee = for_employer(
            row,
            employer=employer,
            person=people[row.candidate_id],
            terms=_terms_now(row, terms.get(row.id, ())),
            instruments=instruments.get(row.id, ()),
            asks=asked.get(row.id, ()),
            job_coach=job_coach if card else None,
            hours_confirmed_on=_hours_confirmed(row),
            hours_reported=reported,
            files=documents.handed_in(session, actor, (SubjectKind.PLACEMENT, row.id)) if card else (),
            letters=documents.to_employer(session, actor, (SubjectKind.PLACEMENT, row.id)) if card else (),
        )
        found.append(shown)
    return found


def _hours_confirmed(row: Placement) -> date | None:
    on = clock.local(row.hours_confirmed_at).date() if row.hours_confirmed_at is not None else None
    return on if on is not None and clock.today() - on < CONFIRMED_FOR else None


def _terms_now(row: Placement, versions: Iterable[TermsVersion]) -> TermsVersion | None:
    last = facts.last_day(row)
    today = clock.today()
    day = max(row.starts_on, today if last is None else min(today, last))
    return next((version for version in versions if version.holds(day)), None)


def _asks_of(session: Session, rows: Sequence[Placement]) -> dict[uuid.UUID, list[Ask]]:
    known = {row.id: row for row in rows}
    today = clock.today()
    found: dict[uuid.UUID, list[Ask]] = defaultdict(list)
    for each in obligations.asked(session, known.keys()):
        ask: Ask | None = for_employer(each, placement=known[each.placement_id], today=today)
        if ask is not None:
            found[each.placement_id].append(ask)
    return found


def _instruments(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[_Instrument]]:
    """What runs or was asked for beside these placements: code, state, last day, amount per month; two statements."""
    rows = session.scalars(
        select(PlacementInstrument).where(
            PlacementInstrument.placement_id.in_(list(ids)),
            PlacementInstrument.state.in_(sorted(_SHOWN)),
        )
    ).all()
    decisions: dict[uuid.UUID, list[InstrumentDecision]] = defaultdict(list)
    for decision in session.scalars(
        select(InstrumentDecision)
        .where(InstrumentDecision.placement_instrument_id.in_([row.id for row in rows]), known(InstrumentDecision))
        .order_by(InstrumentDecision.valid)
    ):
        decisions[decision.placement_instrument_id].append(decision)
    order = {each.code: place for place, each in enumerate(catalogue.all()) if catalogue.employer_sees(each.code)}
    today = clock.today()
    found: dict[uuid.UUID, list[_Instrument]] = defaultdict(list)
    for row in sorted((row for row in rows if row.code in order), key=lambda row: order[row.code]):
        state = InstrumentState(row.state)
        decided = Attached(row, tuple(decisions[row.id])).decision_on(today)
        term = (decided.assessment.get("term") or {}).get("end") if decided is not None else None
        amount = decided.amount_month if decided is not None and state in _PAID else None
        found[row.placement_id].append((row.code, row.state, date.fromisoformat(term) if term else None, amount))
    return found
