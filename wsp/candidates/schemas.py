"""From what a door received to the commands of candidates."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from marshmallow import ValidationError, post_load

from wsp.candidates import commands, enums
from wsp.candidates.commands import ExperienceEntry, WishEntry
from wsp.candidates.enums import ProfileField
from wsp.foundation import fields
from wsp.foundation.errors import DomainError
from wsp.foundation.fields import CommandSchema
from wsp.reference import lists

C = TypeVar("C")
WISHES: Final = 5
EXPERIENCES: Final = 10
NONE: Final = "geen"
"""What stands in a list that was asked for and is empty."""
SUGGESTIONS: Final = "/vacatures/beroepen"


class CandidateSchema(CommandSchema[C]):
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


class AskedLines(fields.Lines):
    """A list of texts: empty is not known, the single line "geen" is asked and none."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        items = super()._deserialize(value, attr, data, **kwargs)
        if items is None:
            return None
        return [] if [item.lower() for item in items] == [NONE] else list(items)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return NONE if value == [] else super()._serialize(value, attr, obj, **kwargs)


class AskedChoices(fields.Choices):
    """Several of a closed list: nothing ticked is not known, the box "geen" is asked and none."""

    def __init__(self, *, codes: lists.CodeList, none_label: str, **options: Any) -> None:
        super().__init__(options=lambda: lists.labels(codes) | {NONE: none_label}, unknown_when_empty=True, **options)
        self.none_label = none_label

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        chosen = super()._deserialize(value, attr, data, **kwargs)
        if chosen is None:
            return None
        if NONE in chosen and len(chosen) > 1:
            raise ValidationError(f"Kies bij '{self.label}' óf '{self.none_label}', óf iets anders. Niet allebei.")
        return [code for code in chosen if code != NONE]

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return [NONE] if value == [] else super()._serialize(value, attr, obj, **kwargs)


def _level(name: lists.LevelList) -> Callable[[], dict[str, str]]:
    return lambda: dict(lists.options(name))


_NAME: Final = {"max_length": 80}


class RegisterCandidateSchema(CandidateSchema[commands.RegisterCandidate]):
    """A new dossier."""

    command = commands.RegisterCandidate

    first_name = fields.Text(label="Voornaam", required=True, group="Wie is het?", **_NAME)
    name_prefix = fields.Text(label="Tussenvoegsel", max_length=20, width="short", group="Wie is het?")
    last_name = fields.Text(label="Achternaam", required=True, group="Wie is het?", **_NAME)
    email = fields.Email(label="E-mailadres", group="Hoe bereik je deze persoon?")
    phone = fields.Phone(label="Telefoon", width="medium", group="Hoe bereik je deze persoon?")
    postcode = fields.Postcode(
        label="Postcode", hint="Nodig voor de reistijd.", width="short", group="Waar woont deze persoon?"
    )
    place = fields.Text(label="Woonplaats", max_length=80, width="medium", group="Waar woont deze persoon?")
    municipality_code = fields.Choice(
        label="Gemeente", options={}, required=True, width="medium", group="Waar woont deze persoon?"
    )
    birth_date = fields.Date(
        label="Geboortedatum",
        hint="Alleen voor de wet en voor cijfers. Telt niet mee bij het zoeken.",
        width="medium",
        group="Afgeschermde gegevens",
    )
    sex = fields.Choice(
        label="Geslacht",
        options={value.value: text for value, text in enums.SEX_LABELS.items()},
        convert=enums.Sex,
        width="medium",
        group="Afgeschermde gegevens",
    )
    bsn = fields.Bsn(
        label="BSN",
        hint="Je ziet het nummer hierna niet meer terug.",
        width="medium",
        autocomplete="off",
        group="Afgeschermde gegevens",
    )
    confirmed_new = fields.Yes(label="Dit is iemand anders. Maak toch een nieuw dossier.")


class EditIdentitySchema(CandidateSchema[commands.EditIdentity]):
    """Name and contact data."""

    command = commands.EditIdentity

    first_name = fields.Text(label="Voornaam", required=True, **_NAME)
    name_prefix = fields.Text(label="Tussenvoegsel", max_length=20, width="short")
    last_name = fields.Text(label="Achternaam", required=True, **_NAME)
    email = fields.Email(label="E-mailadres")
    phone = fields.Phone(label="Telefoon", width="medium")


class SetPersonalSchema(CandidateSchema[commands.SetPersonal]):
    """Birth date, sex, BSN."""

    command = commands.SetPersonal

    birth_date = fields.Date(label="Geboortedatum", width="medium")
    sex = fields.Choice(
        label="Geslacht",
        options={value.value: text for value, text in enums.SEX_LABELS.items()},
        convert=enums.Sex,
        width="medium",
    )
    bsn = fields.Bsn(
        label="BSN",
        hint="Laat leeg om het BSN te houden zoals het is. Je ziet het nummer nooit terug.",
        width="medium",
        autocomplete="off",
    )


class SetResidenceSchema(CandidateSchema[commands.SetResidence]):
    """A move, or a correction of where somebody lived."""

    command = commands.SetResidence

    postcode = fields.Postcode(label="Postcode", width="short")
    place = fields.Text(label="Woonplaats", max_length=80, width="medium")
    municipality_code = fields.Choice(label="Gemeente", options={}, required=True, width="medium")
    since = fields.Date(label="Vanaf", required=True, width="medium")


class AssignPeopleSchema(CandidateSchema[commands.AssignPeople]):
    """Who guides the candidate."""

    command = commands.AssignPeople

    client_manager_id = fields.Choice(label="Klantmanager", options={}, convert=uuid.UUID)
    job_coach_id = fields.Choice(label="Jobcoach", options={}, convert=uuid.UUID)


class EditProfileSchema(CandidateSchema[commands.EditProfile]):
    """The whole profile as one form. `kept` are experiences beyond the rows of the form: they stay."""

    command = commands.EditProfile

    profile_text = fields.LongText(
        label=enums.PROFILE_LABELS[ProfileField.PROFILE_TEXT],
        hint="Schrijf op wat goed gaat. Geen naam, geen ziekte en geen uitkering: een werkgever kan dit lezen.",
        max_length=4000,
        rows=5,
        group="Kunnen en willen",
    )
    for _row in range(1, WISHES + 1):
        locals()[f"wish_{_row}"] = fields.Text(
            label=f"Wens {_row}", max_length=200, group="Kunnen en willen", metadata={"suggest": SUGGESTIONS}
        )
    skills = AskedLines(
        label=enums.PROFILE_LABELS[ProfileField.SKILLS],
        hint="Eén per regel. Gevraagd en geen? Vul dan 'geen' in.",
        max_items=40,
        max_length=200,
        group="Kunnen en willen",
    )
    development_wish = fields.LongText(
        label=enums.PROFILE_LABELS[ProfileField.DEVELOPMENT], max_length=1000, rows=2, group="Kunnen en willen"
    )
    for _row in range(1, EXPERIENCES + 1):
        locals()[f"experience_{_row}_title"] = fields.Text(
            label=f"Werk {_row}", max_length=200, group="Ervaring", metadata={"suggest": SUGGESTIONS}
        )
        locals()[f"experience_{_row}_years"] = fields.Decimal(
            label="Jaren", places=1, minimum=0, maximum=60, width="short", group="Ervaring"
        )
        locals()[f"experience_{_row}_ended"] = fields.Integer(
            label="Tot (jaar)", minimum=1950, maximum=2100, width="short", group="Ervaring"
        )
    experiences_none = fields.Yes(label="Heeft nog niet gewerkt", group="Ervaring")
    education_level = fields.Choice(
        label="Hoogste opleiding", options=_level("education_levels"), convert=int, group="Opleiding en taal"
    )
    diplomas = AskedLines(
        label=enums.PROFILE_LABELS[ProfileField.DIPLOMAS],
        hint="Eén per regel. Gevraagd en geen? Vul dan 'geen' in.",
        max_items=40,
        max_length=200,
        rows=3,
        group="Opleiding en taal",
    )
    language_nl = fields.Choice(
        label=enums.PROFILE_LABELS[ProfileField.LANGUAGE],
        options=_level("language_levels"),
        convert=int,
        group="Opleiding en taal",
    )
    hours_min = fields.Decimal(label="Uren vanaf", places=1, minimum=0, unit="uur", width="short", group="Uren")
    hours_max = fields.Decimal(label="Uren tot", places=1, minimum=0, unit="uur", width="short", group="Uren")
    shifts = AskedChoices(label="Kan werken", codes="shifts", none_label="Niets hiervan", group="Uren")
    available_from = fields.Date(label="Beschikbaar vanaf", width="medium", group="Uren")
    transport = AskedChoices(label="Eigen vervoer", codes="transport_modes", none_label="Geen", group="Reizen")
    driving_licences = AskedChoices(
        label="Rijbewijs", codes="driving_licences", none_label="Geen rijbewijs", group="Reizen"
    )
    max_travel_minutes = fields.Integer(
        label="Reist hoogstens", minimum=0, maximum=240, unit="minuten", width="short", group="Reizen"
    )
    cannot = AskedChoices(
        label="Kan niet of liever niet",
        hint="Alleen wat iemand niet kan doen. Nooit waarom.",
        codes="work_conditions",
        none_label="Geen: kan dit allemaal",
        group="Werkplek",
    )
    guidance = fields.Choice(
        label="Begeleiding nodig", options=lambda: lists.labels("guidance_levels"), group="Werkplek"
    )
    motivation = fields.Choice(
        label="Motivatie",
        hint="Hoe graag wil iemand werken? 5 is heel graag.",
        options={str(value): f"{value} van 5" for value in range(1, 6)},
        convert=int,
        group="Werkplek",
    )
    source = fields.Choice(
        label="Hoe weet je dit?",
        options={value.value: text for value, text in enums.SOURCE_LABELS.items() if value is not enums.Source.IMPORT},
        convert=enums.Source,
        required=True,
        width="medium",
        group="Bron",
    )
    source_on = fields.Date(label="Sinds wanneer", hint="Leeg is vandaag.", width="medium", group="Bron")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.EditProfile:
        """The command: every field of the form is a change to look at; the verb keeps what differs."""
        fixed = dict(self.fixed)
        kept: tuple[ExperienceEntry, ...] = fixed.pop("kept", ())
        wishes = [WishEntry(title) for row in range(1, WISHES + 1) if (title := data.pop(f"wish_{row}"))]
        experiences = [entry for row in range(1, EXPERIENCES + 1) if (entry := _experience(data, row))]
        if data.pop("experiences_none"):
            if experiences:
                raise ValidationError(
                    "Er staat werk in het formulier. Haal dit weg, of zet het vinkje uit.", "experiences_none"
                )
            asked: list[ExperienceEntry] | None = []
        else:
            asked = [*experiences, *kept] or None
        told = {"source": data.pop("source"), "source_on": data.pop("source_on")}
        changes = {**data, "wishes": wishes or None, "experiences": asked}
        return commands.EditProfile(changes=changes, **told, **fixed)


def _experience(data: dict[str, Any], row: int) -> ExperienceEntry | None:
    title, years, ended = (data.pop(f"experience_{row}_{part}") for part in ("title", "years", "ended"))
    if title is None and (years is not None or ended is not None):
        raise ValidationError("Vul in welk werk dit was.", f"experience_{row}_title")
    return ExperienceEntry(title, None, years, ended) if title else None


class RecordLoonwaardeSchema(CandidateSchema[commands.RecordLoonwaarde]):
    """A loonwaarde from before the present job."""

    command = commands.RecordLoonwaarde

    kind = fields.Choice(
        label="Soort",
        options={value.value: text for value, text in enums.LOONWAARDE_LABELS.items()},
        convert=enums.LoonwaardeKind,
        required=True,
        widget="radios",
    )
    percentage = fields.Integer(
        label="Loonwaarde",
        hint="Een heel getal. 100 is evenveel als een collega.",
        minimum=0,
        maximum=100,
        required=True,
        unit="procent",
        width="short",
    )
    measured_on = fields.Date(label="Gemeten of geschat op", required=True, width="medium")
    function_title = fields.Text(label="In welk werk", max_length=200)
    expert = fields.Text(label="Deskundige", hint="Nodig als de loonwaarde eerder is vastgesteld.", max_length=120)


class RecordRegisterCheckSchema(CandidateSchema[commands.RecordRegisterCheck]):
    """The answer of UWV."""

    command = commands.RecordRegisterCheck

    in_register = fields.YesNo(
        label="Staat deze persoon in het doelgroepregister?",
        hint="UWV antwoordt met ja of nee. Leg de reden niet vast.",
        required=True,
    )
    checked_on = fields.Date(label="Gevraagd op", required=True, width="medium")


class RecordAgreementSchema(CandidateSchema[commands.RecordAgreement]):
    """Agreement given. `find_employer` turns what was typed into an id, or raises a DomainError with a sentence."""

    command = commands.RecordAgreement

    purpose = fields.Choice(
        label="Waarvoor geeft de kandidaat akkoord?",
        options={value.value: text for value, text in enums.PURPOSE_LABELS.items()},
        convert=enums.SharingPurpose,
        required=True,
        widget="radios",
    )
    employer = fields.Text(
        label="Werkgever",
        hint="Naam of nummer, zoals W-12. Nodig bij 'met naam voorstellen'.",
        metadata={"suggest": "/vacatures/werkgevers"},
    )
    evidence = fields.Choice(
        label="Hoe gaf de kandidaat akkoord?",
        options={value.value: text for value, text in enums.EVIDENCE_LABELS.items()},
        convert=enums.Evidence,
        required=True,
        widget="radios",
    )
    given_on = fields.Date(label="Op welke dag?", required=True, width="medium")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> commands.RecordAgreement:
        """The command, with the employer's id."""
        fixed = dict(self.fixed)
        find: Callable[[str], uuid.UUID] = fixed.pop("find_employer")
        typed = data.pop("employer")
        try:
            employer_id = find(typed) if typed else None
        except DomainError as error:
            raise ValidationError(error.message, "employer") from error
        return commands.RecordAgreement(employer_id=employer_id, **data, **fixed)


class WithdrawAgreementSchema(CandidateSchema[commands.WithdrawAgreement]):
    """Agreement taken back."""

    command = commands.WithdrawAgreement

    evidence = fields.Choice(
        label="Hoe trok de kandidaat het akkoord in?",
        options={value.value: text for value, text in enums.EVIDENCE_LABELS.items()},
        convert=enums.Evidence,
        required=True,
        widget="radios",
    )
    withdrawn_on = fields.Date(label="Op welke dag?", required=True, width="medium")


class MoveStageSchema(CandidateSchema[commands.MoveStage]):
    """A step to another stage; the door offers those that may follow."""

    command = commands.MoveStage

    stage = fields.Choice(label="Nieuwe fase", options={}, convert=enums.Stage, required=True)
    reason = fields.Text(
        label="Reden", hint="Nodig bij 'niet beschikbaar' en 'afgesloten'. Schrijf niets over gezondheid."
    )


class SetObjectionSchema(CandidateSchema[commands.SetObjection]):
    """Objection to automatic matching, or its end."""

    command = commands.SetObjection

    reason = fields.Text(label="Toelichting", max_length=500)


class ConfirmProfileSchema(CandidateSchema[commands.ConfirmProfile]):
    """The answer to "klopt dit nog?"."""

    command = commands.ConfirmProfile

    spoken_on = fields.Date(label="Besproken op", required=True, width="medium")
