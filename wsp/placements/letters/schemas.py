"""How each letter is asked: only what the placement does not know, or what somebody chooses."""

from typing import Any, Final, TypeVar

from wsp.foundation import fields
from wsp.placements.letters import commands
from wsp.placements.schemas import PlacementSchema

C = TypeVar("C")

MUNICIPALITY: Final = "gemeente"
UWV: Final = "uwv"
INSURERS: Final = {"De werkgever": "De werkgever", "De gemeente": "De gemeente", "UWV": "UWV"}
_MOST_DAYS: Final = 60
_MOST_HOURS: Final = 60
_MOST_COACHING: Final = 500
_NO_HEALTH: Final = "Schrijf niets over gezondheid of uitkering."
_PARTIES: Final = "Wie tekent en waar"
_WORK: Final = "Het werk"
_AGREED: Final = "Afspraken"
_DECISION: Final = "Het besluit"
_ROUND: Final = "De periode"
_STORY: Final = "Hoe gaat het?"


def _reason() -> fields.LongText:
    return fields.LongText(
        label="Waarom een nieuwe versie?",
        hint="Alleen als er al een versie is. De oude versie blijft te lezen.",
        rows=2,
        max_length=300,
        group="Nieuwe versie",
    )


def _lines(label: str, hint: str, group: str, *, required: bool = True, **more: Any) -> fields.Lines:
    return fields.Lines(label=label, hint=hint, group=group, required=required, max_length=200, max_items=12, **more)


def _report_days(group: str) -> fields.Integer:
    return fields.Integer(
        label="Meldt een wijziging binnen", unit="dagen", group=group, required=True, minimum=1, maximum=_MOST_DAYS,
        width="short",
    )  # fmt: skip


class LetterSchema(PlacementSchema[C]):
    """A form for a letter; the reason comes last on every one."""

    reason = _reason()


class ConfirmationSchema(LetterSchema[commands.WriteConfirmation]):
    """The confirmation."""

    command = commands.WriteConfirmation


class _AgreementSchema(LetterSchema[C]):
    """What both agreements ask."""

    signs_for_employer = fields.Text(
        label="Wie tekent namens de werkgever?", group=_PARTIES, required=True, max_length=120
    )
    supervisor = fields.Text(label="Wie is de leidinggevende?", group=_PARTIES, required=True, max_length=120)
    workplace = _lines("Adres van de werkplek", "Eén regel per deel van het adres.", _PARTIES, rows=2)
    schedule = fields.Text(
        label="Werktijden", hint="Bijvoorbeeld: maandag tot en met donderdag, 8.00 tot 15.30 uur.", group=_WORK,
        required=True, max_length=200,
    )  # fmt: skip
    tasks = _lines("Taken", f"Eén taak per regel. {_NO_HEALTH}", _WORK)


class PlacementAgreementSchema(_AgreementSchema[commands.WritePlacementAgreement]):
    """The agreement about a job."""

    command = commands.WritePlacementAgreement

    guidance = _lines(
        "Begeleiding", f"Wie helpt waarmee, en hoe vaak? Eén afspraak per regel. {_NO_HEALTH}", _AGREED, required=False
    )
    report_days = _report_days(_AGREED)
    evaluation_1 = fields.Date(label="Eerste gesprek over hoe het gaat", group=_AGREED, required=True, width="medium")
    evaluation_2 = fields.Date(label="Tweede gesprek", group=_AGREED, width="medium")
    evaluation_3 = fields.Date(label="Derde gesprek", group=_AGREED, width="medium")


class TrialAgreementSchema(_AgreementSchema[commands.WriteTrialAgreement]):
    """The agreement about a trial."""

    command = commands.WriteTrialAgreement

    goals = _lines("Wat leert de kandidaat?", f"Eén doel per regel. {_NO_HEALTH}", _WORK)
    permission_of = fields.Choice(
        label="Wie geeft toestemming?", group=_AGREED, required=True, widget="radios",
        options={MUNICIPALITY: "De gemeente", UWV: "UWV"},
    )  # fmt: skip
    extended = fields.Yes(label="De proefplaatsing is verlengd", group=_AGREED)
    job_contract = fields.Text(
        label="Welk contract biedt de werkgever daarna?",
        hint="Bijvoorbeeld: een contract voor een jaar.", group=_AGREED, required=True, max_length=120,
    )  # fmt: skip
    job_hours = fields.Decimal(
        label="Voor hoeveel uur?", unit="uur per week", group=_AGREED, required=True, places=1, minimum=1,
        maximum=_MOST_HOURS, width="short",
    )  # fmt: skip
    evaluation_on = fields.Date(label="Gesprek over hoe het gaat", group=_AGREED, required=True, width="medium")
    insured_by = fields.Choice(
        label="Wie verzekert de kandidaat?", group=_AGREED, required=True, options=INSURERS, width="medium"
    )


class SubsidyRequestSchema(LetterSchema[commands.WriteSubsidyRequest]):
    """The request for loonkostensubsidie."""

    command = commands.WriteSubsidyRequest

    wanted_from = fields.Date(label="Subsidie vanaf", required=True, width="medium")
    without_measurement = fields.Yes(
        label="Start zonder meting", hint="Alleen als gemeente en werkgever dit samen willen."
    )
    contact = fields.Text(label="Contactpersoon bij de werkgever", required=True, max_length=120)
    signs_for_employer = fields.Text(label="Wie tekent namens de werkgever?", required=True, max_length=120)
    attachments = fields.Lines(
        label="Bijlagen", hint="Wat stuurt de werkgever mee? Eén bijlage per regel.", required=True, max_length=200
    )


class GrantSchema(LetterSchema[commands.WriteGrant]):
    """The news that an instrument was granted."""

    command = commands.WriteGrant

    code = fields.Choice(label="Welke regeling?", group=_DECISION, required=True, options={}, width="medium")
    decided_by = fields.Text(label="Wie besloot?", group=_DECISION, required=True, max_length=120)
    decision_reference = fields.Text(label="Kenmerk van het besluit", group=_DECISION, required=True, max_length=60)
    decided_on = fields.Date(label="Datum van het besluit", group=_DECISION, required=True, width="medium")
    report_days = _report_days(_AGREED)
    conditions = _lines(
        "Wat moet de werkgever nog meer doen?", f"Eén regel per afspraak. {_NO_HEALTH}", _AGREED, required=False
    )


class PlacementEndSchema(LetterSchema[commands.WritePlacementEnd]):
    """The news that a placement is over."""

    command = commands.WritePlacementEnd

    payslip_by = fields.Date(
        label="Laatste loonstrook insturen voor", hint="De gemeente rekent daarmee af.", required=True, width="medium"
    )
    remark = fields.LongText(
        label="Verder nog iets",
        hint=f"{_NO_HEALTH} Schrijf ook niet waarom de plaatsing stopt.",
        rows=3,
        max_length=600,
    )


class CoachEvaluationSchema(LetterSchema[commands.WriteCoachEvaluation]):
    """The report of a job coach."""

    command = commands.WriteCoachEvaluation

    first_day = fields.Date(label="Eerste dag", group=_ROUND, required=True, width="medium")
    last_day = fields.Date(label="Laatste dag", group=_ROUND, required=True, width="medium")
    hours_given = fields.Decimal(
        label="Begeleiding gegeven", unit="uur", group=_ROUND, required=True, places=2, minimum=0,
        maximum=_MOST_COACHING, width="short",
    )  # fmt: skip
    goals = _lines("Doelen", f"Eén doel per regel. {_NO_HEALTH}", _STORY)
    goes_well = fields.LongText(label="Wat gaat goed?", hint=_NO_HEALTH, group=_STORY, required=True, max_length=2000)
    attention = fields.LongText(
        label="Wat heeft aandacht nodig?", hint=_NO_HEALTH, group=_STORY, required=True, max_length=2000
    )
    agreed = _lines("Afspraken", "Wie doet wat, en wanneer? Eén afspraak per regel.", _STORY)
    advice = fields.LongText(label="Jouw advies", hint=_NO_HEALTH, group=_STORY, required=True, max_length=2000)
    hours_next = fields.Decimal(
        label="Begeleiding die nodig blijft", hint="Niet ingevuld: de begeleiding kan stoppen.", unit="uur per maand",
        group=_STORY, places=1, minimum=0, maximum=_MOST_COACHING, width="short",
    )  # fmt: skip
