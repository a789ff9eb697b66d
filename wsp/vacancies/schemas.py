"""From what a door received to the commands of vacancies: a schema per step of the intake, and all of it at once."""

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, Final, TypeVar

from marshmallow import ValidationError, post_load

from wsp.foundation import fields
from wsp.foundation.errors import DomainError
from wsp.foundation.fields import CommandSchema
from wsp.reference import lists
from wsp.vacancies import commands, enums
from wsp.vacancies.commands import TaskEntry
from wsp.vacancies.rules import MAX_CONTRACT_MONTHS, MAX_PLACES

C = TypeVar("C")
TASKS: Final = 8
"""Rows for tasks on the form; a vacancy may have more, those stay as they are."""
OWN_TITLE: Final = "-"
"""Chosen when no occupation of the list fits: the title stands by itself."""
OCCUPATIONS: Final = "/vacatures/beroepen"
EMPLOYERS: Final = "/vacatures/werkgevers"
_LISTS: Final = ("diplomas", "skills_required", "skills_wished")


class Part(CommandSchema[C]):
    """A part of a vacancy. The door knows some lists (`options`) and some values (`fixed`).

    By itself it loads to a mapping; `find_employer` in `fixed` turns a typed employer into an id, or raises a
    DomainError with a sentence. `answered` in `fixed` names the lists that are empty because nothing is asked for;
    without it an empty list of a form is always such an answer.
    """

    command: ClassVar[type[Any]] = dict

    def __init__(self, *, options: Mapping[str, Mapping[str, str]] | None = None, **fixed: Any) -> None:
        super().__init__()
        self.fixed = fixed
        for name, choices in (options or {}).items():
            field = self.fields.get(name)
            if isinstance(field, fields.Asked):
                field.describe(options=choices)

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> C:
        """The command, or a mapping with the command's own names."""
        fixed = dict(self.fixed)
        find: Callable[[str], uuid.UUID] | None = fixed.pop("find_employer", None)
        kept: tuple[TaskEntry, ...] = fixed.pop("kept", ())
        answered: Collection[str] = fixed.pop("answered", _LISTS)
        if "employer" in data:
            data["employer_id"] = _found(find, data.pop("employer"))
        if "task_1_name" in data:
            tasks = [task for row in range(1, TASKS + 1) if (task := _task(data, row))]
            data["tasks"] = (*tasks, *kept)
        for name in _LISTS:
            if name in data:
                data[name] = data[name] or (() if name in answered else None)
        made: C = type(self).command(**data, **fixed)
        return made


def _found(find: Callable[[str], uuid.UUID] | None, typed: str) -> uuid.UUID:
    assert find is not None  # noqa: S101 (a door with this field always gives the finder)
    try:
        return find(typed)
    except DomainError as error:
        raise ValidationError(error.message, "employer") from error


def _task(data: dict[str, Any], row: int) -> TaskEntry | None:
    name, hours = data.pop(f"task_{row}_name"), data.pop(f"task_{row}_hours")
    if name is None and hours is not None:
        raise ValidationError("Vul in welke taak dit is.", f"task_{row}_name")
    return TaskEntry(name, hours) if name else None


def _level(name: lists.LevelList) -> Callable[[], dict[str, str]]:
    return lambda: dict(lists.options(name))


def _codes(name: lists.CodeList) -> Callable[[], dict[str, str]]:
    return lambda: dict(lists.labels(name))


class WorkPart(Part[C]):
    """Step 1: the work and its tasks."""

    title = fields.Text(
        label="Welk werk is het?",
        hint="De naam van de functie, zoals mensen die noemen.",
        required=True,
        max_length=120,
        metadata={"suggest": OCCUPATIONS},
    )
    occupation_code = fields.Choice(
        label="Welk beroep past hierbij?",
        hint="Met een beroep uit de lijst vinden wij meer kandidaten.",
        options={},
        widget="radios",
        convert=lambda code: None if code == OWN_TITLE else code,
    )
    description = fields.LongText(
        label="Hoe ziet een dag eruit?", hint="Een paar korte zinnen zijn genoeg.", max_length=4000, rows=4
    )
    for _row in range(1, TASKS + 1):
        locals()[f"task_{_row}_name"] = fields.Text(label=f"Taak {_row}", max_length=120)
        locals()[f"task_{_row}_hours"] = fields.Decimal(label="Uren", places=1, minimum=0, width="short")


class HoursPart(Part[C]):
    """Step 2: hours, times and place."""

    hours_min = fields.Decimal(label="Uren vanaf", places=1, minimum=0, unit="uur", width="short")
    hours_max = fields.Decimal(label="Uren tot", places=1, minimum=0, unit="uur", width="short", required=True)
    full_week_hours = fields.Decimal(
        label="Een volle werkweek bij deze werkgever",
        hint="Vaak 36, 38 of 40. Nodig om een subsidie uit te rekenen.",
        places=1,
        minimum=0,
        unit="uur",
        width="short",
    )
    shifts = fields.Choices(
        label="Wanneer is het werk?", hint="Kies alles wat nodig is.", options=_codes("shifts"), required=True
    )
    working_times = fields.Text(
        label="Werktijden", hint="Bijvoorbeeld: maandag tot en met vrijdag, 7.00 tot 15.30 uur.", max_length=200
    )
    establishment_id = fields.Choice(
        label="Waar is het werk?", hint="Nodig voor de reistijd.", options={}, convert=uuid.UUID
    )
    adaptable_hours = fields.Yes(label="De uren kunnen anders, in overleg")
    adaptable_times = fields.Yes(label="De werktijden kunnen anders, in overleg")


class DemandsPart(Part[C]):
    """Step 3: what must be, what is a wish, what can be different."""

    skills_required = fields.Lines(
        label="Wat moet iemand echt kunnen op de eerste dag?",
        hint="Eén per regel. Wat iemand kan leren, hoort bij de wensen.",
        max_items=20,
        rows=3,
    )
    diplomas = fields.Lines(
        label="Welk diploma of certificaat is echt nodig?", hint="Eén per regel. Geen? Laat het leeg.", rows=2
    )
    driving_licences = fields.Choices(label="Welk rijbewijs is nodig?", options=_codes("driving_licences"))
    education_min = fields.Choice(
        label="Minimale opleiding", hint="Vraag alleen wat nodig is.", options=_level("education_levels"), convert=int
    )
    language_nl_min = fields.Choice(
        label="Hoe goed moet iemand Nederlands spreken?", options=_level("language_levels"), convert=int
    )
    work_conditions = fields.Choices(
        label="Wat hoort bij dit werk?",
        hint="Kies wat iemand aan moet kunnen.",
        options=_codes("work_conditions"),
    )
    skills_wished = fields.Lines(label="Wat is een plus?", hint="Eén per regel. Dit sluit niemand uit.", rows=3)
    guidance_on_site = fields.Choice(
        label="Hoeveel begeleiding is er op de werkplek?", options=_codes("guidance_levels")
    )
    adaptable_tasks = fields.Yes(label="De taken kunnen anders, in overleg")
    adaptable_guidance = fields.Yes(label="Meer begeleiding kan, in overleg")


class TermsPart(Part[C]):
    """Step 4: wage, places, garantiebaan, start and closing day."""

    places = fields.Integer(label="Hoeveel plaatsen?", minimum=1, maximum=MAX_PLACES, required=True, width="short")
    wage_hour = fields.Money(
        label="Bruto loon per uur", hint="Zonder vakantiegeld.", minimum=0, maximum=500, width="short"
    )
    contract_months = fields.Integer(
        label="Hoe lang is het contract?",
        hint="Geen einddatum? Laat het leeg.",
        minimum=1,
        maximum=MAX_CONTRACT_MONTHS,
        unit="maanden",
        width="short",
    )
    garantiebaan = fields.Yes(
        label="Dit is een garantiebaan", hint="Alleen voor mensen uit de doelgroep van de banenafspraak."
    )
    start_date = fields.Date(label="Wanneer begint het werk?", hint="Zo snel mogelijk? Laat het leeg.", width="medium")
    closes_on = fields.Date(
        label="Tot en met wanneer zoeken wij?",
        hint="Daarna sluit de vacature vanzelf. Je krijgt 2 weken eerder een seintje.",
        required=True,
        width="medium",
    )
    contact_id = fields.Choice(label="Contactpersoon", options={}, convert=uuid.UUID)


class WorkStep(WorkPart[dict[str, Any]]):
    """Step 1 of the intake, where the employer is chosen too."""

    employer = fields.Text(
        label="Werkgever",
        hint="Naam of nummer, zoals W-12.",
        required=True,
        metadata={"suggest": EMPLOYERS},
    )


class HoursStep(HoursPart[dict[str, Any]]):
    """Step 2 of the intake."""


class DemandsStep(DemandsPart[dict[str, Any]]):
    """Step 3 of the intake."""


class TermsStep(TermsPart[dict[str, Any]]):
    """Step 4 of the intake."""


STEPS: Final[Mapping[str, type[Part[dict[str, Any]]]]] = {
    "werk": WorkStep,
    "uren": HoursStep,
    "eisen": DemandsStep,
    "loon": TermsStep,
}


class EditVacancySchema(TermsPart[Any], DemandsPart[Any], HoursPart[Any], WorkPart[Any]):
    """Everything a vacancy says, in one form."""

    command = commands.EditVacancy


class MoveVacancySchema(Part[commands.MoveVacancy]):
    """A step to another state; the door offers those that may follow."""

    command = commands.MoveVacancy

    state = fields.Choice(label="Nieuwe status", options={}, convert=enums.VacancyState, required=True, widget="radios")
    reason = fields.Text(label="Reden", hint="Nodig als de vacature stopt.", max_length=300)
    closes_on = fields.Date(label="Nieuwe sluitingsdatum", hint="Alleen als de vacature weer opengaat.", width="medium")


class PortalWork(Part[dict[str, Any]]):
    """Step 1 of an employer's own intake: the work. Employers are addressed with u."""

    employer_id = fields.Choice(label="Voor welk bedrijf is de vacature?", options={}, convert=uuid.UUID, required=True)
    title = fields.Text(
        label="Welk werk is het?",
        hint="Gebruik een gewoon woord. Bijvoorbeeld: schoonmaker of orderpicker.",
        required=True,
        max_length=120,
    )
    description = fields.LongText(
        label="Hoe ziet een dag eruit?",
        hint="Een paar korte zinnen zijn genoeg. Noem geen namen van collega’s.",
        max_length=4000,
        rows=4,
    )
    for _row in range(1, TASKS + 1):
        locals()[f"task_{_row}_name"] = fields.Text(label=f"Taak {_row}", max_length=120)
        locals()[f"task_{_row}_hours"] = fields.Decimal(label="Uren", places=1, minimum=0, width="short")
    establishment_id = fields.Choice(
        label="Waar is het werk?", hint="Zo weten wij hoe ver iemand moet reizen.", options={}, convert=uuid.UUID
    )


class PortalDemands(Part[dict[str, Any]]):
    """Step 2 of an employer's own intake: hours and what must be."""

    hours_min = fields.Decimal(label="van", places=1, minimum=0, unit="uur", width="short")
    hours_max = fields.Decimal(label="tot", places=1, minimum=0, unit="uur", width="short", required=True)
    shifts = fields.Choices(
        label="Wanneer is het werk?", hint="Kies alles wat nodig is.", options=_codes("shifts"), required=True
    )
    working_times = fields.Text(
        label="Op welke dagen en tijden?",
        hint="Bijvoorbeeld: maandag tot en met vrijdag, 7.00 tot 15.30 uur.",
        max_length=200,
    )
    adaptable_hours = fields.Yes(label="De uren kunnen anders, in overleg")
    adaptable_times = fields.Yes(
        label="De werktijden kunnen anders, in overleg",
        hint="Om 9.00 uur beginnen helpt vaak: veel mensen reizen met de bus.",
    )
    skills_required = fields.Lines(
        label="Wat moet iemand echt kunnen?",
        hint="Eén per regel. Noem alleen wat nodig is op de eerste dag.",
        max_items=20,
        rows=3,
    )
    skills_wished = fields.Lines(
        label="Wat kan iemand bij u leren?", hint="Eén per regel. Dit sluit niemand uit.", rows=3
    )
    diplomas = fields.Lines(label="Welk diploma is echt nodig?", hint="Eén per regel. Geen? Laat het leeg.", rows=2)
    driving_licences = fields.Choices(label="Welk rijbewijs is nodig?", options=_codes("driving_licences"))
    language_nl_min = fields.Choice(
        label="Hoe goed moet iemand Nederlands spreken?", options=_level("language_levels"), convert=int
    )
    work_conditions = fields.Choices(
        label="Wat hoort bij dit werk?", hint="Kies wat iemand aan moet kunnen.", options=_codes("work_conditions")
    )


class PortalTerms(Part[dict[str, Any]]):
    """Step 3 of an employer's own intake: wage, guidance and days."""

    places = fields.Integer(
        label="Hoeveel mensen zoekt u?", minimum=1, maximum=MAX_PLACES, required=True, width="short"
    )
    wage_hour = fields.Money(
        label="Bruto loon per uur",
        hint="Zonder vakantiegeld. Nog niet bekend? Laat het leeg.",
        minimum=0,
        maximum=500,
        width="short",
    )
    full_week_hours = fields.Decimal(
        label="Hoeveel uur is bij u een volle werkweek?",
        hint="Vaak 36, 38 of 40. Nodig om een subsidie uit te rekenen.",
        places=1,
        minimum=0,
        unit="uur",
        width="short",
    )
    contract_months = fields.Integer(
        label="Hoe lang is het contract?",
        hint="Geen einddatum? Laat het leeg.",
        minimum=1,
        maximum=MAX_CONTRACT_MONTHS,
        unit="maanden",
        width="short",
    )
    guidance_on_site = fields.Choice(
        label="Hoeveel begeleiding kunt u geven?",
        hint="Bijvoorbeeld een vaste collega die uitlegt. Wij kunnen met een jobcoach helpen.",
        options=_codes("guidance_levels"),
    )
    adaptable_tasks = fields.Yes(label="De taken kunnen anders, in overleg")
    adaptable_guidance = fields.Yes(label="Meer begeleiding kan, in overleg")
    garantiebaan = fields.Yes(
        label="Dit is een garantiebaan",
        hint="Alleen voor mensen uit de doelgroep van de banenafspraak. Twijfelt u? Laat het leeg.",
    )
    start_date = fields.Date(label="Wanneer begint het werk?", hint="Zo snel mogelijk? Laat het leeg.", width="medium")
    closes_on = fields.Date(
        label="Tot en met wanneer zoeken wij?", hint="Daarna sluit de vacature vanzelf.", required=True, width="medium"
    )


PORTAL_STEPS: Final[Mapping[str, type[Part[dict[str, Any]]]]] = {
    "werk": PortalWork,
    "eisen": PortalDemands,
    "loon": PortalTerms,
}


class WithdrawPostedSchema(Part[commands.WithdrawPosted]):
    """An employer stops an own vacancy."""

    command = commands.WithdrawPosted

    reason = fields.Text(
        label="Waarom stopt de vacature?",
        hint="Bijvoorbeeld: wij hebben zelf iemand gevonden.",
        required=True,
        max_length=300,
    )


class SendBackSchema(Part[commands.SendBack]):
    """A question to the employer before the vacancy can open."""

    command = commands.SendBack

    question = fields.LongText(
        label="Wat vraag je aan de werkgever?",
        hint="De werkgever leest dit letterlijk. Schrijf met u.",
        required=True,
        max_length=1000,
        rows=4,
    )
