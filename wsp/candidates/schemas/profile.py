"""The form of the profile."""

from typing import Any, Final

from marshmallow import ValidationError, post_load

from wsp.candidates import commands, enums
from wsp.candidates.commands import ExperienceEntry, WishEntry
from wsp.candidates.enums import ProfileField
from wsp.candidates.schemas.base import AskedChoices, AskedLines, CandidateSchema, level_options
from wsp.foundation import fields
from wsp.reference import lists

WISHES: Final = 5
EXPERIENCES: Final = 10
SUGGESTIONS: Final = "/vacatures/beroepen"


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
        label="Hoogste opleiding", options=level_options("education_levels"), convert=int, group="Opleiding en taal"
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
        options=level_options("language_levels"),
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
