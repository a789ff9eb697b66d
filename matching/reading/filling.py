"""Puts what a text says where a field was left empty, and nowhere else."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from matching.papers import demands
from matching.reading import (
    adapting,
    certificates,
    conditions,
    days,
    guidance,
    hours,
    levels,
    licences,
    register,
    shifts,
    travel,
)
from matching.reading.hours import Hours
from matching.reading.sentences import Said, heard
from matching.reading.travel import Travelling
from matching.types import SHIFTS, CandidateProfile, VacancyQuery

T = TypeVar("T", VacancyQuery, CandidateProfile)


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancySaid:
    """What an employer's text says, per field."""

    licences: Said
    diplomas: Said
    education: Said
    language: Said
    shifts: Said
    hours: Hours
    conditions: Said
    guidance: Said
    register: Said
    transport: Said
    start: date | None
    start_wished: bool
    adaptable: dict[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSaid:
    """What a text about a person says, per field."""

    licences: Said
    diplomas: Said
    education: Said
    language: Said
    shifts: Said
    hours: Hours
    cannot: Said
    guidance: Said
    register: Said
    travel: Travelling
    available: date | None


def read_vacancy(text: str, *, on: date | None = None) -> VacancySaid:
    """Read an employer's text; ``on`` is the day that "per direct" means."""
    passage = heard(text)
    return VacancySaid(
        licences=licences.asked(passage), diplomas=certificates.asked(passage),
        education=levels.education_asked(passage),
        language=levels.dutch_asked(passage), shifts=shifts.asked(passage), hours=hours.asked(passage),
        conditions=conditions.asked(passage), guidance=guidance.offered(passage),
        register=register.asked(passage), transport=travel.reached(passage),
        start=days.starts(passage, on), start_wished=days.is_wished(passage), adaptable=adapting.willing(passage),
    )  # fmt: skip


def read_candidate(text: str, *, on: date | None = None) -> CandidateSaid:
    """Read a text about a person; ``on`` is the day that "per direct" means."""
    passage = heard(text)
    return CandidateSaid(
        licences=licences.held(passage), diplomas=certificates.held(passage), education=levels.education_held(passage),
        language=levels.dutch_spoken(passage), shifts=shifts.workable(passage), hours=hours.hours(passage),
        cannot=conditions.cannot(passage), guidance=guidance.needed(passage),
        register=register.registered(passage), travel=travel.travelling(passage),
        available=days.starts(passage, on),
    )  # fmt: skip


def filled_vacancy(
    vacancy: VacancyQuery, *, on: date | None = None, changes_open: Collection[str] = ()
) -> VacancyQuery:
    """The vacancy with its empty fields filled from its description, as far as that decides.

    ``changes_open`` names what of ``hours``, ``times``, ``tasks`` and ``guidance`` nobody filled in: whether the
    employer is willing to change it is then asked from the text too.
    """
    vacancy = replace(
        vacancy, driving_licences_required=_real(vacancy.driving_licences_required),
        diplomas_required=_real(vacancy.diplomas_required),
    )  # fmt: skip
    if not vacancy.description:
        return vacancy
    said = read_vacancy(vacancy.description, on=on)
    found: dict[str, Any] = {
        "driving_licences_required": _list(said.licences), "diplomas_required": _list(said.diplomas),
        "education_min": _level(said.education), "language_nl_min": _level(said.language),
        "shifts": said.shifts.values or None, "work_conditions": _list(said.conditions),
        "guidance_on_site": said.guidance.values[0] if said.guidance.values else None,
        "garantiebaan": _flag(said.register, "ja"), "public_transport": _flag(said.transport, "ov"),
        "start_date": None if said.start_wished else said.start,
    }  # fmt: skip
    if vacancy.hours_min is None and vacancy.hours_max is None and not said.hours.wished:
        found |= {"hours_min": said.hours.low, "hours_max": said.hours.high}
    changes = {name: value for name, value in said.adaptable.items() if name in changes_open}
    return _filled(replace(vacancy, adaptable=replace(vacancy.adaptable, **changes)), found)


def filled_candidate(profile: CandidateProfile, *, on: date | None = None) -> CandidateProfile:
    """The profile with its empty fields filled from its notes, as far as these decide."""
    if not profile.notes:
        return profile
    said = read_candidate(profile.notes, on=on)
    without = tuple(name for name in SHIFTS if name not in said.shifts.without) if said.shifts.without else None
    found: dict[str, Any] = {
        "driving_licences": _with_code(_list(said.licences), said.diplomas), "diplomas": _list(said.diplomas),
        "education_level": _level(said.education), "language_nl": _level(said.language),
        "shifts_ok": said.shifts.values or without, "cannot": _list(said.cannot),
        "needs_guidance": said.guidance.values[0] if said.guidance.values else None,
        "doelgroepregister": _flag(said.register, "ja"),
        "transport": said.travel.modes or (() if said.travel.none else None),
        "max_travel_minutes": said.travel.minutes, "available_from": said.available,
    }  # fmt: skip
    if profile.hours_min is None and profile.hours_max is None:
        found |= {"hours_min": said.hours.low, "hours_max": said.hours.high}
    return _filled(profile, found)


def _real(labels: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Entries of a list that demand something: "n.v.t." does not."""
    return None if labels is None else tuple(label for label in labels if demands(label))


def _filled(record: T, found: dict[str, Any]) -> T:
    empty = {name: value for name, value in found.items() if value is not None and getattr(record, name) is None}
    return replace(record, **empty) if empty else record


def _list(said: Said) -> tuple[str, ...] | None:
    """What is asked or held; nothing where the text says none, or only wishes; not known where it is silent."""
    return said.values or (() if said.none or said.wished else None)


def _with_code(licences: tuple[str, ...] | None, papers: Said) -> tuple[str, ...] | None:
    """Licences with code 95 among them where it is held: some employers ask for it with the licence."""
    return (*licences, "code 95") if licences and "code 95" in papers.values else licences


def _level(said: Said) -> int | None:
    return int(said.values[0]) if said.values else 0 if said.none or said.wished else None


def _flag(said: Said, yes: str) -> bool | None:
    return said.values[0] == yes if said.values else False if said.wished else None
