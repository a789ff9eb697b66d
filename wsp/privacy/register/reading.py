"""Reads the register's YAML into typed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_FOLDER: Final = Path(__file__).parent
PERSONLESS: Final = frozenset({"techniek", "zaak", "bedrijf"})
"""Kinds of data that tell nothing of a person by themselves."""
_ABOUT_THE_TABLE: Final = frozenset({"title", "of", "activity", "refers"})


@dataclass(frozen=True)
class Activity:
    """One processing activity (AVG art. 30)."""

    id: str
    version: int
    name: str
    purpose: str
    basis: str
    special: str
    recipients: tuple[str, ...]

    @property
    def code(self) -> str:
        """The id with its version, as records of the processing log name it: "bemiddeling-1"."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True)
class TableFacts:
    """What one table holds."""

    name: str
    title: str | None
    of: str | None
    """Whose data: kandidaat, contactpersoon or medewerker; None when no column tells of a person."""
    activity: str | None
    refers: tuple[str, ...]
    """Columns that hold the id of a record of any other table, without a foreign key."""
    columns: Mapping[str, str]
    """Column -> kind of data."""

    @property
    def personal(self) -> frozenset[str]:
        """Columns that hold something about a person."""
        return frozenset(name for name, kind in self.columns.items() if kind not in PERSONLESS)


@cache
def _file(name: str) -> Any:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def tables() -> Mapping[str, TableFacts]:
    """Every table of the register by its name; columns that every table has are left to `everywhere`."""
    read = _file("columns.yaml")
    found = {}
    for name, given in read["tables"].items():
        kinds = {key: value for key, value in given.items() if key not in _ABOUT_THE_TABLE}
        if strange := set(kinds) - set(read["kinds"]):
            message = f"{name}: no such kind of data: {', '.join(sorted(strange))}"
            raise ValueError(message)
        common = {column: kind for kind, columns in read["everywhere"].items() for column in columns}
        own = {column: kind for kind, columns in kinds.items() for column in columns}
        found[name] = TableFacts(
            name=name,
            title=given.get("title"),
            of=given.get("of"),
            activity=given.get("activity"),
            refers=tuple(given.get("refers", ())),
            columns=common | own,
        )
    return found


@cache
def everywhere() -> frozenset[str]:
    """Columns that many tables have and that mean the same in all of them."""
    return frozenset(column for columns in _file("columns.yaml")["everywhere"].values() for column in columns)


@cache
def activities() -> tuple[Activity, ...]:
    """All processing activities, in the order of the register."""
    return tuple(Activity(**{**given, "recipients": tuple(given["recipients"])}) for given in _file("activities.yaml"))


def activity(id_: str) -> Activity:
    """One activity by its id; a KeyError when the register has none."""
    return {each.id: each for each in activities()}[id_]


def kind_labels() -> Mapping[str, str]:
    """Kind of data -> its Dutch words."""
    labels: Mapping[str, str] = _file("columns.yaml")["kinds"]
    return labels


def label(column: str) -> str:
    """How a column is called on paper; its own name when nobody gave it words."""
    return str(_file("columns.yaml")["labels"].get(column, column))
