"""The rules about numbers of both sides, for chosen rows: one loop decides the hard criteria, one values the soft ones.

A rule is read in its own module of `matching.criteria`, as what it says about one pair; here it only gets its numbers.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, LabelSets, VacancyColumns
from matching.compiled import FLAGS, NARROW, NUMBERS, ROWS, SMALL, TABLE, WIDE, compiled, types
from matching.criteria import (
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
from matching.criteria.hard import Codes
from matching.criteria.soft import Soft
from matching.tables import Ints
from matching.types import TRANSPORT, Settings

Array = npt.NDArray[Any]

_HARD: Final = len(HARD)
_SOFT: Final = len(SOFT_FROM_COLUMNS)
_VACANCY: Final = types.Tuple((types.UniTuple(WIDE, 4), types.UniTuple(SMALL, 3)))
_CANDIDATE: Final = types.Tuple((types.UniTuple(WIDE, 5), types.UniTuple(SMALL, 3)))
_LABELS: Final = types.Tuple((NUMBERS, NUMBERS, FLAGS, FLAGS))


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
        _modes(settings),
        (settings.travel_met, settings.travel_violated, settings.travel_default_max,
         float(settings.available_grace_days)),
    )  # fmt: skip
    return found


def soft_values(
    v: VacancyColumns, c: CandidateColumns, rows: Ints, settings: Settings, on: float, *, forward: bool
) -> dict[str, Soft]:  # fmt: skip
    """Value of each of `SOFT_FROM_COLUMNS` for these rows; arguments as `hard_reasons`, ``on`` is today's number."""
    found = _values(
        rows, forward, _of_vacancy(v), _of_candidate(c), (c.motivation, c.waiting_since, c.updated_on),
        _modes(settings),
        (settings.travel_violated, float(settings.waiting_full_days), float(settings.fresh_days),
         float(settings.stale_days), on),
    )  # fmt: skip
    known = ~np.isnan(found)
    return {
        each.CODE: Soft.of(found[number], known[number], settings.neutral)
        for number, each in enumerate(SOFT_FROM_COLUMNS)
    }


def _of_vacancy(v: VacancyColumns) -> tuple[Any, ...]:
    return (v.hours_min, v.hours_max, v.lat, v.lon), (v.education, v.guidance, v.public_transport)


def _of_candidate(c: CandidateColumns) -> tuple[Any, ...]:
    return (c.hours_min, c.hours_max, c.lat, c.lon, c.max_travel), (c.education, c.guidance, c.transport)


def _labels(asked: LabelSets, held: LabelSets, lacking: Array) -> tuple[Array, ...]:
    return asked.ids, held.ids, asked.empty_sets(), lacking


def _modes(settings: Settings) -> Array:
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


@compiled(
    ROWS, types.bool_, _VACANCY, _CANDIDATE, types.UniTuple(NARROW, 3), TABLE, types.UniTuple(types.float64, 5),
)  # fmt: skip
def _values(
    rows: Array, forward: bool, vacancies: tuple[Any, ...], candidates: tuple[Any, ...], profile: tuple[Array, ...],  # noqa: FBT001 (a loop takes arguments by position)
    modes: Array, numbers: tuple[float, ...],
) -> Array:  # fmt: skip
    """Value per criterion, in the order of `SOFT_FROM_COLUMNS`, and chosen row; NaN when not known."""
    (asked_from, asked_to, work_lat, work_lon), (level_asked, on_site, by_bus) = vacancies
    (offered_from, offered_to, lat, lon, longest), (level, needed, held) = candidates
    motivation, since, checked = profile
    hard, full_days, fresh_days, stale_days, on = numbers
    found = np.empty((_SOFT, len(rows)))
    for n in range(len(rows)):
        v, c = (0, rows[n]) if forward else (rows[n], 0)
        km = reistijd.compiled_distance_km(work_lat[v], work_lon[v], lat[c], lon[c])
        found[0, n] = reistijd.value(km, by_bus[v], held[c], longest[c], modes, hard)
        found[1, n] = opleidingsfit.value(level_asked[v], level[c])
        found[2, n] = urenfit.value(asked_from[v], asked_to[v], offered_from[c], offered_to[c])
        found[3, n] = begeleidingsfit.value(on_site[v], needed[c])
        found[4, n] = motivatie.value(motivation[c])
        found[5, n] = wachttijd.value(on, since[c], full_days)
        found[6, n] = versheid.value(on, checked[c], fresh_days, stale_days)
    return found
