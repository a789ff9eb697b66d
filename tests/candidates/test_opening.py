"""Opening many dossiers at once writes what the verbs write one by one."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from wsp.audit.models import AuditEvent
from wsp.candidates import commands, service
from wsp.candidates.commands import ExperienceEntry, OpenDossier, RegisterCandidate, WishEntry
from wsp.candidates.enums import Evidence, Sex, SharingPurpose, Source, Stage
from wsp.candidates.errors import BsnNotUsable, CandidateNotYours, InvalidFact, InvalidProfile
from wsp.candidates.likeness import Likeness
from wsp.candidates.models import (
    Candidate,
    CandidatePersonal,
    Experience,
    RegisterCheck,
    Residence,
    SharingAgreement,
    Wish,
)
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.numbers import sample_bsn

PROCESS = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="import")
PROFILE: dict[str, Any] = {
    "wishes": [WishEntry("Orderpicker"), WishEntry("Iets met dieren")],
    "experiences": [ExperienceEntry("Schoonmaker", None, Decimal("2.5"), 2020)],
    "education_level": 3,
    "language_nl": 3,
    "hours_min": Decimal(16),
    "hours_max": Decimal(32),
    "shifts": ["dag"],
    "transport": [],
    "available_from": date(2026, 1, 5),
    "guidance": None,
}


def dossier(organisation_id: uuid.UUID, **changes: Any) -> OpenDossier:
    register = RegisterCandidate(
        first_name="Şükrü",
        name_prefix="van der",
        last_name="Verzonnen",
        municipality_code="GM0106",
        email="sukru@post.example",
        phone="+31600000000",
        postcode="9401 AB",
        place="Assen",
        bsn=sample_bsn(51),
        birth_date=date(1990, 2, 1),
        sex=Sex.MALE,
        organisation_id=organisation_id,
        stage=Stage.MATCHABLE,
        source="import",
        confirmed_new=True,
    )
    given: dict[str, Any] = {
        "register": register,
        "changes": PROFILE,
        "source": Source.IMPORT,
        "evidence": Evidence.ELSEWHERE,
        "agreed_on": date(2026, 1, 2),
        "in_register": True,
    }
    return OpenDossier(**(given | changes))


def one_by_one(session: Session, command: OpenDossier) -> uuid.UUID:
    candidate = service.register_candidate(session, command.register, actor=PROCESS)
    changes = {name: value for name, value in command.changes.items() if value is not None}
    service.edit_profile(session, commands.EditProfile(candidate.id, changes, command.source), actor=PROCESS)
    assert command.evidence
    assert command.agreed_on
    assert command.in_register is not None
    service.record_agreement(
        session,
        commands.RecordAgreement(candidate.id, SharingPurpose.WSP, command.evidence, command.agreed_on),
        actor=PROCESS,
    )
    service.record_register_check(
        session, commands.RecordRegisterCheck(candidate.id, command.in_register, clock.today()), actor=PROCESS
    )
    return candidate.id


_OWN = {"id", "number", "created_at", "updated_at", "recorded_at", "version", "candidate_id", "bsn_lookup", "bsn"}


def written(session: Session, candidate_id: uuid.UUID) -> dict[str, Any]:
    """Everything the database holds about somebody, without what differs by nature."""
    session.flush()
    session.expire_all()
    found: dict[str, Any] = {}
    for model in (Candidate, CandidatePersonal, Residence, Wish, Experience, SharingAgreement, RegisterCheck):
        owner = model.id if model is Candidate else model.candidate_id  # type: ignore[attr-defined]  # every other model belongs to one candidate
        names = [each.key for each in inspect(model).column_attrs if each.key not in _OWN]
        rows = session.scalars(select(model).where(owner == candidate_id)).all()
        found[model.__tablename__] = sorted(({name: getattr(row, name) for name in names} for row in rows), key=repr)
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.subject_id == candidate_id).order_by(AuditEvent.action)
    ).all()
    found["events"] = [
        (each.action, each.actor_kind, each.before, _without_number(each.after), each.reason, each.result)
        for each in events
    ]
    return found


def _without_number(after: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (after or {}).items() if name != "nummer"}


def test_all_at_once_writes_what_one_by_one_writes(session: Session) -> None:
    organisation = accounts.organisation(session)
    single = one_by_one(session, dossier(organisation.id))
    first = written(session, single)
    row = session.scalars(select(CandidatePersonal).where(CandidatePersonal.candidate_id == single)).one()
    row.bsn_lookup = None
    session.flush()
    [many] = service.open_dossiers(session, [dossier(organisation.id)], actor=PROCESS)
    assert written(session, many) == first
    assert [each["occupation_code"] is not None for each in first["candidate_wishes"]].count(True) == 1
    assert len(first["events"]) == 4


def test_numbers_follow_each_other_and_the_answer_keeps_the_order(session: Session) -> None:
    organisation = accounts.organisation(session)
    given = [
        OpenDossier(RegisterCandidate("A", f"N{i}", "GM0106", organisation_id=organisation.id), {}, Source.IMPORT)
        for i in range(5)
    ]
    ids = service.open_dossiers(session, given, actor=PROCESS)
    found = {row.id: row for row in session.scalars(select(Candidate).where(Candidate.id.in_(ids)))}
    assert [found[each].last_name for each in ids] == [f"N{i}" for i in range(5)]
    numbers = [found[each].number for each in ids]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


def test_one_that_no_verb_would_take_stops_all(session: Session) -> None:
    organisation = accounts.organisation(session)
    tomorrow = clock.today() + timedelta(days=1)
    good = dossier(organisation.id)
    for wrong, error in (
        (dossier(organisation.id, changes={"hours_min": Decimal(30), "hours_max": Decimal(20)}), InvalidProfile),
        (dossier(organisation.id, changes={"shifts": ["ooit"]}), InvalidProfile),
        (dossier(organisation.id, agreed_on=tomorrow), InvalidFact),
        (good, BsnNotUsable),
    ):
        with pytest.raises(error), session.begin_nested():
            service.open_dossiers(session, [good, wrong], actor=PROCESS)
    assert session.scalars(select(Candidate.id)).all() == []


def test_a_person_opens_dossiers_one_by_one(session: Session) -> None:
    manager = accounts.actor(session)
    with pytest.raises(CandidateNotYours):
        service.open_dossiers(session, [dossier(accounts.organisation(session).id)], actor=manager)


def test_people_are_known_within_their_own_organisation_only(session: Session) -> None:
    organisation = accounts.organisation(session)
    other = accounts.organisation(session, "Gemeente Elders")
    made, _ = service.open_dossiers(
        session,
        [dossier(organisation.id), dossier(organisation.id, register=_somebody(organisation.id))],
        actor=PROCESS,
    )
    person = service.likeness(dossier(organisation.id).register)
    nobody = Likeness("Iemand", "Anders", postcode="9401 AB")
    found = service.find_known(session, organisation.id, [nobody, person])
    assert [twin and (twin.id, twin.certain) for twin in found] == [None, (made, True)]
    assert service.find_known(session, other.id, [nobody, person]) == [None, None]
    by_name = replace(person, bsn_lookup=None, birth_date=None, email=None, first_name="Sukru")
    [twin] = service.find_known(session, organisation.id, [by_name])
    assert twin is not None
    assert (twin.id, twin.certain, twin.reasons[0]) == (made, False, "dezelfde naam")


def _somebody(organisation_id: uuid.UUID) -> RegisterCandidate:
    return RegisterCandidate("Wat", "Anders", "GM0106", postcode="9401 AB", organisation_id=organisation_id)
