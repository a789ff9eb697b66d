"""How near two occupations are: the same, in the same ISCO group, or with names alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.text import TextSpace
from matching.titles import Label

Floats = npt.NDArray[np.float64]

GROUP_SIMILARITY: Final = (0.0, 0.05, 0.25, 0.5, 0.75)
"""Similarity of two occupations whose ISCO-08 codes share this many first digits; four is the same unit group."""
LABEL_SHARE: Final = 0.9
"""What identical names of two different occupations are worth."""


class OccupationSimilarity:
    """Similarity 0..1 of occupations, by URI; give it to a `matching.ranking.Ranker`.

    Args:
        labels: names of the occupations; several per occupation.
        isco: ISCO-08 code per URI, as far as known.
        space: text space for comparing names.
    """

    def __init__(
        self, labels: Iterable[Label], *, isco: Mapping[str, str] | None = None, space: TextSpace | None = None
    ) -> None:
        """Put the names of each occupation into one vector."""
        given = sorted(labels, key=lambda label: label.uri)
        self._rows = {uri: row for row, uri in enumerate(dict.fromkeys(label.uri for label in given))}
        space = space or TextSpace(words=[label.text for label in given]).fit([label.text for label in given])
        owner = [self._rows[label.uri] for label in given]
        sums = sparse.csr_matrix((np.ones(len(given)), (owner, range(len(given)))), shape=(len(self._rows), len(given)))
        vectors = (sums @ space.encode([label.text for label in given])).tocsr()
        norms = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
        self._vectors = (sparse.diags(1 / np.where(norms > 0, norms, 1)) @ vectors).tocsr()
        self._isco = dict(isco or {})

    def similarities(self, first: str, others: Sequence[str]) -> Floats:
        """Similarity of one occupation to others; an occupation that is not known resembles only itself."""
        found = np.zeros(len(others))
        if first in self._rows:
            row = self._vectors[self._rows[first]]
            rows = np.array([self._rows.get(uri, -1) for uri in others], dtype=np.int64)
            known = rows >= 0
            found[known] = LABEL_SHARE * (self._vectors[rows[known]] @ row.T).toarray().ravel()
        code = self._isco.get(first, "")
        for at, uri in enumerate(others):
            found[at] = (
                1.0 if uri == first else max(found[at], GROUP_SIMILARITY[_shared(code, self._isco.get(uri, ""))])
            )
        return np.clip(found, 0, 1)


def _shared(first: str, second: str) -> int:
    """Number of first digits that two ISCO-08 codes share, at most four."""
    count = 0
    for one, other in zip(first[:4], second[:4], strict=False):
        if one != other:
            break
        count += 1
    return count
