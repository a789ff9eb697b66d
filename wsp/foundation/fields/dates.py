"""Days and moments."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError

from wsp.foundation.clock import AMSTERDAM
from wsp.foundation.fields.base import Asked

_DUTCH_DATE = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")


class Date(Asked):
    """A day: jjjj-mm-dd (as browsers send it) or dd-mm-jjjj (as people type it)."""

    widget = "date"

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        if isinstance(value, date) and not isinstance(value, datetime):
            day = value
        else:
            typed = str(value).strip()
            found = _DUTCH_DATE.match(typed)
            try:
                day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(typed)
            except ValueError as error:
                raise ValidationError(
                    f"Vul bij '{self.label}' een datum in zoals 24-11-2026. Er staat nu '{typed[:20]}'."
                ) from error
        first, last = self.earliest or date(1900, 1, 1), self.latest or date(2100, 12, 31)
        if not first <= day <= last:
            raise ValidationError(
                f"Vul bij '{self.label}' een datum in van {first:%d-%m-%Y} tot en met {last:%d-%m-%Y}."
            )
        return day


class Moment(Asked):
    """A day and a time on the Dutch clock, as `datetime-local` sends it; loads as an aware moment."""

    widget = "datetime-local"

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise ValidationError(f"Vul bij '{self.label}' een datum en een tijd in.") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
