"""Where the rows of a store lie: sorted by how far somebody can travel and by cells of about eight kilometres.

A ranking first drops whole cells that lie too far, then single rows by their straight-line distance, and only asks
`matching.criteria.reistijd` about the few on the border. Distances are chords through the earth: no trigonometry per
row, and the triangle inequality holds, so dropping a cell is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.columns import CandidateColumns, Floats, VacancyColumns
from matching.compiled import ROWS, TABLE, WIDE, compiled
from matching.criteria.reistijd import EARTH_KM
from matching.tables import Ints
from matching.types import TRANSPORT, Settings, Travel

Array = npt.NDArray[Any]
Kilometres = npt.NDArray[np.float32]

BORDER_KM: Final = 0.02
"""Within this of the limit the rounding of 32-bit coordinates (half a metre) could matter: ask exactly."""
NO_MEANS: Final = -np.inf
_CELL_LAT: Final = 8 / 111.2
_CELL_LON: Final = 8 / 68.0
"""Degrees of eight kilometres, for longitude in the Netherlands; only the size of a cell depends on it."""
_REACH_CLASSES: Final = (8.0, 16.0, 30.0, 60.0)
_GAP: Final = 1_000
_OV: Final = TRANSPORT.index("ov")


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Rows in groups that lie near each other: group n is the rows from ``starts[n]`` to ``starts[n + 1]``.

    ``points`` are places in km from the centre of the earth, NaN when not known; ``centre`` and ``radius`` enclose
    the points of a group, with an infinite radius when any is not known.
    """

    starts: Ints
    points: Kilometres
    centre: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]

    @classmethod
    def of(cls, columns: CandidateColumns | VacancyColumns, keys: Ints) -> "Cells":
        """Cells of rows that are sorted by ``keys``."""
        at = points(columns.lat, columns.lon)
        firsts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1)) if len(keys) else np.zeros(0, dtype=np.int64)
        starts = np.append(firsts, len(keys)).astype(np.int64)
        sizes = np.diff(starts)
        centre = np.add.reduceat(at, firsts, axis=0) / sizes[:, None] if len(firsts) else np.zeros((0, 3))
        away = np.sqrt(((at - np.repeat(centre, sizes, axis=0)) ** 2).sum(axis=1))
        radius = np.maximum.reduceat(away, firsts) if len(firsts) else np.zeros(0)
        return cls(starts, at.astype(np.float32), centre, np.where(np.isnan(radius), np.inf, radius))

    def within(self, point: npt.NDArray[np.float64], reach: Floats | float) -> Ints:
        """Runs of rows (first, end) that hold all groups of which any may lie within ``reach`` km of a point.

        Groups in between that lie too far come along when they are small: starting a run costs more than they do.

        Args:
            point: the place in km from the centre of the earth, NaN when not known.
            reach: per group, or one for all.
        """
        far = np.atleast_1d(np.asarray(reach, dtype=np.float64))
        found: Ints = _within(self.starts, self.centre, self.radius, point, far)
        return found


@compiled(ROWS, TABLE, WIDE, WIDE, WIDE)
def _within(starts: Array, centre: Array, radius: Array, point: Array, reach: Array) -> Array:
    """First row and end of each run of groups that may lie near enough; a group without a known place always does."""
    runs, count = np.empty((len(radius), 2), dtype=np.int64), 0
    for group in range(len(radius)):
        x, y, z = centre[group, 0] - point[0], centre[group, 1] - point[1], centre[group, 2] - point[2]
        farthest = reach[group if len(reach) > 1 else 0] + BORDER_KM + radius[group]
        if np.sqrt(x * x + y * y + z * z) > farthest:
            continue
        if count > 0 and starts[group] - runs[count - 1, 1] <= _GAP:
            runs[count - 1, 1] = starts[group + 1]
        else:
            runs[count, 0], runs[count, 1] = starts[group], starts[group + 1]
            count += 1
    return runs[:count]


def points(lat: Floats, lon: Floats) -> npt.NDArray[np.float64]:
    """Places as points in km from the centre of the earth."""
    north, east = np.radians(lat), np.radians(lon)
    flat = np.cos(north)
    return EARTH_KM * np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)


def reach_km(c: CandidateColumns, settings: Settings, *, public_transport: bool) -> Kilometres:
    """How far (chord, km) each person can come within the hard limit.

    Infinite when the means of transport are not known, -1 when even next door is too far, `NO_MEANS` without any means.
    """
    minutes = np.where(np.isnan(c.max_travel), settings.travel_default_max, settings.travel_violated * c.max_travel)
    most = np.full(len(minutes), NO_MEANS)
    for number, mode in enumerate(TRANSPORT):
        if number == _OV and not public_transport:
            continue
        usable = (c.transport >= 0) & (c.transport >> number & 1 == 1)
        most = np.where(usable, np.maximum(most, _kilometres(settings.travel[mode], minutes)), most)
    half = np.minimum(most / (2 * EARTH_KM), np.pi / 2)
    chord = np.where(half < np.pi / 2, np.where(most > 0, 2 * EARTH_KM * np.sin(np.maximum(half, 0)), most), np.inf)
    return np.where(c.transport < 0, np.inf, chord).astype(np.float32)


def _kilometres(travel: Travel, minutes: Floats) -> Floats:
    """Farthest straight-line distance within so many minutes: `matching.criteria.reistijd.minutes` turned round."""
    left = minutes - travel.fixed
    near = left / travel.near if travel.near > 0 else np.full(left.shape, np.inf)
    if not np.isfinite(travel.bend):
        return np.where(left < 0, -1.0, near)
    beyond = np.maximum(left - travel.near * travel.bend, 0)
    far = travel.bend + (beyond / travel.far if travel.far > 0 else np.full(left.shape, np.inf))
    return np.where(left < 0, -1.0, np.where(near <= travel.bend, near, far))


def candidate_keys(c: CandidateColumns, settings: Settings) -> Ints:
    """Sort key per candidate: how far somebody can come, then where."""
    reach = np.digitize(reach_km(c, settings, public_transport=True), _REACH_CLASSES)
    return _keys(reach.astype(np.int64), c.lat, c.lon)


def vacancy_keys(v: VacancyColumns) -> Ints:
    """Sort key per vacancy: where."""
    return _keys(np.zeros(len(v), dtype=np.int64), v.lat, v.lon)


def _keys(first: Ints, lat: Floats, lon: Floats) -> Ints:
    """One number per (class, cell); rows without a place come last in their class."""
    rows, columns = round(180 / _CELL_LAT) + 2, round(360 / _CELL_LON) + 2
    cell = np.floor((lat + 90) / _CELL_LAT) * columns + np.floor((lon + 180) / _CELL_LON)
    return first * rows * columns + np.where(np.isnan(cell), rows * columns - 1, cell).astype(np.int64)


def travel_key(settings: Settings) -> tuple[object, ...]:
    """What `reach_km` depends on."""
    travel: Mapping[str, Travel] = settings.travel
    return (settings.travel_violated, settings.travel_default_max, *((mode, travel[mode]) for mode in TRANSPORT))
