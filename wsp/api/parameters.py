"""What an address may ask: each parameter reads its text and describes itself in the document."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wsp.api.problems import Fault

MOST: Final = 100
"""Rows on a page."""
USUAL: Final = 25


@dataclass(frozen=True)
class Parameter:
    """A parameter in the address (`place`: query or path)."""

    name: str
    about: str
    schema: Mapping[str, Any]
    place: str = "query"
    default: Any = None

    def read(self, text: str) -> Any:
        """The value, or a Fault that says what to send."""
        kind, asked = self.schema.get("type"), self.schema
        if asked.get("format") == "uuid":
            return self._uuid(text)
        if kind == "boolean":
            if text not in ("true", "false"):
                raise self._fault("Gebruik true of false.")
            return text == "true"
        if kind == "integer":
            low, high = asked["minimum"], asked["maximum"]
            if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
                raise self._fault(f"Gebruik een heel getal van {low} tot en met {high}.")
            return int(text)
        if "enum" in asked and text not in asked["enum"]:
            raise self._fault(f"Kies uit: {', '.join(asked['enum'])}.")
        if "pattern" in asked and not re.fullmatch(asked["pattern"].strip("^$"), text, re.ASCII):
            raise self._fault(f"Gebruik de vorm {asked.get('example', asked['pattern'])}.")
        return text

    def _uuid(self, text: str) -> uuid.UUID:
        try:
            return uuid.UUID(text)
        except ValueError:
            raise self._fault("Gebruik een id (uuid).") from None

    def _fault(self, detail: str) -> Fault:
        return Fault(place=self.place, name=self.name, detail=detail)


def identifier(name: str, about: str, *, place: str = "path") -> Parameter:
    """The id of a record."""
    return Parameter(name, about, {"type": "string", "format": "uuid"}, place)


def choice(name: str, about: str, values: Collection[str]) -> Parameter:
    """One of a list."""
    return Parameter(name, about, {"type": "string", "enum": sorted(values)})


def yes(name: str, about: str) -> Parameter:
    """True or false."""
    return Parameter(name, about, {"type": "boolean"})


def municipality() -> Parameter:
    """The code of a municipality."""
    return Parameter(
        "gemeenteCode",
        "Code van een gemeente.",
        {"type": "string", "pattern": r"^GM\d{4}$", "example": "GM0307"},
    )


PAGING: Final = (
    Parameter(
        "pagina", "Welke pagina, vanaf 1.", {"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1},
        default=1,
    ),
    Parameter(
        "aantal", "Hoeveel regels op een pagina.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, default=USUAL,
    ),
)  # fmt: skip


@dataclass
class Reader:
    """Reads all parameters of an address, and gathers everything that is wrong."""

    faults: list[Fault] = field(default_factory=list)

    def read(self, parameters: Collection[Parameter], place: str, given: Mapping[str, str]) -> dict[str, Any]:
        """Values by name; unknown names are faults too."""
        known = {each.name: each for each in parameters if each.place == place}
        found = {each.name: each.default for each in known.values()}
        for name, text in given.items():
            if name not in known:
                self.faults.append(Fault(place=place, name=name[:60], detail="Deze parameter bestaat niet."))
                continue
            try:
                found[name] = known[name].read(text)
            except Fault as fault:
                self.faults.append(fault)
        return found
