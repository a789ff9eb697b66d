"""Candidates in the groups and proportions of domain.md, with profile, residence, loonwaarde and agreements."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from wsp.accounts.permissions import Role
from wsp.candidates.enums import MINIMUM_PROFILE, Evidence, LoonwaardeKind, ProfileField, SharingPurpose, Source, Stage
from wsp.candidates.models import (
    Candidate,
    CandidatePersonal,
    Experience,
    LoonwaardeIndication,
    RegisterCheck,
    Residence,
    SharingAgreement,
    Wish,
)
from wsp.demo import profiles
from wsp.demo.chance import Chance, apportion
from wsp.demo.employers import postcode
from wsp.demo.names import Name, person_name, spoken_dutch
from wsp.demo.plan import Group, Place, RegionPlan, groups
from wsp.demo.profiles import Path
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.foundation import clock, crypto
from wsp.foundation.numbers import sample_bsn
from wsp.foundation.versions import period
from wsp.foundation.workdays import add_months

_UNKNOWN: Mapping[ProfileField, float] = {
    ProfileField.PROFILE_TEXT: 0.1, ProfileField.SKILLS: 0.12, ProfileField.EDUCATION: 0.21,
    ProfileField.DIPLOMAS: 0.24, ProfileField.LANGUAGE: 0.12, ProfileField.LICENCES: 0.14,
    ProfileField.TRANSPORT: 0.13, ProfileField.TRAVEL: 0.2, ProfileField.HOURS_MIN: 0.22,
    ProfileField.HOURS_MAX: 0.12, ProfileField.SHIFTS: 0.15, ProfileField.AVAILABLE: 0.16,
    ProfileField.CANNOT: 0.16, ProfileField.GUIDANCE: 0.18, ProfileField.MOTIVATION: 0.25,
    ProfileField.DEVELOPMENT: 0.5,
}  # fmt: skip
"""How often a field is not known. Whoever is matchbaar has the fields that this stage asks for."""
_EARLY: Mapping[str, float] = {"aangemeld": 2.6, "intake": 1.8, "diagnose": 1.2}
"""In the first stages more is unknown: so many times as often."""
_BSN_SHARE = 0.12
SETTLED = timedelta(days=10)
"""No fact that instruments depend on is younger: tasks are planned as of some days ago (duties.py)."""
_LOONWAARDE_SHARE = {"aangemeld": 0.25, "intake": 0.4, "diagnose": 0.6}
_WSW = "wsw"


@dataclass(frozen=True)
class DemoCandidate:
    """What other parts of the demo need to know of a candidate."""

    id: uuid.UUID
    group: str
    stage: str
    organisation_id: uuid.UUID
    client_manager_id: uuid.UUID | None
    path: Path
    row: dict[str, Any]
    born_on: date
    loonwaarde: int | None
    in_register: bool | None
    birth_known: bool
    shared_since: date | None
    """From this day shared with the WSP and offered without a name; None: not both."""
    since: date
    residence: str
    """GM code of the municipality where somebody lives."""


def make_candidates(rows: Rows, plan: RegionPlan, staff: Staff, numbers: range, seed: object) -> list[DemoCandidate]:
    """Collect the rows of all candidates of a region, in order of their registration."""
    chance = Chance(seed, plan.code, "candidates")
    maker = _Maker(rows, plan, staff, chance, profiles.Writer(chance), numbers)
    shares = apportion({group.code: group.people for group in groups()}, plan.candidates)
    people = chance.shuffled([group for group in groups() for _ in range(shares[group.code])])
    today = clock.today()
    registered = sorted(today - timedelta(days=int(1300 * (chance.number(1, 1000) / 1000) ** 2)) for _ in people)
    return [maker.candidate(number, group, day) for number, group, day in zip(numbers, people, registered, strict=True)]


@dataclass
class _Maker:
    rows: Rows
    plan: RegionPlan
    staff: Staff
    chance: Chance
    writer: profiles.Writer
    numbers: range

    def candidate(self, number: int, group: Group, registered: date) -> DemoCandidate:
        """Collect one candidate with everything that belongs to the dossier."""
        chance, today = self.chance, clock.today()
        name = person_name(chance)
        age = chance.number(*group.ages)
        born_on = add_months(today, -12 * age) - timedelta(days=chance.number(1, 364))
        stage = self._stage(group, registered)
        place = self._home()
        organisation_id, manager_id = self._keeper(place)
        path = profiles.draw_path(chance, group, age, spoken_dutch(chance, name.group))
        at = chance.moment(registered)
        facts = self._profile(group, stage, age, path)
        spoken = chance.workday(max(registered, today - timedelta(days=200)), today)
        candidate_id = chance.uuid()
        row = self.rows.add(
            Candidate,
            id=candidate_id,
            created_at=at,
            updated_at=at,
            number=number,
            organisation_id=organisation_id,
            client_manager_id=manager_id,
            job_coach_id=self._coach(group, stage),
            stage=stage,
            first_name=name.first,
            name_prefix=name.prefix,
            last_name=name.last,
            sort_key=name.sort_key,
            email=f"{name.mailbox}{number}@post.example" if chance.yes(0.7) else None,
            phone=f"+31600{chance.number(0, 999999):06d}" if chance.yes(0.9) else None,
            **{field.value: facts[field] for field in _UNKNOWN},
            waiting_since=chance.day(registered, today) if stage == Stage.MATCHABLE else None,
            field_sources=self._sources(facts, registered, spoken, manager_id),
            profile_checked_on=spoken if chance.yes(0.7) else None,
            last_spoken_on=spoken if chance.yes(0.9) else None,
            automatic_matching=chance.yes(0.992),
            source="import" if chance.yes(0.1) else "medewerker",
        )
        self._details(candidate_id, at, path, facts)
        birth_known = self._personal(candidate_id, number, at, name, born_on)
        self._residence(candidate_id, registered, at, place)
        loonwaarde = self._loonwaarde(candidate_id, group, stage, path, registered)
        in_register = self._register(candidate_id, group, stage, loonwaarde, registered)
        shared = self._agreements(candidate_id, stage, registered)
        return DemoCandidate(
            candidate_id, group.code, stage, organisation_id, manager_id, path, row, born_on, loonwaarde,
            in_register, birth_known, shared, registered, place.municipality,
        )  # fmt: skip

    def _stage(self, group: Group, registered: date) -> str:
        """Where somebody stands; nobody is matchbaar within a month, nobody waits for an intake for a year."""
        days = (clock.today() - registered).days
        weights = dict(group.stages)
        if days > 240:  # noqa: PLR2004 - eight months (said by the line itself)
            weights |= {early: weights[early] * 0.08 for early in _EARLY if early in weights}
        if days < 30:  # noqa: PLR2004 - a month (said by the line itself)
            weights |= {late: 0.0 for late in ("matchbaar", "afgesloten") if "aangemeld" in weights}
        return self.chance.weighted(weights)

    def _home(self) -> Place:
        municipality = self.chance.weighted(self.plan.municipalities)
        there = {each: each.residents for each in self.plan.places if each.municipality == municipality}
        return self.chance.weighted(there)

    def _keeper(self, place: Place) -> tuple[uuid.UUID, uuid.UUID | None]:
        """The organisation that keeps the dossier, and the client manager there."""
        organisation_id = self.staff.municipalities[place.municipality]
        if self.chance.number(1, 100) <= self.plan.uwv_share and self.staff.of(
            Role.CLIENT_MANAGER, self.staff.organisations["uwv"]
        ):
            organisation_id = self.staff.organisations["uwv"]
        managers = self.staff.of(Role.CLIENT_MANAGER, organisation_id)
        # A few dossiers have nobody yet: somebody left, or they came in this week.
        manager = self.chance.one(managers).user_id if managers and self.chance.yes(0.97) else None
        return organisation_id, manager

    def _coach(self, group: Group, stage: str) -> uuid.UUID | None:
        share = {"0-30": 0.05, "30-50": 0.14, "50-80": 0.16, _WSW: 0.2}.get(group.code, 0.04)
        if stage in {Stage.REGISTERED, Stage.INTAKE, Stage.CLOSED} or not self.chance.yes(share):
            return None
        return self.chance.one(self.staff.of(Role.JOB_COACH)).user_id

    def _profile(self, group: Group, stage: str, age: int, path: Path) -> dict[ProfileField, Any]:
        chance = self.chance
        licences = profiles.licences_of(chance, group, age, path)
        longest = Decimal(2 * chance.number(group.hours[0] // 2, group.hours[1] // 2))
        facts: dict[ProfileField, Any] = {
            ProfileField.PROFILE_TEXT: self.writer.text(path),
            ProfileField.SKILLS: profiles.skills_of(chance, path),
            ProfileField.EDUCATION: path.education,
            ProfileField.DIPLOMAS: profiles.diplomas_of(chance, path),
            ProfileField.LANGUAGE: path.language,
            ProfileField.LICENCES: licences,
            ProfileField.TRANSPORT: profiles.transport_of(chance, licences),
            ProfileField.TRAVEL: chance.weighted({15: 6, 20: 12, 30: 34, 40: 8, 45: 22, 60: 15, 75: 3}),
            ProfileField.HOURS_MIN: max(Decimal(4), longest - chance.weighted({0: 25, 4: 25, 8: 35, 12: 15})),
            ProfileField.HOURS_MAX: longest,
            ProfileField.SHIFTS: profiles.shifts_of(chance, path),
            ProfileField.AVAILABLE: clock.today()
            + timedelta(days=chance.weighted({-30: 45, 0: 15, 14: 20, 45: 15, 120: 5})),
            ProfileField.CANNOT: profiles.cannot_do(chance, group, path),
            ProfileField.GUIDANCE: chance.weighted(group.guidance),
            ProfileField.MOTIVATION: chance.weighted({1: 4, 2: 11, 3: 30, 4: 36, 5: 19}),
            ProfileField.DEVELOPMENT: self.writer.development(),
        }
        for field, share in _UNKNOWN.items():
            needed = stage == Stage.MATCHABLE and field in MINIMUM_PROFILE
            if chance.yes(min(0.95, share * _EARLY.get(stage, 1.0))) and not needed:
                facts[field] = None
        return facts

    def _sources(
        self, facts: Mapping[ProfileField, Any], registered: date, spoken: date, manager_id: uuid.UUID | None
    ) -> dict[str, Any]:
        source = {Source.TALK: 62, Source.CV: 14, Source.CLIENT_MANAGER: 16, Source.JOB_COACH: 8}
        known = [field for field, value in facts.items() if value is not None]
        return {
            field.value: {
                "source": self.chance.weighted(source).value,
                "on": (spoken if self.chance.yes(0.5) else self.chance.day(registered, spoken)).isoformat(),
                "by": str(manager_id) if manager_id else "demo",
            }
            for field in known
        }

    def _details(self, candidate_id: uuid.UUID, at: datetime, path: Path, facts: Mapping[ProfileField, Any]) -> None:
        chance = self.chance
        for position, work in enumerate(path.wished, start=1):
            self.rows.add(
                Wish,
                id=chance.uuid(),
                created_at=at,
                candidate_id=candidate_id,
                position=position,
                title=work.name if chance.yes(0.6) else chance.one(work.synonyms[:5]),
                occupation_code=work.code if chance.yes(0.95) else None,
            )
        if facts[ProfileField.PROFILE_TEXT] is None and chance.yes(0.5):
            return
        for work, years, ended in path.done:
            self.rows.add(
                Experience,
                id=chance.uuid(),
                created_at=at,
                candidate_id=candidate_id,
                title=work.name if chance.yes(0.6) else chance.one(work.synonyms[:5]),
                occupation_code=work.code if chance.yes(0.93) else None,
                years=years if chance.yes(0.85) else None,
                ended_year=ended,
            )

    def _personal(self, candidate_id: uuid.UUID, number: int, at: datetime, name: Name, born_on: date) -> bool:
        """Birth date and sex for nearly everybody; a BSN of the test series for a part."""
        bsn = sample_bsn(int(self.plan.code[2:]) * 10000 + number) if self.chance.yes(_BSN_SHARE) else None
        row = self.rows.add(
            CandidatePersonal,
            id=self.chance.uuid(),
            created_at=at,
            updated_at=at,
            candidate_id=candidate_id,
            birth_date=born_on if self.chance.yes(0.97) else None,
            sex=name.sex if self.chance.yes(0.96) else None,
            bsn=bsn,
            bsn_lookup=crypto.keyring().lookup(bsn, purpose="bsn") if bsn else None,
        )
        return row["birth_date"] is not None

    def _residence(self, candidate_id: uuid.UUID, registered: date, at: datetime, place: Place) -> None:
        chance = self.chance
        self.rows.add(
            Residence,
            id=chance.uuid(),
            created_at=at,
            recorded_at=at,
            candidate_id=candidate_id,
            postcode=postcode(chance, place.pc4),
            place=place.name,
            municipality_code=place.municipality,
            valid=period(registered - timedelta(days=chance.number(60, 4000))),
        )

    def _loonwaarde(
        self, candidate_id: uuid.UUID, group: Group, stage: str, path: Path, registered: date
    ) -> int | None:
        chance = self.chance
        if not chance.yes(_LOONWAARDE_SHARE.get(stage, 0.88)):
            return None
        percentage = chance.number(*group.band)
        kind = chance.weighted(
            {LoonwaardeKind.INDICATION: 78, LoonwaardeKind.PRAKTIJKROUTE: 8, LoonwaardeKind.EARLIER: 14}
            if group.code != _WSW
            else {LoonwaardeKind.INDICATION: 30, LoonwaardeKind.EARLIER: 70}
        )
        on = chance.workday(registered, clock.today())
        at = chance.moment(on)
        experts = (
            "Loonwaarde-expert Kievitsveen",
            "Meetbureau Tureluur",
            "Deskundige WSP",
            "Arbeidskundig bureau Esweg",
        )
        self.rows.add(
            LoonwaardeIndication,
            id=chance.uuid(),
            created_at=at,
            recorded_at=at,
            candidate_id=candidate_id,
            kind=kind.value,
            percentage=percentage,
            function_title=(path.done[0][0] if path.done else path.wished[0]).name if chance.yes(0.7) else None,
            measured_on=on,
            expert=chance.one(experts) if kind is not LoonwaardeKind.INDICATION or chance.yes(0.3) else None,
            valid=period(on),
        )
        return percentage

    def _register(
        self, candidate_id: uuid.UUID, group: Group, stage: str, loonwaarde: int | None, registered: date
    ) -> bool | None:
        chance = self.chance
        if not chance.yes(0.3 if stage in _EARLY else 0.84):
            return None
        share = {"0-30": 0.78, "30-50": 0.85, "50-80": 0.8, "80-100": 0.14, "jongeren": 0.6, _WSW: 0.97}[group.code]
        answer = chance.yes(share) and (loonwaarde is None or loonwaarde < 100 or group.code == _WSW)  # noqa: PLR2004 - percent (said by the line itself)
        on = chance.workday(min(registered, clock.today() - SETTLED), clock.today() - SETTLED)
        at = chance.moment(on)
        self.rows.add(
            RegisterCheck,
            id=chance.uuid(),
            created_at=at,
            recorded_at=at,
            candidate_id=candidate_id,
            in_register=answer,
            checked_on=on,
            valid=period(on),
        )
        return answer

    def _agreements(self, candidate_id: uuid.UUID, stage: str, registered: date) -> date | None:
        """Most people who are matchbaar agreed to be shared with the WSP; fewer to be offered without a name."""
        chance = self.chance
        shares = {Stage.MATCHABLE.value: 0.93, Stage.UNAVAILABLE.value: 0.45, Stage.DEVELOPING.value: 0.25}
        if not chance.yes(shares.get(stage, 0.03)):
            return None
        purposes: Sequence[SharingPurpose] = [SharingPurpose.WSP]
        if chance.yes(0.8):
            purposes = [*purposes, SharingPurpose.ANONYMOUS]
        given: list[date] = []
        for purpose in purposes:
            # Asked in the first months: who is matchbaar agreed some time ago.
            on = chance.workday(registered, min(registered + timedelta(days=60), clock.today()))
            at = chance.moment(on)
            self.rows.add(
                SharingAgreement,
                id=chance.uuid(),
                created_at=at,
                recorded_at=at,
                candidate_id=candidate_id,
                purpose=purpose.value,
                employer_id=None,
                given=True,
                evidence=chance.weighted(
                    {Evidence.TALK: 55, Evidence.FORM: 30, Evidence.PHONE: 10, Evidence.EMAIL: 5}
                ).value,
                given_on=on,
                valid=period(on),
            )
            given.append(on)
        return max(given) if len(purposes) > 1 else None


def agree_to_be_named(rows: Rows, chance: Chance, candidate_id: uuid.UUID, employer_id: uuid.UUID, on: date) -> None:
    """Collect the agreement to be named to one employer, given on a day."""
    at = chance.moment(on)
    rows.add(
        SharingAgreement,
        id=chance.uuid(),
        created_at=at,
        recorded_at=at,
        candidate_id=candidate_id,
        purpose=SharingPurpose.NAMED.value,
        employer_id=employer_id,
        given=True,
        evidence=chance.one((Evidence.TALK, Evidence.PHONE, Evidence.FORM)).value,
        given_on=on,
        valid=period(on),
    )
