"""From what a door received to the commands of placements."""

import uuid
from typing import Any, Final

from wsp.foundation import fields
from wsp.placements import commands
from wsp.placements.enums import END_LABELS, KIND_LABELS, UNPAID, EndReason, PlacementKind
from wsp.placements.schemas.base import MOST_HOURS, NOTE, PlacementSchema

_KINDS: Final = {kind.value: text for kind, text in KIND_LABELS.items()}
_PAID_KINDS: Final = {kind.value: text for kind, text in KIND_LABELS.items() if kind not in UNPAID}
_ENDS: Final = {reason.value: text for reason, text in END_LABELS.items()}
_FULL_WEEK: Final = 40
_MOST_WAGE: Final = 20_000
_MOST_HOURLY: Final = 500
_WAGE_HINT: Final = "Voor deze uren, zonder vakantiegeld. Bij werk met een uitkering vul je niets in."
_HOURLY: Final[dict[str, Any]] = {
    "label": "Of: bruto loon per uur",
    "hint": "Vul één van beide in. Het loon per maand volgt dan.",
    "minimum": 0,
    "maximum": _MOST_HOURLY,
}
_WORK: Final = "Het werk"
_HOURS: Final = "Uren en loon"
_INSTRUMENTS: Final = "Regelingen"
_GUIDANCE: Final = "Begeleiding"

# Asked when somebody is placed and again when an instrument misses the answer.
_IN_DOELGROEP: Final[dict[str, Any]] = {
    "label": "Hoort de kandidaat tot de doelgroep loonkostensubsidie?",
    "hint": "De gemeente stelt dit vast.",
}
_FORFAITAIR: Final[dict[str, Any]] = {
    "label": "Starten gemeente en werkgever zonder meting?",
    "hint": "Dan geldt de eerste maanden een vast percentage.",
}
_SUPPORTED: Final[dict[str, Any]] = {
    "label": "Kwam de kandidaat van school, of hielp de gemeente al?",
    "hint": "Praktijkonderwijs, vso of entree. Dan mag je later aanvragen.",
}
_NEEDS_GUIDANCE: Final[dict[str, Any]] = {"label": "Is er begeleiding op het werk nodig?"}


class PlaceCandidateSchema(PlacementSchema[commands.PlaceCandidate]):
    """The facts of a new placement."""

    command = commands.PlaceCandidate

    function_title = fields.Text(label="Functie", required=True, max_length=120, group=_WORK)
    establishment_id = fields.Choice(label="Vestiging", options={}, convert=uuid.UUID, width="medium", group=_WORK)
    kind = fields.Choice(
        label="In welke vorm?", options=_KINDS, convert=PlacementKind, required=True, width="medium", group=_WORK
    )
    starts_on = fields.Date(label="Eerste werkdag", required=True, width="medium", group=_WORK)
    ends_on = fields.Date(
        label="Laatste dag van het contract", hint="Bij een vast contract vul je niets in.", width="medium", group=_WORK
    )
    hours_per_week = fields.Decimal(
        label="Uren per week", places=1, minimum=1, maximum=MOST_HOURS, unit="uur", required=True, group=_HOURS
    )
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij deze werkgever", places=1, minimum=1, maximum=_FULL_WEEK, unit="uur", required=True,
        hint="Hoeveel uur werkt iemand met een voltijdbaan?", group=_HOURS,
    )  # fmt: skip
    wage_month = fields.Money(
        label="Bruto loon per maand", minimum=0, maximum=_MOST_WAGE, hint=_WAGE_HINT, group=_HOURS
    )
    wage_hour = fields.Money(group=_HOURS, **_HOURLY)
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300,
        group=_HOURS,
    )  # fmt: skip
    in_doelgroep_lks = fields.YesNo(group=_INSTRUMENTS, **_IN_DOELGROEP)
    forfaitair = fields.YesNo(group=_INSTRUMENTS, **_FORFAITAIR)
    supported_or_school = fields.YesNo(group=_INSTRUMENTS, **_SUPPORTED)
    needs_guidance = fields.YesNo(group=_INSTRUMENTS, **_NEEDS_GUIDANCE)
    beschut = fields.Yes(label="Dit is beschut werk", group=_INSTRUMENTS)
    found_by_employer = fields.Yes(label="De werkgever vond deze kandidaat zelf", group=_GUIDANCE)
    job_coach_id = fields.Choice(label="Jobcoach", options={}, convert=uuid.UUID, width="medium", group=_GUIDANCE)
    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", group=_GUIDANCE, **NOTE)


class ChangeTermsSchema(PlacementSchema[commands.ChangeTerms]):
    """Other hours, wage or kind from a day on."""

    command = commands.ChangeTerms

    valid_from = fields.Date(
        label="Vanaf", required=True, width="medium", hint="Een dag in het verleden verbetert wat er stond."
    )
    kind = fields.Choice(label="In welke vorm?", options=_KINDS, convert=PlacementKind, required=True, width="medium")
    hours_per_week = fields.Decimal(
        label="Uren per week", places=1, minimum=1, maximum=MOST_HOURS, unit="uur", required=True
    )
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij deze werkgever", places=1, minimum=1, maximum=_FULL_WEEK, unit="uur", required=True
    )
    wage_month = fields.Money(label="Bruto loon per maand", minimum=0, maximum=_MOST_WAGE, hint=_WAGE_HINT)
    wage_hour = fields.Money(**_HOURLY)
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300
    )


class ExtendContractSchema(PlacementSchema[commands.ExtendContract]):
    """Another last day, or none."""

    command = commands.ExtendContract

    ends_on = fields.Date(
        label="Laatste dag van het contract", hint="Wordt het een vast contract? Maak dit veld leeg.", width="medium"
    )


class SetInstrumentFactsSchema(PlacementSchema[commands.SetInstrumentFacts]):
    """Answers to what the instruments asked."""

    command = commands.SetInstrumentFacts

    in_doelgroep_lks = fields.YesNo(**_IN_DOELGROEP)
    forfaitair = fields.YesNo(**_FORFAITAIR)
    supported_or_school = fields.YesNo(**_SUPPORTED)
    needs_guidance = fields.YesNo(**_NEEDS_GUIDANCE)


class EndPlacementSchema(PlacementSchema[commands.EndPlacement]):
    """The end of a placement, with the reason."""

    command = commands.EndPlacement

    ended_on = fields.Date(label="Laatste werkdag", required=True, width="medium")
    reason = fields.Choice(label="Waarom stopt het?", options=_ENDS, convert=EndReason, required=True, width="medium")
    note = fields.LongText(label="Toelichting", hint="Schrijf niets op over gezondheid.", **NOTE)
    reopen_vacancy = fields.Yes(label="Zoek weer iemand voor de vacature")


class BeginEmploymentSchema(PlacementSchema[commands.BeginEmployment]):
    """From a trial to an employment."""

    command = commands.BeginEmployment

    starts_on = fields.Date(
        label="Eerste dag met loon", required=True, width="medium", hint="De dag na de proefplaatsing."
    )
    ends_on = fields.Date(
        label="Laatste dag van het contract", hint="Bij een vast contract vul je niets in.", width="medium"
    )
    kind = fields.Choice(
        label="In welke vorm?", options=_PAID_KINDS, convert=PlacementKind, required=True, width="medium"
    )
    hours_per_week = fields.Decimal(
        label="Uren per week", places=1, minimum=1, maximum=MOST_HOURS, unit="uur", required=True
    )
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij deze werkgever", places=1, minimum=1, maximum=_FULL_WEEK, unit="uur", required=True
    )
    wage_month = fields.Money(
        label="Bruto loon per maand", minimum=0, maximum=_MOST_WAGE, hint="Voor deze uren, zonder vakantiegeld."
    )
    wage_hour = fields.Money(**_HOURLY)
    forfaitair = fields.YesNo(**_FORFAITAIR)
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300
    )


class ResumePlacementSchema(PlacementSchema[commands.ResumePlacement]):
    """The same job goes on after its end."""

    command = commands.ResumePlacement

    resumes_on = fields.Date(label="Eerste dag", required=True, width="medium")
    ends_on = fields.Date(
        label="Laatste dag van het contract", hint="Bij een vast contract vul je niets in.", width="medium"
    )
    reason = fields.LongText(
        label="Waarom gaat de plaatsing verder?", hint="Schrijf niets op over gezondheid.", required=True, **NOTE
    )
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300
    )


class MoveInstrumentSchema(PlacementSchema[commands.MoveInstrument]):
    """The next step of an instrument; the door gives which one."""

    command = commands.MoveInstrument

    happened_on = fields.Date(label="Op welke dag?", hint="Niets ingevuld is vandaag.", width="medium")
    note = fields.LongText(label="Reden", hint="Schrijf niets op over gezondheid.", **NOTE)
