"""What the verbs of candidates take: every door (form, API, import) makes one of these."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from wsp.candidates.enums import Evidence, LoonwaardeKind, Sex, SharingPurpose, Source, Stage


@dataclass(frozen=True)
class WishEntry:
    """Work somebody would like; the order in the profile is the order of preference."""

    title: str
    occupation_code: str | None = None


@dataclass(frozen=True)
class ExperienceEntry:
    """Work somebody did. `years` may be halves; `ended_year` None means still doing it or not known."""

    title: str
    occupation_code: str | None = None
    years: Decimal | None = None
    ended_year: int | None = None


@dataclass(frozen=True)
class RegisterCandidate:
    """A new dossier at the actor's organisation (or at `organisation_id`, for a process)."""

    first_name: str
    last_name: str
    municipality_code: str
    name_prefix: str | None = None
    email: str | None = None
    phone: str | None = None
    postcode: str | None = None
    place: str | None = None
    bsn: str | None = field(default=None, repr=False)
    birth_date: date | None = None
    sex: Sex | None = None
    organisation_id: uuid.UUID | None = None
    client_manager_id: uuid.UUID | None = None
    job_coach_id: uuid.UUID | None = None
    lives_since: date | None = None
    """First day of the residence; None: from today."""
    stage: Stage = Stage.REGISTERED
    """Only a process (import, seed) starts elsewhere than at aangemeld."""
    source: str = "medewerker"
    confirmed_new: bool = False
    """True: the actor saw who looks alike and says this is somebody else."""


@dataclass(frozen=True)
class EditProfile:
    """New values for the profile fields in `changes` (keys of `enums.ProfileField`); other fields stay.

    None means not known, an empty list means asked, and none. `version` is the one the form was made from;
    None (processes only) skips the check for a stale form.
    """

    candidate_id: uuid.UUID
    changes: Mapping[str, Any]
    source: Source
    version: int | None = None
    source_on: date | None = None
    """Since when this is known; None: today."""


@dataclass(frozen=True)
class EditIdentity:
    """Name and contact data."""

    candidate_id: uuid.UUID
    version: int
    first_name: str
    last_name: str
    name_prefix: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class SetPersonal:
    """Birth date, sex and BSN. An empty `bsn` leaves the stored one as it is: it is never shown, so never sent back."""

    candidate_id: uuid.UUID
    bsn: str | None = field(default=None, repr=False)
    birth_date: date | None = None
    sex: Sex | None = None


@dataclass(frozen=True)
class SetResidence:
    """Where somebody lives from a day on; an earlier day corrects the past."""

    candidate_id: uuid.UUID
    municipality_code: str
    since: date
    postcode: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class AssignPeople:
    """Who guides this candidate."""

    candidate_id: uuid.UUID
    client_manager_id: uuid.UUID | None
    job_coach_id: uuid.UUID | None


@dataclass(frozen=True)
class RecordLoonwaarde:
    """A loonwaarde in whole percent that was not measured in the present job; valid from the day it was measured."""

    candidate_id: uuid.UUID
    kind: LoonwaardeKind
    percentage: int
    measured_on: date
    function_title: str | None = None
    expert: str | None = None


@dataclass(frozen=True)
class RecordRegisterCheck:
    """UWV's answer about the doelgroepregister: yes or no, never the ground (law.md 10, Wfsv 38d)."""

    candidate_id: uuid.UUID
    in_register: bool
    checked_on: date


@dataclass(frozen=True)
class RecordAgreement:
    """Somebody agreed to be shared for one purpose; `employer_id` where the purpose is about one employer."""

    candidate_id: uuid.UUID
    purpose: SharingPurpose
    evidence: Evidence
    given_on: date
    employer_id: uuid.UUID | None = None


@dataclass(frozen=True)
class WithdrawAgreement:
    """Somebody takes an agreement back; without effect on a benefit."""

    candidate_id: uuid.UUID
    purpose: SharingPurpose
    evidence: Evidence
    withdrawn_on: date
    employer_id: uuid.UUID | None = None


@dataclass(frozen=True)
class MoveStage:
    """A step to another stage; `reason` is needed for niet beschikbaar and afgesloten."""

    candidate_id: uuid.UUID
    stage: Stage
    reason: str | None = None


@dataclass(frozen=True)
class SetObjection:
    """Objection to automatic matching (AVG art. 21), or its end."""

    candidate_id: uuid.UUID
    automatic_matching: bool
    reason: str | None = None


@dataclass(frozen=True)
class SetRestriction:
    """Only keep the data (AVG art. 18), or use them again."""

    candidate_id: uuid.UUID
    restricted: bool
    reason: str | None = None


@dataclass(frozen=True)
class OpenEmergency:
    """Look in a dossier outside the inner wall. `number` is the K-number without its letter."""

    number: int
    reason: str


@dataclass(frozen=True)
class ConfirmProfile:
    """The answer to "klopt dit nog?": the profile was read out and is right."""

    candidate_id: uuid.UUID
    spoken_on: date


@dataclass(frozen=True)
class AskField:
    """A question to the client manager about one field of the profile that is not known."""

    candidate_id: uuid.UUID
    field: str
    """Key of `enums.ProfileField`."""


@dataclass(frozen=True)
class OpenDossier:
    """A whole new dossier at once: who it is, the profile, the agreement to be shared, the register's answer.

    For processes (an import): what a person does in four steps. `changes` is as in `EditProfile`.
    """

    register: RegisterCandidate
    changes: Mapping[str, Any]
    source: Source
    evidence: Evidence | None = None
    """How the agreement to share with the WSP was given; None: there is no agreement."""
    agreed_on: date | None = None
    """Since when; None: today."""
    in_register: bool | None = None
    """UWV's answer about the doelgroepregister, counted from today; None: not known."""
