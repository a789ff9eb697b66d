"""Vacancies in every state, with tasks and demands that fit the occupation."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from wsp.demo import portal, trades
from wsp.demo.chance import Chance, Deck
from wsp.demo.employers import DemoEmployer
from wsp.demo.plan import RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.foundation import clock
from wsp.foundation.money import cents
from wsp.reference.starter import StarterOccupation
from wsp.vacancies.models import Vacancy, VacancyTask


@dataclass(frozen=True)
class DemoVacancy:
    """What other parts of the demo need to know of a vacancy."""

    id: uuid.UUID
    employer: DemoEmployer
    establishment_id: uuid.UUID
    occupation: StarterOccupation
    title: str
    state: str
    made_on: date
    garantiebaan: bool
    hours: Decimal
    full_week: Decimal
    wage_hour: Decimal | None
    owner_id: uuid.UUID | None
    places: int
    row: dict[str, Any]


def make_vacancies(
    rows: Rows,
    plan: RegionPlan,
    staff: Staff,
    employers: Sequence[DemoEmployer],
    numbers: range,
    minimum_hour: Decimal,
    seed: object,
) -> list[DemoVacancy]:
    """Collect all vacancies. `minimum_hour` is the minimum wage per hour today; no wage lies below it."""
    chance = Chance(seed, plan.code, "vacancies")
    # An open vacancy becomes in behandeling by the verb that introduces somebody (stories.py).
    states = ["open"] * plan.open_vacancies
    states += [state for state, count in plan.other_vacancies.items() for _ in range(count)]
    customers = [each for each in employers if each.status == "klant"]
    decks = {part: Deck(chance, material("vacancies")[part]) for part in ("openings", "bodies", "offers", "asks")}
    writer = _Writer(rows, chance, decks, staff, minimum_hour)
    shown = portal.share(plan, staff, customers)
    made = [writer.vacancy(shown.take(state) or chance.one(customers), state) for state in chance.shuffled(states)]
    made.sort(key=lambda pair: pair[1]["created_at"])
    for number, (_, row) in zip(numbers, made, strict=True):
        row["number"] = number
    return [found for found, _ in made]


@dataclass(frozen=True)
class _Writer:
    rows: Rows
    chance: Chance
    decks: Mapping[str, Deck]
    staff: Staff
    minimum_hour: Decimal

    def vacancy(self, employer: DemoEmployer, state: str) -> tuple[DemoVacancy, dict[str, Any]]:
        """Collect one vacancy with its tasks; its number follows when all are known."""
        chance = self.chance
        work = self._work(employer)
        made_on = self._made_on(state)
        at = chance.moment(made_on)
        concept = state == "concept"
        hours = Decimal(chance.weighted({12: 6, 16: 12, 20: 15, 24: 18, 28: 8, 32: 18, 36: 13, 38: 6, 40: 4}))
        span = chance.weighted({0: 45, 4: 25, 8: 20, 12: 10})
        title = work.name if chance.yes(0.55) else chance.one(trades.job_titles(work))
        row = self.rows.add(
            Vacancy,
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            employer_id=employer.id,
            establishment_id=chance.one(employer.establishments),
            contact_id=chance.one(employer.contacts)[0] if employer.contacts else None,
            owner_id=employer.owner_id,
            state=state,
            title=title,
            occupation_code=work.code if chance.yes(0.94) else None,
            description=self._description(work, employer) if not concept or chance.yes(0.5) else None,
            places=chance.weighted({1: 78, 2: 14, 3: 5, 4: 3}),
            garantiebaan=chance.yes(0.22),
            hours_min=max(Decimal(8), hours - span) if chance.yes(0.9) else None,
            hours_max=hours,
            full_week_hours=Decimal(chance.weighted({36: 30, 38: 35, 40: 35})),
            **self._times(work),
            **self._dates(state, made_on),
            **self._terms(work),
            **self._demands(work),
            closed_reason=chance.one(material("vacancies")["withdrawn"]) if state == "ingetrokken" else None,
            source="portaal" if state == "ter-beoordeling" else "import" if chance.yes(0.08) else "medewerker",
        )
        self._tasks(row, work, hours)
        return self._known(row, employer, work, made_on), row

    def _known(
        self, row: dict[str, Any], employer: DemoEmployer, work: StarterOccupation, made_on: date
    ) -> DemoVacancy:
        return DemoVacancy(
            id=row["id"],
            employer=employer,
            establishment_id=row["establishment_id"],
            occupation=work,
            title=row["title"],
            state=row["state"],
            made_on=made_on,
            garantiebaan=row["garantiebaan"],
            hours=row["hours_max"],
            full_week=row["full_week_hours"],
            wage_hour=row["wage_hour"],
            owner_id=row["owner_id"],
            places=row["places"],
            row=row,
        )

    def _work(self, employer: DemoEmployer) -> StarterOccupation:
        """Work that the firm does, or that every firm needs; simple work more often."""
        general = [
            *trades.by_field()["facilitair"],
            *trades.by_field()["schoonmaak"][:3],
            *trades.by_field()["kantoor"][:5],
        ]
        pool = trades.by_section()[employer.section] if self.chance.yes(0.85) else general
        return self.chance.weighted({work: 6.0 - work.education for work in pool})

    def _made_on(self, state: str) -> date:
        today = clock.today()
        low, high = {
            "concept": (0, 12),
            "ter-beoordeling": (0, 6),
            "open": (1, 110),
        }.get(state, (60, 700))
        return self.chance.workday(today - timedelta(days=high), today - timedelta(days=low))

    def _dates(self, state: str, made_on: date) -> dict[str, Any]:
        today = clock.today()
        start = made_on + timedelta(days=self.chance.number(14, 70))
        closes = {
            "verlopen": made_on + timedelta(days=self.chance.number(20, 55)),
            "vervuld": made_on + timedelta(days=self.chance.number(30, 59)),
            "ingetrokken": made_on + timedelta(days=self.chance.number(30, 59)),
        }.get(state, today + timedelta(days=self.chance.number(8, 110)))
        return {
            "start_date": start if self.chance.yes(0.75) else None,
            "closes_on": closes if state == "verlopen" or self.chance.yes(0.85) else None,
        }

    def _times(self, work: StarterOccupation) -> dict[str, Any]:
        chance = self.chance
        shifts = ["dag"] if "dag" in work.shifts and chance.yes(0.7) else chance.some(work.shifts, chance.number(1, 2))
        worked = [code for code in ("dag", "avond", "nacht", "weekend") if code in shifts]
        return {
            "shifts": worked,
            "working_times": chance.one(material("vacancies")["times"]["+".join(worked)]) if chance.yes(0.8) else None,
        }

    def _terms(self, work: StarterOccupation) -> dict[str, Any]:
        chance = self.chance
        above = Decimal(100 + 2 * work.education + chance.number(0, 14)) / 100
        return {
            "wage_hour": cents(self.minimum_hour * above) if chance.yes(0.8) else None,
            "contract_months": chance.weighted({6: 20, 7: 18, 12: 50, 24: 4}) if chance.yes(0.82) else None,
        }

    def _demands(self, work: StarterOccupation) -> dict[str, Any]:
        chance = self.chance
        skills = chance.some(work.skills, len(work.skills))
        cut = 1 if chance.yes(0.7) else 0
        education = work.education if work.education >= 4 or chance.yes(0.4) else None  # noqa: PLR2004 - from mbo 2 on it is asked (said by the line itself)
        return {
            "education_min": education if chance.yes(0.85) else None,
            "language_nl_min": work.language if chance.yes(0.85) else None,
            "driving_licences": list(work.driving_licences) if chance.yes(0.88) else None,
            "diplomas": list(work.certificates[:1]) if chance.yes(0.8) else None,
            "skills_required": skills[:cut] if chance.yes(0.85) else None,
            "skills_wished": skills[cut : cut + 2] if chance.yes(0.85) else None,
            "work_conditions": list(work.conditions) if chance.yes(0.9) else None,
            "guidance_on_site": chance.weighted({"geen": 25, "licht": 60, "intensief": 15})
            if chance.yes(0.85)
            else None,
            "adaptable_hours": chance.yes(0.5),
            "adaptable_times": chance.yes(0.4),
            "adaptable_tasks": chance.yes(0.42),
            "adaptable_guidance": chance.yes(0.3),
        }

    def _tasks(self, row: Mapping[str, Any], work: StarterOccupation, hours: Decimal) -> None:
        tasks = work.tasks if self.chance.yes(0.7) else self.chance.some(work.tasks, max(2, len(work.tasks) - 1))
        # Whole hours that add up to the week at most; a remainder is for what comes along.
        share = int(hours) // (len(tasks) + 1)
        for position, name in enumerate(tasks, start=1):
            own = min(share + (share // 2 if position == 1 else 0), int(hours))
            self.rows.add(
                VacancyTask,
                id=self.chance.uuid(),
                created_at=row["created_at"],
                vacancy_id=row["id"],
                position=position,
                name=name,
                hours_per_week=Decimal(own) if own and self.chance.yes(0.85) else None,
            )

    def _description(self, work: StarterOccupation, employer: DemoEmployer) -> str:
        tasks = self.chance.some(trades.task_phrases(work), 2)
        slots = {
            "work": work.name,
            "place": employer.place,
            "team": self.chance.number(4, 40),
            "task": tasks[0],
            "task2": tasks[-1] if len(tasks) > 1 else "meehelpen waar het nodig is",
            "skill": self.chance.one(trades.skill_phrases(work)),
        }
        parts = [self.decks["openings"].deal(), self.decks["bodies"].deal()]
        parts += [self.decks["offers"].deal() for _ in range(self.chance.number(1, 2))]
        if self.chance.yes(0.6):
            parts.insert(2, self.decks["asks"].deal())
        return " ".join(part.format(**slots) for part in parts)
