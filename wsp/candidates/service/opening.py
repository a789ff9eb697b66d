"""Many whole dossiers in a handful of statements: the same rules and the same rows as the verbs one by one.

A test compares both ways, row for row.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.audit.service import Happened
from wsp.candidates import policy, rules, tombstones
from wsp.candidates.commands import OpenDossier, RegisterCandidate
from wsp.candidates.enums import ProfileField, SharingPurpose, Stage
from wsp.candidates.errors import BsnNotUsable, CandidateNotYours, PersonErased
from wsp.candidates.likeness import SAME_BSN, Likeness, same_person, swapped
from wsp.candidates.models import (
    Candidate,
    CandidatePersonal,
    Experience,
    RegisterCheck,
    Residence,
    SharingAgreement,
    Wish,
)
from wsp.candidates.queries import SUBJECT
from wsp.candidates.service.profile import link_titles, plain_value, told
from wsp.candidates.service.registration import bsn_lookup
from wsp.candidates.twins import Twin, alike, likeness_of, recognised_by
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Base, insert_many
from wsp.foundation.numbering import reserve
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period

_DETAILS: Final = (ProfileField.WISHES, ProfileField.EXPERIENCES)


def check_dossier(command: OpenDossier) -> None:
    """Refuse what no verb would take, before anything is written.

    Raises:
        InvalidProfile, InvalidFact: on the field that is wrong.

    """
    today = clock.today()
    rules.check_changes(command.changes)
    rules.check_hours(command.changes.get("hours_min"), command.changes.get("hours_max"))
    if command.register.birth_date is not None:
        rules.check_not_future(command.register.birth_date, on=today, field="birth_date")
    if command.agreed_on is not None:
        rules.check_not_future(command.agreed_on, on=today, field="given_on")


def open_dossiers(session: Session, commands: Sequence[OpenDossier], *, actor: Actor) -> list[uuid.UUID]:
    """Open all these dossiers; returns their ids in the order of `commands`. Twins are the caller's question.

    Raises:
        CandidateNotYours: a person asks; this verb is for processes.
        PersonErased: one of them was erased here.
        BsnNotUsable: one of the BSNs is in a dossier already, or twice in `commands`.
        InvalidProfile, InvalidFact: as `check_dossier`.

    """
    if not commands:
        return []
    if not policy.is_process(actor):
        raise CandidateNotYours
    for command in commands:
        check_dossier(command)
    if any(bsns_taken(session, commands)):
        raise BsnNotUsable
    if any(find_erased(session, actor.region_id, commands)):
        raise PersonErased
    rows = _Rows(actor)
    codes: dict[str, str | None] = {}
    numbers = reserve(session, actor.region_id, "candidates", len(commands))
    ids = [
        rows.take(replace(command, changes=_linked(session, command.changes, codes)), number)
        for command, number in zip(commands, numbers, strict=True)
    ]
    for model, found in rows.tables.items():
        insert_many(session, model, found)
    audit.record_many(session, actor, rows.events)
    return ids


def find_erased(
    session: Session,
    region: str,
    commands: Sequence[OpenDossier],
    external: Sequence[tuple[str, str]] | None = None,
) -> list[bool]:
    """For each of these people whether they were erased here; `external` gives system and number of each."""
    marks = []
    for place, command in enumerate(commands):
        register = command.register
        marks.append(
            tombstones.marks(
                name=sort_key(register.last_name, register.name_prefix, register.first_name),
                birth_date=register.birth_date,
                postcode=register.postcode,
                bsn_lookup=bsn_lookup(register.bsn),
                external=[external[place]] if external else [],
            )
        )
    erased = tombstones.erased_among(session, region, [mark for found in marks for mark in found])
    return [not erased.isdisjoint(found) for found in marks]


def likeness(register: RegisterCandidate) -> Likeness:
    """By what this person can be recognised."""
    return Likeness(
        first_name=register.first_name,
        last_name=register.last_name,
        name_prefix=register.name_prefix,
        birth_date=register.birth_date,
        postcode=register.postcode,
        email=register.email,
        phone=register.phone,
        bsn_lookup=bsn_lookup(register.bsn),
    )


def find_known(session: Session, organisation_id: uuid.UUID, people: Sequence[Likeness]) -> list[Twin | None]:
    """For each person the dossier of this organisation that looks most like it; two statements for all of them.

    As `twins.find_twins`, for many: what an organisation does not keep itself is never compared with.
    """
    ids = (
        session.scalars(
            select(Candidate.id).where(Candidate.organisation_id == organisation_id, or_(*alike(people)))
        ).all()
        if alike(people)
        else []
    )
    if not ids:
        return [None] * len(people)
    rows = [(row, likeness_of(row)) for row in session.execute(recognised_by().where(Candidate.id.in_(ids)))]
    places: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, (_, known) in enumerate(rows):
        for mark in _marks(known):
            places[mark].append(place)
    return [_best(one, [rows[place] for place in _places(one, places)]) for one in people]


def _marks(one: Likeness) -> list[tuple[str, object]]:
    """What two dossiers must have in common before their names are compared at all."""
    found: list[tuple[str, object]] = [
        ("bsn", one.bsn_lookup),
        ("postcode", one.postcode),
        ("email", one.email),
        ("phone", one.phone),
    ]
    if one.birth_date:
        found += [("born", day) for day in (one.birth_date, *swapped(one.birth_date))]
    return [(kind, value) for kind, value in found if value]


def _places(one: Likeness, places: Mapping[tuple[str, object], Sequence[int]]) -> list[int]:
    return sorted({place for mark in _marks(one) for place in places.get(mark, ())})


def _best(one: Likeness, rows: Sequence[tuple[Any, Likeness]]) -> Twin | None:
    twins = [
        Twin(row.id, row.number, reasons, certain=SAME_BSN in reasons)
        for row, known in rows
        if (reasons := same_person(one, known))
    ]
    return min(twins, key=lambda twin: (not twin.certain, -len(twin.reasons), twin.number), default=None)


def bsns_taken(session: Session, commands: Sequence[OpenDossier]) -> list[bool]:
    """For each of these people whether their BSN is in a dossier of the region already, or earlier in `commands`."""
    lookups = [bsn_lookup(command.register.bsn) for command in commands]
    wanted = [lookup for lookup in lookups if lookup]
    if not wanted:
        return [False] * len(commands)
    seen = set(session.scalars(select(CandidatePersonal.bsn_lookup).where(CandidatePersonal.bsn_lookup.in_(wanted))))
    taken = []
    for lookup in lookups:
        taken.append(lookup is not None and lookup in seen)
        seen.add(lookup)
    return taken


def _linked(session: Session, changes: Mapping[str, Any], codes: dict[str, str | None]) -> dict[str, Any]:
    given = {name: value for name, value in changes.items() if value is not None}
    return given | link_titles(session, given, codes)


class _Rows:
    """What is to be written, per table, in the order in which references allow it."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.now = clock.now()
        self.today = clock.today()
        self.tables: dict[type[Base], list[dict[str, Any]]] = {
            model: []
            for model in (
                Candidate, CandidatePersonal, Residence, Wish, Experience, SharingAgreement, RegisterCheck,
            )
        }  # fmt: skip
        self.events: list[Happened] = []

    def take(self, command: OpenDossier, number: int) -> uuid.UUID:
        """Add the rows of one dossier."""
        candidate_id = uuid.uuid4()
        self._candidate(candidate_id, command, number)
        register = command.register
        lookup = bsn_lookup(register.bsn)
        if lookup or register.birth_date or register.sex:
            self._add(
                CandidatePersonal,
                candidate_id=candidate_id,
                birth_date=register.birth_date,
                sex=register.sex.value if register.sex else None,
                bsn=register.bsn,
                bsn_lookup=lookup,
            )
        self._version(
            Residence,
            candidate_id,
            since=register.lives_since or self.today,
            postcode=register.postcode,
            place=register.place,
            municipality_code=register.municipality_code,
        )
        self._details(candidate_id, command.changes)
        self._agreement(candidate_id, command)
        if command.in_register is not None:
            self._version(
                RegisterCheck, candidate_id, since=self.today, in_register=command.in_register, checked_on=self.today
            )
            self._happened("candidates.register_check", candidate_id, after={"op": self.today})
        return candidate_id

    def _candidate(self, candidate_id: uuid.UUID, command: OpenDossier, number: int) -> None:
        register, changes = command.register, command.changes
        sources = {name: told(command.source, self.today, self.actor) for name in changes}
        profile = {field.value: changes.get(field.value) for field in ProfileField if field not in _DETAILS}
        self._add(
            Candidate,
            id=candidate_id,
            number=number,
            organisation_id=register.organisation_id,
            client_manager_id=register.client_manager_id,
            job_coach_id=register.job_coach_id,
            stage=register.stage.value,
            first_name=register.first_name,
            name_prefix=register.name_prefix,
            last_name=register.last_name,
            sort_key=sort_key(register.last_name, register.name_prefix, register.first_name),
            email=register.email,
            phone=register.phone,
            waiting_since=self.today if register.stage is Stage.MATCHABLE else None,
            source=register.source,
            field_sources=sources,
            **profile,
        )
        self._happened(
            "candidates.register",
            candidate_id,
            after={"nummer": number, "fase": register.stage, "bron": register.source},
        )
        if changes:
            self._happened(
                "candidates.profile",
                candidate_id,
                before=dict.fromkeys(changes),
                after={name: plain_value(value) for name, value in changes.items()},
                reason=command.source.value,
            )

    def _details(self, candidate_id: uuid.UUID, changes: Mapping[str, Any]) -> None:
        for position, wish in enumerate(changes.get(ProfileField.WISHES) or (), start=1):
            self._add(
                Wish,
                candidate_id=candidate_id,
                position=position,
                title=wish.title,
                occupation_code=wish.occupation_code,
            )
        for entry in changes.get(ProfileField.EXPERIENCES) or ():
            self._add(
                Experience,
                candidate_id=candidate_id,
                title=entry.title,
                occupation_code=entry.occupation_code,
                years=entry.years,
                ended_year=entry.ended_year,
            )

    def _agreement(self, candidate_id: uuid.UUID, command: OpenDossier) -> None:
        if command.evidence is None:
            return
        day = command.agreed_on or self.today
        purpose = SharingPurpose.WSP
        self._version(
            SharingAgreement,
            candidate_id,
            since=day,
            purpose=purpose.value,
            employer_id=None,
            given=True,
            evidence=command.evidence.value,
            given_on=day,
        )
        self._happened(
            "candidates.agreement",
            candidate_id,
            after={"doel": purpose, "werkgever": None, "bewijs": command.evidence, "op": day},
        )

    def _version(self, model: type[Base], candidate_id: uuid.UUID, *, since: Any, **values: Any) -> None:
        self._add(
            model,
            candidate_id=candidate_id,
            valid=period(since),
            recorded_at=self.now,
            recorded_by=self.actor.user_id,
            superseded_at=None,
            **values,
        )

    def _add(self, model: type[Base], **values: Any) -> None:
        self.tables[model].append({"id": uuid.uuid4(), "region_id": self.actor.region_id} | values)

    def _happened(self, action: str, candidate_id: uuid.UUID, **about: Any) -> None:
        self.events.append(Happened(action, (SUBJECT, candidate_id), **about))
