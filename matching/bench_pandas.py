"""One data frame with everybody, for `matching.bench`: the hard criteria as masks, then words of the title.

What one would write in an afternoon. pandas comes with ``wsp[dev]``; the bench says so when it is not there.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from matching.bench_rivals import FAR, check_left, facts_of, first_wishes, numbers_of
from matching.stopwatch import Measured, timed
from matching.store import CandidateStore
from matching.types import VacancyQuery

PANDAS: Final = "pandas: all hard criteria as masks, then words of the title"
_COLUMNS: Final = (
    "lacks", "hours_min", "hours_max", "available", "licences", "diplomas", "x", "y", "z", "reach", "reach_by_bus",
)  # fmt: skip


def measured(store: CandidateStore, queries: Sequence[VacancyQuery]) -> Measured | str:
    """The ten best by a data frame, or why it was not measured.

    Raises:
        InvalidInputError: other people are left than in the engine.
    """
    try:
        pandas = import_module("pandas")
    except ImportError:
        return "pandas is not installed: it comes with wsp[dev]"
    segment = store.segments[0]
    frame = pandas.DataFrame(dict(zip(_COLUMNS, numbers_of(segment), strict=True)))
    frame["wish"] = [wish.lower() for wish in first_wishes(segment)]
    for query in queries[:3]:
        check_left("pandas", int(_mask(frame, facts_of(store, query)).sum()), store, query)
    return timed(
        PANDAS, len(store), queries, lambda query: _best(frame, facts_of(store, query)), warm=1,
        note="another score: how many words of the title are in the first wish",
    )  # fmt: skip


def _mask(frame: Any, facts: dict[str, Any]) -> Any:
    """Who meets every hard criterion; a comparison with what is not known is false, so nobody fails on it."""
    reach = frame["reach_by_bus" if facts["by_bus"] else "reach"]
    left = ((frame["lacks"] & facts["word"]) == 0) & (reach > -FAR)
    if facts["least"] is not None:
        left &= ~(frame["hours_max"] < facts["least"])
    if facts["most"] is not None:
        left &= ~(frame["hours_min"] > facts["most"])
    if facts["start"] is not None:
        left &= ~(frame["available"] - facts["start"] > facts["grace"])
    left &= ~frame["licences"].isin(facts["licences"]) & ~frame["diplomas"].isin(facts["diplomas"])
    if facts["x"] is not None:
        squares = sum((frame[axis] - facts[axis]) ** 2 for axis in "xyz")
        left &= ~(squares**0.5 > reach)
    return left


def _best(frame: Any, facts: dict[str, Any]) -> list[tuple[int, int]]:
    """Row and number of words of the ten best."""
    people = frame[_mask(frame, facts)]
    words = dict.fromkeys(facts["title"].lower().split())
    score = sum((people["wish"].str.contains(word, regex=False).astype("int8") for word in words), start=0)
    if not words:
        return []
    best = score.sort_values(ascending=False, kind="stable")[:10]
    return [(int(row), int(value)) for row, value in best.items()]
