"""What is known about a title and a concept together, as one row of numbers per concept of a shortlist."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

if TYPE_CHECKING:
    from matching.titles import Shortlist, TitleLinker

Floats = npt.NDArray[np.float64]

NAMES: Final = (
    "joint", "joint_gap", "chars", "chars_gap", "words", "words_gap", "joint_top3", "joint_preferred", "joint_learned",
    "joint_second", "ratio", "token_sort", "token_set", "partial", "jaro_winkler", "suffix", "prefix", "same_head",
    "jaccard", "covered", "explained", "labels", "group_level", "length_gap", "rank", "ratio_gap", "title_words",
)  # fmt: skip
_LABELS_LOOKED_AT: Final = 6
_HAND: Final = {"joint": 0.55, "token_sort": 0.2, "covered": 0.1, "explained": 0.1, "suffix": 0.05}


def hand_scores(table: Floats) -> Floats:
    """Score 0..1 per concept without a learned model: joint similarity, moderated by spelling and coverage."""
    return np.asarray(sum(weight * table[:, NAMES.index(name)] for name, weight in _HAND.items()))


def features(linker: "TitleLinker", shortlist: "Shortlist") -> Floats:
    """One row per concept of the shortlist, one column per name in `NAMES`."""
    title = shortlist.title
    joint, chars, words = shortlist.similarities.all()
    parts = frozenset(linker.vectors.parts(title))
    weights = {part: linker.vectors.weight_of(part) for part in parts}
    total = sum(weights.values()) or 1.0
    head = _head(linker, title)
    rows = []
    for concept in shortlist.concepts:
        begin, count = int(linker.starts[concept]), int(linker.counts[concept])
        near = joint[begin : begin + count]
        order = np.argsort(-near, kind="stable")[:_LABELS_LOOKED_AT]
        top = near[order]
        at = begin + order
        texts = [linker.texts[row] for row in at]
        spans = [linker.parts[row] for row in at]
        preferred = near[linker.preferred[begin : begin + count]]
        learned = near[linker.learned[begin : begin + count]]
        shared = [parts & span for span in spans]
        rows.append((
            top[0], 0.0, chars[begin : begin + count].max(), 0.0, words[begin : begin + count].max(), 0.0,
            float(top[:3].mean()), preferred.max() if len(preferred) else 0.0, learned.max() if len(learned) else 0.0,
            top[1] if len(top) > 1 else 0.0,
            max(fuzz.ratio(title, text) for text in texts) / 100,
            max(fuzz.token_sort_ratio(title, text) for text in texts) / 100,
            max(fuzz.token_set_ratio(title, text) for text in texts) / 100,
            max(fuzz.partial_ratio(title, text) for text in texts) / 100,
            max(JaroWinkler.similarity(title, text) for text in texts),
            max(_common(title[::-1], text[::-1]) for text in texts),
            max(_common(title, text) for text in texts),
            float(any(head == _head(linker, text) for text in texts)),
            max((len(both) / len(parts | span) for both, span in zip(shared, spans, strict=True) if span), default=0.0),
            max(sum(weights[part] for part in both) for both in shared) / total,
            max((_explained(linker, both, span) for both, span in zip(shared, spans, strict=True)), default=0.0),
            np.log1p(count), _group_level(str(linker.uris[concept])),
            min(abs(len(title) - len(text)) for text in texts) / max(len(title), 1), 0.0, 0.0, len(title.split()),
        ))  # fmt: skip
    table = np.array(rows, dtype=np.float64)
    for value, gap in (("joint", "joint_gap"), ("chars", "chars_gap"), ("words", "words_gap"), ("ratio", "ratio_gap")):
        column = table[:, NAMES.index(value)]
        table[:, NAMES.index(gap)] = column.max() - column
    table[:, NAMES.index("rank")] = np.argsort(np.argsort(-table[:, 0], kind="stable"), kind="stable")
    return table


def _head(linker: "TitleLinker", text: str) -> str:
    words = text.split()
    return linker.splitter.split(words[-1])[-1] if words else ""


def _common(first: str, second: str) -> float:
    """Length of the common beginning, as part of the shorter text."""
    shortest = min(len(first), len(second))
    same = next((at for at in range(shortest) if first[at] != second[at]), shortest)
    return same / max(shortest, 1)


def _explained(linker: "TitleLinker", both: frozenset[str], span: frozenset[str]) -> float:
    """Part of the label, by weight, that the title accounts for."""
    return _weight(linker, both) / (_weight(linker, span) or 1.0)


def _weight(linker: "TitleLinker", parts: Sequence[str] | frozenset[str]) -> float:
    return sum(linker.vectors.weight_of(part) for part in parts)


def _group_level(uri: str) -> float:
    """Digits of an ISCO group (1-4), or 0 for an occupation."""
    return float(len(uri.rsplit("/C", 1)[1])) if "/isco/C" in uri else 0.0
