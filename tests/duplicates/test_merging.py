"""A merge moves everything and loses nothing; undoing it gives back every row as it was."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.duplicates import world
from tests.employers import factories as employers
from tests.placements import world as placements
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.candidates import policy as candidate_policy
from wsp.candidates import queries as candidate_queries
from wsp.candidates import service as candidate_service
from wsp.candidates.commands import EditIdentity
from wsp.candidates.enums import SharingPurpose
from wsp.candidates.errors import CandidateNotFound
from wsp.candidates.models import Candidate, CandidatePersonal, SharingAgreement
from wsp.documents.models import Document
from wsp.duplicates import queries, service
from wsp.duplicates.commands import Take
from wsp.duplicates.enums import Kind, PairState
from wsp.duplicates.errors import CannotMerge, CannotUndo, ChangedMeanwhile, PairDecided, PairNotFound
from wsp.duplicates.fields import FIELDS
from wsp.duplicates.models import DuplicateMerge
from wsp.employers import queries as employer_queries
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import Contact, Employer
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.placements.social_return.commands import ChooseContact
from wsp.placements.social_return.models import SocialReturnObligation
from wsp.placements.social_return.service import choose_contact
from wsp.privacy import queries as privacy_queries
from wsp.vacancies.models import Vacancy
from wsp.worklist.enums import SubjectKind
from wsp.worklist.models import Task


@pytest.fixture
def account_manager(session: Session) -> Actor:
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


@pytest.fixture
def manager(session: Session) -> Actor:
    return world.manager(session)


def test_everything_of_an_employer_goes_to_the_survivor(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager)
    pair = world.pair_of(session, account_manager, one, other)
    shown = service.preview(session, pair, one.id)
    assert [what for amount, what in shown.moves if amount] == [
        "vestigingen", "contactpersoon", "contactmoment", "vacature", "taak", "document",
    ]  # fmt: skip
    assert shown.takes == {
        "name": Take.OWN,
        "status": Take.OWN,
        "phone": Take.OTHER,
        "note": Take.OTHER,
        "sector": Take.OWN,
    }
    service.merge_pair(session, world.merge_of(session, pair, one), actor=account_manager)
    for table in ("contacts", "contact_moments", "establishments", "vacancies"):
        left = session.scalar(text(f"select count(*) from {table} where employer_id = :id"), {"id": other.id})
        assert left == 0, table
    kept = employer_queries.employer(session, account_manager, one.id)
    assert (kept.phone, kept.note, kept.name) == ("+31592000001", "Belt graag terug.", "Bakkerij Proefkorst BV")
    with pytest.raises(EmployerNotFound):
        employer_queries.card(session, account_manager, other.id)
    assert queries.survivor_of(session, account_manager, Kind.EMPLOYER, other.id) == one.id
    assert list(queries.known_as(session, Kind.EMPLOYER, one.id)) == [one.id, other.id]
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject_id == other.id)).all()
    assert "duplicates.merge" in actions
    letters = session.scalars(select(Document.edition).where(Document.subject_id == one.id)).all()
    assert sorted(letters) == [1, 2], "letters go along too, each with an edition of its own"
    by_old_number = employer_queries.EmployerFilter(text=f"W-{other.number}")
    found = employer_queries.list_employers(session, account_manager, by_old_number)
    assert [row.id for row in found.rows] == [one.id], "its old number still finds it"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("take", list(Take))
def test_undoing_gives_back_every_row_of_employers(
    session: Session, account_manager: Actor, take: Take, *, turned: bool
) -> None:
    one, other = world.employer_pair(session, account_manager)
    survivor = other if turned else one
    pair = world.pair_of(session, account_manager, one, other)
    before = world.fingerprint(session)
    takes = dict.fromkeys(("name", "status", "phone", "note", "sector", "owner", "size"), take)
    service.merge_pair(session, world.merge_of(session, pair, survivor, **takes), actor=account_manager)
    merged = world.fingerprint(session)
    assert merged["contacts"] != before["contacts"]
    service.undo_merge(session, pair.id, actor=account_manager)
    assert world.fingerprint(session) == before
    session.refresh(pair)
    assert pair.state == PairState.OPEN


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("take", list(Take))
def test_undoing_gives_back_every_row_of_candidates(
    session: Session, manager: Actor, take: Take, *, turned: bool
) -> None:
    one, other = world.candidate_pair(session)
    for each in (one, other):
        world.task(session, manager, SubjectKind.CANDIDATE, each.id, key=f"vraag:{each.id}:skills")
        world.document(session, manager, SubjectKind.CANDIDATE, each.id)
    everything = placements.build(session)
    everything.introduce(other)
    survivor = other if turned else one
    pair = world.pair_of(session, manager, one, other)
    before = world.fingerprint(session)
    codes = [field.code for field in FIELDS[Kind.CANDIDATE]]
    command = world.merge_of(session, pair, survivor, **dict.fromkeys(codes, take))
    service.merge_pair(session, command, actor=manager)
    assert world.fingerprint(session)["candidates"] != before["candidates"]
    service.undo_merge(session, pair.id, actor=manager)
    assert world.fingerprint(session) == before
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject_id == one.id)).all()
    assert {"duplicates.merge", "duplicates.undo"} <= set(actions)


def test_the_old_number_of_a_candidate_finds_the_survivor(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    service.merge_pair(
        session, world.merge_of(session, world.pair_of(session, manager, one, other), one), actor=manager
    )
    wanted = candidate_queries.CandidateFilter(text=f"K-{other.number}")
    found = candidate_queries.list_candidates(session, manager, wanted).rows
    assert [row.shown.id for row in found] == [one.id]
    assert privacy_queries.by_number(session, manager, f"K-{other.number}").id == one.id


def test_the_bsn_goes_along_and_comes_back_without_standing_in_the_record(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    pair = world.pair_of(session, manager, one, other)
    made = service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    rows = session.execute(select(CandidatePersonal.candidate_id, CandidatePersonal.bsn)).all()
    assert dict(rows)[one.id] == "999990019"
    assert dict(rows)[other.id] is None
    raw = session.scalar(text("select encode(bsn, 'escape') from candidate_personal where bsn is not null"))
    assert "999990019" not in repr(made.steps)
    assert raw not in repr(made.steps)
    service.undo_merge(session, pair.id, actor=manager)
    session.expire_all()
    assert dict(session.execute(select(CandidatePersonal.candidate_id, CandidatePersonal.bsn)).all())[other.id] == (
        "999990019"
    )


def test_a_personal_row_that_only_the_other_has_moves_as_a_whole(session: Session, manager: Actor) -> None:
    of = accounts.organisation(session, "Gemeente Proef")
    one, other = candidates.candidate(session, of=of), candidates.candidate(session, of=of)
    world.personal(session, other, born=clock.today() - timedelta(days=9000), bsn="999990019")
    pair = world.pair_of(session, manager, one, other)
    before = world.fingerprint(session)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    assert candidate_queries.personal(session, manager, one.id).has_bsn
    service.undo_merge(session, pair.id, actor=manager)
    assert world.fingerprint(session) == before


def test_two_bsns_are_two_people(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    session.execute(text("update candidate_personal set bsn_lookup = 'x' where candidate_id = :id"), {"id": one.id})
    pair = world.pair_of(session, manager, one, other)
    assert "ander BSN" in service.preview(session, pair, one.id).hindrances[0]
    with pytest.raises(CannotMerge):
        service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)


def test_two_kvk_numbers_are_two_businesses(session: Session, account_manager: Actor) -> None:
    one = employers.employer(session, account_manager, kvk_number=employers.kvk())
    other = employers.employer(session, account_manager, kvk_number=employers.kvk())
    pair = world.pair_of(session, account_manager, one, other)
    with pytest.raises(CannotMerge) as refused:
        service.merge_pair(session, world.merge_of(session, pair, one), actor=account_manager)
    assert "KVK-nummer" in refused.value.hindrances[0]


def test_the_kvk_number_goes_along(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager, filled=False)
    number = one.business_id
    pair = world.pair_of(session, account_manager, one, other)
    before = world.fingerprint(session)
    service.merge_pair(session, world.merge_of(session, pair, other), actor=account_manager)
    assert session.scalar(select(Employer.business_id).where(Employer.id == other.id)) == number
    service.undo_merge(session, pair.id, actor=account_manager)
    assert world.fingerprint(session) == before


def test_the_same_vacancy_twice_is_named(session: Session) -> None:
    everything = placements.build(session)
    twin = everything.person()
    everything.introduce(everything.candidate, twin)
    pair = world.pair_of(session, everything.client_manager, everything.candidate, twin)
    shown = service.preview(session, pair, twin.id)
    assert shown.hindrances == (
        [f"Beide dossiers hebben een voordracht op vacature V-{everything.vacancy.number}. Sluit er eerst een."]
    )
    with pytest.raises(CannotMerge):
        service.merge_pair(session, world.merge_of(session, pair, twin), actor=everything.client_manager)
    assert session.scalar(select(func.count()).select_from(DuplicateMerge)) == 0


def test_agreements_do_not_widen_and_a_refusal_counts(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)  # one: offering without a name is fine; other: it is refused
    pair = world.pair_of(session, manager, one, other)
    shown = service.preview(session, pair, one.id)
    assert (shown.lost_agreements, shown.dropped_agreements) == (1, 1)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    assert not candidate_queries.agreement_holds(session, one.id, SharingPurpose.ANONYMOUS)
    assert not candidate_queries.agreement_holds(session, one.id, SharingPurpose.WSP)
    believed = session.scalars(select(SharingAgreement).where(SharingAgreement.candidate_id == one.id)).all()
    assert [(row.purpose, row.given) for row in believed] == [(SharingPurpose.ANONYMOUS.value, False)]


def test_an_objection_stays_an_objection(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    other.automatic_matching = False
    session.flush()
    pair = world.pair_of(session, manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    assert session.scalar(select(Candidate.automatic_matching).where(Candidate.id == one.id)) is False


def test_a_source_goes_along_with_the_value_it_belongs_to(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    one.field_sources = {"skills": {"source": "cv", "on": "2026-01-01", "by": "x"}}
    other.field_sources = {"guidance": {"source": "gesprek", "on": "2026-02-02", "by": "y"}}
    session.flush()
    pair = world.pair_of(session, manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one, guidance=Take.OTHER), actor=manager)
    session.refresh(one)
    assert one.guidance == "licht"
    assert one.field_sources["guidance"]["source"] == "gesprek"


def test_a_save_since_the_preview_is_not_lost(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    pair = world.pair_of(session, manager, one, other)
    seen = world.merge_of(session, pair, one)
    candidate_service.edit_identity(
        session, EditIdentity(other.id, other.version, "Sanna", "Proeff", None, None, None), actor=manager
    )
    with pytest.raises(ChangedMeanwhile):
        service.merge_pair(session, seen, actor=manager)


def test_whoever_saves_the_absorbed_dossier_afterwards_is_refused(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    version = other.version
    pair = world.pair_of(session, manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    with pytest.raises(CandidateNotFound):
        candidate_service.edit_identity(
            session, EditIdentity(other.id, version, "Sanna", "Proeff", None, None, None), actor=manager
        )
    seen = session.scalars(select(Candidate.id).where(candidate_policy.visible(manager))).all()
    assert other.id not in seen


def test_twice_is_once(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager, filled=False)
    pair = world.pair_of(session, account_manager, one, other)
    command = world.merge_of(session, pair, one)
    service.merge_pair(session, command, actor=account_manager)
    with pytest.raises(PairDecided):
        service.merge_pair(session, command, actor=account_manager)
    service.undo_merge(session, pair.id, actor=account_manager)
    with pytest.raises(PairDecided):
        service.undo_merge(session, pair.id, actor=account_manager)
    with pytest.raises(ChangedMeanwhile):  # the versions go on: an old preview does not win
        service.merge_pair(session, command, actor=account_manager)


def test_a_field_that_was_changed_since_stops_the_undo(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager)
    pair = world.pair_of(session, account_manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one, phone=Take.OTHER), actor=account_manager)
    session.execute(text("update employers set phone = '+31592999999' where id = :id"), {"id": one.id})
    before = world.fingerprint(session)
    with pytest.raises(CannotUndo) as refused:
        service.undo_merge(session, pair.id, actor=account_manager)
    assert refused.value.reasons == ("Dit is daarna gewijzigd: telefoon.",)
    assert world.fingerprint(session) == before


def test_work_that_was_built_on_a_moved_row_stops_the_undo(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager)
    pair = world.pair_of(session, account_manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=account_manager)
    moved = session.scalar(
        select(Contact.id).where(Contact.employer_id == one.id).order_by(Contact.created_at.desc()).limit(1)
    )
    session.execute(
        text("update vacancies set contact_id = :moved where id = (select min(id::text)::uuid from vacancies)"),
        {"moved": moved},
    )
    own = session.scalars(select(Vacancy.id).where(Vacancy.employer_id == one.id)).all()
    employers.moment(session, account_manager, one, contact_id=moved)
    assert len(own) == 2
    with pytest.raises(CannotUndo) as refused:
        service.undo_merge(session, pair.id, actor=account_manager)
    assert "contactmomenten" in " ".join(refused.value.reasons)


def test_a_moved_contact_who_was_chosen_for_social_return_stops_the_undo(
    session: Session, account_manager: Actor
) -> None:
    one, other = world.employer_pair(session, account_manager)
    own = SocialReturnObligation(
        region_id=one.region_id, employer_id=one.id, organisation_id=account_manager.organisation_id, contract="Groen",
        amount=Decimal(500), starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
    )  # fmt: skip
    session.add(own)
    moved = session.scalars(select(Contact.id).where(Contact.employer_id == other.id)).one()
    pair = world.pair_of(session, account_manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=account_manager)
    choose_contact(session, own.id, ChooseContact(contact_id=moved), version=own.version, actor=account_manager)
    with pytest.raises(CannotUndo) as refused:
        service.undo_merge(session, pair.id, actor=account_manager)
    assert "social return" in " ".join(refused.value.reasons)


def test_what_was_added_since_stays_with_the_survivor(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager)
    pair = world.pair_of(session, account_manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=account_manager)
    new = employers.contact(session, account_manager, employer_queries.employer(session, account_manager, one.id))
    service.undo_merge(session, pair.id, actor=account_manager)
    assert session.scalar(select(Contact.employer_id).where(Contact.id == new.id)) == one.id


def test_merges_are_undone_in_the_other_order(session: Session, account_manager: Actor) -> None:
    one, other = world.employer_pair(session, account_manager, filled=False)
    third = employers.employer(session, account_manager, "Bakkerij Proefkorst")
    first = world.pair_of(session, account_manager, one, other)
    second = world.pair_of(session, account_manager, one, third)
    before = world.fingerprint(session)
    service.merge_pair(session, world.merge_of(session, first, one), actor=account_manager)
    between = world.fingerprint(session)
    service.merge_pair(session, world.merge_of(session, second, third), actor=account_manager)
    assert queries.survivor_of(session, account_manager, Kind.EMPLOYER, other.id) == third.id
    with pytest.raises(CannotUndo):
        service.undo_merge(session, first.id, actor=account_manager)
    service.undo_merge(session, second.id, actor=account_manager)
    assert world.fingerprint(session) == between
    service.undo_merge(session, first.id, actor=account_manager)
    assert world.fingerprint(session) == before


def test_a_question_asked_about_the_other_dossier_is_answered_in_this_one(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session, filled=False)
    world.task(session, manager, SubjectKind.CANDIDATE, other.id, key=f"vraag:{other.id}:skills")
    pair = world.pair_of(session, manager, one, other)
    service.merge_pair(session, world.merge_of(session, pair, one), actor=manager)
    assert session.scalar(select(Task.key).where(Task.subject_id == one.id)) == f"vraag:{one.id}:skills"


@pytest.mark.rule("S6")
def test_a_pair_of_another_organisation_or_role_is_not_found(session: Session, manager: Actor) -> None:
    one, other = world.candidate_pair(session)
    pair = world.pair_of(session, manager, one, other)
    strangers = [
        world.manager(session, accounts.organisation(session, "Gemeente Ginder")),
        accounts.actor(session, Role.ACCOUNT_MANAGER),
        accounts.actor(session, Role.JOB_COACH),
        replace(manager, region_id="AM14"),
    ]
    for stranger in strangers:
        assert queries.list_pairs(session, stranger, queries.PairFilter()).total == 0
        assert queries.open_count(session, stranger) == 0
        for act in (service.keep_apart, service.undo_merge):
            with pytest.raises(PairNotFound):
                act(session, pair.id, actor=stranger)
        with pytest.raises(PairNotFound):
            service.merge_pair(session, world.merge_of(session, pair, one), actor=stranger)
    assert queries.list_pairs(session, manager, queries.PairFilter()).total == 1
