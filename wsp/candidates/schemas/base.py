"""What the schemas of candidates have in common."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from marshmallow import ValidationError, post_load

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.reference import lists

C = TypeVar("C")
NONE: Final = "geen"
"""What stands in a list that was asked for and is empty."""


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


def level_options(name: lists.LevelList) -> Callable[[], dict[str, str]]:
    """The levels of a list, as a form offers them."""
    return lambda: dict(lists.options(name))
