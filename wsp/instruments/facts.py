"""What the rules may know about a placement. Whatever is not known is None, and never guessed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import exact
from wsp.instruments.enums import (
    Benefit,
    BeschutAdvice,
    CoachKind,
    Destination,
    Ground,
    JobcoachRegime,
    LkvKind,
    Payer,
    SocialReturnGroup,
    Training,
)
from wsp.law.minimum_wage import age_on

__all__ = ["Ground", "JobcoachRegime", "PlacementFacts"]

_HOURS_IN_A_WEEK: Final = 168
_HOURS_IN_A_YEAR: Final = 8784
_OLDEST: Final = 120
_NOT_NEGATIVE: Final = (
    "wage_per_month",
    "paid_hours",
    "daily_wage",
    "cost",
    "cost_before",
    "function_wage",
    "contract_sum",
    "coach_hours",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFacts:
    """The facts of one placement, or of a possible one, for every instrument.

    Attributes:
        age: whole years on the day of the assessment; enough for an amount on one day.
        born_on: date of birth, needed where amounts change on a birthday below the adult age; it wins over
            `age`. The result holds neither.
        aow_on: day on which the AOW age is reached.
        benefit: the benefit that somebody keeps or had last.
        payer: who is responsible for support: municipality or UWV.
        in_doelgroep_lks: established as doelgroep loonkostensubsidie (Participatiewet art. 6 onder e).
        doelgroepregister: the yes or no of UWV (Wfsv art. 38d), without its ground.
        deregistered: left the register at own request.
        wajong: has or had a Wajong benefit or support.
        beschut: beschut werk (Participatiewet art. 10b).
        beschut_advice: what UWV advised about beschut werk; `beschut_asked_on`: when that was asked.
        places_filled: beschut places of this year that are filled in the municipality.
        wsw_employment: the work is a Wsw employment itself (Wsw art. 2), which excludes most instruments.
        wsw_guided: begeleid werken (Wsw art. 7).
        wsw_indication: has an indication from before the Wsw closed.
        wsw_seconded: works for a hirer out of a Wsw employment.
        no_risk_ground: another ground of Ziektewet art. 29b; `Ground.NONE` when looked into without result.
        wia_right_on, waiting_ended_on, left_school_on, uwv_declaration: what the grounds with a term need.
        new_employer: works for another employer than during the waiting period of the WIA.
        supported_or_school: in the months before the start the person was at PrO, VSO or entreeopleiding, or
            supported by the municipality (Participatiewet art. 10d lid 2).
        starts_on: first day of the employment, or of the work with a benefit.
        ends_on: last day of the contract; None also for a permanent one, as `permanent` tells.
        permanent: the contract has no end.
        subsidy_starts_on: first day of the loonkostensubsidie, when not the first day of the employment.
        resumed_on: day on which somebody took up work again with the own employer.
        hours_per_week: agreed hours.
        full_week_hours: the usual full-time week in this company or sector (voltijd).
        wage_per_month: gross wage for these hours, without vakantiebijslag.
        function_wage: wage per month of a full week that the function brings (functieloon).
        paid_hours: paid hours (verloonde uren) of the calendar year, in periods that count.
        bbl: works in a bbl training contract, which has its own youth percentages.
        loonwaarde: measured in this function at this employer, whole percent of the minimum wage.
        measured_on: day of that measurement; `loonwaarde_from`: the day from which it counts, when another.
        forfaitair: municipality and employer agree to start without measurement.
        forfait_before: a forfait was paid for this job before.
        needs_guidance: guidance on the job is needed.
        jobcoach_regime: how much guidance; `coach_kind`: by somebody of the employer or from outside;
            `coach_hours`: hours of an extern coach per month.
        lks_runs: a loonkostensubsidie is paid beside the instrument that is assessed.
        daily_wage: dagloon that UWV set; `sick_week`: week of the illness, from 1.
        lkv_kinds: kinds of loonkostenvoordeel that somebody belongs to.
        requested: the employer asks for it in the wage declaration.
        declaration: a doelgroepverklaring was asked for in time; `declaration_asked_on`: when.
        worked_here_before: was in service with this employer shortly before the start, or did this work there.
        prospect: the employer wants to take somebody on; `prospect_months`: for how long.
        displacement: the work takes the place of somebody's paid job (verdringing).
        insured: accidents and liability are insured.
        extended: the first term is to be extended; `extensions`: how often it was.
        additional_work: extra work that would not be done otherwise (additioneel).
        other_environment: the extension is at another place.
        progress: the yearly test found progress towards work.
        qualification: has a startkwalificatie.
        training: what the training leads to.
        cost: of a provision or training; `cost_before`: of earlier ones in the same calendar year.
        interpreter: an interpreter, or a provision for seeing or hearing.
        expected_months: how long the lower performance will last.
        lender: an employer who lends the worker out exists; `group_size`: how many go together.
        moved_on: day on which the worker moved; `moved_to`: where to.
        contract_sum: value of the public contract.
        social_return_group: the group whose value counts against that contract.

    """

    age: int | None = None
    born_on: date | None = None
    aow_on: date | None = None
    benefit: Benefit | None = None
    payer: Payer | None = None
    in_doelgroep_lks: bool | None = None
    doelgroepregister: bool | None = None
    deregistered: bool | None = None
    wajong: bool | None = None
    beschut: bool | None = None
    beschut_advice: BeschutAdvice | None = None
    beschut_asked_on: date | None = None
    places_filled: int | None = None
    wsw_employment: bool | None = None
    wsw_guided: bool | None = None
    wsw_indication: bool | None = None
    wsw_seconded: bool | None = None
    no_risk_ground: Ground | None = None
    wia_right_on: date | None = None
    waiting_ended_on: date | None = None
    left_school_on: date | None = None
    uwv_declaration: bool | None = None
    new_employer: bool | None = None
    supported_or_school: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    permanent: bool | None = None
    subsidy_starts_on: date | None = None
    resumed_on: date | None = None
    hours_per_week: Decimal | None = None
    full_week_hours: Decimal | None = None
    wage_per_month: Decimal | None = None
    function_wage: Decimal | None = None
    paid_hours: Decimal | None = None
    bbl: bool | None = None
    loonwaarde: int | None = None
    measured_on: date | None = None
    loonwaarde_from: date | None = None
    forfaitair: bool | None = None
    forfait_before: bool | None = None
    needs_guidance: bool | None = None
    jobcoach_regime: JobcoachRegime | None = None
    coach_kind: CoachKind | None = None
    coach_hours: Decimal | None = None
    lks_runs: bool | None = None
    daily_wage: Decimal | None = None
    sick_week: int | None = None
    lkv_kinds: tuple[LkvKind, ...] | None = None
    requested: bool | None = None
    declaration: bool | None = None
    declaration_asked_on: date | None = None
    worked_here_before: bool | None = None
    prospect: bool | None = None
    prospect_months: int | None = None
    displacement: bool | None = None
    insured: bool | None = None
    extended: bool | None = None
    extensions: int | None = None
    additional_work: bool | None = None
    other_environment: bool | None = None
    progress: bool | None = None
    qualification: bool | None = None
    training: Training | None = None
    cost: Decimal | None = None
    cost_before: Decimal | None = None
    interpreter: bool | None = None
    expected_months: int | None = None
    lender: bool | None = None
    group_size: int | None = None
    moved_on: date | None = None
    moved_to: Destination | None = None
    contract_sum: Decimal | None = None
    social_return_group: SocialReturnGroup | None = None

    def __post_init__(self) -> None:
        """Refuse a value that no placement can have; facts that contradict each other are for the catalogue.

        Raises:
            InvalidInput: with the Dutch sentence under the name of the field.

        """
        problems: dict[str, list[str]] = {}
        if self.age is not None and not 0 <= self.age <= _OLDEST:
            problems["age"] = ["Vul een leeftijd in van 0 tot en met 120 jaar."]
        if self.loonwaarde is not None and not 0 <= self.loonwaarde <= 100:  # noqa: PLR2004 - a percentage (said by the line itself)
            problems["loonwaarde"] = ["Vul een loonwaarde in van 0 tot en met 100 procent."]
        for name in ("hours_per_week", "full_week_hours"):
            hours = getattr(self, name)
            if hours is not None and not 0 < exact(hours) <= _HOURS_IN_A_WEEK:
                problems[name] = ["Vul meer dan 0 en ten hoogste 168 uur per week in."]
        for name in _NOT_NEGATIVE:
            value = getattr(self, name)
            if value is not None and exact(value) < 0:
                problems[name] = ["Vul een getal in van 0 of meer."]
        if self.paid_hours is not None and self.paid_hours > _HOURS_IN_A_YEAR:
            problems["paid_hours"] = ["Een jaar heeft ten hoogste 8.784 uur. Controleer de verloonde uren."]
        if problems:
            raise InvalidInput("De gegevens van de plaatsing kloppen niet.", fields=problems)

    def has_ended(self, day: date) -> bool:
        """Tell whether the contract is over on `day`."""
        return self.ends_on is not None and day > self.ends_on

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on `day`; without a date of birth the age of the assessment."""
        return self.age if self.born_on is None else age_on(self.born_on, day)
