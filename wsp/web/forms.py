"""The one form renderer: from a marshmallow schema to fields on screen, and from what was typed to a command.

    @blueprint.post("/werkgevers/nieuw")
    @requires(Permission.EMPLOYER_EDIT)
    def add() -> Response | tuple[str, int]:
        form = Form(AddEmployerSchema, typed=request.form)
        if form.valid():
            try:
                employer = add_employer(current_session(), form.command, actor=current_actor())
                return redirect(...)
            except InvalidInput as error:
                form.refuse(error)
        return render_template("employers/new.html", form=form), 400

The template says `{% from "macros/form.html" import errors, field, all_fields, buttons %}` and places the fields.
A form that was refused shows everything that was typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from flask import request
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import MultiDict

from wsp.foundation.errors import DomainError
from wsp.foundation.fields import Asked, Choice, Choices

C = TypeVar("C")
CARRIED: Final = frozenset({"csrf_token", "versie", "doe"})
"""Names that a form carries beside its fields: the token, the version for optimistic locking, the chosen button."""

_INPUT_TYPES: Final = frozenset({"email", "tel", "url", "password", "search"})


@dataclass(frozen=True)
class Field:
    """One field as the template sees it. `values` are strings: what was typed, or the stored value in Dutch form."""

    name: str
    asked: Asked
    values: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        return "veld-" + self.name.replace("_", "-")

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def label(self) -> str:
        return self.asked.label

    @property
    def widget(self) -> str:
        return str(self.asked.metadata["widget"])

    @property
    def required(self) -> bool:
        return bool(self.asked.required)

    @property
    def input_type(self) -> str:
        """The HTML type. A browser empties a date field whose value is no date; what was typed is then kept as text."""
        if self.widget in ("date", "datetime-local"):
            return self.widget if not self.value or _is_moment(self.value) else "text"
        return self.widget if self.widget in _INPUT_TYPES else "text"

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for aria-describedby."""
        parts = [f"{self.id}-hulp"] if self.about("hint") else []
        return " ".join([*parts, *([f"{self.id}-fout"] if self.errors else [])])

    @property
    def options(self) -> Mapping[str, str]:
        """Value -> label of what may be chosen."""
        if isinstance(self.asked, Choice):
            return self.asked.options()
        given: Mapping[str, str] = self.asked.metadata.get("options", {})
        return given

    def about(self, key: str) -> Any:
        """Something from the field's metadata: hint, unit, rows, width, autocomplete, group."""
        return self.asked.metadata.get(key)


@dataclass(frozen=True)
class Group:
    """Fields that stand under one heading; name None: no heading."""

    name: str | None
    fields: list[Field]


class Form(Generic[C]):
    """A schema with what was typed (`typed`, from a POST) or what is stored (`values`, an object or mapping).

    `version` is the version the user saw: pass the row's when showing it; read it after a POST.
    """

    def __init__(
        self,
        schema: type[Schema] | Schema,
        *,
        typed: MultiDict[str, str] | None = None,
        values: object | None = None,
        version: int | None = None,
    ) -> None:
        self.schema = schema() if isinstance(schema, type) else schema
        self.typed = typed
        self.errors: dict[str, list[str]] = {}
        self.general: list[str] = []
        self._stored = {} if values is None else self._dump(values)
        self._loaded: Any = None
        self.version = version if typed is None else _whole(typed.get("versie"))

    @property
    def command(self) -> C:
        """What the schema loaded; only after `valid()` said yes."""
        if self._loaded is None:
            message = "the form was not validated, or it was refused"
            raise RuntimeError(message)
        loaded: C = self._loaded
        return loaded

    def valid(self, **fixed: Any) -> bool:
        """Load what was typed; False when something is wrong, which then stands in `errors`.

        `fixed` are fields that the door knows and the user does not type (an id from the address).
        """
        try:
            self._loaded = self.schema.load(self.data() | fixed)
        except ValidationError as error:
            messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # the library has no types
            self._take(messages)
            return False
        return True

    def data(self) -> dict[str, Any]:
        """What was typed, in the schema's terms: blanks are None, lists are lists, carried names are gone."""
        typed = self.typed if self.typed is not None else MultiDict()
        known = self.schema.fields
        data: dict[str, Any] = {}
        for name in typed:
            if name in CARRIED:
                continue
            if name in known and isinstance(known[name], Choices):
                data[name] = [value for value in typed.getlist(name) if value != ""]
            else:
                value = typed.get(name, "")
                data[name] = value if value.strip() else None
        for name, field in known.items():
            if isinstance(field, Choices):
                data.setdefault(name, [])
        return data

    def refuse(self, error: DomainError) -> None:
        """Show a verb's refusal: at its fields where it names them, else on top."""
        fields = {name: messages for name, messages in error.fields.items() if name in self.schema.fields}
        self._take(dict(fields))
        if not fields:
            self.general.append(error.message)

    @property
    def refused(self) -> bool:
        """True when there is something to mend; the page's title then starts with "Fout:"."""
        return bool(self.errors or self.general)

    def __getitem__(self, name: str) -> Field:
        """One field, for templates: `form["name"]`."""
        asked = self.schema.fields[name]
        if not isinstance(asked, Asked):
            message = f"{name} is not a field of wsp.foundation.fields"
            raise TypeError(message)
        return Field(name, asked, self._values(name), tuple(self.errors.get(name, ())))

    def __iter__(self) -> Iterator[Field]:
        """All fields in the order of the schema."""
        return iter([self[name] for name in self.schema.fields])

    def groups(self) -> list[Group]:
        """Fields under the headings that their metadata names, in the order of the schema."""
        found: list[Group] = []
        for field in self:
            name = field.about("group")
            if not found or found[-1].name != name:
                found.append(Group(name, []))
            found[-1].fields.append(field)
        return found

    def summary(self) -> list[tuple[str, str | None]]:
        """Every problem with the id of its field, for the summary on top."""
        found: list[tuple[str, str | None]] = [(text, None) for text in self.general]
        for name in self.schema.fields:
            found += [(text, self[name].id) for text in self.errors.get(name, ())]
        return found

    def _values(self, name: str) -> tuple[str, ...]:
        if self.typed is not None:
            return tuple(self.typed.getlist(name))
        stored = self._stored.get(name)
        if stored is None:
            return ()
        if isinstance(stored, Sequence) and not isinstance(stored, str):
            return tuple(str(each) for each in stored)
        return (_shown(stored),)

    def _dump(self, values: object) -> dict[str, Any]:
        shown = {}
        for name, field in self.schema.fields.items():
            present = name in values if isinstance(values, Mapping) else hasattr(values, name)
            if present:
                raw = values[name] if isinstance(values, Mapping) else getattr(values, name)
                shown[name] = field._serialize(raw, name, values)  # noqa: SLF001 (marshmallow's own way out, one field)
        return shown

    def _take(self, messages: Mapping[str, Any]) -> None:
        for name, given in messages.items():
            texts = list(_texts(given))
            if name in self.schema.fields:
                self.errors.setdefault(name, []).extend(texts)
            else:
                self.general.extend(texts)


def _texts(given: Any) -> list[str]:
    if isinstance(given, Mapping):
        return [text for each in given.values() for text in _texts(each)]
    return [given] if isinstance(given, str) else [str(each) for each in given]


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def seen_version(now: int) -> int:
    """The version of a record that the visitor saw: `now` when the form is shown, what it carried when it comes back.

    A form without one is an old or a made-up form, which never wins from what is stored.
    """
    return now if request.method != "POST" else _whole(request.form.get("versie")) or 0


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 (said by the line itself)


def _shown(value: Any) -> str:
    """A stored value as it stands in its field: decimals with a comma, days as the browser wants them."""
    if value is True:
        return "on"
    if value is False:
        return ""
    text = str(value)
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}" if value == value.to_integral() else text
        return plain.replace(".", ",")
    return text
