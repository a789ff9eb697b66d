"""The rules about numbers of both sides, for chosen rows: one loop decides the hard criteria, one values the soft ones.

A rule is read in its own module of `matching.criteria`, as what it says about one pair; here it only gets its numbers.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, Floats, LabelSets, VacancyColumns
from matching.compiled import FLAGS, NARROW, NUMBERS, ROWS, SMALL, TABLE, WIDE, compiled, inlined, types
from matching.criteria import (
    ADAPTABLE,
    HARD,
    SOFT_FROM_COLUMNS,
    begeleiding,
    begeleidingsfit,
    beschikbaarheid,
    diensttijden,
    diploma,
    doelgroepregister,
    motivatie,
    opleiding,
    opleidingsfit,
    reistijd,
    rijbewijs,
    taal,
    uren,
    urenfit,
    versheid,
    wachttijd,
    werkomstandigheden,
)
from matching.criteria.hard import IS_VIOLATED, Codes
from matching.criteria.soft import Soft
from matching.tables import Ints
from matching.types import TRANSPORT, Settings

Array = npt.NDArray[Any]
Shares = Mapping[str, float]
"""Per soft criterion that weighs something its part of 1: `Weights.shares`."""

_HARD: Final = len(HARD)
_SOFT: Final = len(SOFT_FROM_COLUMNS)
_ADAPTABLE: Final = len(ADAPTABLE)
_TASKS: Final = ADAPTABLE.index(werkomstandigheden)
_VACANCY: Final = types.Tuple((types.UniTuple(WIDE, 4), types.UniTuple(SMALL, 3)))
_CANDIDATE: Final = types.Tuple((types.UniTuple(WIDE, 5), types.UniTuple(SMALL, 3)))
_LABELS: Final = types.Tuple((NUMBERS, NUMBERS, FLAGS, FLAGS))
_PROFILE: Final = types.UniTuple(NARROW, 3)
DAYS: Final = types.UniTuple(types.float64, 5)
OF_PAIR: Final = 4
"""So many of `SOFT_FROM_COLUMNS` are about the pair; the rest is the person's own."""


def hard_reasons(
    v: VacancyColumns, c: CandidateColumns, rows: Ints, settings: Settings, *, forward: bool
) -> Codes:  # fmt: skip
    """The reason of each of `HARD` (rows) for these rows (columns), as indices into `criteria.hard.REASONS`.

    Args:
        v: vacancies; one when ``forward``.
        c: candidates; one when not.
        rows: of the candidates when ``forward``, else of the vacancies.
        settings: numbers of the criteria.
        forward: one vacancy against candidates.
    """
    found: Codes = _reasons(
        rows, forward, _of_vacancy(v), _of_candidate(c),
        ((v.shifts, v.education, v.language, v.garantiebaan), (c.shifts, c.education, c.language, c.register)),
        ((v.conditions, c.cannot), (v.start, c.available)),
        (_labels(v.licences, c.licences, rijbewijs.verdicts(v, c, forward=forward)),
         _labels(v.diplomas, c.diplomas, diploma.verdicts(v, c, forward=forward))),
        modes_of(settings),
        (settings.travel_met, settings.travel_violated, settings.travel_default_max,
         float(settings.available_grace_days)),
    )  # fmt: skip
    return found


def hard_misses(
    v: VacancyColumns, c: CandidateColumns, rows: Ints, settings: Settings, *, forward: bool
) -> npt.NDArray[np.uint8]:  # fmt: skip
    """How many criteria each of these rows violates that the vacancy does not mark adaptable; as `hard_reasons`."""
    reasons = hard_reasons(v, c, rows, settings, forward=forward)
    willing = np.array([each.adaptable(v if forward else v.view(rows)) for each in HARD])
    found: npt.NDArray[np.uint8] = _misses(reasons, np.ascontiguousarray(willing))
    return found


def soft_values(
    v: VacancyColumns, c: CandidateColumns, rows: Ints, settings: Settings, on: float, *, forward: bool
) -> dict[str, Soft]:  # fmt: skip
    """Value of each of `SOFT_FROM_COLUMNS` for these rows; arguments as `hard_reasons`, ``on`` is today's number."""
    found = _values(
        rows, forward, _of_vacancy(v), _of_candidate(c), (c.motivation, c.waiting_since, c.updated_on),
        modes_of(settings), numbers_of(settings, on),
    )  # fmt: skip
    known = ~np.isnan(found)
    return {
        each.CODE: Soft.of(found[number], known[number], settings.neutral)
        for number, each in enumerate(SOFT_FROM_COLUMNS)
    }


def adaptation_rates(
    v: VacancyColumns, c: CandidateColumns, rows: Ints, settings: Settings, *, forward: bool
) -> Floats:  # fmt: skip
    """Per criterion of `ADAPTABLE` (rows) and chosen row (columns) the part of the score that its adaptation takes off.

    Arguments as `hard_reasons`.
    """
    found: Floats = _rates(
        rows, forward, (v.adapt_hours, v.adapt_times, v.adapt_tasks, v.adapt_guidance),
        (v.hours_min, v.hours_max, c.hours_min, c.hours_max), (v.shifts, c.shifts, v.guidance, c.guidance),
        (v.conditions, c.cannot), v.condition_share, costs_of(settings),
    )  # fmt: skip
    return found


def costs_of(settings: Settings) -> tuple[float, ...]:
    """What an adaptation takes off: alone, among more, of the core of the work, and from which part that is."""
    cost = settings.adaptation_cost
    return cost, cost * settings.more_adaptations_factor, settings.core_cost, settings.core_share


def _of_vacancy(v: VacancyColumns) -> tuple[Any, ...]:
    """What the loops read of vacancies for soft criteria."""
    return (v.hours_min, v.hours_max, v.lat, v.lon), (v.education, v.guidance, v.public_transport)


def _of_candidate(c: CandidateColumns) -> tuple[Any, ...]:
    """What the loops read of candidates for soft criteria."""
    return (c.hours_min, c.hours_max, c.lat, c.lon, c.max_travel), (c.education, c.guidance, c.transport)


def _labels(asked: LabelSets, held: LabelSets, lacking: Array) -> tuple[Array, ...]:
    return asked.ids, held.ids, asked.empty_sets(), lacking


def numbers_of(settings: Settings, on: float) -> tuple[float, ...]:
    """The numbers of soft criteria: the hard limit of travel, days, and today."""
    days = settings.waiting_full_days, settings.fresh_days, settings.stale_days
    return (settings.travel_violated, *map(float, days), on)


def modes_of(settings: Settings) -> Array:
    """Means of transport, a row each."""
    return reistijd.terms(tuple(settings.travel[mode] for mode in TRANSPORT))


@compiled(
    ROWS, types.bool_, _VACANCY, _CANDIDATE, types.UniTuple(types.UniTuple(SMALL, 4), 2),
    types.Tuple((types.UniTuple(NUMBERS, 2), types.UniTuple(NARROW, 2))), types.UniTuple(_LABELS, 2), TABLE,
    types.UniTuple(types.float64, 4),
)  # fmt: skip
def _reasons(
    rows: Array, forward: bool, vacancies: tuple[Any, ...], candidates: tuple[Any, ...], levels: tuple[Any, ...],  # noqa: FBT001 (a loop takes arguments by position)
    more: tuple[Any, ...], labels: tuple[Any, ...], modes: Array, numbers: tuple[float, ...],
) -> Array:  # fmt: skip
    """Reason per criterion, in the order of `HARD`, and chosen row."""
    (asked_from, asked_to, work_lat, work_lon), (_, on_site, by_bus) = vacancies
    (offered_from, offered_to, lat, lon, longest), (_, needed, held) = candidates
    (shifts, level_asked, dutch_asked, garantiebaan), (possible, level, dutch, registered) = levels
    (conditions, cannot), (start, available) = more
    (licences, licences_held, no_licences, without_licence), (diplomas, diplomas_held, no_diplomas, without) = labels
    met, hard, default, grace_days = numbers
    found = np.empty((_HARD, len(rows)), dtype=np.int8)
    for n in range(len(rows)):
        v, c = (0, rows[n]) if forward else (rows[n], 0)
        many_licences, many_diplomas = licences_held[c], diplomas_held[c]
        if not forward:
            many_licences, many_diplomas = licences[v], diplomas[v]
        km = reistijd.compiled_distance_km(work_lat[v], work_lon[v], lat[c], lon[c])
        places = not np.isnan(work_lat[v] + work_lon[v]), not np.isnan(lat[c] + lon[c])
        found[0, n] = uren.reason(asked_from[v], asked_to[v], offered_from[c], offered_to[c])
        found[1, n] = diensttijden.reason(shifts[v], possible[c])
        found[2, n] = werkomstandigheden.reason(conditions[v], cannot[c])
        found[3, n] = begeleiding.reason(on_site[v], needed[c])
        found[4, n] = rijbewijs.reason(
            no_licences[licences[v]], licences[v], licences_held[c], without_licence[many_licences]
        )
        found[5, n] = diploma.reason(no_diplomas[diplomas[v]], diplomas[v], diplomas_held[c], without[many_diplomas])
        found[6, n] = opleiding.reason(level_asked[v], level[c])
        found[7, n] = taal.reason(dutch_asked[v], dutch[c])
        found[8, n] = doelgroepregister.reason(garantiebaan[v], registered[c])
        found[9, n] = reistijd.reason(km, by_bus[v], held[c], longest[c], places, modes, (met, hard, default))
        found[10, n] = beschikbaarheid.reason(start[v], available[c], grace_days)
    return found


@compiled(types.Array(types.int8, 2, "C"), types.Array(types.bool_, 2, "C"))
def _misses(reasons: Array, willing: Array) -> Array:
    """How many violations per row are not adaptable; ``willing`` has a column per row, or one for all."""
    found, each = np.zeros(reasons.shape[1], dtype=np.uint8), willing.shape[1] > 1
    for criterion in range(len(reasons)):
        for n in range(len(found)):
            found[n] += IS_VIOLATED[reasons[criterion, n]] and not willing[criterion, n if each else 0]
    return found


@inlined
def pair_value(
    n: int, km: float, asked: tuple[float, float], offered: tuple[float, float], level_asked: int, level: int,
    on_site: int, needed: int, by_bus: int, held: int, longest: float, modes: Array, hard: float, found: Array,
) -> None:  # fmt: skip
    """Value per criterion of one pair, in the order of `SOFT_FROM_COLUMNS`; NaN when not known.

    It gets numbers and no tuples of the arrays they are from: references to those would be counted at every row.
    """
    found[0, n] = reistijd.value(km, by_bus, held, longest, modes, hard)
    found[1, n] = opleidingsfit.value(level_asked, level)
    found[2, n] = urenfit.value(asked[0], asked[1], offered[0], offered[1])
    found[3, n] = begeleidingsfit.value(on_site, needed)


@inlined
def person_value(
    n: int, motivation: float, since: float, checked: float, numbers: tuple[float, ...], found: Array
) -> None:  # fmt: skip
    """The rest of `SOFT_FROM_COLUMNS`: what depends on the person and the day, whatever the vacancy."""
    _, full_days, fresh_days, stale_days, on = numbers
    found[OF_PAIR, n] = motivatie.value(motivation)
    # Days are kept in 32 bits; as a float plain Python counts on in 64, as the compiled loop does.
    found[OF_PAIR + 1, n] = wachttijd.value(on, float(since), full_days)
    found[OF_PAIR + 2, n] = versheid.value(on, float(checked), fresh_days, stale_days)


@compiled(ROWS, types.bool_, _VACANCY, _CANDIDATE, _PROFILE, TABLE, DAYS)
def _values(
    rows: Array, forward: bool, vacancies: tuple[Any, ...], candidates: tuple[Any, ...], profile: tuple[Array, ...],  # noqa: FBT001 (a loop takes arguments by position)
    modes: Array, numbers: tuple[float, ...],
) -> Array:  # fmt: skip
    """Value per criterion and chosen row."""
    (asked_from, asked_to, work_lat, work_lon), (level_asked, on_site, by_bus) = vacancies
    (offered_from, offered_to, lat, lon, longest), (level, needed, held) = candidates
    motivation, since, checked = profile
    found = np.empty((_SOFT, len(rows)))
    for n in range(len(rows)):
        v, c = (0, rows[n]) if forward else (rows[n], 0)
        km = reistijd.compiled_distance_km(work_lat[v], work_lon[v], lat[c], lon[c])
        pair_value(
            n, km, (asked_from[v], asked_to[v]), (offered_from[c], offered_to[c]), level_asked[v], level[c],
            on_site[v], needed[c], by_bus[v], held[c], longest[c], modes, numbers[0], found,
        )  # fmt: skip
        person_value(n, motivation[c], since[c], checked[c], numbers, found)
    return found


@inlined
def taken_off(
    n: int, willing: tuple[bool, bool, bool, bool], asked: tuple[float, float], offered: tuple[float, float],
    shifts: int, possible: int, on_site: int, guidance: int, of_work: int, cannot: int, shares: Array, v: int,
    numbers: tuple[float, ...], needed: Array, found: Array,
) -> float:  # fmt: skip
    """Part of the score per adaptation that one pair needs, in the order of `ADAPTABLE`; and all together, at most 1.

    It gets numbers, as `pair_value`; ``shares`` as `werkomstandigheden.share_lost`.
    """
    alone, among_more, core_cost, core_share = numbers
    needed[:] = False
    if willing[0]:
        needed[0] = IS_VIOLATED[uren.reason(asked[0], asked[1], offered[0], offered[1])]
    if willing[1]:
        needed[1] = IS_VIOLATED[diensttijden.reason(shifts, possible)]
    if willing[2]:
        needed[_TASKS] = IS_VIOLATED[werkomstandigheden.reason(of_work, cannot)]
    if willing[3]:
        needed[3] = IS_VIOLATED[begeleiding.reason(on_site, guidance)]
    rate, total = among_more if needed.sum() > 1 else alone, 0.0
    for number in range(_ADAPTABLE):
        found[number, n] = 0.0
        if needed[number]:
            found[number, n] = rate
            if number == _TASKS and werkomstandigheden.share_lost(of_work & cannot, shares, v) >= core_share:
                found[number, n] = core_cost
            total += found[number, n]
    if total > 1:
        found[:, n] /= total
        total = 1.0
    return total


@compiled(
    ROWS, types.bool_, types.UniTuple(SMALL, 4), types.UniTuple(WIDE, 4), types.UniTuple(SMALL, 4),
    types.UniTuple(NUMBERS, 2), TABLE, types.UniTuple(types.float64, 4),
)  # fmt: skip
def _rates(
    rows: Array, forward: bool, willing: tuple[Array, ...], hours: tuple[Array, ...], levels: tuple[Array, ...],  # noqa: FBT001 (a loop takes arguments by position)
    conditions: tuple[Array, Array], shares: Array, numbers: tuple[float, ...],
) -> Array:  # fmt: skip
    """Part of the score per adaptation, in the order of `ADAPTABLE`, and chosen row; together at most all of it."""
    other_hours, other_times, other_tasks, more_guidance = willing
    asked_from, asked_to, offered_from, offered_to = hours
    shifts, possible, on_site, guidance = levels
    of_work, cannot = conditions
    found, needed = np.zeros((_ADAPTABLE, len(rows))), np.zeros(_ADAPTABLE, dtype=np.bool_)
    for n in range(len(rows)):
        v, c = (0, rows[n]) if forward else (rows[n], 0)
        taken_off(
            n, (other_hours[v] == 1, other_times[v] == 1, other_tasks[v] == 1, more_guidance[v] == 1),
            (asked_from[v], asked_to[v]), (offered_from[c], offered_to[c]), shifts[v], possible[c], on_site[v],
            guidance[c], of_work[v], cannot[c], shares, v, numbers, needed, found,
        )  # fmt: skip
    return found
