"""Profiles and vacancies as bytes, so that a million of them cost no Python objects and can lie on a disk.

A record is read back only when it is explained or asked for by its id; what was not known is not written.
"""

import json
from dataclasses import MISSING, fields
from datetime import date
from typing import Final, TypeVar

from matching.types import Adaptable, CandidateProfile, Experience, Task, VacancyQuery, Wish

R = TypeVar("R", CandidateProfile, VacancyQuery)

_DEFAULTS: Final = {
    kind: {
        item.name: item.default_factory() if item.default_factory is not MISSING else item.default
        for item in fields(kind)
    }
    for kind in (CandidateProfile, VacancyQuery, Adaptable, Task, Wish, Experience)
}
_read: Final = json.JSONDecoder().raw_decode
_DATES: Final = frozenset({"start_date", "available_from", "waiting_since", "updated_on"})
_LISTS_OF: Final[dict[str, type[Wish | Experience | Task]]] = {"wishes": Wish, "experience": Experience, "tasks": Task}


def encoded(record: CandidateProfile | VacancyQuery) -> bytes:
    """One record as compact JSON."""
    return json.dumps(_plain(record), separators=(",", ":"), default=_plain).encode()


def decoded(data: bytes, kind: type[R]) -> R:
    """The record that `encoded` wrote; equal to the original.

    It was checked when it came in: checking it again would cost more than reading it.
    """
    raw, _ = _read(str(data, "utf-8"))
    for name in _DATES & raw.keys():
        raw[name] = date.fromisoformat(raw[name])
    for name, of in _LISTS_OF.items():
        if name in raw:
            raw[name] = tuple([of(**item) for item in raw[name]])
    if "adaptable" in raw:
        raw["adaptable"] = Adaptable(**raw["adaptable"])
    record, given, put = object.__new__(kind), raw.get, object.__setattr__
    for name, default in _DEFAULTS[kind].items():
        value = given(name, default)
        put(record, name, tuple(value) if type(value) is list else value)
    return record


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    known = ((name, getattr(value, name), default) for name, default in _DEFAULTS[type(value)].items())  # type: ignore[index]  # only our own dataclasses come here
    return {name: given for name, given, default in known if given != default}
