"""What every form field has, and the schema that loads into a command."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from marshmallow import RAISE, Schema, fields, post_load

Options = Mapping[str, str] | Callable[[], Mapping[str, str]]
C = TypeVar("C")


class CommandSchema(Schema, Generic[C]):
    """A schema that loads into its frozen command; unknown fields are refused (mass assignment, S8)."""

    command: ClassVar[type[Any]]
    error_messages = {"unknown": "Dit veld hoort niet bij dit formulier."}  # noqa: RUF012 (marshmallow merges it)

    class Meta:
        """Strict by default."""

        unknown = RAISE

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> C:
        """The command itself."""
        made: C = type(self).command(**data)
        return made


class Asked(fields.Field[Any]):
    """What every field has: how it is asked."""

    widget = "text"

    def __init__(
        self,
        *,
        label: str,
        hint: str | None = None,
        widget: str | None = None,
        group: str | None = None,
        width: str | None = None,
        autocomplete: str | None = None,
        required: bool = False,
        **options: Any,
    ) -> None:
        """`group` puts fields under one heading; `width` is short, medium or full; `autocomplete` is the HTML token."""
        asked = {
            "label": label,
            "hint": hint,
            "widget": widget or type(self).widget,
            "group": group,
            "width": width,
            "autocomplete": autocomplete,
            "required": required,
        }
        messages = {
            "required": f"Vul '{label}' in.",
            "null": f"Vul '{label}' in.",
            "invalid": f"Vul bij '{label}' iets in dat klopt.",
        } | options.pop("error_messages", {})
        if not required:
            options.setdefault("load_default", None)
            options.setdefault("allow_none", True)
        metadata = asked | options.pop("metadata", {})
        super().__init__(required=required, metadata=metadata, error_messages=messages, **options)

    def describe(self, **more: Any) -> None:
        """Add to what the form renderer knows of this field."""
        self.metadata = {**self.metadata, **more}

    @property
    def label(self) -> str:
        """How the field is called on screen."""
        return str(self.metadata["label"])
