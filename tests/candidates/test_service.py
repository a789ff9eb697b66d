"""The verbs of candidates on a real database: what they keep, what they refuse, what they write down."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.candidates import commands, queries, service
from wsp.candidates.enums import (
    STAGES,
    Evidence,
    LoonwaardeKind,
    ProfileField,
    Sex,
    SharingPurpose,
    Source,
    Stage,
)
from wsp.candidates.errors import (
    BsnNotUsable,
    CandidateNotFound,
    CandidateNotYours,
    DuplicateCandidate,
    InvalidFact,
    InvalidProfile,
    ProfileIncomplete,
)
from wsp.candidates.models import Candidate, LoonwaardeIndication
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, StaleVersion
from wsp.foundation.numbers import sample_bsn

BSN = sample_bsn(41)


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.CLIENT_MANAGER)


def new(**fields: object) -> commands.RegisterCandidate:
    given = {"first_name": "Proef", "last_name": "Nieuw", "municipality_code": "GM0106", "postcode": "9401 AB"}
    return commands.RegisterCandidate(**(given | fields))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def test_a_new_dossier_belongs_to_the_organisation_of_who_made_it(session: Session, manager: Actor) -> None:
    made = service.register_candidate(session, new(place="Assen"), actor=manager)
    assert made.organisation_id == manager.organisation_id
    assert made.client_manager_id == manager.user_id
    assert made.stage == Stage.REGISTERED
    assert made.number >= 1
    home = queries.residences(session, [made.id])[made.id]
    assert (home.municipality_code, home.place, home.valid_from) == ("GM0106", "Assen", clock.today())
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == made.id)).all()
    assert [event.action for event in events] == ["candidates.register"]


def test_only_a_client_manager_makes_a_dossier(session: Session) -> None:
    with pytest.raises(CandidateNotYours):
        service.register_candidate(session, new(), actor=accounts.actor(session, Role.ACCOUNT_MANAGER))


def test_the_same_bsn_is_refused_with_the_twin_shown(session: Session, manager: Actor) -> None:
    first = service.register_candidate(session, new(bsn=BSN), actor=manager)
    with pytest.raises(DuplicateCandidate) as refused:
        service.register_candidate(session, new(last_name="Anders", bsn=BSN, confirmed_new=True), actor=manager)
    assert refused.value.twins == (first.id,)
    assert refused.value.certain


def test_of_a_twin_at_another_organisation_only_whom_to_ask_shows(session: Session, manager: Actor) -> None:
    other = accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "Gemeente Ginder"))
    service.register_candidate(session, new(bsn=BSN), actor=other)
    with pytest.raises(BsnNotUsable) as refused:
        service.register_candidate(session, new(bsn=BSN), actor=manager)
    assert refused.value.message.endswith("Vraag het aan een collega van Gemeente Ginder.")
    assert service.register_candidate(session, new(), actor=manager).id


def test_the_same_name_and_postcode_asks_first(session: Session, manager: Actor) -> None:
    first = service.register_candidate(session, new(), actor=manager)
    with pytest.raises(DuplicateCandidate) as refused:
        service.register_candidate(session, new(first_name="PROEF"), actor=manager)
    assert refused.value.twins == (first.id,)
    assert not refused.value.certain
    second = service.register_candidate(session, new(confirmed_new=True), actor=manager)
    assert second.number == first.number + 1


@pytest.mark.rule("G14")
def test_a_bsn_is_stored_encrypted_and_found_by_its_hash(session: Session, manager: Actor) -> None:
    made = service.register_candidate(session, new(bsn=BSN, sex=Sex.FEMALE), actor=manager)
    raw = session.execute(
        text("select bsn, bsn_lookup from candidate_personal where candidate_id = :id"), {"id": made.id}
    ).one()
    assert BSN.encode() not in bytes(raw[0])
    assert BSN not in raw[1]
    assert queries.personal(session, manager, made.id) == queries.PersonalFacts(None, "vrouw", has_bsn=True)
    events = session.scalars(select(AuditEvent)).all()
    assert BSN not in repr([(event.before, event.after, event.reason) for event in events])
    assert BSN not in repr(new(bsn=BSN))


def test_an_empty_bsn_leaves_the_stored_one(session: Session, manager: Actor) -> None:
    made = service.register_candidate(session, new(bsn=BSN), actor=manager)
    service.set_personal(session, commands.SetPersonal(made.id, birth_date=date(1990, 2, 1)), actor=manager)
    assert queries.personal(session, manager, made.id) == queries.PersonalFacts(date(1990, 2, 1), None, has_bsn=True)


def test_a_changed_field_remembers_who_says_so(session: Session, manager: Actor) -> None:
    made = factories.candidate(session, language_nl=2)
    edited = service.edit_profile(
        session,
        commands.EditProfile(
            made.id,
            version=made.version,
            source=Source.TALK,
            source_on=date(2026, 3, 2),
            changes={
                "language_nl": 2,
                "hours_max": Decimal(28),
                "skills": [],
                "wishes": [commands.WishEntry("Tuinman"), commands.WishEntry("Chauffeur")],
            },
        ),
        actor=manager,
    )
    assert set(edited.field_sources) == {"hours_max", "skills", "wishes"}
    assert edited.field_sources["hours_max"] == {
        "source": "gesprek",
        "on": "2026-03-02",
        "by": str(manager.user_id),
    }
    again = queries.dossier(session, manager, made.id)
    assert [wish.title for wish in again.wishes] == ["Tuinman", "Chauffeur"]
    assert "skills" in queries.known_fields(again)
    assert "diplomas" not in queries.known_fields(again)


def test_changing_only_the_wishes_makes_a_new_version(session: Session, manager: Actor) -> None:
    made = factories.candidate(session, wishes=("Tuinman",))
    before = made.version
    change = commands.EditProfile(
        made.id,
        version=before,
        source=Source.CV,
        changes={"wishes": [commands.WishEntry("Kok")]},
    )
    edited = service.edit_profile(session, change, actor=manager)
    assert edited.version == before + 1


def test_nothing_changed_writes_nothing(session: Session, manager: Actor) -> None:
    made = factories.candidate(session, full=True)
    change = commands.EditProfile(
        made.id,
        version=made.version,
        source=Source.CV,
        changes={"guidance": "licht", "wishes": [commands.WishEntry("Orderpicker")]},
    )
    service.edit_profile(session, change, actor=manager)
    assert session.scalars(select(AuditEvent)).all() == []


def test_a_stale_save_shows_both_versions_and_changes_nothing(session: Session, manager: Actor) -> None:
    made = factories.candidate(session, hours_max=Decimal(20), language_nl=1)
    stale = made.version
    service.edit_profile(
        session,
        commands.EditProfile(made.id, {"hours_max": Decimal(24)}, Source.TALK, stale),
        actor=manager,
    )
    with pytest.raises(StaleVersion) as refused:
        service.edit_profile(
            session,
            commands.EditProfile(made.id, {"hours_max": Decimal("28.5"), "language_nl": 1}, Source.TALK, stale),
            actor=manager,
        )
    assert refused.value.mine == {"Uren tot": "28,5 uur"}
    assert refused.value.theirs == {"Uren tot": "24 uur"}
    assert refused.value.version == stale + 1
    assert session.get_one(Candidate, made.id).hours_max == 24


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours_min": Decimal(32), "hours_max": Decimal(16)}, "hours_max"),
        ({"hours_max": Decimal(61)}, "hours_max"),
        ({"shifts": ["dag", "ochtend"]}, "shifts"),
        ({"cannot": ["ziekte"]}, "cannot"),
        ({"education_level": 8}, "education_level"),
        ({"skills": ["x" * 201]}, "skills"),
        ({"profile_text": "x" * 4001}, "profile_text"),
        ({"guidance": "veel"}, "guidance"),
    ],
)
def test_values_that_no_profile_can_have(
    session: Session, manager: Actor, changes: dict[str, object], field: str
) -> None:
    made = factories.candidate(session)
    with pytest.raises(InvalidProfile) as refused:
        service.edit_profile(session, commands.EditProfile(made.id, changes, Source.TALK, made.version), actor=manager)
    assert set(refused.value.fields) == {field}


def test_somebody_else_edits_nothing(session: Session) -> None:
    made = factories.matchable(session)
    change = commands.EditProfile(made.id, {"language_nl": 4}, Source.TALK, made.version)
    with pytest.raises(CandidateNotYours):
        service.edit_profile(session, change, actor=accounts.actor(session, Role.ACCOUNT_MANAGER))
    stranger = accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "Ginder"))
    with pytest.raises(CandidateNotFound):
        service.edit_profile(session, change, actor=stranger)
    assert made.language_nl == 3


def test_matchable_says_what_is_missing(session: Session, manager: Actor) -> None:
    made = factories.candidate(session, stage=Stage.DIAGNOSIS, full=True, shifts=None, language_nl=None)
    with pytest.raises(ProfileIncomplete) as refused:
        service.move_stage(session, commands.MoveStage(made.id, Stage.MATCHABLE), actor=manager)
    assert refused.value.missing == ("kan werken", "Nederlands spreken")
    assert made.stage == Stage.DIAGNOSIS
    made.shifts, made.language_nl = [], 0
    service.move_stage(session, commands.MoveStage(made.id, Stage.MATCHABLE), actor=manager)
    assert made.stage == Stage.MATCHABLE
    assert made.waiting_since == clock.today()


@pytest.mark.parametrize("current", list(Stage))
def test_only_steps_of_the_table_are_possible(session: Session, manager: Actor, current: Stage) -> None:
    made = factories.candidate(session, full=True, stage=current)
    for target in set(Stage) - STAGES.transitions[current]:
        with pytest.raises(Conflict):
            service.move_stage(session, commands.MoveStage(made.id, target, "reden"), actor=manager)
    assert made.stage == current
    for target in STAGES.transitions[current]:
        service.move_stage(session, commands.MoveStage(made.id, target, "reden"), actor=manager)
        made.stage = current.value


def test_leaving_needs_a_reason(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    with pytest.raises(InvalidFact) as refused:
        service.move_stage(session, commands.MoveStage(made.id, Stage.CLOSED, "  "), actor=manager)
    assert set(refused.value.fields) == {"reason"}


def test_loonwaarde_keeps_its_history(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    today = clock.today()
    early, late = today - timedelta(days=400), today - timedelta(days=30)
    for day, percentage in ((early, 40), (late, 55)):
        service.record_loonwaarde(
            session,
            commands.RecordLoonwaarde(made.id, LoonwaardeKind.INDICATION, percentage, day),
            actor=manager,
        )
    assert queries.loonwaardes(session, [made.id])[made.id].percentage == 55
    assert queries.loonwaardes(session, [made.id], on=late - timedelta(days=1))[made.id].percentage == 40
    history = queries.loonwaarde_history(session, made.id)
    assert [(row.percentage, row.valid_until) for row in history] == [
        (55, None),
        (40, late - timedelta(days=1)),
    ]
    # A correction supersedes: the row that was believed before is still there.
    service.record_loonwaarde(
        session, commands.RecordLoonwaarde(made.id, LoonwaardeKind.INDICATION, 60, late), actor=manager
    )
    rows = session.scalars(select(LoonwaardeIndication).where(LoonwaardeIndication.percentage == 55)).all()
    assert len(rows) == 1
    assert rows[0].superseded_at is not None


def test_a_measurement_needs_its_expert(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    command = commands.RecordLoonwaarde(made.id, LoonwaardeKind.EARLIER, 55, clock.today())
    with pytest.raises(InvalidFact) as refused:
        service.record_loonwaarde(session, command, actor=manager)
    assert set(refused.value.fields) == {"expert"}
    later = commands.RecordLoonwaarde(made.id, LoonwaardeKind.INDICATION, 55, clock.today() + timedelta(days=1))
    with pytest.raises(InvalidFact):
        service.record_loonwaarde(session, later, actor=manager)


def test_the_log_never_holds_the_answer_of_the_register(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    service.record_register_check(
        session, commands.RecordRegisterCheck(made.id, in_register=True, checked_on=clock.today()), actor=manager
    )
    assert queries.register_checks(session, [made.id])[made.id].in_register
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "candidates.register_check")).one()
    assert event.after == {"op": clock.today().isoformat()}


def test_agreement_is_given_and_taken_back_without_a_trace_lost(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    given, taken = clock.today() - timedelta(days=20), clock.today() - timedelta(days=2)
    service.record_agreement(
        session,
        commands.RecordAgreement(made.id, SharingPurpose.WSP, Evidence.FORM, given),
        actor=manager,
    )
    assert queries.agreement_holds(session, made.id, SharingPurpose.WSP)
    service.withdraw_agreement(
        session, commands.WithdrawAgreement(made.id, SharingPurpose.WSP, Evidence.PHONE, taken), actor=manager
    )
    assert not queries.agreement_holds(session, made.id, SharingPurpose.WSP)
    assert queries.agreement_holds(session, made.id, SharingPurpose.WSP, on=taken - timedelta(days=1))
    history = queries.agreements(session, made.id)
    assert [(row.given, row.evidence, row.recorded_by) for row in history] == [
        (False, "telefoon", manager.user_id),
        (True, "formulier", manager.user_id),
    ]
    with pytest.raises(InvalidFact):
        service.withdraw_agreement(
            session,
            commands.WithdrawAgreement(made.id, SharingPurpose.WSP, Evidence.PHONE, clock.today()),
            actor=manager,
        )


def test_a_name_is_for_one_employer(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    command = commands.RecordAgreement(made.id, SharingPurpose.NAMED, Evidence.TALK, clock.today())
    with pytest.raises(InvalidFact) as refused:
        service.record_agreement(session, command, actor=manager)
    assert set(refused.value.fields) == {"employer_id"}


def test_moving_keeps_where_somebody_lived(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    moved = clock.today() - timedelta(days=10)
    service.set_residence(session, commands.SetResidence(made.id, "GM1680", moved, "9461 AB", "Gieten"), actor=manager)
    assert queries.residences(session, [made.id])[made.id].place == "Gieten"
    assert queries.residences(session, [made.id], on=moved - timedelta(days=1))[made.id].place == "Assen"


@pytest.mark.rule("G7")
def test_an_objection_is_kept_with_its_reason(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    service.set_objection(session, commands.SetObjection(made.id, False, "Wil dit niet."), actor=manager)
    assert not made.automatic_matching
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "candidates.objection")).one()
    assert event.reason == "Wil dit niet."


def test_klopt_dit_nog(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    service.confirm_profile(session, commands.ConfirmProfile(made.id, clock.today()), actor=manager)
    assert made.profile_checked_on == clock.today() == made.last_spoken_on


def test_a_coach_must_be_a_coach(session: Session, manager: Actor) -> None:
    made = factories.candidate(session)
    with pytest.raises(InvalidFact) as refused:
        service.assign_people(session, commands.AssignPeople(made.id, manager.user_id, manager.user_id), actor=manager)
    assert set(refused.value.fields) == {"job_coach_id"}
    coach = accounts.member(session, Role.JOB_COACH)
    service.assign_people(session, commands.AssignPeople(made.id, manager.user_id, coach.id), actor=manager)
    assert made.job_coach_id == coach.id


def test_there_is_no_dossier_with_a_made_up_id(session: Session, manager: Actor) -> None:
    with pytest.raises(CandidateNotFound):
        queries.dossier(session, manager, uuid.uuid4())


def test_every_profile_field_has_words() -> None:
    from wsp.candidates import enums, words

    assert set(enums.PROFILE_LABELS) == set(ProfileField) == set(enums.QUESTIONS) == set(words._WRITERS)
