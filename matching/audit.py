"""Audit a ranking: who is shown how often, what moves the top, and what cannot move it.

Groups are opaque codes that the caller sets beside results; they never go into a ranking. Who is shown high is seen
more, so a place counts 1 / log2(1 + position) (Singh and Joachims, 2018). Small groups are hidden here and not by a
screen, so that no export can forget it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.types import CandidateProfile, RankedVacancy, Ranking, VacancyQuery, Weights
from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST: Final = 5
"""Cells of fewer people than this are hidden."""
_DRAWS: Final = 1000
_BLOCKS: Final = 200

NEVER_READ: Final = frozenset(
    {
        "name", "first_name", "last_name", "initials", "bsn", "sex", "gender", "age", "birth", "born", "birth_date",
        "birth_year", "birth_place", "nationality", "origin", "ethnicity", "religion", "address", "street", "email",
        "phone", "photo", "family", "marital_status", "diagnosis", "health",
    }
)  # fmt: skip
"""Words that no field of the engine's input may be called, whole or in part."""
CARRIED_ALONG: Final = ("loonwaarde", "pc4", "id")
"""Fields of a profile that are there for what is shown next to a match; changing them may change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupExposure:
    """How often people of one group were shown in the top.

    ``share_people`` is the group's part of everybody who could be shown, ``share_seen`` its part of all attention,
    ``ratio`` the second over the first (1: as much as its size), between ``low`` and ``high`` with 95 % confidence
    (bootstrap over lists). ``reached`` is how many of its people were in a top at least once.
    A ``hidden`` group has counts of None. ``reached`` is None too when it would tell of fewer than `LEAST` people.
    """

    group: str
    hidden: bool
    people: int | None
    reached: int | None
    share_people: float | None
    share_seen: float | None
    ratio: float | None
    low: float | None
    high: float | None


def exposure(
    *, lists: Sequence[int] | Ints, people: Sequence[int] | Ints, positions: Sequence[int] | Ints,
    groups: Sequence[str], least: int = LEAST,
) -> list[GroupExposure]:  # fmt: skip
    """Exposure per group, in the order in which groups first occur.

    Args:
        lists: number of the list of each row that was shown, from 0.
        people: number of the person of each row, from 0: the place in ``groups``.
        positions: place of each row on its list, from 1.
        groups: group of everybody who could be shown, shown or not.
        least: cells of fewer people are hidden, and with a single one of them the next smallest as well.

    """
    codes = list(dict.fromkeys(groups))
    number = {code: at for at, code in enumerate(codes)}
    group = np.array([number[each] for each in groups], dtype=np.int64)
    of_list, who = np.asarray(lists, dtype=np.int64), np.asarray(people, dtype=np.int64)
    at = np.asarray(positions, dtype=np.float64)
    if not len(of_list) == len(who) == len(at) or (len(at) and at.min() < 1):
        raise InvalidInputError("exposure: one list, person and position per row; positions count from 1")
    size = np.bincount(group, minlength=len(codes))
    reached = np.bincount(group[np.unique(who)], minlength=len(codes)) if len(who) else np.zeros_like(size)
    # Lists are drawn in blocks, so that the interval costs the same for a thousand lists and for a million.
    block = of_list % _BLOCKS
    seen = np.zeros((_BLOCKS, len(codes)))
    if len(at):
        np.add.at(seen, (block, group[who]), 1 / np.log2(1 + at))
    low, high = _interval(seen[seen.sum(axis=1) > 0], size / max(size.sum(), 1))
    total = seen.sum()
    hidden = _hidden(size, least)
    return [
        _group(code, int(size[n]), int(reached[n]), float(size[n] / size.sum()),
               float(seen[:, n].sum() / total) if total else None, (low[n], high[n]), least)
        if n not in hidden
        else GroupExposure(group=code, hidden=True, people=None, reached=None, share_people=None, share_seen=None,
                           ratio=None, low=None, high=None)
        for n, code in enumerate(codes)
    ]  # fmt: skip


def _group(
    code: str, people: int, reached: int, share: float, seen: float | None, bounds: tuple[Any, Any], least: int
) -> GroupExposure:
    low, high = (None, None) if seen is None or np.isnan(bounds[0]) else (float(bounds[0]), float(bounds[1]))
    return GroupExposure(
        group=code, hidden=False, people=people,
        reached=None if 0 < reached < least or 0 < people - reached < least else reached,
        share_people=share, share_seen=seen, ratio=None if seen is None else seen / share, low=low, high=high,
    )  # fmt: skip


def _interval(seen: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Bounds of each group's ratio; not a number with fewer than two lists."""
    if len(seen) < 2:  # noqa: PLR2004 (one list has no spread)
        nothing = np.full(seen.shape[1], np.nan)
        return nothing, nothing
    drawn = np.random.default_rng(0).multinomial(len(seen), np.full(len(seen), 1 / len(seen)), size=_DRAWS) @ seen
    ratios = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-12) / np.maximum(share, 1e-12)
    low, high = np.percentile(ratios, [2.5, 97.5], axis=0)
    return low, high


def _hidden(size: npt.NDArray[Any], least: int) -> set[int]:
    """Groups that are too small, and one more when a single one could be found by subtraction."""
    small = {n for n, count in enumerate(size.tolist()) if 0 < count < least}
    others = [n for n in np.argsort(size, kind="stable").tolist() if n not in small and size[n] > 0]
    return small | set(others[:1]) if len(small) == 1 else small


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """What one change does to the top of all lists that were tried: places that went to somebody else."""

    code: str
    lists: int
    lists_changed: int
    places: int
    places_changed: int


def flip_criteria(
    ranker: Ranker, vacancies: Sequence[VacancyQuery], store: CandidateStore, *, on: date, top: int = 10
) -> list[Flip]:
    """Leave out each soft criterion in turn and each demand in turn: how much of the top goes to somebody else."""
    found = []
    before = [_top(ranker, vacancy, store, on, top) for vacancy in vacancies]
    for code in ranker.weights.shares():
        rest = {each: weight for each, weight in ranker.weights.values.items() if each != code}
        if sum(rest.values()) > 0:
            other = Ranker(weights=Weights(version=f"zonder {code}", values=rest), settings=ranker.settings,
                           occupations=ranker.occupations)  # fmt: skip
            found.append(_flip(code, before, [_top(other, each, store, on, top) for each in vacancies]))
    for code, not_asked in NOT_ASKED.items():
        changed = [replace(each, **not_asked) for each in vacancies]
        found.append(_flip(f"eis:{code}", before, [_top(ranker, each, store, on, top) for each in changed]))
    return found


NOT_ASKED: Final[Mapping[str, Mapping[str, Any]]] = {
    "diensttijden": {"shifts": ()},
    "werkomstandigheden": {"work_conditions": ()},
    "begeleiding": {"guidance_on_site": "intensief"},
    "rijbewijs": {"driving_licences_required": ()},
    "diploma": {"diplomas_required": ()},
    "opleiding": {"education_min": 0},
    "taal": {"language_nl_min": 0},
    "doelgroepregister": {"garantiebaan": False},
}
"""How a vacancy looks that does not ask a hard criterion."""


def flip_carried_along(
    ranker: Ranker, vacancies: Sequence[VacancyQuery], store: CandidateStore, *, on: date, top: int = 10
) -> list[Flip]:
    """Change what is only carried along, for everybody at once: not one place may go to somebody else.

    Identities are turned round as well: a person's number may decide only between people whose scores are equal.
    """
    people = store.records
    before = [_scores(ranker, vacancy, store, on, top) for vacancy in vacancies]
    found = []
    for code, change in _CHANGES.items():
        other = CandidateStore.from_profiles([change(each) for each in people], space=store.space)
        after = [_scores(ranker, vacancy, other, on, top) for vacancy in vacancies]
        if code == "id":
            # Of identities only the scores are compared: equal people may change places.
            found.append(_flip(code, *([[score for _, score in each] for each in tops] for tops in (before, after))))
        else:
            found.append(_flip(code, before, after))
    return found


_CHANGES: Final[Mapping[str, Callable[[CandidateProfile], CandidateProfile]]] = {
    "loonwaarde": lambda person: replace(person, loonwaarde=40.0 if person.loonwaarde is None else None),
    "pc4": lambda person: replace(person, pc4="1011" if person.pc4 != "1011" else "9999"),
    "id": lambda person: replace(person, id=person.id[::-1]),
}


def read_fields() -> dict[str, tuple[str, ...]]:
    """Every field of a person and of a vacancy that the engine is given; none is called what may not be read."""
    return {kind.__name__: tuple(each.name for each in fields(kind)) for kind in (CandidateProfile, VacancyQuery)}


def forbidden_fields() -> list[str]:
    """Fields of the input that are called what may never be read: always none."""
    return [
        f"{kind}.{name}"
        for kind, names in read_fields().items()
        for name in names
        if name in NEVER_READ or any(part in NEVER_READ for part in name.split("_"))
    ]


def why_not(ranking: Ranking[RankedVacancy]) -> Counter[str]:
    """For one person: per hard criterion at how many of the vacancies that fell out it stood in the way."""
    found: Counter[str] = Counter()
    for each in ranking.fallen_out:
        found.update(code for code in each.violated if code not in each.adaptations)
    return found


def _flip(code: str, before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]) -> Flip:
    gone = [len(Counter(old) - Counter(new)) for old, new in zip(before, after, strict=True)]
    return Flip(code=code, lists=len(gone), lists_changed=sum(each > 0 for each in gone),
                places=sum(map(len, before)), places_changed=sum(gone))  # fmt: skip


def _scores(
    ranker: Ranker, vacancy: VacancyQuery, store: CandidateStore, on: date, top: int
) -> list[tuple[str, float]]:
    return ranker.best_candidates(vacancy, store, on=on, top=top)


def _top(ranker: Ranker, vacancy: VacancyQuery, store: CandidateStore, on: date, top: int) -> list[str]:
    return [each for each, _ in _scores(ranker, vacancy, store, on, top)]
