"""Targets from the fields of a room's schema."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from wsp.exchange.tables.columns import Target, folded, target
from wsp.foundation.fields import Asked


def asked(schema: Schema, name: str) -> Asked:
    """A field of a schema of ours."""
    found = schema.fields[name]
    assert isinstance(found, Asked)  # noqa: S101 (for mypy: every field of these schemas is one)
    return found


def of(part: str, schema: Schema, labels: Mapping[str, str] | None = None) -> Callable[..., Target]:
    """A maker of targets of one part: `make("name", *synonyms, words=...)`; `labels` name fields otherwise."""

    def make(name: str, *synonyms: str, words: Mapping[str, str] | None = None, **more: Any) -> Target:
        field = asked(schema, name)
        label = more.pop("label", (labels or {}).get(name, field.label))
        codes = {folded(word): code for word, code in (words or {}).items()}
        return target(part, name, field, *synonyms, label=label, words=codes, **more)

    return make
