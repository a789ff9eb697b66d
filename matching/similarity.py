"""How near two occupations are: by their place in ISCO-08, their names, the skills they share and their tasks.

Each kind of evidence alone can make two occupations near and together they make them nearer (what is missing is
multiplied: 1 - (1 - a)(1 - b) ...). Only the nearest neighbours of each occupation are kept, so the table stays
small; everything else is 0, and an occupation is 1 to itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.text import TextSpace
from matching.titles import Label

Floats = npt.NDArray[np.float64]

GROUP_SHARES: Final = (0.0, 0.0, 0.1, 0.25, 0.4)
"""How near occupations are whose ISCO-08 codes share this many first digits; four is the same unit group."""
NAME_SHARE: Final = 0.6
"""How near names alone can make two occupations: alike words may be other work (bakker, bakkersmachine)."""
SKILL_SHARE: Final = 0.8
WORK_SHARE: Final = 0.7
ESSENTIAL: Final = 1.0
OPTIONAL: Final = 0.3
"""Weight of a skill that an occupation may need, against one that it does need."""
AS_COSINE: Final = 0.6
"""Cosine of two texts that the criteria take for the same work: occupations are measured with the same rod. The
criteria draw the square root, so near 0.5 (half the value of the same work) is a quarter of this."""
NEIGHBOURS: Final = 60
_SMALLEST: Final = 0.01
_DECIMALS: Final = 6
_BLOCK: Final = 512


class OccupationSimilarity:
    """Similarity 0..1 of occupations, by URI; give it to a `matching.ranking.Ranker`.

    Args:
        labels: names of the occupations; several per occupation.
        isco: ISCO-08 code per URI, as far as known.
        skills: per URI the skills it needs (any code) with their weight, see `ESSENTIAL` and `OPTIONAL`.
        work: per URI its tasks and skills in words, for occupations that no list of skills knows.
        space: text space for comparing names and tasks.
        neighbours: how many of the nearest occupations each one keeps.

    Attributes:
        near_: the table; symmetric, with ones on the diagonal.
    """

    def __init__(
        self, labels: Iterable[Label], *, isco: Mapping[str, str] | None = None,
        skills: Mapping[str, Mapping[str, float]] | None = None, work: Mapping[str, Sequence[str]] | None = None,
        space: TextSpace | None = None, neighbours: int = NEIGHBOURS,
    ) -> None:  # fmt: skip
        """Compare all occupations with each other, a block at a time."""
        given = sorted(labels, key=lambda label: (label.uri, label.text))
        uris = sorted({*(label.uri for label in given), *(isco or {})})
        self._rows = {uri: row for row, uri in enumerate(uris)}
        texts = [*(label.text for label in given), *(text for uri in uris for text in (work or {}).get(uri, ()))]
        space = space or TextSpace(words=[label.text for label in given]).fit(texts)
        evidence = [
            (NAME_SHARE, _mean(space, [(self._rows[label.uri], label.text) for label in given], len(uris))),
            (SKILL_SHARE, _rare(skills or {}, self._rows)),
            (WORK_SHARE, _mean(
                space, [(row, text) for uri, row in self._rows.items() for text in (work or {}).get(uri, ())], len(uris)
            )),
        ]  # fmt: skip
        codes = _codes([(isco or {}).get(uri, "") for uri in uris])
        parts = []
        for begin in range(0, len(uris), _BLOCK):
            rows = slice(begin, begin + _BLOCK)
            apart = 1 - np.array(GROUP_SHARES)[_shared(codes[rows], codes)]
            for share, vectors in evidence:
                if vectors.nnz:
                    apart *= 1 - share * np.clip((vectors[rows] @ vectors.T).toarray(), 0, 1)
            parts.append(_nearest(np.round(AS_COSINE * (1 - apart) ** 2, _DECIMALS), begin, neighbours))
        half = sparse.vstack(parts, format="csr") if parts else sparse.csr_matrix((0, 0))
        self.near_: sparse.csr_matrix = (half.maximum(half.T) + sparse.identity(len(uris))).tocsr()

    def similarities(self, first: str, others: Sequence[str]) -> Floats:
        """Similarity of one occupation to others; an occupation that is not known resembles only itself."""
        found = np.zeros(len(others))
        row = self._rows.get(first)
        if row is not None:
            dense = np.zeros(len(self._rows) + 1)  # the last place is for who is not known
            span = slice(self.near_.indptr[row], self.near_.indptr[row + 1])
            dense[self.near_.indices[span]] = self.near_.data[span]
            found = dense[[self._rows.get(uri, -1) for uri in others]]
        found[[at for at, uri in enumerate(others) if uri == first]] = 1.0
        return found


def _mean(space: TextSpace, texts: Sequence[tuple[int, str]], size: int) -> sparse.csr_matrix:
    """One unit vector per occupation: the mean of the vectors of its texts."""
    rows = [row for row, _ in texts]
    owners = sparse.csr_matrix((np.ones(len(rows)), (rows, range(len(rows)))), shape=(size, len(rows)))
    return _unit((owners @ space.encode([text for _, text in texts])).tocsr())


def _rare(skills: Mapping[str, Mapping[str, float]], rows: Mapping[str, int]) -> sparse.csr_matrix:
    """One unit vector of skills per occupation; a skill that few occupations need says more."""
    names = {name: at for at, name in enumerate(sorted({name for needed in skills.values() for name in needed}))}
    known = [(rows[uri], names[name], weight) for uri in sorted(skills) if uri in rows
             for name, weight in sorted(skills[uri].items())]  # fmt: skip
    table = sparse.csr_matrix(
        ([weight for *_, weight in known], ([row for row, *_ in known], [at for _, at, _ in known])),
        shape=(len(rows), len(names)), dtype=np.float64,
    )  # fmt: skip
    frequency = np.bincount(table.indices, minlength=len(names))
    return _unit(table @ sparse.diags(np.log((1 + len(rows)) / (1 + frequency))))


def _unit(vectors: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(norms > 0, norms, 1)) @ vectors).tocsr()


def _codes(codes: Sequence[str]) -> npt.NDArray[np.str_]:
    """The first four digits, one a column; a digit that is not there is empty."""
    return np.array([[*code[:4].ljust(4)] for code in codes], dtype="<U1").reshape(-1, 4)


def _shared(some: npt.NDArray[np.str_], every: npt.NDArray[np.str_]) -> npt.NDArray[np.int64]:
    """How many first digits each pair of codes shares."""
    same = (some[:, None, :] == every[None, :, :]) & (some != " ")[:, None, :]
    return np.asarray(np.minimum.accumulate(same, axis=2).sum(axis=2))


def _nearest(block: Floats, begin: int, neighbours: int) -> sparse.csr_matrix:
    """The nearest other occupations of each row, ties in the order of the URIs."""
    rows = np.arange(len(block))
    block[rows, begin + rows] = 0
    order = np.argsort(-block, axis=1, kind="stable")[:, :neighbours]
    values = np.take_along_axis(block, order, axis=1)
    keep = values >= _SMALLEST
    return sparse.csr_matrix(
        (values[keep], (np.repeat(rows, keep.sum(axis=1)), order[keep])), shape=block.shape
    )  # fmt: skip
