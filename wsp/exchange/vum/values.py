"""The value lists of VUM in ours. What has no counterpart stays unknown: nothing is guessed.

Codes: data standard 1.5 (2026-04-30), value lists of vacancies and jobseekers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.reference import lists

YES: Final = 1
NO: Final = 2

_LANGUAGE: Final[Mapping[int, int]] = {1: 0, 2: 2, 3: 3, 4: 4}
"""0 is unknown and 8 does not apply: neither says how well somebody speaks."""
_LEVEL: Final[Mapping[int, int]] = {1: 0, 2: 1, 3: 3, 5: 6, 6: 7}
"""Work and thinking level. 4 (mbo, havo or vwo) covers several of ours; 0 and 7 say nothing."""
_ASKED_LEVEL: Final[Mapping[int, int]] = {**_LEVEL, 4: 4}
"""As asked by an employer: the lowest of ours within the step, so that nobody drops out by our translation."""
_HAVO_VWO: Final = 3
_SECONDARY: Final = 5
"""Our level for mbo 3 or 4, havo and vwo."""
_TRANSPORT: Final[Mapping[int, str]] = {1: "auto", 2: "scooter", 3: "fiets", 5: "ov"}
"""4 (motor) and 9 (other) have no counterpart."""
_MAX_HOURS: Final = 60
_DAYS_PER_YEAR: Final = 365.25


def education_held(level: int | None, finished: Iterable[int]) -> int | None:
    """The level of a person; a finished havo or vwo tells which of the steps within VUM's 4 it is."""
    if level is None:
        return None
    if level == 4:  # noqa: PLR2004 - the code for mbo, havo or vwo (said by the line itself)
        return _SECONDARY if _HAVO_VWO in set(finished) else None
    return _LEVEL.get(level)


def education_asked(level: int | None) -> int | None:
    """The lowest level that a vacancy asks."""
    return None if level is None else _ASKED_LEVEL.get(level)


def dutch(levels: Sequence[tuple[str, int | None]]) -> int | None:
    """Spoken Dutch from pairs of language and level; unknown when the file says two different things."""
    spoken = {
        _LANGUAGE[level] for language, level in levels if language == "nld" and level is not None and level in _LANGUAGE
    }
    return spoken.pop() if len(spoken) == 1 else None


def licences(codes: Sequence[str] | None) -> list[str] | None:
    """Driving licences in our order. B+ is B with a heavier trailer: it counts as B."""
    if not codes:
        return None
    known = {"B" if code == "B+" else code for code in codes}
    return [code for code in lists.labels("driving_licences") if code in known] or None


def transport(vehicles: Sequence[tuple[int | None, int | None]] | None) -> list[str] | None:
    """Ways to travel from pairs of vehicle and "available for commuting"; a vehicle that is not, does not count."""
    able = {_TRANSPORT.get(code) for code, commuting in vehicles or () if code is not None and commuting != NO}
    return [mode for mode in lists.labels("transport_modes") if mode in able] or None


def shifts(office_hours: int | None, irregular: int | None) -> list[str] | None:
    """Daytime when only office hours are meant. Irregular work does not say which hours, so it stays unknown."""
    return ["dag"] if office_hours == YES and irregular != YES else None


def hours(low: int | None, high: int | None) -> tuple[Decimal | None, Decimal | None]:
    """Hours a week; unknown when the numbers cannot be a working week or contradict each other."""
    least = Decimal(low) if low is not None and low <= _MAX_HOURS else None
    most = Decimal(high) if high is not None and 0 < high <= _MAX_HOURS else None
    if least is not None and most is not None and least > most:
        return None, None
    return least, most


def guidance(needed: int | None) -> str | None:
    """No guidance when the file says so; how much is needed it never says."""
    return "geen" if needed == NO else None


def years(start: date | None, end: date | None, *, today: date) -> tuple[Decimal | None, int | None]:
    """Years in a job in halves, and the year it ended; unknown for dates that contradict each other."""
    last = end if end is not None and end <= today else None
    if start is None or start > today or (end is not None and end < start):
        return None, last.year if last and (start is None or last >= start) else None
    until = last or today
    halves = round((until - start).days / _DAYS_PER_YEAR * 2)
    return Decimal(halves) / 2, last.year if last else None


def sbi(code: int | None) -> str | None:
    """SBI as text. VUM sends a number, so a leading zero was lost: only five digits are certain."""
    return str(code) if code is not None and len(str(code)) == 5 else None  # noqa: PLR2004 - the length of a full code (said by the line itself)


def occupation_name(uri: str) -> str:
    """A title for an occupation of CompetentNL: its names are not published with the files."""
    return f"Beroep {uri.rstrip('/').rsplit('/', 1)[-1][:40]} (CompetentNL)"
