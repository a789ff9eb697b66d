"""How a pair is pointed out: the kind, and the two numbers that people read aloud."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from marshmallow import ValidationError, post_load

from wsp.duplicates.commands import PointOut
from wsp.duplicates.enums import Kind
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema

_NUMBER: Final = re.compile(r"(?:[WwKk]\s*-?\s*)?([1-9]\d{0,8})")


class _Number(fields.Text):
    """W-12, K-2041 or only the number."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        typed = super()._deserialize(value, attr, data, **kwargs)
        found = _NUMBER.fullmatch(str(typed).strip())
        if found is None:
            raise ValidationError("Vul een nummer in, zoals W-12 of K-2041.")
        return int(found.group(1))


class PointOutSchema(CommandSchema[PointOut]):
    """Two numbers of one kind; the door says of which kind."""

    command: ClassVar[type[PointOut]] = PointOut

    one = _Number(label="Eerste nummer", hint="Zoals W-12 of K-2041.", required=True, width="short", max_length=20)
    other = _Number(label="Tweede nummer", required=True, width="short", max_length=20)

    def __init__(self, *, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> PointOut:
        """Make the command."""
        return PointOut(kind=self.kind, **data)
