"""Reads the parameter files: schema first, then meaning."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from jsonschema import Draft202012Validator

from wsp.law.errors import ParameterFileError
from wsp.law.values import Cadence, Certainty, Parameter, ParameterValue, Unit

FOLDER: Final = Path(__file__).parent / "parameters"
_SCHEMA: Final = Path(__file__).parent / "schema.json"
# The base loader keeps every scalar a text: 1501.80 never becomes a float and a date never a guess.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))


def load_folder(folder: Path = FOLDER) -> tuple[Parameter, ...]:
    """Read all parameters below `folder`, in order of their code.

    Raises:
        ParameterFileError: if a file does not follow the schema, or its rows are not in order of date.

    """
    parameters: list[Parameter] = []
    for path in sorted(folder.rglob("*.yaml")):
        code = ".".join(path.relative_to(folder).with_suffix("").parts)
        parameters.extend(_read(path, code))
    return tuple(parameters)


def _read(path: Path, code: str) -> Iterator[Parameter]:
    with path.open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=_LOADER)  # noqa: S506 - the base loader builds only texts, lists, maps
    for problem in _validator().iter_errors(content):
        raise ParameterFileError(f"{code}: {problem.json_path}: {problem.message}")
    rows = content["values"]
    days = [row["valid_from"] for row in rows]
    if days != sorted(set(days)):
        raise ParameterFileError(f"{code}: rows must be in order of date, each date once")
    if "key" not in content:
        yield _parameter(code, content["title"], content, rows)
        return
    tables = [row["value"] for row in rows if isinstance(row["value"], dict)]
    for key in dict.fromkeys(key for table in tables for key in table):
        title = f"{content['title']} ({content['key'].format(key)})"
        yield _parameter(f"{code}.{key}", title, content, list(_column(rows, key)))


def _column(rows: list[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one key of a table; a row without a table ("unknown") holds for every key."""
    for row in rows:
        value = row["value"]
        if not isinstance(value, dict):
            yield row
        elif key in value:
            yield row | {"value": value[key]}


def _parameter(code: str, title: str, content: dict[str, Any], rows: list[dict[str, Any]]) -> Parameter:
    return Parameter(
        code=code,
        title=title,
        article=content["article"],
        unit=Unit(content["unit"]),
        cadence=Cadence(content["cadence"]),
        before=content["before"],
        values=tuple(_row(row) for row in rows),
        until=date.fromisoformat(content["until"]) if "until" in content else None,
        after=content.get("after", ""),
    )


def _row(row: dict[str, Any]) -> ParameterValue:
    published = row.get("published")
    return ParameterValue(
        valid_from=date.fromisoformat(row["valid_from"]),
        value=None if row["value"] == "unknown" else Decimal(row["value"]),
        certainty=Certainty(row["certainty"]),
        sources=tuple(row["sources"]),
        last_checked=date.fromisoformat(row["last_checked"]),
        published=date.fromisoformat(published) if published else None,
        note=row.get("note", ""),
    )
