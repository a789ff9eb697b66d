"""Yes and no, one of a list, several of a list."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from marshmallow import ValidationError

from wsp.foundation.fields.base import Asked, Options


class Yes(Asked):
    """A check box: ticked or not; never None."""

    widget = "checkbox"

    def __init__(self, **options: Any) -> None:
        options.setdefault("load_default", False)
        options["allow_none"] = True
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        if value in (True, "on", "1", "ja", "true"):
            return True
        if value in (False, None, "", "0", "nee", "false"):
            return False
        raise self.make_error("invalid")


class YesNo(Asked):
    """Ja, nee, or not known (None)."""

    widget = "radios"

    def __init__(self, *, unknown: str = "Weet ik niet", **options: Any) -> None:
        required = options.get("required", False)
        ask = f"Kies bij '{options.get('label', '')}' ja of nee."
        options["error_messages"] = {"required": ask, "null": ask} | options.get("error_messages", {})
        super().__init__(**options)
        shown = {"ja": "Ja", "nee": "Nee"}
        self.describe(options=shown if required else shown | {"": unknown})

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        if value in (True, "ja"):
            return True
        if value in (False, "nee"):
            return False
        raise ValidationError(f"Kies bij '{self.label}' ja of nee.")

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_kwargs: Any) -> Any:
        del attr, obj
        return None if value is None else ("ja" if value else "nee")


class Choice(Asked):
    """One of `options` (value -> Dutch label; or a function that gives them, for lists from the database)."""

    widget = "select"

    def __init__(self, *, options: Options, convert: Callable[[str], Any] | None = None, **other: Any) -> None:
        """`convert` turns the chosen value into what the command wants: int, uuid.UUID, an enum."""
        ask = f"Kies bij '{other.get('label', '')}' een mogelijkheid."
        other["error_messages"] = {"required": ask, "null": ask} | other.get("error_messages", {})
        super().__init__(**other)
        self.describe(options=options)
        self.convert = convert

    def options(self) -> Mapping[str, str]:
        """What may be chosen now."""
        given: Options = self.metadata["options"]
        return given() if callable(given) else given

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        chosen = str(value)
        if chosen not in self.options():
            raise ValidationError(f"Kies bij '{self.label}' iets uit de lijst.")
        return self.convert(chosen) if self.convert else chosen

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_kwargs: Any) -> Any:
        del attr, obj
        return None if value is None else str(getattr(value, "value", value))


class Choices(Choice):
    """Several of `options`; none ticked loads as an empty tuple ("asked, and none"), unless `unknown_when_empty`."""

    widget = "checkboxes"

    def __init__(self, *, unknown_when_empty: bool = False, **other: Any) -> None:
        super().__init__(**other)
        self.unknown_when_empty = unknown_when_empty
        self.describe(many=True)
        if not self.required:
            self.load_default = None if unknown_when_empty else ()

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        values: Sequence[Any] = [value] if isinstance(value, str) else value
        if not isinstance(values, Sequence):
            raise self.make_error("invalid")
        chosen = tuple(
            super(Choices, self)._deserialize(each, attr, data, **kwargs)
            for each in dict.fromkeys(values)
            if each != ""
        )
        if not chosen:
            if self.required:
                raise ValidationError(f"Kies bij '{self.label}' minstens één mogelijkheid.")
            return None if self.unknown_when_empty else ()
        return chosen

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else [super(Choices, self)._serialize(each, attr, obj, **kwargs) for each in value]
