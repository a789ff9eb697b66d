"""Files of labels and titles (tab-separated, with a header), and the scores of a linker on them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from matching.title_fusion import TitleFusion
from matching.titles import Label, LinkedConcept, TitleLinker
from matching.validation import InvalidInputError

HITS: Final = (1, 5, 10)
_DEPTH: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title of a file; ``concepts`` is empty when the file does not tell."""

    query_id: str
    text: str
    concepts: frozenset[str]


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(f"{path.name}: cannot be read ({error})") from None
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise InvalidInputError(f"{path.name}: column {column} is missing")
    if any(row[column] is None for row in rows for column in columns):
        raise InvalidInputError(f"{path.name}: a line has fewer columns than the header")
    return rows


def read_labels(path: Path) -> list[Label]:
    """Labels: columns concept_uri, label, and is_preferred (1 for the preferred label).

    Raises:
        InvalidInputError: the file cannot be read or a column is missing.
    """
    rows = _rows(path, ("concept_uri", "label"))
    return [Label(uri=row["concept_uri"], text=row["label"], preferred=row.get("is_preferred") == "1") for row in rows]


def read_titles(path: Path) -> list[Title]:
    """Titles: columns query_id, title, and gold_concept_uris (separated by spaces or |) when known.

    Raises:
        InvalidInputError: the file cannot be read or a column is missing.
    """
    return [
        Title(
            query_id=row["query_id"], text=row["title"],
            concepts=frozenset((row.get("gold_concept_uris") or "").replace("|", " ").split()),
        )
        for row in _rows(path, ("query_id", "title"))
    ]  # fmt: skip


def trained(labels: Sequence[Label], train: Sequence[Title]) -> TitleFusion:
    """Linker that knows the training titles as labels, with the order learned from them."""
    more = [Label(uri=uri, text=title.text) for title in train for uri in sorted(title.concepts)]
    linker = TitleLinker(labels, train=more)
    known = [title for title in train if title.concepts]
    return TitleFusion(linker).fit([title.text for title in known], [title.concepts for title in known])


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleScores:
    """Mean reciprocal rank of the first right concept with its 95 % bootstrap interval, and hits@k (parts of 1)."""

    titles: int
    mrr: float
    mrr_low: float
    mrr_high: float
    hits: dict[int, float]


def evaluate(answers: Sequence[tuple[LinkedConcept, ...]], titles: Sequence[Title]) -> TitleScores:
    """Scores of answers to titles whose concepts are known.

    Raises:
        InvalidInputError: no title has a known concept.
    """
    ranks = np.array([
        next((place for place, found in enumerate(answer, start=1) if found.uri in title.concepts), np.inf)
        for answer, title in zip(answers, titles, strict=True) if title.concepts
    ])  # fmt: skip
    if not len(ranks):
        raise InvalidInputError("no title has a known concept")
    reciprocal = 1 / ranks
    draws = np.random.default_rng(1).integers(0, len(ranks), (2000, len(ranks)))
    low, high = np.quantile(reciprocal[draws].mean(axis=1), [0.025, 0.975])
    hits = {depth: float((ranks <= depth).mean()) for depth in HITS}
    return TitleScores(
        titles=len(ranks), mrr=float(reciprocal.mean()), mrr_low=float(low), mrr_high=float(high), hits=hits
    )  # fmt: skip


def cross_validate(labels: Sequence[Label], titles: Sequence[Title], *, folds: int, seed: int = 0) -> TitleScores:
    """Scores when every title is linked by a linker that learned from the other folds only."""
    known = [title for title in titles if title.concepts]
    fold = np.random.default_rng(seed).permutation(len(known)) % folds
    answers: list[tuple[LinkedConcept, ...]] = [()] * len(known)
    for number in range(folds):
        held = [at for at in range(len(known)) if fold[at] == number]
        fusion = trained(labels, [title for at, title in enumerate(known) if fold[at] != number])
        found = fusion.link([known[at].text for at in held], top=_DEPTH)
        for at, answer in zip(held, found, strict=True):
            answers[at] = answer
    return evaluate(answers, known)
