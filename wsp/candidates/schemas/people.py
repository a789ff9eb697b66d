"""Who somebody is, where they live and who guides them."""

import uuid
from typing import Final

from wsp.candidates import commands, enums
from wsp.candidates.schemas.base import CandidateSchema
from wsp.foundation import fields

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
