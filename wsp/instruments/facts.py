"""What the rules may know about a placement. Whatever is not known is None, and never guessed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import exact
from wsp.law.minimum_wage import age_on

_HOURS_IN_A_WEEK: Final = 168
_OLDEST: Final = 120


class Ground(StrEnum):
    """Grounds for the no-risk polis beside register, Wajong and beschut werk (Ziektewet art. 29b).

    A ground tells of health. It goes to the municipality and UWV, never to an employer.
    """

    WIA = "wia"
    WIA_UNDER_35 = "wia_onder_35"
    SCHOOLING = "scholingsbelemmerd"
    WSW_GUIDED = "wsw_begeleid_werken"
    WSW_FORMER = "wsw_voorheen"
    WIA_OWN_EMPLOYER = "wia_eigen_werkgever"
    NONE = "geen"
    """Looked into: none of these."""


class JobcoachRegime(StrEnum):
    """How much guidance UWV grants for an intern job coach; the value is the key in the law."""

    INTENSIVE = "intensief"
    MIDDLE = "midden"
    LIGHT = "licht"
    VERY_LIGHT = "zeer_licht"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFacts:
    """The facts of one placement, or of a possible one, for every instrument.

    Attributes:
        age: whole years on the day of the assessment; enough for an amount on one day.
        born_on: date of birth, needed where amounts change on a birthday below the adult age; it wins over
            `age`. The result holds neither.
        in_doelgroep_lks: established as doelgroep loonkostensubsidie (Participatiewet art. 6 onder e).
        doelgroepregister: the yes or no of UWV (Wfsv art. 38d), without its ground.
        wajong: has or had a Wajong benefit or support.
        beschut: beschut werk (Participatiewet art. 10b).
        wsw_employment: the work is a Wsw employment itself (Wsw art. 2), which excludes most instruments.
        no_risk_ground: another ground of Ziektewet art. 29b; `Ground.NONE` when looked into without result.
        supported_or_school: in the months before the start the person was at PrO, VSO or entreeopleiding, or
            supported by the municipality (Participatiewet art. 10d lid 2).
        starts_on: first day of the employment.
        ends_on: last day of the contract; None also for a permanent one, as `permanent` tells.
        permanent: the contract has no end.
        subsidy_starts_on: first day of the loonkostensubsidie, when not the first day of the employment.
        hours_per_week: agreed hours.
        full_week_hours: the usual full-time week in this company or sector (voltijd).
        wage_per_month: gross wage for these hours, without vakantiebijslag.
        bbl: works in a bbl training contract, which has its own youth percentages.
        loonwaarde: measured in this function at this employer, whole percent of the minimum wage.
        measured_on: day of that measurement.
        forfaitair: municipality and employer agree to start without measurement.
        needs_guidance: guidance on the job is needed.
        jobcoach_regime: regime of an intern job coach.
        lks_runs: a loonkostensubsidie is paid beside the instrument that is assessed.

    """

    age: int | None = None
    born_on: date | None = None
    in_doelgroep_lks: bool | None = None
    doelgroepregister: bool | None = None
    wajong: bool | None = None
    beschut: bool | None = None
    wsw_employment: bool | None = None
    no_risk_ground: Ground | None = None
    supported_or_school: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    permanent: bool | None = None
    subsidy_starts_on: date | None = None
    hours_per_week: Decimal | None = None
    full_week_hours: Decimal | None = None
    wage_per_month: Decimal | None = None
    bbl: bool | None = None
    loonwaarde: int | None = None
    measured_on: date | None = None
    forfaitair: bool | None = None
    needs_guidance: bool | None = None
    jobcoach_regime: JobcoachRegime | None = None
    lks_runs: bool | None = None

    def __post_init__(self) -> None:
        """Refuse facts that cannot be.

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
        if self.wage_per_month is not None and exact(self.wage_per_month) < 0:
            problems["wage_per_month"] = ["Vul een loon in van 0 euro of meer."]
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = ["De laatste dag ligt voor de eerste dag. Controleer de datums."]
        if self.permanent and self.ends_on:
            problems["permanent"] = ["Een vast contract heeft geen laatste dag. Kies een van beide."]
        if problems:
            raise InvalidInput("De gegevens van de plaatsing kloppen niet.", fields=problems)

    def has_ended(self, day: date) -> bool:
        """Tell whether the contract is over on `day`."""
        return self.ends_on is not None and day > self.ends_on

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on `day`; without a date of birth the age of the assessment."""
        return self.age if self.born_on is None else age_on(self.born_on, day)
