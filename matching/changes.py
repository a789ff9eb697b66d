"""Single changes to a vacancy or to what a person has learned, with what each takes: the moves of `matching.whatif`.

Two things never change here: what a person cannot do, and the person's own limits (hours, shifts, travel time). Only
the employer and the WSP change a vacancy; a person can learn. What is not known is a question, not a change.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Final

from matching.criteria import diploma, rijbewijs
from matching.lexicon import needs_condition
from matching.phrases import task_shares
from matching.text import words_of
from matching.types import GUIDANCE, CandidateProfile, Task, VacancyQuery, Value

_DAYS_IN_WEEK: Final = 7


class ChangeKind(StrEnum):
    """What changes; the first group is the employer's and the WSP's, the last three are learned by the person."""

    HOURS_FEWER = "uren_minder"
    HOURS_MORE = "uren_meer"
    SHIFTS = "diensten"
    START = "start"
    TASKS = "taken"
    GUIDANCE = "begeleiding"
    PUBLIC_TRANSPORT = "vervoer"
    LANGUAGE_ASKED = "taaleis"
    EDUCATION_ASKED = "opleidingseis"
    LICENCE = "rijbewijs"
    COURSE = "cursus"
    LANGUAGE = "taal"


LEARNED: Final = frozenset({ChangeKind.LICENCE, ChangeKind.COURSE, ChangeKind.LANGUAGE})
"""Changes of the person; all others are changes of the vacancy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a kind of change takes: ``fixed`` + ``each`` x its amount (hours, shifts, weeks, levels, share, courses)."""

    fixed: float
    each: float = 0.0


def _default_costs() -> dict[ChangeKind, Cost]:
    return {
        ChangeKind.HOURS_FEWER: Cost(fixed=1, each=0.25),
        ChangeKind.HOURS_MORE: Cost(fixed=1.5, each=0.25),
        ChangeKind.SHIFTS: Cost(fixed=1, each=1),
        ChangeKind.START: Cost(fixed=0.5, each=0.25),
        ChangeKind.TASKS: Cost(fixed=2, each=6),
        ChangeKind.GUIDANCE: Cost(fixed=2, each=2),
        ChangeKind.PUBLIC_TRANSPORT: Cost(fixed=3),
        ChangeKind.LANGUAGE_ASKED: Cost(fixed=1, each=1.5),
        ChangeKind.EDUCATION_ASKED: Cost(fixed=1, each=1),
        ChangeKind.LICENCE: Cost(fixed=2),
        ChangeKind.COURSE: Cost(fixed=1, each=2),
        ChangeKind.LANGUAGE: Cost(fixed=4, each=6),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """What changes take and how far they may go; the region sets it and sees it.

    Costs are points of effort: 1 is a telephone call, 10 a few months of learning. ``licences`` is what a licence
    takes on top of the fixed part, from nothing; a licence that is not listed is not proposed. ``courses`` are the
    certificates of a day or a week; a diploma is not a change. ``unnamed_share`` is the share of the work taken for
    a work condition that no task names, ``core_share`` the share from which taking work out leaves another job.
    """

    version: str = "aanpassing-1"
    costs: Mapping[ChangeKind, Cost] = field(default_factory=_default_costs)
    licences: Mapping[str, float] = field(default_factory=lambda: {"am": 3.0, "b": 10.0, "be": 14.0, "c": 18.0})
    courses: tuple[str, ...] = ("vca", "bhv", "heftruck", "haccp", "sociale hygiene", "reachtruck", "hoogwerker")
    least_hours: float = 4.0
    most_hours: float = 40.0
    most_levels: int = 2
    most_weeks: int = 26
    unnamed_share: float = 0.35
    core_share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: the value ``before`` and ``after``, its ``amount`` in the unit of its kind, and what it takes.

    Hours are (from, to), shifts the whole list, tasks the work conditions that go; ``tasks`` names the tasks that go
    with them. For what is learned ``after`` is only what comes in addition (licences, certificates) or the new level.
    """

    kind: ChangeKind
    before: Value
    after: Value
    amount: float
    cost: float
    tasks: tuple[str, ...] = ()

    @property
    def learned(self) -> bool:
        """The person changes, not the vacancy."""
        return self.kind in LEARNED


def proposals(vacancy: VacancyQuery, candidate: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    """Every single change that brings this vacancy to this person's limit, or this person to what is asked.

    Args:
        vacancy: the vacancy of the pair.
        candidate: the person of the pair.
        settings: costs and how far changes may go.

    Yields:
        Changes in the order of `ChangeKind`; whether one helps is for `matching.whatif` to find out.
    """
    for make in (_hours, _shifts, _start, _tasks, _guidance, _transport, _levels_asked, _learning):
        yield from make(vacancy, candidate, settings)


def changed_vacancy(vacancy: VacancyQuery, change: Change) -> VacancyQuery:
    """The vacancy after the change; the same one when the change is the person's."""
    made = _VACANCY.get(change.kind)
    return vacancy if made is None else made(vacancy, change)


def changed_candidate(candidate: CandidateProfile, change: Change) -> CandidateProfile:
    """The person after learning; the same one when the change is the vacancy's."""
    match change.kind:
        case ChangeKind.LICENCE:
            return replace(candidate, driving_licences=(*(candidate.driving_licences or ()), *_texts(change.after)))
        case ChangeKind.COURSE:
            return replace(candidate, diplomas=(*(candidate.diplomas or ()), *_texts(change.after)))
        case ChangeKind.LANGUAGE:
            return replace(candidate, language_nl=_level(change.after))
    return candidate


def _change(
    settings: ChangeSettings, kind: ChangeKind, before: Value, after: Value, *, amount: float, extra: float = 0.0,
    tasks: tuple[str, ...] = (),
) -> Change:  # fmt: skip
    cost = settings.costs[kind]
    total = round(cost.fixed + cost.each * amount + extra, 6)
    return Change(kind=kind, before=before, after=after, amount=amount, cost=total, tasks=tasks)


def _hours(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    now = (v.hours_min, v.hours_max)
    if v.hours_min is not None and c.hours_max is not None and settings.least_hours <= c.hours_max < v.hours_min:
        fewer = (c.hours_max, v.hours_max)
        yield _change(settings, ChangeKind.HOURS_FEWER, now, fewer, amount=v.hours_min - c.hours_max)
    if v.hours_max is not None and c.hours_min is not None and v.hours_max < c.hours_min <= settings.most_hours:
        more = (v.hours_min, c.hours_min)
        yield _change(settings, ChangeKind.HOURS_MORE, now, more, amount=c.hours_min - v.hours_max)


def _shifts(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    """Take out the shifts that the person cannot work; when none is left, another one comes in their place."""
    if not v.shifts or not c.shifts_ok:
        return
    left = tuple(shift for shift in v.shifts if shift in c.shifts_ok)
    gone = len(v.shifts) - len(left)
    if gone and left:
        yield _change(settings, ChangeKind.SHIFTS, v.shifts, left, amount=gone)
    elif gone:
        for shift in c.shifts_ok:
            yield _change(settings, ChangeKind.SHIFTS, v.shifts, (shift,), amount=gone + 1)


def _start(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    if v.start_date is None or c.available_from is None or c.available_from <= v.start_date:
        return
    weeks = ceil((c.available_from - v.start_date).days / _DAYS_IN_WEEK)
    if weeks <= settings.most_weeks:
        yield _change(settings, ChangeKind.START, v.start_date, c.available_from, amount=weeks)


def _tasks(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    """Take out each condition that the person cannot do, and all of them at once."""
    conflicts = tuple(name for name in v.work_conditions or () if name in (c.cannot or ()))
    choices = [(name,) for name in conflicts] + ([conflicts] if len(conflicts) > 1 else [])
    for gone in choices:
        share, names = _lost(v, gone, settings)
        if share < settings.core_share:
            yield _change(settings, ChangeKind.TASKS, v.work_conditions, gone, amount=round(share, 6), tasks=names)


def _lost(v: VacancyQuery, gone: tuple[str, ...], settings: ChangeSettings) -> tuple[float, tuple[str, ...]]:
    """Share of the work that goes with these conditions, and the names of the tasks that go."""
    title = tuple(words_of(v.title))
    if any(needs_condition(condition, title) for condition in gone):
        return 1.0, ()
    parts = task_shares(v)
    share = 0.0
    names: list[str] = []
    found: set[str] = set()
    for task, part in zip(v.tasks or (), parts, strict=True):
        named = _named(task, gone)
        if named:
            share, found = share + part, found | named
            names.append(task.name)
    if set(gone) - found:
        share = 1 - (1 - share) * (1 - settings.unnamed_share)
    return share, tuple(names)


def _named(task: Task, conditions: tuple[str, ...]) -> set[str]:
    words = tuple(words_of(task.name))
    return {condition for condition in conditions if needs_condition(condition, words)}


def _guidance(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    if v.guidance_on_site is None or c.needs_guidance is None:
        return
    levels = GUIDANCE.index(c.needs_guidance) - GUIDANCE.index(v.guidance_on_site)
    if levels > 0:
        yield _change(settings, ChangeKind.GUIDANCE, v.guidance_on_site, c.needs_guidance, amount=levels)


def _transport(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    """The work place becomes reachable by public transport: the work begins when the bus is there, or a ride."""
    if v.public_transport is False and "ov" in (c.transport or ()):
        yield _change(settings, ChangeKind.PUBLIC_TRANSPORT, before=False, after=True, amount=1)


def _levels_asked(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    for kind, asked, held in (
        (ChangeKind.LANGUAGE_ASKED, v.language_nl_min, c.language_nl),
        (ChangeKind.EDUCATION_ASKED, v.education_min, c.education_level),
    ):
        if asked is not None and held is not None and 0 < asked - held <= settings.most_levels:
            yield _change(settings, kind, asked, held, amount=asked - held)


def _learning(v: VacancyQuery, c: CandidateProfile, settings: ChangeSettings) -> Iterator[Change]:
    if v.driving_licences_required and c.driving_licences is not None:
        lacking = rijbewijs.missing(v.driving_licences_required, c.driving_licences)
        known = [settings.licences.get(rijbewijs.plain(licence)) for licence in lacking]
        if lacking and None not in known:
            extra = sum(cost for cost in known if cost is not None)
            held = c.driving_licences
            yield _change(settings, ChangeKind.LICENCE, held, lacking, amount=len(lacking), extra=extra)
    if v.diplomas_required and c.diplomas is not None:
        lacking = diploma.missing(v.diplomas_required, c.diplomas)
        if lacking and all(any(diploma.same_diploma(each, name) for each in settings.courses) for name in lacking):
            yield _change(settings, ChangeKind.COURSE, c.diplomas, lacking, amount=len(lacking))
    asked, held_level = v.language_nl_min, c.language_nl
    if asked is not None and held_level is not None and 0 < asked - held_level <= settings.most_levels:
        yield _change(settings, ChangeKind.LANGUAGE, held_level, asked, amount=asked - held_level)


def _without_tasks(vacancy: VacancyQuery, change: Change) -> VacancyQuery:
    gone = _texts(change.after)
    conditions = tuple(name for name in vacancy.work_conditions or () if name not in gone)
    tasks = vacancy.tasks and tuple(task for task in vacancy.tasks if not _named(task, gone))
    return replace(vacancy, work_conditions=conditions, tasks=tasks)


_VACANCY: Final[Mapping[ChangeKind, Callable[[VacancyQuery, Change], VacancyQuery]]] = {
    ChangeKind.HOURS_FEWER: lambda v, change: replace(v, hours_min=_pair(change.after)[0]),
    ChangeKind.HOURS_MORE: lambda v, change: replace(v, hours_max=_pair(change.after)[1]),
    ChangeKind.SHIFTS: lambda v, change: replace(v, shifts=_texts(change.after)),
    ChangeKind.START: lambda v, change: replace(v, start_date=_day(change.after)),
    ChangeKind.TASKS: _without_tasks,
    ChangeKind.GUIDANCE: lambda v, change: replace(v, guidance_on_site=str(change.after)),
    ChangeKind.PUBLIC_TRANSPORT: lambda v, change: replace(v, public_transport=bool(change.after)),
    ChangeKind.LANGUAGE_ASKED: lambda v, change: replace(v, language_nl_min=_level(change.after)),
    ChangeKind.EDUCATION_ASKED: lambda v, change: replace(v, education_min=_level(change.after)),
}


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else ()


def _pair(value: Value) -> tuple[float | None, float | None]:
    low, high = value if isinstance(value, tuple) else (None, None)
    return (low if isinstance(low, float | int) else None), (high if isinstance(high, float | int) else None)


def _level(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
