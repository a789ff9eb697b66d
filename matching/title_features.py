"""What is known about a title and a concept together, as one row of numbers per concept of a shortlist."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler, Postfix, Prefix

from matching.text import CompoundSplitter

if TYPE_CHECKING:
    from matching.titles import Shortlist, TitleLinker

Floats = npt.NDArray[np.float64]

NAMES: Final = (
    "joint", "joint_gap", "chars", "chars_gap", "words", "words_gap", "joint_top3", "joint_preferred", "joint_learned",
    "joint_second", "ratio", "token_sort", "token_set", "partial", "jaro_winkler", "suffix", "prefix", "same_head",
    "jaccard", "covered", "explained", "labels", "group_level", "length_gap", "rank", "ratio_gap", "title_words",
    "meaning", "meaning_gap",
)  # fmt: skip
_GAPS: Final = tuple(
    (name.removesuffix("_gap"), name) for name in NAMES if name.endswith("_gap") and name != "length_gap"
)
_LABELS_LOOKED_AT: Final = 6
_SPELLINGS: Final[dict[str, Callable[..., float]]] = {
    "ratio": fuzz.ratio, "token_sort": fuzz.token_sort_ratio, "token_set": fuzz.token_set_ratio,
    "partial": fuzz.partial_ratio, "jaro_winkler": JaroWinkler.similarity,
}  # fmt: skip
_HAND: Final = {"joint": 0.55, "token_sort": 0.2, "covered": 0.1, "explained": 0.1, "suffix": 0.05}


def hand_scores(table: Floats) -> Floats:
    """Score 0..1 per concept without a learned model: joint similarity, moderated by spelling and coverage."""
    return np.asarray(sum(weight * table[:, NAMES.index(name)] for name, weight in _HAND.items()))


def features(linker: "TitleLinker", shortlist: "Shortlist") -> Floats:
    """One row per concept of the shortlist, one column per name in `NAMES`."""
    title, near_by = shortlist.title, shortlist.similarities
    parts = frozenset(linker.vectors.parts(title))
    weights = {part: linker.vectors.weight_of(part) for part in parts}
    total = sum(weights.values()) or 1.0
    spans = [slice(begin, begin + linker.counts[c]) for c, begin in zip(
        shortlist.concepts, linker.starts[shortlist.concepts], strict=True
    )]  # fmt: skip
    nearest = [span.start + np.argsort(-near_by.joint[span], kind="stable")[:_LABELS_LOOKED_AT] for span in spans]
    rows, cuts = np.concatenate(nearest), np.cumsum([0, *map(len, nearest[:-1])])
    texts = [linker.texts[row] for row in rows]
    table = np.zeros((len(spans), len(NAMES)))

    def put(name: str, values: npt.ArrayLike) -> None:
        table[:, NAMES.index(name)] = values

    def put_best(name: str, values: Floats) -> None:
        put(name, np.maximum.reduceat(values, cuts))

    for name, scorer in _SPELLINGS.items():
        scale = 1.0 if name == "jaro_winkler" else 100.0
        put_best(name, process.cdist([title], texts, scorer=scorer, dtype=np.float64)[0] / scale)
    lengths = linker.lengths[rows]
    shortest = np.maximum(np.minimum(lengths, len(title)), 1)
    put_best("prefix", process.cdist([title], texts, scorer=Prefix.similarity, dtype=np.float64)[0] / shortest)
    put_best("suffix", process.cdist([title], texts, scorer=Postfix.similarity, dtype=np.float64)[0] / shortest)
    put("length_gap", -np.maximum.reduceat(-np.abs(lengths - len(title)), cuts) / max(len(title), 1))
    put_best("same_head", linker.heads[rows] == head_of(title, linker.splitter))
    shared = [parts & linker.parts[row] for row in rows]
    common = np.array([sum(weights[part] for part in both) for both in shared])
    unions = np.array([len(parts | linker.parts[row]) for row in rows])
    put_best("jaccard", np.array([len(both) for both in shared]) / np.maximum(unions, 1))
    put_best("covered", common / total)
    put_best("explained", common / np.where(linker.weights[rows] > 0, linker.weights[rows], 1.0))

    for name, values in (("joint", near_by.joint), ("chars", near_by.chars), ("words", near_by.words)):
        put(name, [values[span].max() for span in spans])
    put("joint_top3", [near_by.joint[of[:3]].mean() for of in nearest])
    put("joint_second", [near_by.joint[of[1]] if len(of) > 1 else 0.0 for of in nearest])
    put("joint_preferred", [(near_by.joint[span] * linker.preferred[span]).max() for span in spans])
    put("joint_learned", [(near_by.joint[span] * linker.learned[span]).max() for span in spans])
    if near_by.meaning is not None:
        put("meaning", [near_by.meaning[span].max() for span in spans])
    put("labels", np.log1p(linker.counts[shortlist.concepts]))
    put("group_level", linker.levels[shortlist.concepts])
    put("title_words", [float(len(title.split()))] * len(spans))
    for name, gap in _GAPS:
        column = table[:, NAMES.index(name)]
        put(gap, column.max() - column)
    put("rank", np.argsort(np.argsort(-table[:, 0], kind="stable"), kind="stable"))
    return table


def head_of(text: str, splitter: CompoundSplitter) -> str:
    """Last word of a text, or the head of it when it is a compound; empty for an empty text."""
    words = text.split()
    return splitter.split(words[-1])[-1] if words else ""


def group_level(uri: str) -> float:
    """Digits of an ISCO group (1-4), or 0 for an occupation."""
    return float(len(uri.rsplit("/C", 1)[1])) if "/isco/C" in uri else 0.0
