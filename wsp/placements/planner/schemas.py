"""What somebody types into the calculator and the planner. Everything stands in the address, so it can be kept."""

from typing import Any, ClassVar, Final

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.instruments import catalogue
from wsp.instruments.enums import Benefit
from wsp.placements.planner.enums import FirstMonths, WorkKind
from wsp.placements.planner.situation import PLANNED

_INSTRUMENTS: Final = {code: catalogue.get(code).title for code in PLANNED}
_KINDS: Final = {WorkKind.EMPLOYMENT.value: "Gewone baan", WorkKind.APPRENTICE.value: "Leerwerkbaan"}
_WORK: Final = "Het werk"
_SUBSIDY: Final = "Meten en subsidie"
_PERSON: Final = "Over de kandidaat"
_OWN: Final = "Eigen vergelijking"
_PERCENT: Final[dict[str, Any]] = {"minimum": 0, "maximum": 100, "unit": "%", "width": "short"}
_HOURS: Final[dict[str, Any]] = {"places": 1, "minimum": 1, "maximum": 60, "unit": "uur", "width": "short"}
COACHES: Final = {
    "extern": "Jobcoach van buiten",
    "intensief": "Collega, veel begeleiding",
    "midden": "Collega, gewone begeleiding",
    "licht": "Collega, weinig begeleiding",
    "zeer_licht": "Collega, heel weinig begeleiding",
}
"""Who guides: somebody from outside, or an intern coach in one of the regimes of the law."""
BENEFITS: Final = {
    Benefit.BIJSTAND.value: "Bijstand van de gemeente",
    Benefit.WW.value: "WW",
    Benefit.WIA.value: "WIA",
    Benefit.WAJONG.value: "Wajong",
    Benefit.OTHER.value: "Een andere uitkering",
    Benefit.NONE.value: "Geen uitkering",
}


class CalculatorSchema(CommandSchema[dict[str, Any]]):
    """Work for nobody in particular: the calculator of employers."""

    command: ClassVar[type[Any]] = dict

    hours = fields.Decimal(label="Uren per week", required=True, group=_WORK, **_HOURS)
    full_week_hours = fields.Decimal(label="Volle werkweek", required=True, group=_WORK, **_HOURS)
    wage_hour = fields.Money(
        label="Bruto loon per uur", minimum=1, maximum=500, required=True, width="short", group=_WORK
    )
    starts_on = fields.Date(label="Eerste werkdag", required=True, width="medium", group=_WORK)
    months = fields.Integer(
        label="Duur in maanden", minimum=1, maximum=60, width="short", group=_WORK,
    )  # fmt: skip
    kind = fields.Choice(
        label="Soort werk", options=_KINDS,
        required=True, convert=WorkKind, width="medium", group=_WORK,
    )  # fmt: skip
    trial = fields.Yes(label="Beginnen met een proefplaatsing", group=_WORK)
    share = fields.Integer(
        label="Hoeveel werk doet iemand?",
        hint="In procenten van een ervaren collega. Een deskundige meet dit op de werkplek.",
        required=True, group=_SUBSIDY, **_PERCENT,
    )  # fmt: skip
    later = fields.Integer(label="En een jaar later?", group=_SUBSIDY, **_PERCENT)
    first_months = fields.Choice(
        label="De eerste maanden",
        options={FirstMonths.FORFAIT.value: "Eerst zonder meting", FirstMonths.MEASURED.value: "Meteen meten"},
        required=True, convert=FirstMonths, width="medium", group=_SUBSIDY,
    )  # fmt: skip
    instruments = fields.Choices(label="Welke regelingen tellen mee?", options=_INSTRUMENTS, group=_SUBSIDY)
    own_hours = fields.Decimal(label="Met andere uren", group=_OWN, **_HOURS)
    own_share = fields.Integer(label="Met een ander percentage", group=_OWN, **_PERCENT)


class MatchSchema(CalculatorSchema):
    """Work for a possible match: also what is not known of the candidate, and the guidance."""

    share = fields.Integer(label="Loonwaarde, geschat", group=_SUBSIDY, **_PERCENT)
    in_register = fields.YesNo(label="Staat de kandidaat in het doelgroepregister?", group=_PERSON)
    in_doelgroep_lks = fields.YesNo(label="Hoort de kandidaat tot de doelgroep loonkostensubsidie?", group=_PERSON)
    supported_or_school = fields.YesNo(
        label="Net van PrO, VSO of entree, of steun van de gemeente?", hint="In de zes maanden voor de start.",
        group=_PERSON,
    )  # fmt: skip
    benefit = fields.Choice(label="Uitkering nu", options=BENEFITS, convert=Benefit, width="medium", group=_PERSON)
    coach = fields.Choice(label="Begeleiding met bedrag", options=COACHES, width="medium", group=_PERSON)
    coach_hours = fields.Decimal(
        label="Uren jobcoach per maand", places=1, minimum=0, maximum=100, unit="uur", width="short", group=_PERSON
    )


class PlacementPlanSchema(CommandSchema[dict[str, Any]]):
    """What the planner of a placement asks beside what is known of it."""

    command: ClassVar[type[Any]] = dict

    benefit = fields.Choice(label="Uitkering voor het werk", options=BENEFITS, convert=Benefit, width="medium")
    coach = fields.Choice(label="Begeleiding met bedrag", options=COACHES, width="medium")
    coach_hours = fields.Decimal(
        label="Uren jobcoach per maand", places=1, minimum=0, maximum=100, unit="uur", width="short"
    )
    changes_on = fields.Date(
        label="Vanaf welke dag is het anders?", hint="Telt voor de vergelijkingen.", required=True, width="medium"
    )
    instruments = fields.Choices(label="Welke regelingen tellen mee?", options=_INSTRUMENTS)
    own_hours = fields.Decimal(label="Met andere uren", **_HOURS)
    own_share = fields.Integer(label="Met een andere loonwaarde", **_PERCENT)
