"""Ranking of a plain JSON file with vacancies and candidates, without any other knowledge of the region.

The file is what somebody else made: unknown fields are ignored, words outside a closed list are reported and left
out, and what cannot be read (NaN, text where a number belongs) is refused with one line that says where.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar, cast

from matching.ranking import Ranker
from matching.reading import filled_candidate, filled_vacancy
from matching.store import CandidateStore, space_for
from matching.types import (
    GUIDANCE,
    SHIFTS,
    TRANSPORT,
    WORK_CONDITIONS,
    Adaptable,
    CandidateProfile,
    Experience,
    Task,
    VacancyQuery,
    Wish,
)
from matching.validation import InvalidInputError

T = TypeVar("T")

_WRITTEN_BEFORE: Final = timedelta(days=120)
"""So long before work starts vacancies are placed and notes about people are written, at most."""
_CHANGES: Final = tuple(each.name for each in fields_of(Adaptable))
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankFile:
    """Content of a file, and for every id in text the id as the file wrote it.

    ``changes_open`` holds per vacancy what of `Adaptable` the file leaves open: the text may say it.
    """

    vacancies: tuple[VacancyQuery, ...]
    candidates: tuple[CandidateProfile, ...]
    written: Mapping[str, object]
    changes_open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class _Fields:
    """Typed access to one JSON object; every refusal names the record and the field."""

    def __init__(self, raw: object, where: str, warn: Warn) -> None:
        if not isinstance(raw, dict):
            message = f"{where}: expected an object"
            raise InvalidInputError(message)
        self._raw = cast("dict[str, object]", raw)
        self.where = where
        self._warn = warn

    def _refuse(self, name: str, expected: str) -> InvalidInputError:
        return InvalidInputError(f"{self.where}: {name} must be {expected}")

    def text(self, name: str) -> str:
        value = self._raw.get(name)
        if value is None:
            return ""
        if not isinstance(value, str | int | float):
            raise self._refuse(name, "text")
        return str(value)

    def number(self, name: str) -> float | None:
        value = self._raw.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return cast("float | None", value)
        raise self._refuse(name, "a number or null")

    def whole(self, name: str) -> int | None:
        value = self.number(name)
        if value is not None and value != value // 1:  # NaN differs from itself too
            raise self._refuse(name, "a whole number or null")
        return None if value is None else int(value)

    def flag(self, name: str) -> bool | None:
        value = self._raw.get(name)
        if value is None or isinstance(value, bool):
            return value
        raise self._refuse(name, "true, false or null")

    def day(self, name: str) -> date | None:
        value = self._raw.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(cast("str", value)[:10])
        except (TypeError, ValueError):
            raise self._refuse(name, "a date such as 2027-01-11") from None

    def texts(self, name: str) -> tuple[str, ...] | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._refuse(name, "a list of texts or null")
        return tuple(item.strip() for item in value if item.strip())

    def members(self, name: str, allowed: Sequence[str]) -> tuple[str, ...] | None:
        found = self.texts(name)
        if found is None:
            return None
        plain = tuple(dict.fromkeys(item.lower() for item in found))
        for item in plain:
            if item not in allowed:
                self._warn(f"{self.where}: {name} does not know {item!r}; left out")
        return tuple(item for item in plain if item in allowed)

    def member(self, name: str, allowed: Sequence[str]) -> str | None:
        value = self.text(name).strip().lower()
        if value and value not in allowed:
            raise self._refuse(name, f"one of {', '.join(allowed)}")
        return value or None

    def objects(self, name: str, text_field: str) -> tuple["_Fields", ...] | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self._refuse(name, "a list or null")
        items = [{text_field: item} if isinstance(item, str) else item for item in value]
        return tuple(_Fields(item, f"{self.where}: {name}", self._warn) for item in items)

    def inner(self, name: str) -> "_Fields":
        return _Fields(self._raw.get(name) or {}, f"{self.where}: {name}", self._warn)


def _vacancy(f: _Fields, record_id: str) -> VacancyQuery:
    tasks, change = f.objects("tasks", "name"), f.inner("adaptable")
    return VacancyQuery(
        id=record_id, title=f.text("title"), description=f.text("description"), esco_uri=f.text("esco_uri") or None,
        tasks=None if tasks is None else tuple(
            Task(name=task.text("name"), hours_per_week=task.number("hours_per_week")) for task in tasks
        ),
        hours_min=f.number("hours_min"), hours_max=f.number("hours_max"), shifts=f.members("shifts", SHIFTS),
        start_date=f.day("start_date"), pc4=f.text("pc4") or None, lat=f.number("lat"), lon=f.number("lon"),
        public_transport=f.flag("public_transport"), driving_licences_required=f.texts("driving_licences_required"),
        diplomas_required=f.texts("diplomas_required"), education_min=f.whole("education_min"),
        language_nl_min=f.whole("language_nl_min"), skills_required=f.texts("skills_required"),
        skills_wished=f.texts("skills_wished"), work_conditions=f.members("work_conditions", WORK_CONDITIONS),
        guidance_on_site=f.member("guidance_on_site", GUIDANCE),
        adaptable=Adaptable(
            hours=change.flag("hours") or False, times=change.flag("times") or False,
            tasks=change.flag("tasks") or False, guidance=change.flag("guidance") or False,
        ),
        garantiebaan=f.flag("garantiebaan"), wage_hour=f.number("wage_hour"),
        contract_months=f.number("contract_months"),
    )  # fmt: skip


def _candidate(f: _Fields, record_id: str) -> CandidateProfile:
    wishes, jobs = f.objects("wishes", "title"), f.objects("experience", "title")
    return CandidateProfile(
        id=record_id,
        wishes=None if wishes is None else tuple(
            Wish(title=wish.text("title"), esco_uri=wish.text("esco_uri") or None) for wish in wishes
        ),
        experience=None if jobs is None else tuple(
            Experience(
                title=job.text("title"), esco_uri=job.text("esco_uri") or None, years=job.number("years"),
                ended_year=job.whole("ended_year"),
            ) for job in jobs
        ),
        skills=f.texts("skills"), education_level=f.whole("education_level"), diplomas=f.texts("diplomas"),
        language_nl=f.whole("language_nl"), driving_licences=f.texts("driving_licences"),
        transport=f.members("transport", TRANSPORT), pc4=f.text("pc4") or None, lat=f.number("lat"),
        lon=f.number("lon"), max_travel_minutes=f.number("max_travel_minutes"), hours_min=f.number("hours_min"),
        hours_max=f.number("hours_max"), shifts_ok=f.members("shifts_ok", SHIFTS),
        available_from=f.day("available_from"), cannot=f.members("cannot", WORK_CONDITIONS),
        needs_guidance=f.member("needs_guidance", GUIDANCE), loonwaarde=f.number("loonwaarde"),
        doelgroepregister=f.flag("doelgroepregister"), motivation=f.whole("motivation"), notes=f.text("notes"),
    )  # fmt: skip


def read(path: Path, *, warn: Warn) -> RankFile:
    """Read a file.

    Args:
        path: JSON with ``vacancies`` and ``candidates``.
        warn: told about each word that was left out.

    Raises:
        InvalidInputError: the file cannot be read, is no JSON, or holds a value that cannot be used.
    """
    raw = _loaded(path)
    top = _Fields(raw, path.name, warn)
    written: dict[str, object] = {}
    changes_open: dict[str, tuple[str, ...]] = {}

    def records(name: str, make: Callable[[_Fields, str], T]) -> tuple[T, ...]:
        seen: set[str] = set()
        found = []
        for number, fields in enumerate(top.objects(name, "id") or (), start=1):
            record_id = fields.text("id")
            wrong = _wrong_id(record_id, seen)
            if wrong or not record_id:
                raise InvalidInputError(f"{name} number {number}: {wrong}")
            seen.add(record_id)
            fields.where = f"{name} {record_id}"
            found.append(make(fields, record_id))
            if make is _vacancy:
                change = fields.inner("adaptable")
                changes_open[record_id] = tuple(name for name in _CHANGES if change.flag(name) is None)
        return tuple(found)

    for name in ("vacancies", "candidates"):
        listed = cast("dict[str, object]", raw).get(name)
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict) and isinstance(item.get("id"), int | str):
                written[f"{name}:{item['id']}"] = item["id"]
    return RankFile(
        vacancies=records("vacancies", _vacancy), candidates=records("candidates", _candidate), written=written,
        changes_open=changes_open,
    )  # fmt: skip


def _wrong_id(record_id: str | None, seen: Collection[str]) -> str:
    """What is wrong with the id of a record; empty when nothing is."""
    if not record_id:
        return "has no id"
    try:
        record_id.encode()
    except UnicodeEncodeError:  # half of a pair: JSON can tell it, the answer could not be written
        return f"id {record_id!a} holds half a character"
    return f"id {record_id} is there twice" if record_id in seen else ""


def _loaded(path: Path) -> object:
    """What a file says, as JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse_constant)
    except OSError as error:
        message = f"{path.name}: {error.strerror or 'cannot be read'}"
        raise InvalidInputError(message) from None
    except InvalidInputError:
        raise
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or a whole number of thousands of digits
        message = f"{path.name}: not readable as JSON ({error})"
        raise InvalidInputError(message) from None


def filled(content: RankFile, *, on: date | None = None) -> RankFile:
    """The file with fields that are null filled from descriptions and notes, as far as these decide.

    Without a day that counts as today notes are from some months before the first work starts: "vanaf 1 januari" is
    then the January before a start in March.
    """
    vacancies = tuple(
        filled_vacancy(vacancy, on=on, changes_open=content.changes_open.get(vacancy.id, ()))
        for vacancy in content.vacancies
    )
    first = min((vacancy.start_date for vacancy in vacancies if vacancy.start_date), default=None)
    today = on or (max(first, date.min + _WRITTEN_BEFORE) - _WRITTEN_BEFORE if first else None)
    return RankFile(
        vacancies=vacancies,
        candidates=tuple(filled_candidate(profile, on=today) for profile in content.candidates),
        written=content.written,
        changes_open=content.changes_open,
    )


def answers(content: RankFile, *, ranker: Ranker, on: date | None = None) -> Iterator[dict[str, object]]:
    """One answer per vacancy: all candidates, best first, those that fell out last.

    Args:
        content: what was read.
        ranker: with its weights and settings.
        on: the day that counts as today; without one the start date of each vacancy, else the latest date known.
    """
    space = space_for(content.candidates, content.vacancies)
    store = CandidateStore.from_profiles(content.candidates, space=space)
    latest = max((c.available_from for c in content.candidates if c.available_from), default=date.min)
    for vacancy in content.vacancies:
        day = on or vacancy.start_date or latest
        ranking = ranker.candidates_for(vacancy, store, on=day, top=None, fallen_out=None)
        yield {
            "vacancy": content.written.get(f"vacancies:{vacancy.id}", vacancy.id),
            "ranking": [
                {
                    "candidate": content.written.get(f"candidates:{found.candidate_id}", found.candidate_id),
                    "score": round(found.score, 6),
                    "violated": list(found.violated),
                    "unknown": list(found.unknown),
                }
                for found in (*ranking.ranked, *ranking.fallen_out)
            ],
        }


def _refuse_constant(name: str) -> float:
    message = f"{name} is not a number"
    raise InvalidInputError(message)
