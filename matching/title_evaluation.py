"""How well titles are recognised: scores with intervals, on titles that the model did not learn from."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.text import CompoundSplitter, normalise
from matching.title_files import Title, everyday_names, flemish_names
from matching.title_fusion import TitleFusion
from matching.title_noise import dirty
from matching.title_vectors import Encoder
from matching.titles import Label, LinkedConcept, TitleLinker
from matching.validation import InvalidInputError

Ints = npt.NDArray[np.int64]

CLEAN: Final = "clean"
HITS: Final = (1, 5, 10)
DEPTH: Final = 50
"""Places of a list that are looked at; further down counts as not found."""
_DRAWS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleScores:
    """Mean reciprocal rank of the first right concept and hits@k (parts of 1), each with its 95 % interval."""

    titles: int
    mrr: float
    mrr_interval: tuple[float, float]
    hits: Mapping[int, float]
    hits_intervals: Mapping[int, tuple[float, float]]
    ms_per_title: float = float("nan")


def trained(
    labels: Sequence[Label], train: Sequence[Title], *, learn: bool = True, encoder: Encoder | None = None
) -> TitleFusion:
    """Linker that knows the training titles and everyday names as labels, with the order learned from the titles.

    Args:
        labels: names of the concepts.
        train: titles whose concepts are known.
        learn: False to leave learning out, for trees that were kept (`TitleFusion.use`).
        encoder: compares by meaning too.
    """
    names = [*labels, *everyday_names(labels), *flemish_names(labels)]
    fusion = TitleFusion(TitleLinker(names, train=as_labels(train), encoder=encoder))
    known = [title for title in train if title.concepts]
    return fusion.fit([title.text for title in known], [title.concepts for title in known]) if learn else fusion


def as_labels(titles: Sequence[Title]) -> list[Label]:
    """Each title as a name of its concepts."""
    return [Label(uri=uri, text=title.text) for title in titles for uri in sorted(title.concepts)]


def evaluate(
    answers: Sequence[tuple[LinkedConcept, ...]], titles: Sequence[Title], *, seconds: float = float("nan")
) -> TitleScores:
    """Scores of answers to titles whose concepts are known; the intervals are bootstrapped over titles.

    Raises:
        InvalidInputError: no title has a known concept.
    """
    ranks = np.array([
        next((place for place, found in enumerate(answer, start=1) if found.uri in title.concepts), np.inf)
        for answer, title in zip(answers, titles, strict=True) if title.concepts
    ])  # fmt: skip
    if not len(ranks):
        raise InvalidInputError("no title has a known concept")
    draws = np.random.default_rng(1).integers(0, len(ranks), (_DRAWS, len(ranks)))

    def interval(values: npt.NDArray[np.float64]) -> tuple[float, float]:
        low, high = np.quantile(values[draws].mean(axis=1), [0.025, 0.975])
        return float(low), float(high)

    hits = {depth: (ranks <= depth).astype(np.float64) for depth in HITS}
    return TitleScores(
        titles=len(ranks), mrr=float((1 / ranks).mean()), mrr_interval=interval(1 / ranks),
        hits={depth: float(found.mean()) for depth, found in hits.items()},
        hits_intervals={depth: interval(found) for depth, found in hits.items()},
        ms_per_title=1000 * seconds / len(ranks),
    )  # fmt: skip


def score(fusion: TitleFusion, titles: Sequence[Title], kinds: Sequence[str] = (CLEAN,)) -> dict[str, TitleScores]:
    """Scores per kind of dirt (see `title_noise.KINDS`) of a linker that did not learn from these titles."""
    return {kind: _scores(*_answers(fusion, variant(titles, kind, fusion.linker.splitter))) for kind in kinds}


def cross_validate(
    labels: Sequence[Label], titles: Sequence[Title], *, folds: int, seed: int = 0, by_concept: bool = False,
    kinds: Sequence[str] = (CLEAN,), encoder: Encoder | None = None,
) -> dict[str, TitleScores]:  # fmt: skip
    """Scores per kind of dirt when every title is linked by a linker that learned from the other folds only.

    Args:
        labels: names of the concepts.
        titles: titles whose concepts are known.
        folds: in how many parts they are split.
        seed: another one splits them otherwise.
        by_concept: keep titles that share a concept together, so that no other title of a concept can help: what is
            measured then is the order that was learned, without the labels that came with it.
        kinds: `CLEAN` or kinds of dirt; learning is always from clean titles.
        encoder: compares by meaning too.
    """
    known = [title for title in titles if title.concepts]
    fold = _folds(known, folds, seed, by_concept=by_concept)
    found: dict[str, list[_Answers]] = {kind: [] for kind in kinds}
    for number in range(folds):
        fusion = trained(
            labels, [title for title, of in zip(known, fold, strict=True) if of != number], encoder=encoder
        )
        held = [title for title, of in zip(known, fold, strict=True) if of == number]
        for kind in kinds:
            found[kind].append(_answers(fusion, variant(held, kind, fusion.linker.splitter)))
    return {
        kind: _scores(
            [title for part in parts for title in part[0]], [answer for part in parts for answer in part[1]],
            sum(part[2] for part in parts),
        ) for kind, parts in found.items()
    }  # fmt: skip


def variant(titles: Sequence[Title], kind: str, splitter: CompoundSplitter) -> list[Title]:
    """The titles made dirty in one way; those that cannot be are left out. `CLEAN` leaves them as they are."""
    if kind == CLEAN:
        return list(titles)
    made = ((title, dirty(title.text, kind, splitter)) for title in titles)
    return [
        Title(query_id=title.query_id, text=text, concepts=title.concepts) for title, text in made if text is not None
    ]


_Answers = tuple[list[Title], list[tuple[LinkedConcept, ...]], float]


def _answers(fusion: TitleFusion, titles: list[Title]) -> _Answers:
    begin = time.process_time()  # of this process: what else the machine does should not count
    answers = fusion.link([title.text for title in titles], top=DEPTH)
    return titles, answers, time.process_time() - begin


def _scores(titles: list[Title], answers: list[tuple[LinkedConcept, ...]], seconds: float) -> TitleScores:
    return evaluate(answers, titles, seconds=seconds)


def _folds(titles: Sequence[Title], folds: int, seed: int, *, by_concept: bool) -> Ints:
    """Number of the fold of each title."""
    if not by_concept:
        return np.random.default_rng(seed).permutation(len(titles)) % folds
    group = list(range(len(titles)))

    def top(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    first: dict[str, int] = {}
    for at, title in enumerate(titles):
        for key in (*title.concepts, normalise(title.text)):
            group[top(at)] = top(first.setdefault(key, at))
    tops = [top(at) for at in range(len(titles))]
    roots = sorted(set(tops))
    place = dict(zip(roots, np.random.default_rng(seed).permutation(len(roots)) % folds, strict=True))
    return np.array([place[root] for root in tops], dtype=np.int64)
