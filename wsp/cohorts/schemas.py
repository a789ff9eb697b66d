"""How the commands of this room are asked. The door knows versions, people and the groups to choose from."""

import uuid
from datetime import date
from typing import Final

from wsp.candidates.schemas import CandidateSchema
from wsp.cohorts.commands import DescribeCohort, Invite, MoveMember
from wsp.cohorts.enums import KIND_LABELS, STOP_LABELS, CohortKind, MemberState, StopReason
from wsp.foundation import fields

MOST_PLACES: Final = 200
_FIRST: Final = date(2015, 1, 1)
_ALL_READ: Final = "Iedereen die kandidaten begeleidt, leest dit."


class DescribeCohortSchema(CandidateSchema[DescribeCohort]):
    """A group."""

    command = DescribeCohort

    name = fields.Text(
        label="Naam van de groep", hint=f"Bijvoorbeeld: VCA-cursus maart. {_ALL_READ}", required=True, max_length=80,
        width="medium",
    )  # fmt: skip
    kind = fields.Choice(
        label="Waarvoor is de groep?", options={each.value: text for each, text in KIND_LABELS.items()},
        convert=CohortKind, required=True, width="medium",
    )  # fmt: skip
    goal = fields.LongText(
        label="Doel", hint="Wat kan iemand na afloop? Schrijf over werk, niet over gezondheid.", max_length=500, rows=3
    )
    starts_on = fields.Date(label="Eerste dag", required=True, earliest=_FIRST, width="short")
    ends_on = fields.Date(label="Laatste dag", required=True, earliest=_FIRST, width="short")
    leader = fields.Text(label="Trainer of contactpersoon", hint="Naam en organisatie.", max_length=120, width="medium")
    places = fields.Integer(
        label="Aantal plaatsen", hint="Wie is uitgenodigd, houdt nog geen plaats bezet.", required=True, minimum=1,
        maximum=MOST_PLACES, width="short",
    )  # fmt: skip


class InviteSchema(CandidateSchema[Invite]):
    """For which group."""

    command = Invite

    cohort_id = fields.Choice(label="Groep", options={}, convert=uuid.UUID, required=True, width="medium")


class MoveMemberSchema(CandidateSchema[MoveMember]):
    """Where somebody stands; the page fills in the steps that are open."""

    command = MoveMember

    state = fields.Choice(label="Stand", options={}, convert=MemberState, required=True, widget="radios")
    reason = fields.Choice(
        label="Reden bij gestopt", options={each.value: text for each, text in STOP_LABELS.items()},
        convert=StopReason, width="medium",
    )  # fmt: skip
