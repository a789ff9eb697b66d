"""How the commands of this room are asked."""

import uuid
from collections.abc import Mapping

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.worklist.commands import FinishTask, HandOverTask, PostponeTask
from wsp.worklist.enums import OUTCOME_LABELS, Outcome


class FinishTaskSchema(CommandSchema[FinishTask]):
    """With what a task is finished."""

    command = FinishTask

    outcome = fields.Choice(
        label="Uitkomst",
        options={outcome.value: label for outcome, label in OUTCOME_LABELS.items()},
        convert=Outcome,
        required=True,
        widget="radios",
    )
    note = fields.Text(label="Toelichting", max_length=300, hint="Zet hier geen naam van een kandidaat.")


class PostponeTaskSchema(CommandSchema[PostponeTask]):
    """Another day."""

    command = PostponeTask

    due_on = fields.Date(label="Nieuwe dag", required=True, width="short")


class HandOverTaskSchema(CommandSchema[HandOverTask]):
    """Another colleague, from the list of the region."""

    command = HandOverTask

    to = fields.Choice(label="Collega", options={}, convert=uuid.UUID, required=True, width="medium")

    def __init__(self, *, options: Mapping[str, str] | None = None) -> None:
        super().__init__()
        field = self.fields["to"]
        if isinstance(field, fields.Choice):
            field.describe(options=options or {})
