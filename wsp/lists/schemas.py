"""How the commands of this room are asked. The door knows versions, people and the lists to choose from."""

import uuid
from typing import Final

from wsp.candidates.schemas import CandidateSchema
from wsp.foundation import fields
from wsp.lists.commands import DescribeList, PutOnList, WriteNote
from wsp.lists.enums import SHARING_LABELS, Sharing
from wsp.lists.rules import LONGEST_NAME

LONGEST_NOTE: Final = 200
_NO_PERSON: Final = "Zet hier geen naam van een kandidaat en niets over gezondheid."
_READ_BY: Final = "Wie de lijst ziet, leest dit mee. Schrijf over werk, niet over gezondheid."


class DescribeListSchema(CandidateSchema[DescribeList]):
    """A name and who else uses it."""

    command = DescribeList

    name = fields.Text(
        label="Naam van de lijst", hint=f"Bijvoorbeeld: Logistiek voorjaar. {_NO_PERSON}", required=True,
        max_length=LONGEST_NAME, width="medium",
    )  # fmt: skip
    sharing = fields.Choice(
        label="Wie gebruikt de lijst?",
        hint="Een collega ziet op de lijst alleen wie die zelf ook mag zien.",
        options={each.value: text for each, text in SHARING_LABELS.items()},
        convert=Sharing,
        required=True,
        widget="radios",
    )


class PutOnListSchema(CandidateSchema[PutOnList]):
    """Which list, or the name of a new one."""

    command = PutOnList

    list_id = fields.Choice(label="Lijst", options={}, convert=uuid.UUID, width="medium")
    name = fields.Text(
        label="Of begin een nieuwe lijst", hint=f"Geef de nieuwe lijst een naam. {_NO_PERSON}",
        max_length=LONGEST_NAME, width="medium",
    )  # fmt: skip
    note = fields.Text(label="Aantekening", hint=_READ_BY, max_length=LONGEST_NOTE)


class WriteNoteSchema(CandidateSchema[WriteNote]):
    """One note."""

    command = WriteNote

    note = fields.Text(label="Aantekening", hint=_READ_BY, max_length=LONGEST_NOTE)
