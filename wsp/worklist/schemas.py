"""How the commands of this room are asked."""

import uuid
from collections.abc import Mapping

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.worklist.commands import ChooseNotices, FinishTask, HandOverTask, PostponeTask
from wsp.worklist.enums import FREQUENCY_LABELS, NOTICE_LABELS, OUTCOME_LABELS, Frequency, NoticeKind, Outcome


def _frequency(kind: NoticeKind) -> fields.Choice:
    return fields.Choice(
        label=NOTICE_LABELS[kind],
        options={frequency.value: label for frequency, label in FREQUENCY_LABELS.items()},
        convert=Frequency,
        required=True,
        widget="radios",
    )


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


class ChooseNoticesSchema(CommandSchema[ChooseNotices]):
    """How often, for every kind of work."""

    command = ChooseNotices

    new_task = _frequency(NoticeKind.NEW_TASK)
    unanswered = _frequency(NoticeKind.UNANSWERED)
    ending = _frequency(NoticeKind.ENDING)
    review = _frequency(NoticeKind.REVIEW)
    question = _frequency(NoticeKind.QUESTION)
    found = _frequency(NoticeKind.FOUND)
