"""reistijd: travel time within the person's own maximum with the person's own means of transport.

Hard (never adaptable): met up to 1.05 x the maximum, a question up to 1.4 x, violated above that, without any usable
means, or above 90 minutes when the maximum is not known. Soft: the shorter, the better.
"""

from functools import lru_cache
from math import asin, cos, isinf, radians, sin, sqrt
from typing import Final

import numpy as np

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.criteria.hard import Bools, Codes, first_of, never
from matching.criteria.soft import Soft, within
from matching.types import TRANSPORT, CandidateProfile, Reason, Settings, Travel, VacancyQuery, Value

CODE: Final = "reistijd"
adaptable = never

EARTH_KM: Final = 6371.0
"""Mean radius of the earth (IUGG), for the great-circle distance."""
_OV: Final = 1 << TRANSPORT.index("ov")
_BITS: Final = (1 << np.arange(len(TRANSPORT)))[:, None]
_COMFORT: Final = 0.5
_USUAL_MAXIMUM: Final = 45.0


def distance_km(v: VacancyColumns, c: CandidateColumns) -> Floats:
    """Great-circle distance in km (haversine); NaN when a place is not known."""
    lat1, lon1, lat2, lon2 = (np.radians(x) for x in (v.lat, v.lon, c.lat, c.lon))
    a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(np.maximum(a, 0), 1))))


@lru_cache(maxsize=64)
def _terms(modes: tuple[Travel, ...]) -> tuple[Floats, ...]:
    """Fixed, near, far and bend of each means of transport, as columns; without a bend nothing is far."""
    rows = [(each.fixed, each.near, 0.0 if isinf(each.bend) else each.far, each.bend) for each in modes]
    return tuple(np.array(rows, dtype=np.float64).T[:, :, None])


def minutes(modes: tuple[Travel, ...], km: Floats) -> Floats:
    """Minutes one way for each of these means of transport (rows)."""
    fixed, near, far, bend = _terms(modes)
    return np.asarray(fixed + near * np.minimum(km, bend) + far * np.maximum(0, km - bend))


def best_minutes(v: VacancyColumns, c: CandidateColumns, settings: Settings, *, assume_ov: bool = False) -> Floats:
    """Minutes of the quickest means that the person has; infinite without any, NaN when a place is not known.

    Public transport counts where the vacancy says so; with ``assume_ov`` also where that is not known.
    """
    km = distance_km(v, c)
    held = np.maximum(c.transport, 0)
    reachable = (v.public_transport == 1) | (assume_ov & (v.public_transport < 0))
    held = np.where(reachable, held, held & ~_OV)
    taken = minutes(tuple(settings.travel[mode] for mode in TRANSPORT), km)
    return np.asarray(np.where(held & _BITS != 0, taken, np.inf).min(axis=0))


def _beyond(taken: Floats, c: CandidateColumns, settings: Settings) -> Bools:
    limit = np.where(np.isnan(c.max_travel), settings.travel_default_max, settings.travel_violated * c.max_travel)
    return np.asarray(taken > limit)


def violated(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Bools:
    """No usable means of transport, or too far with the quickest."""
    hoped = best_minutes(v, c, settings, assume_ov=True)
    return np.asarray((c.transport >= 0) & (np.isinf(hoped) | _beyond(hoped, c, settings)))


def reasons(v: VacancyColumns, c: CandidateColumns, settings: Settings) -> Codes:
    """Three-valued; public transport that may or may not be there leaves a question when it would decide."""
    hoped = best_minutes(v, c, settings, assume_ov=True)
    taken = best_minutes(v, c, settings) if (v.public_transport < 0).any() else hoped
    asked = c.transport >= 0
    return first_of(
        (asked & np.isinf(hoped), Reason.NO_MODE),
        (asked & _beyond(hoped, c, settings), Reason.ABOVE),
        (asked & (taken <= settings.travel_met * c.max_travel), Reason.OK),
        (~asked | np.isnan(c.max_travel) | np.isnan(c.lat) | np.isnan(c.lon), Reason.CANDIDATE_UNKNOWN),
        (np.isnan(v.lat) | np.isnan(v.lon) | (hoped != taken), Reason.VACANCY_UNKNOWN),
        otherwise=Reason.BAND,
    )


def soft(v: VacancyColumns, c: CandidateColumns, settings: Settings, on: float) -> Soft:
    """1 up to half of the person's maximum, then down in a straight line to 0 at the hard limit."""
    del on
    taken = best_minutes(v, c, settings, assume_ov=True)
    ratio = taken / np.maximum(np.where(np.isnan(c.max_travel), _USUAL_MAXIMUM, c.max_travel), 1)
    value = within((settings.travel_violated - ratio) / (settings.travel_violated - _COMFORT))
    known = np.isfinite(taken) & (c.transport >= 0)
    return Soft.of(value, known, settings.neutral)


def measure(
    vacancy: VacancyQuery, candidate: CandidateProfile, settings: Settings
) -> tuple[Value, Value, dict[str, Value]]:
    """Minutes of the quickest means, the person's own maximum (minutes), kilometres and the means itself."""
    limit, km = candidate.max_travel_minutes, _distance(vacancy, candidate)
    modes = [m for m in candidate.transport or () if m != "ov" or vacancy.public_transport is not False]
    if km is None or not modes:
        return None, limit, {"km": km, "mode": None}
    took = {mode: _minutes(settings.travel[mode], km) for mode in modes}
    quickest = min(took, key=took.__getitem__)
    return took[quickest], limit, {"km": km, "mode": quickest}


def _distance(vacancy: VacancyQuery, candidate: CandidateProfile) -> float | None:
    """`distance_km` for one pair in plain numbers: explaining ten rows should not cost as much as ranking them."""
    if vacancy.lat is None or vacancy.lon is None or candidate.lat is None or candidate.lon is None:
        return None
    north, other = radians(vacancy.lat), radians(candidate.lat)
    east = radians(candidate.lon) - radians(vacancy.lon)
    a = sin((other - north) / 2) ** 2 + cos(north) * cos(other) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(max(a, 0.0), 1.0)))


def _minutes(travel: Travel, km: float) -> float:
    return travel.fixed + travel.near * min(km, travel.bend) + travel.far * max(0.0, km - travel.bend)
