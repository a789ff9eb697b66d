"""Two years of placements with their terms, measured loonwaarde and instruments.

No amount is invented: wages stand above the statutory minimum of their day, and every decision is what
`placements.service.instruments.parts` (the pure rules) gives for the facts.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from wsp.accounts.permissions import Role
from wsp.candidates.enums import Stage
from wsp.demo import lived, terms, trades
from wsp.demo.candidates import SETTLED, DemoCandidate, agree_to_be_named
from wsp.demo.chance import Chance
from wsp.demo.employers import DemoEmployer
from wsp.demo.people import People
from wsp.demo.plan import RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.demo.vacancies import DemoVacancy
from wsp.foundation import clock
from wsp.foundation.versions import period
from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.assessment import Status
from wsp.instruments.loonwaarde import LoonwaardeKind
from wsp.law.lookup import LawBook
from wsp.placements import rules
from wsp.placements.enums import UNPAID, EndReason, InstrumentState, PlacementKind, PlacementState
from wsp.placements.models import (
    InstrumentDecision,
    Placement,
    PlacementInstrument,
    PlacementLoonwaarde,
    PlacementTerms,
)
from wsp.placements.rules import Extra, History
from wsp.placements.service.instruments import Part, parts
from wsp.reference.starter import StarterOccupation

_HISTORY_DAYS = 728
_NEW_DAYS = 21
_APPLIED_DAYS = 50
_WAITING_DAYS = 65
"""So long after the first day an application may still wait: its term is just over then."""


@dataclass(frozen=True)
class DemoPlacement:
    """What other parts of the demo need to know of a placement."""

    id: uuid.UUID
    row: dict[str, Any]
    person: DemoCandidate
    employer: DemoEmployer
    vacancy: DemoVacancy | None
    state: PlacementState


@dataclass(frozen=True)
class Job:
    """The work that somebody is placed in."""

    employer: DemoEmployer
    work: StarterOccupation
    establishment_id: uuid.UUID
    vacancy: DemoVacancy | None
    hours: Decimal
    full_week: Decimal
    agreed_on: date
    """First day on which somebody could start."""


def make_placements(
    rows: Rows,
    plan: RegionPlan,
    staff: Staff,
    employers: Sequence[DemoEmployer],
    vacancies: Sequence[DemoVacancy],
    people: People,
    books: Mapping[uuid.UUID, LawBook],
    seed: object,
) -> list[DemoPlacement]:
    """Collect placements: of every vacancy that was filled, and of people whom employers took on without one.

    `books` holds the law with local choices for each organisation that keeps dossiers.
    """
    chance = Chance(seed, plan.code, "placements")
    maker = _Maker(rows, chance, staff, books)
    jobs = [_of_vacancy(each) for each in vacancies if each.state == "vervuld" for _ in range(each.places)]
    customers = [each for each in employers if each.status in {"klant", "slapend"}]
    while len(jobs) < plan.placements:
        jobs.append(_without_vacancy(chance, chance.one(customers)))
    made = []
    for job in chance.shuffled(jobs):
        person = people.take(chance, job.work, register=bool(job.vacancy and job.vacancy.garantiebaan))
        if person is not None:
            made.append(maker.placement(job, person))
    made.sort(key=lambda each: (each.row["starts_on"], str(each.id)))
    return made


def _of_vacancy(vacancy: DemoVacancy) -> Job:
    return Job(
        employer=vacancy.employer,
        work=vacancy.occupation,
        establishment_id=vacancy.establishment_id,
        vacancy=vacancy,
        hours=vacancy.hours,
        full_week=vacancy.full_week,
        agreed_on=vacancy.made_on + timedelta(days=25),
    )


def _without_vacancy(chance: Chance, employer: DemoEmployer) -> Job:
    return Job(
        employer=employer,
        work=chance.weighted({work: 6.5 - work.education for work in trades.by_section()[employer.section]}),
        establishment_id=chance.one(employer.establishments),
        vacancy=None,
        hours=Decimal(chance.one((16, 20, 24, 24, 28, 32, 32, 36))),
        full_week=Decimal(chance.one((36, 38, 40))),
        agreed_on=chance.day(clock.today() - timedelta(days=_HISTORY_DAYS), clock.today() + timedelta(days=20)),
    )


@dataclass(frozen=True)
class _Maker:
    rows: Rows
    chance: Chance
    staff: Staff
    books: Mapping[uuid.UUID, LawBook]

    def placement(self, job: Job, person: DemoCandidate) -> DemoPlacement:
        """Collect a placement with everything that belongs to it."""
        chance, today = self.chance, clock.today()
        starts_on = chance.workday(job.agreed_on, job.agreed_on + timedelta(days=25))
        kind, beschut = self._kind(person, starts_on)
        ends_on, ended_on, reason = self._end(kind, starts_on)
        book = self.books[person.organisation_id]
        last = ended_on or ends_on
        hours = min(job.hours, person.row["hours_max"] or job.hours)
        versions = terms.versions(chance, kind, (starts_on, last), (hours, job.full_week), book)
        measured = terms.measurements(chance, person.loonwaarde, versions, until=min(last or today, today - SETTLED))
        history = History(
            starts_on=starts_on,
            ends_on=last,
            terms=versions,
            measured=measured,
            beschut=beschut,
            born_on=person.born_on if person.birth_known else None,
            in_register=person.in_register,
            in_doelgroep_lks=self._in_doelgroep(person),
            forfaitair=True
            if (not measured and (today - starts_on).days < 150 and chance.yes(0.6))  # noqa: PLR2004 (said by the line itself)
            or (measured and starts_on.toordinal() % 3 == 0)
            else None,
            supported_or_school=True if chance.yes(0.5) else None,
            needs_guidance=None if person.row["guidance"] is None else person.row["guidance"] != "geen",
        )
        state = PlacementState.ENDED if ended_on else rules.state_on(history, today)
        row = self._row(job, person, history, state, ends_on=ends_on, ended_on=ended_on, reason=reason)
        placement_id: uuid.UUID = row["id"]
        self._store_terms(row, history, book)
        self._store_instruments(row, history, book, ended=state is PlacementState.ENDED)
        lived.store_steps(self.rows, row, history)
        # Nobody is placed without agreeing to be named to this employer.
        on = min(starts_on, today) - timedelta(days=chance.number(8, 30))
        agree_to_be_named(self.rows, chance, person.id, job.employer.id, on)
        # Most people who found work look no further; some with few hours do.
        if state is not PlacementState.ENDED and chance.yes(0.9):
            person.row["stage"] = Stage.UNAVAILABLE.value
            person.row["waiting_since"] = None
        return DemoPlacement(placement_id, row, person, job.employer, job.vacancy, state)

    def _kind(self, person: DemoCandidate, starts_on: date) -> tuple[PlacementKind, bool]:
        chance = self.chance
        recent = (clock.today() - starts_on).days < 75  # noqa: PLR2004 - a trial lasts two months at most (said by the line itself)
        if person.group == "wsw":
            kinds = {PlacementKind.WSW_SECONDED: 55, PlacementKind.WSW_GUIDED: 30, PlacementKind.EMPLOYMENT: 15}
            return chance.weighted(kinds), False
        beschut = person.group in {"0-30", "30-50"} and chance.yes(0.16)
        kinds = {
            PlacementKind.EMPLOYMENT: 80,
            PlacementKind.SECONDMENT: 10,
            PlacementKind.TRIAL: 30 if recent else 0,
            PlacementKind.WITH_BENEFIT: 12 if recent else 0,
        }
        return (PlacementKind.EMPLOYMENT, True) if beschut else (chance.weighted(kinds), False)

    def _end(self, kind: PlacementKind, starts_on: date) -> tuple[date | None, date | None, EndReason | None]:
        """Last day of the contract, the day on which it really ended (past only), and why."""
        chance, today = self.chance, clock.today()
        if kind in UNPAID:
            stops = add_months(starts_on, 2 if kind is PlacementKind.TRIAL else 3) - timedelta(days=1)
            reason = EndReason.TRIAL_NOT_CONTINUED if kind is PlacementKind.TRIAL else EndReason.OTHER_WORK
            return stops, stops if stops < today else None, reason if stops < today else None
        permanent = kind in {PlacementKind.WSW_SECONDED, PlacementKind.WSW_GUIDED} or chance.yes(0.22)
        ends_on: date | None = None if permanent else add_months(starts_on, chance.weighted({6: 25, 7: 30, 12: 45}))
        if ends_on is not None:
            ends_on -= timedelta(days=1)
        while ends_on is not None and ends_on < today and not chance.yes(0.42):
            # Extended: once more for a year, or for good.
            ends_on = None if chance.yes(0.4) else add_months(ends_on, 12)
        stop = starts_on + timedelta(days=chance.number(18, 220))
        if chance.yes(0.17) and stop < today and (ends_on is None or stop < ends_on):
            reasons = {EndReason.EMPLOYEE_STOPS: 45, EndReason.EMPLOYER_STOPS: 30, EndReason.OTHER_WORK: 15}
            return ends_on, stop, chance.weighted(reasons | {EndReason.MOVED: 10})
        if ends_on is not None and ends_on < today:
            return ends_on, ends_on, EndReason.CONTRACT_ENDED
        return ends_on, None, None

    def _in_doelgroep(self, person: DemoCandidate) -> bool | None:
        if person.loonwaarde is None:
            return False if self.chance.yes(0.7) else None
        return person.loonwaarde < terms.BELOW_FULL if self.chance.yes(0.85) else None

    def _row(
        self,
        job: Job,
        person: DemoCandidate,
        history: History,
        state: PlacementState,
        *,
        ends_on: date | None,
        ended_on: date | None,
        reason: EndReason | None,
    ) -> dict[str, Any]:
        chance = self.chance
        agreed = min(history.starts_on, clock.today()) - timedelta(days=chance.number(3, 20))
        at = chance.moment(agreed)
        owners = [each.user_id for each in self.staff.of(Role.ACCOUNT_MANAGER)]
        coached = history.needs_guidance and chance.yes(0.7)
        return self.rows.add(
            Placement,
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            candidate_id=person.id,
            employer_id=job.employer.id,
            establishment_id=job.establishment_id,
            vacancy_id=job.vacancy.id if job.vacancy else None,
            introduction_id=None,
            owner_id=job.employer.owner_id or chance.one(owners),
            job_coach_id=person.row["job_coach_id"] or (self._coach() if coached else None),
            function_title=job.work.name,
            state=state.value,
            starts_on=history.starts_on,
            ends_on=ends_on,
            ended_on=ended_on,
            end_reason=reason.value if reason else None,
            beschut=history.beschut,
            note=None,
            hours_reason=None,
            in_doelgroep_lks=history.in_doelgroep_lks,
            forfaitair=history.forfaitair,
            supported_or_school=history.supported_or_school,
            needs_guidance=history.needs_guidance,
        )

    def _coach(self) -> uuid.UUID:
        return self.chance.one(self.staff.of(Role.JOB_COACH)).user_id

    def _store_terms(self, placement: dict[str, Any], history: History, book: LawBook) -> None:
        placement_id, at, recorded_by = placement["id"], placement["created_at"], placement["owner_id"]
        for version in history.terms:
            known_at = max(at, self.chance.moment(min(version.start, clock.today())))
            self.rows.add(
                PlacementTerms,
                id=self.chance.uuid(),
                created_at=known_at,
                recorded_at=known_at,
                placement_id=placement_id,
                kind=version.kind.value,
                hours_per_week=version.hours,
                full_week_hours=version.full_week,
                wage_month=version.wage,
                valid=period(version.start, version.last),
            )
        starts = {uuid.uuid5(placement_id, each.measured_on.isoformat()): each.start for each in history.measured}
        days = rules.spread(starts)
        for measurement in history.measured:
            on = self.chance.moment(measurement.measured_on)
            measurement_id = uuid.uuid5(placement_id, measurement.measured_on.isoformat())
            report = lived.report(placement_id, measurement, history, book)
            lived.store_tasks(self.rows, placement_id, measurement_id, report.tasks)
            self.rows.add(
                PlacementLoonwaarde,
                id=self.chance.uuid(),
                created_at=on,
                recorded_at=on,
                placement_id=placement_id,
                kind=LoonwaardeKind.ESTABLISHED.value,
                basis=report.basis.value,
                exact=report.exact,
                measurement_id=measurement_id,
                visited_on=measurement.measured_on - timedelta(days=placement_id.int % 6),
                remeasure_by=add_months(measurement.measured_on, 24),
                recorded_by=recorded_by,
                percentage=measurement.percentage,
                measured_on=measurement.measured_on,
                expert=self.chance.one(material("introductions")["experts"]),
                valid=period(*days[measurement_id]),
            )

    def _store_instruments(self, placement: dict[str, Any], history: History, book: LawBook, *, ended: bool) -> None:
        placement_id, at = placement["id"], placement["created_at"]
        extras = {extra.code: extra for extra in _added_by_hand(history)}
        found = parts(history, book, today=clock.today(), extras=tuple(extras.values()))
        for code in dict.fromkeys(part.code for part in found):
            own = [part for part in found if part.code == code]
            now = _part_on(own, history.inside(clock.today()))
            # Made from the placement, so that the other demo facts stay what they were.
            instrument_id = uuid.uuid5(placement_id, code) if code in extras else self.chance.uuid()
            state = (
                _state_by_hand(now, ended=ended)
                if code in extras
                else self._instrument_state(now, history.starts_on, ended=ended)
            )
            stored = self.rows.add(
                PlacementInstrument,
                id=instrument_id,
                created_at=at,
                updated_at=at,
                placement_id=placement_id,
                code=code,
                state=state.value,
                apply_before=now.assessment.apply_before,
                facts=dict(extras[code].facts) if code in extras else {},
            )
            stored |= lived.instrument_days(self.rows, stored, placement, history, book)
            for part in own:
                self.rows.add(
                    InstrumentDecision,
                    id=uuid.uuid5(instrument_id, "besluit") if code in extras else self.chance.uuid(),
                    created_at=at,
                    recorded_at=at,
                    placement_instrument_id=instrument_id,
                    verdict=part.assessment.status.value,
                    amount_month=part.assessment.amount_per_month,
                    provisional=part.assessment.provisional,
                    assessment=part.assessment.as_record(),
                    valid=period(part.start, part.last),
                )

    def _instrument_state(self, part: Part, starts_on: date, *, ended: bool) -> InstrumentState:
        if ended:
            return InstrumentState.ENDED
        days = (clock.today() - starts_on).days
        if part.assessment.status is not Status.ELIGIBLE or days < _NEW_DAYS:
            return InstrumentState.TO_ASSESS
        if days < _APPLIED_DAYS:
            return self.chance.one((InstrumentState.APPLIED, InstrumentState.GRANTED))
        state = self.chance.weighted(
            {InstrumentState.RUNNING: 90, InstrumentState.SUSPENDED: 3, InstrumentState.APPLIED: 7}
        )
        # Nobody lets an application lie for a year: what was asked for long ago was decided on.
        return InstrumentState.RUNNING if state is InstrumentState.APPLIED and days > _WAITING_DAYS else state


def _added_by_hand(history: History) -> Iterator[Extra]:
    """What an account manager would add: the trial of a trial, the tax allowance of who is in the register."""
    kinds = {version.kind for version in history.terms}
    if PlacementKind.TRIAL in kinds:
        yield Extra(codes.PROEFPLAATSING, {"benefit": "bijstand", "prospect": "ja"})
    if PlacementKind.WITH_BENEFIT in kinds:
        yield Extra(codes.BEHOUD, {"benefit": "bijstand", "prospect": "ja", "displacement": "nee"})
    if PlacementKind.APPRENTICE in kinds:
        yield Extra(codes.LEERWERKBAAN)
    if history.in_register and not history.beschut and PlacementKind.EMPLOYMENT in kinds:
        yield Extra(codes.LKV, {"worked_here_before": "nee", "declaration": "ja"})


def _state_by_hand(part: Part, *, ended: bool) -> InstrumentState:
    if ended:
        return InstrumentState.ENDED
    if part.start > clock.today() and part.assessment.status is Status.ELIGIBLE:
        return InstrumentState.GRANTED
    return InstrumentState.RUNNING if part.assessment.status is Status.ELIGIBLE else InstrumentState.TO_ASSESS


def _part_on(found: Sequence[Part], day: date) -> Part:
    """The part that holds on `day`, or the last there was."""
    return next((part for part in found if part.last is None or day <= part.last), found[-1])


def numbered(made: Sequence[DemoPlacement], numbers: range) -> None:
    """Give placements their numbers in the order in which they start."""
    for number, placement in zip(numbers, made, strict=True):
        placement.row["number"] = number
