"""From what a door received to the commands of introductions and placements."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, TypeVar

from marshmallow import post_load

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.instruments.questions import Kind, Question
from wsp.instruments.reading import write
from wsp.placements import commands
from wsp.placements.enums import (
    CLOSING_LABELS,
    EMPLOYER_REASONS,
    END_LABELS,
    KIND_LABELS,
    ClosingReason,
    EmployerAnswer,
    EndReason,
    IntroductionState,
    PlacementKind,
)

C = TypeVar("C")

_KINDS: Final = {kind.value: text for kind, text in KIND_LABELS.items()}
_REASONS: Final = {reason.value: text for reason, text in CLOSING_LABELS.items()}
_ENDS: Final = {reason.value: text for reason, text in END_LABELS.items()}
_MOST_HOURS: Final = 60
_FULL_WEEK: Final = 40
_MOST_WAGE: Final = 20_000
_MOST_MONEY: Final = 100_000_000
_MOST_COUNT: Final = 9999
_HOURS_IN_YEAR: Final = 8784
_EMPLOYER_SAYS: Final = {
    ClosingReason.EXPERIENCE: "De ervaring past niet",
    ClosingReason.HOURS: "De uren of tijden passen niet",
    ClosingReason.LANGUAGE: "De taal past niet",
    ClosingReason.OTHER_CHOSEN: "Wij hebben al iemand gekozen",
    ClosingReason.PLACE_TAKEN: "De plek is er niet meer",
    ClosingReason.OTHER: "Iets anders",
}
_WAGE_HINT: Final = "Voor deze uren, zonder vakantiegeld. Bij werk met een uitkering vul je niets in."
_NOTE: Final[dict[str, Any]] = {"max_length": 1000, "rows": 3}
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


class PlacementSchema(CommandSchema[C]):
    """A schema of which the door knows some values (`fixed`) and some lists to choose from (`options`)."""

    def __init__(self, *, options: Mapping[str, Mapping[str, str]] | None = None, **fixed: Any) -> None:
        super().__init__()
        self.fixed = fixed
        for name, choices in (options or {}).items():
            field = self.fields[name]
            assert isinstance(field, fields.Asked)  # noqa: S101 (for mypy: every field here is one)
            field.describe(options=choices)

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> C:
        """The command itself."""
        made: C = type(self).command(**data, **self.fixed)
        return made


class AnswerOfferSchema(PlacementSchema[commands.AnswerOffer]):
    """What an employer answers in the portal; the door gives the introduction."""

    command = commands.AnswerOffer

    answer = fields.Choice(
        label="Uw antwoord",
        required=True,
        options={each.value: each.value for each in EmployerAnswer},
        convert=EmployerAnswer,
    )
    seen = fields.Choice(
        label="Stand",
        required=True,
        options={each.value: each.value for each in IntroductionState},
        convert=IntroductionState,
    )
    reason = fields.Choice(
        label="Waarom past deze kandidaat niet?",
        options={reason.value: _EMPLOYER_SAYS[reason] for reason in EMPLOYER_REASONS},
        convert=ClosingReason,
        widget="radios",
    )
    note = fields.LongText(label="Toelichting", hint="Bij ‘Iets anders’ hebben wij een korte uitleg nodig.", **_NOTE)
    appointment_at = fields.Moment(label="Wanneer wilt u praten?", width="medium")
    appointment_place = fields.Text(label="Waar is het gesprek?", hint="Bijvoorbeeld: bij de balie.", max_length=200)


class AskAboutOfferSchema(PlacementSchema[commands.AskAboutOffer]):
    """A question of an employer about an offered candidate."""

    command = commands.AskAboutOffer

    question = fields.LongText(
        label="Wat wilt u weten?",
        hint="Vraag naar het werk. Niet naar gezondheid of uitkering.",
        required=True,
        **_NOTE,
    )


class ConfirmHoursSchema(PlacementSchema[commands.ConfirmHours]):
    """The hours that the page showed, which the employer confirms."""

    command = commands.ConfirmHours

    seen = fields.Decimal(label="Uren per week", places=1, minimum=0, maximum=_MOST_HOURS, required=True)


class ReportHoursSchema(PlacementSchema[commands.ReportHours]):
    """Other hours, as an employer reports them; employers are addressed with u."""

    command = commands.ReportHours

    hours_per_week = fields.Decimal(
        label="Hoeveel uren per week zijn het?", places=1, minimum=1, maximum=_MOST_HOURS, unit="uur", required=True,
        width="short",
    )  # fmt: skip
    valid_from = fields.Date(label="Vanaf welke dag?", required=True, width="medium")


class BenefitsSchema(CommandSchema[dict[str, Any]]):
    """An example to calculate with; nobody's own data."""

    command: ClassVar[type[Any]] = dict

    hours = fields.Decimal(label="Uren per week", places=1, minimum=1, maximum=60, required=True, width="short")
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij u", places=1, minimum=1, maximum=60, required=True, width="short"
    )
    wage_hour = fields.Money(label="Bruto loon per uur", minimum=1, maximum=500, required=True, width="short")
    share = fields.Integer(
        label="Hoeveel werk doet iemand?",
        hint="In procenten van een ervaren collega. Een deskundige meet dit op de werkplek.",
        minimum=0,
        maximum=100,
        required=True,
        unit="%",
        width="short",
    )


class NotNowSchema(PlacementSchema[commands.MoveIntroduction]):
    """The client manager's no; reason and step are the door's."""

    command = commands.MoveIntroduction

    note = fields.LongText(label="Waarom nu niet?", hint="Alleen collega’s lezen dit.", required=True, **_NOTE)


class StepSchema(PlacementSchema[commands.MoveIntroduction]):
    """A step that needs nothing but a note."""

    command = commands.MoveIntroduction

    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", **_NOTE)


class InviteSchema(PlacementSchema[commands.MoveIntroduction]):
    """A talk at the employer, with its moment."""

    command = commands.MoveIntroduction

    appointment_at = fields.Moment(label="Datum en tijd", required=True, width="medium")
    appointment_place = fields.Text(label="Plaats", hint="Waar is het gesprek?", max_length=120, width="medium")
    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", **_NOTE)


class CloseSchema(PlacementSchema[commands.MoveIntroduction]):
    """An introduction stops, with the reason."""

    command = commands.MoveIntroduction

    reason = fields.Choice(
        label="Waarom stopt deze voordracht?",
        options=_REASONS,
        convert=ClosingReason,
        required=True,
        error_messages={"required": "Kies waarom deze voordracht stopt.", "null": "Kies waarom deze voordracht stopt."},
    )
    note = fields.LongText(label="Toelichting", hint="Schrijf over het werk, niet over de persoon.", **_NOTE)
    shared = fields.Yes(label="De klantmanager mag deze reden met de kandidaat bespreken")


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
        label="Uren per week", places=1, minimum=1, maximum=_MOST_HOURS, unit="uur", required=True, group=_HOURS
    )
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij deze werkgever", places=1, minimum=1, maximum=_FULL_WEEK, unit="uur", required=True,
        hint="Hoeveel uur werkt iemand met een voltijdbaan?", group=_HOURS,
    )  # fmt: skip
    wage_month = fields.Money(
        label="Bruto loon per maand", minimum=0, maximum=_MOST_WAGE, hint=_WAGE_HINT, group=_HOURS
    )
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300,
        group=_HOURS,
    )  # fmt: skip
    in_doelgroep_lks = fields.YesNo(group=_INSTRUMENTS, **_IN_DOELGROEP)
    forfaitair = fields.YesNo(group=_INSTRUMENTS, **_FORFAITAIR)
    supported_or_school = fields.YesNo(group=_INSTRUMENTS, **_SUPPORTED)
    needs_guidance = fields.YesNo(group=_INSTRUMENTS, **_NEEDS_GUIDANCE)
    beschut = fields.Yes(label="Dit is beschut werk", group=_INSTRUMENTS)
    job_coach_id = fields.Choice(label="Jobcoach", options={}, convert=uuid.UUID, width="medium", group=_GUIDANCE)
    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", group=_GUIDANCE, **_NOTE)


class ChangeTermsSchema(PlacementSchema[commands.ChangeTerms]):
    """Other hours, wage or kind from a day on."""

    command = commands.ChangeTerms

    valid_from = fields.Date(
        label="Vanaf", required=True, width="medium", hint="Een dag in het verleden verbetert wat er stond."
    )
    kind = fields.Choice(label="In welke vorm?", options=_KINDS, convert=PlacementKind, required=True, width="medium")
    hours_per_week = fields.Decimal(
        label="Uren per week", places=1, minimum=1, maximum=_MOST_HOURS, unit="uur", required=True
    )
    full_week_hours = fields.Decimal(
        label="Volle werkweek bij deze werkgever", places=1, minimum=1, maximum=_FULL_WEEK, unit="uur", required=True
    )
    wage_month = fields.Money(label="Bruto loon per maand", minimum=0, maximum=_MOST_WAGE, hint=_WAGE_HINT)
    hours_reason = fields.Text(
        label="Waarom kan dit aantal uren?", hint="Alleen nodig boven 40 uur in alle banen samen.", max_length=300
    )


class ExtendContractSchema(PlacementSchema[commands.ExtendContract]):
    """Another last day, or none."""

    command = commands.ExtendContract

    ends_on = fields.Date(
        label="Laatste dag van het contract", hint="Wordt het een vast contract? Maak dit veld leeg.", width="medium"
    )


class _AttachSchema(PlacementSchema[commands.AttachInstrument]):
    """Answers to what one instrument asks; the fields come from its questions."""

    command = commands.AttachInstrument

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.AttachInstrument:
        """The command itself; what was not answered is left out."""
        facts = {name: write(value) for name, value in data.items() if value not in (None, [], ())}
        return commands.AttachInstrument(facts=facts, **self.fixed)


def attach_schema(questions: Iterable[Question], **fixed: Any) -> PlacementSchema[commands.AttachInstrument]:
    """The form for an instrument that asks these questions."""
    made = type("AttachInstrumentSchema", (_AttachSchema,), {each.fact: _field(each) for each in questions})
    schema: PlacementSchema[commands.AttachInstrument] = made(**fixed)
    return schema


def _field(question: Question) -> fields.Asked:  # noqa: PLR0911 - one for each kind of answer
    options = {each.value: each.value.replace("_", " ").capitalize() for each in question.options or ()}
    label = question.text
    match question.kind:
        case Kind.YES_NO:
            return fields.YesNo(label=label)
        case Kind.DAY:
            return fields.Date(label=label, width="medium")
        case Kind.ONE_OF:
            return fields.Choice(label=label, options=options, width="medium")
        case Kind.SOME_OF:
            return fields.Choices(label=label, options=options)
        case Kind.EURO:
            return fields.Money(label=label, minimum=0, maximum=_MOST_MONEY)
        case Kind.HOURS | Kind.WEEK_HOURS:
            return fields.Decimal(label=label, places=2, minimum=0, maximum=_HOURS_IN_YEAR, unit="uur")
        case Kind.AGE | Kind.PERCENT | Kind.COUNT:
            return fields.Integer(label=label, minimum=0, maximum=_MOST_COUNT)


class SetInstrumentFactsSchema(PlacementSchema[commands.SetInstrumentFacts]):
    """Answers to what the instruments asked."""

    command = commands.SetInstrumentFacts

    in_doelgroep_lks = fields.YesNo(**_IN_DOELGROEP)
    forfaitair = fields.YesNo(**_FORFAITAIR)
    supported_or_school = fields.YesNo(**_SUPPORTED)
    needs_guidance = fields.YesNo(**_NEEDS_GUIDANCE)


class RecordMeasuredLoonwaardeSchema(PlacementSchema[commands.RecordMeasuredLoonwaarde]):
    """A loonwaarde measured in this job."""

    command = commands.RecordMeasuredLoonwaarde

    percentage = fields.Integer(label="Loonwaarde", minimum=0, maximum=100, unit="procent", required=True)
    measured_on = fields.Date(
        label="Gemeten op", required=True, width="medium", hint="Vanaf deze dag telt de loonwaarde voor het bedrag."
    )
    expert = fields.Text(label="Deskundige", required=True, max_length=120, width="medium")


class EndPlacementSchema(PlacementSchema[commands.EndPlacement]):
    """The end of a placement, with the reason."""

    command = commands.EndPlacement

    ended_on = fields.Date(label="Laatste werkdag", required=True, width="medium")
    reason = fields.Choice(label="Waarom stopt het?", options=_ENDS, convert=EndReason, required=True, width="medium")
    note = fields.LongText(label="Toelichting", hint="Schrijf niets op over gezondheid.", **_NOTE)
    reopen_vacancy = fields.Yes(label="Zoek weer iemand voor de vacature")
