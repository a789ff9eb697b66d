"""The package that would come with a match: instruments, the employer's costs, the effect on the banenafspraak.

An estimate for a possible match: loonkostensubsidie is reckoned by the forfait, since a measured loonwaarde belongs to
a function at an employer and there is none yet. Every amount comes from the rules of the day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from matching.types import CandidateProfile, VacancyQuery
from wsp.foundation.errors import DomainError
from wsp.foundation.money import cents
from wsp.instruments import catalogue
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.facts import PlacementFacts
from wsp.law.lookup import LawBook

ASSUMPTIONS: Final = (
    "Schatting voor iemand van 21 jaar of ouder.",
    "De subsidie is gerekend met het vaste percentage van de eerste zes maanden.",
    "Na een loonwaardemeting kan het bedrag anders zijn.",
    "De planner geeft een gemiddelde over de hele looptijd. Dat is dus een ander bedrag.",
)


@dataclass(frozen=True)
class Package:
    """What would apply, in one view."""

    hours: Decimal | None
    instruments: tuple[str, ...]
    """Titles of instruments that would apply."""
    questions: tuple[str, ...]
    """What to find out before the rest can be said."""
    wage_month: Decimal | None
    """Gross wage per month for these hours, with vakantiebijslag and the fee for employer charges."""
    subsidy_month: Decimal | None
    provisional: bool
    banen: Decimal | None
    """Hours in banen for the banenafspraak; None when the register is not known, 0 when not registered."""

    @property
    def cost_month(self) -> Decimal | None:
        """What is left for the employer per month."""
        if self.wage_month is None:
            return None
        return self.wage_month - (self.subsidy_month or Decimal(0))


def estimate(candidate: CandidateProfile, vacancy: VacancyQuery, law: LawBook, *, on: date) -> Package:
    """The package of one pair, as on `on`."""
    hours = _hours(candidate, vacancy)
    wage = _wage(vacancy, hours, law, on)
    facts = PlacementFacts(
        # Somebody who gets the adult minimum wage: matching knows no age, on purpose.
        age=int(law.on("wml.adult_age", on).value),
        in_doelgroep_lks=_needs_subsidy(candidate),
        doelgroepregister=candidate.doelgroepregister,
        beschut=False,
        starts_on=max(on, vacancy.start_date) if vacancy.start_date else on,
        hours_per_week=hours,
        wage_per_month=None if wage is None else cents(wage.bare),
        forfaitair=True,
        needs_guidance=None if candidate.needs_guidance is None else candidate.needs_guidance != "geen",
    )
    answers = [(each, each.assess(facts, law, on)) for each in catalogue.standard()]
    subsidy = _subsidy([answer for _, answer in answers])
    return Package(
        hours=hours,
        instruments=tuple(each.title for each, answer in answers if answer.status is Status.ELIGIBLE),
        questions=tuple(
            gap.question for _, answer in answers if answer.status is Status.UNKNOWN for gap in answer.missing
        ),
        wage_month=None if wage is None else cents(wage.full),
        subsidy_month=subsidy,
        provisional=any(answer.provisional for _, answer in answers if answer.status is Status.ELIGIBLE),
        banen=_banen(candidate, hours, law, on),
    )


@dataclass(frozen=True)
class _Wage:
    bare: Decimal
    full: Decimal


def _hours(candidate: CandidateProfile, vacancy: VacancyQuery) -> Decimal | None:
    """The most hours that both sides can agree on; else what the vacancy at least asks."""
    most = [hours for hours in (candidate.hours_max, vacancy.hours_max) if hours is not None]
    if not most:
        return None
    return Decimal(str(min(most)))


def _needs_subsidy(candidate: CandidateProfile) -> bool | None:
    """Doelgroep loonkostensubsidie by the last known loonwaarde; not known without one (Pw art. 6 onder e)."""
    return None if candidate.loonwaarde is None else candidate.loonwaarde < 100  # noqa: PLR2004 (percent)


def _wage(vacancy: VacancyQuery, hours: Decimal | None, law: LawBook, on: date) -> _Wage | None:
    if vacancy.wage_hour is None or hours is None:
        return None
    try:
        holiday = law.on("wml.vakantiebijslag", on).value
        charges = law.on("participatiewet.loonkostensubsidie.employer_charges", on).value
    except DomainError:
        return None
    bare = Decimal(str(vacancy.wage_hour)) * hours * 52 / 12
    return _Wage(bare, bare * (100 + holiday) / 100 * (100 + charges) / 100)


def _subsidy(answers: list[Assessment]) -> Decimal | None:
    paid = [answer.amount_per_month for answer in answers if answer.status is Status.ELIGIBLE]
    amounts = [amount for amount in paid if amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _banen(candidate: CandidateProfile, hours: Decimal | None, law: LawBook, on: date) -> Decimal | None:
    if candidate.doelgroepregister is None or hours is None:
        return None
    if not candidate.doelgroepregister:
        return Decimal(0)
    try:
        unit = law.on("wfsv.banenafspraak.hours_per_job", on).value
    except DomainError:
        return None
    return (hours / unit).quantize(Decimal("0.01"))
