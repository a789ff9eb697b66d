"""Between JSON and the schemas of the rooms: Dutch names in lowerCamelCase on one side, fields of a form on the other.

The schemas stay the only gate. This door gives them what they know (numbers in Dutch notation, lists of texts), refuses
JSON of another kind than the document promises, and puts every problem at the place where the caller wrote it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from marshmallow import Schema, ValidationError

from wsp.api.operations import Json
from wsp.api.problems import Fault, Faults
from wsp.foundation.errors import DomainError
from wsp.foundation.fields import Asked, Choice, Choices, Date, Integer, Lines, Text, Yes
from wsp.foundation.fields import Decimal as DecimalField

UNKNOWN: Final = "Dit veld bestaat niet, of je kunt het hier niet wijzigen."


def load(schema: Schema, body: Json, names: Mapping[str, str], faults: Sequence[Fault] = ()) -> Any:
    """The command that the schema makes of `body`; `names` maps its fields to those of the API.

    Raises:
        Faults: everything that is wrong, `faults` included.

    """
    found = list(faults)
    outward = {api: field for field, api in names.items()}
    data: dict[str, Any] = {}
    wrong = set()
    for name, value in body.items():
        if name not in outward:
            found.append(at(name[:60], UNKNOWN))
            continue
        field = schema.fields[outward[name]]
        assert isinstance(field, Asked)  # noqa: S101 (all fields of our schemas are)
        problem = misfit(field, value)
        if problem:
            found.append(at(name, problem))
            wrong.add(outward[name])
        elif not (isinstance(field, Yes) and value is None):
            data[outward[name]] = given(field, value)
    for name in names:
        if name not in data and isinstance(schema.fields[name], Choices) and not schema.fields[name].required:
            # A form says "none" when nothing is ticked; a system that says nothing, knows nothing.
            data[name] = None
    try:
        command = schema.load(data)
    except ValidationError as error:
        messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # the library has no types
        found += [
            at(names.get(name, name), text) for name, texts in messages.items() if name not in wrong for text in texts
        ]
    if found:
        raise Faults(found)
    return command


def at(name: str, detail: str) -> Fault:
    """A fault at a field of the body."""
    return Fault(place="body", name=f"#/{name}", detail=detail)


def renamed(error: DomainError, names: Mapping[str, str]) -> DomainError:
    """A verb's refusal with the names of the API."""
    error.fields = {names.get(name, name): texts for name, texts in error.fields.items()}
    return error


def misfit(field: Asked, value: Any) -> str:
    """What is wrong with the kind of a JSON value; empty when it is what the document promises."""
    if value is None:
        return f"Vul '{field.label}' in." if field.required else ""
    kind = _kind(field)
    if kind == "array":
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
    elif kind == "boolean":
        fits = isinstance(value, bool)
    else:
        fits = isinstance(value, _TYPES[kind]) and not isinstance(value, bool)
    return "" if fits else _ASK[kind]


_TYPES: Final[Mapping[str, Any]] = {"integer": int, "number": int | Decimal, "string": str}
_ASK: Final = {
    "array": "Stuur een lijst van teksten.",
    "boolean": "Stuur true of false.",
    "integer": "Stuur een heel getal.",
    "number": "Stuur een getal.",
    "string": "Stuur een tekst.",
}


def _kind(field: Asked) -> str:
    """The kind of JSON value of a field."""
    match field:
        case Choices() | Lines():
            return "array"
        case Yes():
            return "boolean"
        case DecimalField():
            return "number"
    whole = isinstance(field, Integer) or (isinstance(field, Choice) and field.convert is int)
    return "integer" if whole else "string"


def given(field: Asked, value: Any) -> Any:
    """A JSON value as the schema reads it."""
    if isinstance(value, Decimal) or (isinstance(value, int) and isinstance(field, DecimalField)):
        # Dutch notation: a point could be read as the mark of thousands.
        return f"{Decimal(value):f}".replace(".", ",")
    if isinstance(field, Choice) and not isinstance(field, Choices) and value is not None:
        return str(value)
    if isinstance(field, Text) and value == "":
        return None
    return value


def described(field: Asked) -> Json:
    """The field as JSON Schema, from what the form already knows of it."""
    kind = _kind(field)
    found: Json = {"title": field.label, **_bounds(field)}
    if field.metadata.get("hint"):
        found["description"] = field.metadata["hint"]
    if field.required or kind == "boolean":
        return found | {"type": kind}
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    return found | {"type": [kind, "null"]}


def _bounds(field: Asked) -> Json:
    """Which values of its kind a field takes."""
    found: Json = {}
    match field:
        case Choices():
            found = {"items": {"type": "string", "enum": sorted(field.options())}}
        case Lines():
            found = {"items": {"type": "string", "maxLength": field.max_length}, "maxItems": field.max_items}
        case Integer() | DecimalField():
            both = {"minimum": field.minimum, "maximum": field.maximum}
            found = {name: bound for name, bound in both.items() if bound is not None}
        case Choice() if values := field.options():
            found = {"enum": sorted(int(value) if field.convert is int else value for value in values)}
        case Date():
            found = {"format": "date"}
        case Text():
            found = {"maxLength": field.max_length}
    return found
