"""reistijd: travel time within the person's own maximum with the person's own means of transport.

Hard (never adaptable): met up to 1.05 x the maximum, a question up to 1.4 x, violated above that, without any usable
means, or above 90 minutes when the maximum is not known. Soft: the shorter, the better.
"""

from functools import lru_cache
from math import asin, cos, inf, isinf, isnan, nan, radians, sin, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.compiled import inlined
from matching.criteria.hard import ABOVE, BAND, CANDIDATE_UNKNOWN, NO_MODE, OK, VACANCY_UNKNOWN, never
from matching.criteria.soft import within
from matching.types import TRANSPORT, CandidateProfile, Settings, Travel, VacancyQuery, Value

CODE: Final = "reistijd"
adaptable = never

EARTH_KM: Final = 6371.0
"""Mean radius of the earth (IUGG), for the great-circle distance."""
_OV: Final = TRANSPORT.index("ov")
_COMFORT: Final = 0.5
_USUAL_MAXIMUM: Final = 45.0


@lru_cache(maxsize=64)
def terms(modes: tuple[Travel, ...]) -> npt.NDArray[np.float64]:
    """Fixed, near, far and bend of each means of transport (rows); without a bend nothing is far."""
    rows = [(each.fixed, each.near, 0.0 if isinf(each.bend) else each.far, each.bend) for each in modes]
    return np.array(rows, dtype=np.float64)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine); NaN when a place is not known."""
    north, other_north = radians(lat), radians(other_lat)
    a = sin((other_north - north) / 2) ** 2
    a += cos(north) * cos(other_north) * sin((radians(other_lon) - radians(lon)) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(max(a, 0.0), 1.0)))


compiled_distance_km = inlined(distance_km)


@inlined
def _quickest(km: float, held: int, by_bus: bool, modes: npt.NDArray[np.float64]) -> float:  # noqa: FBT001 (a loop takes arguments by position)
    """Minutes with the quickest means that the person has; infinite without any, NaN when the way is not known."""
    quickest = inf
    for number in range(len(modes)):
        if held >> number & 1 and (number != _OV or by_bus):
            fixed, near, far, bend = modes[number, 0], modes[number, 1], modes[number, 2], modes[number, 3]
            taken = nan if isnan(km) else fixed + near * min(km, bend) + far * max(0.0, km - bend)
            if not taken >= quickest:
                quickest = taken
    return quickest


@inlined
def reason(
    km: float, by_bus: int, held: int, longest: float, places: tuple[bool, bool], modes: npt.NDArray[np.float64],
    limits: tuple[float, float, float],
) -> int:  # fmt: skip
    """Three-valued; public transport that may or may not be there leaves a question when it would decide.

    Args:
        km: the distance.
        by_bus: public transport, 0 is not there and -1 not known.
        held: means of transport, a bit each; negative when not known.
        longest: the person's maximum in minutes.
        places: is the place of the work known, and that of the person.
        modes: a row per means of transport, as `terms` gives it.
        limits: parts of the maximum up to which it is met and above which it is violated; minutes when it is not known.
    """
    met, hard, default = limits
    hoped, taken = _quickest(km, held, by_bus != 0, modes), _quickest(km, held, by_bus == 1, modes)
    if held >= 0:
        if isinf(hoped):
            return NO_MODE
        if hoped > (default if isnan(longest) else hard * longest):
            return ABOVE
        if taken <= met * longest:
            return OK
    if held < 0 or isnan(longest) or not places[1]:
        return CANDIDATE_UNKNOWN
    return VACANCY_UNKNOWN if not places[0] or hoped != taken else BAND


@inlined
def value(
    km: float, by_bus: int, held: int, longest: float, modes: npt.NDArray[np.float64], hard: float
) -> float:  # fmt: skip
    """1 up to half of the person's maximum, then down in a straight line to 0 at the hard limit; as for `reason`."""
    hoped = _quickest(km, held, by_bus != 0, modes)
    if held < 0 or isinf(hoped) or isnan(hoped):
        return nan
    ratio = hoped / max(_USUAL_MAXIMUM if isnan(longest) else longest, 1.0)
    return within((hard - ratio) / (hard - _COMFORT))


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
    if vacancy.lat is None or vacancy.lon is None or candidate.lat is None or candidate.lon is None:
        return None
    return distance_km(vacancy.lat, vacancy.lon, candidate.lat, candidate.lon)


def _minutes(travel: Travel, km: float) -> float:
    return travel.fixed + travel.near * min(km, travel.bend) + travel.far * max(0.0, km - travel.bend)
