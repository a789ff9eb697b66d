"""From what a door received to the commands of introductions."""

from typing import Final

from wsp.foundation import fields
from wsp.placements import commands
from wsp.placements.enums import (
    CLOSING_LABELS,
    EMPLOYER_REASONS,
    ClosingReason,
    EmployerAnswer,
    IntroductionState,
)
from wsp.placements.schemas.base import NOTE, PlacementSchema

_REASONS: Final = {reason.value: text for reason, text in CLOSING_LABELS.items()}
_EMPLOYER_SAYS: Final = {
    ClosingReason.EXPERIENCE: "De ervaring past niet",
    ClosingReason.HOURS: "De uren of tijden passen niet",
    ClosingReason.LANGUAGE: "De taal past niet",
    ClosingReason.OTHER_CHOSEN: "Wij hebben al iemand gekozen",
    ClosingReason.PLACE_TAKEN: "De plek is er niet meer",
    ClosingReason.OTHER: "Iets anders",
}


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
    note = fields.LongText(label="Toelichting", hint="Bij ‘Iets anders’ hebben wij een korte uitleg nodig.", **NOTE)
    appointment_at = fields.Moment(label="Wanneer wilt u praten?", width="medium")
    appointment_place = fields.Text(label="Waar is het gesprek?", hint="Bijvoorbeeld: bij de balie.", max_length=200)


class AskAboutOfferSchema(PlacementSchema[commands.AskAboutOffer]):
    """A question of an employer about an offered candidate."""

    command = commands.AskAboutOffer

    question = fields.LongText(
        label="Wat wilt u weten?",
        hint="Vraag naar het werk. Niet naar gezondheid of uitkering.",
        required=True,
        **NOTE,
    )


class NotNowSchema(PlacementSchema[commands.MoveIntroduction]):
    """The client manager's no; reason and step are the door's."""

    command = commands.MoveIntroduction

    note = fields.LongText(label="Waarom nu niet?", hint="Alleen collega’s lezen dit.", required=True, **NOTE)


class StepSchema(PlacementSchema[commands.MoveIntroduction]):
    """A step that needs nothing but a note."""

    command = commands.MoveIntroduction

    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", **NOTE)


class InviteSchema(PlacementSchema[commands.MoveIntroduction]):
    """A talk at the employer, with its moment."""

    command = commands.MoveIntroduction

    appointment_at = fields.Moment(label="Datum en tijd", required=True, width="medium")
    appointment_place = fields.Text(label="Plaats", hint="Waar is het gesprek?", max_length=120, width="medium")
    note = fields.LongText(label="Notitie", hint="Alleen collega’s lezen dit.", **NOTE)


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
    note = fields.LongText(label="Toelichting", hint="Schrijf over het werk, niet over de persoon.", **NOTE)
    shared = fields.Yes(label="De klantmanager mag deze reden met de kandidaat bespreken")
