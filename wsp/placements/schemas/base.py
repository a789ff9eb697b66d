"""What every schema of this room shares."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from marshmallow import post_load

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema

C = TypeVar("C")

NOTE: Final[dict[str, Any]] = {"max_length": 1000, "rows": 3}
MOST_HOURS: Final = 60


class PlacementSchema(CommandSchema[C]):
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
