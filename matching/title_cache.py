"""A learned order of titles kept in a file, so that it is learned once.

The file holds arrays only (never pickled objects), so reading one that somebody else made can at worst give other
answers, not run anything. It is named after its inputs, and says which version of the code made it: one of another
version is refused. It is written whole or not at all.
"""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.title_features import NAMES
from matching.title_trees import TreeArrays
from matching.titles import Label
from matching.validation import InvalidInputError

FOLDER: Final = Path(".wsp/titles")
"""Where the command line keeps what it learned, below the working directory."""
_CODE: Final = (
    "text.py", "lexicon.py", "titles.py", "title_evaluation.py", "title_features.py", "title_fusion.py",
    "title_files.py", "title_text.py", "title_trees.py", "title_vectors.py", "data/everyday_titles.tsv",
    "data/flemish_words.tsv",
)  # fmt: skip
_LIBRARIES: Final = ("numpy", "scipy", "scikit-learn", "rapidfuzz")
_VERSION: Final = "version"


class OtherVersionError(InvalidInputError):
    """A kept model that another version of the code made, or that was damaged: learn again."""


@cache
def version() -> str:
    """Fingerprint of the code and the libraries that decide what is learned and how it is used."""
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update(name.encode() + b"\0" + resources.files("matching").joinpath(name).read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\0".encode())
    return digest.hexdigest()


def path_for(labels: Iterable[Label], train: Iterable[tuple[str, frozenset[str]]], *, folder: Path) -> Path:
    """File of the model that is learned from these labels and titles."""
    digest = hashlib.sha256()
    for label in labels:
        digest.update(json.dumps([label.uri, label.text, label.preferred]).encode())
    for text, concepts in train:
        digest.update(json.dumps([text, sorted(concepts)]).encode())
    return folder / f"titles-{digest.hexdigest()[:32]}.npz"


def write(path: Path, arrays: TreeArrays) -> None:
    """Keep a model; a reader sees the old file or the whole new one, also when the machine stops half-way.

    Raises:
        InvalidInputError: the folder cannot be written to.
    """
    kept = arrays.as_mapping() | {_VERSION: np.array(version())}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, suffix=".part", delete=False) as file:
            part = Path(file.name)
            try:
                np.savez_compressed(file, allow_pickle=False, **kept)
                file.flush()
                os.fsync(file.fileno())
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise InvalidInputError(f"{path.parent}: cannot keep the model ({error.strerror})") from None


def read(path: Path) -> TreeArrays | None:
    """The kept model; None when there is none.

    Raises:
        OtherVersionError: another version of the code made it, or it is damaged.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            kept = {Path(name).stem: _array(archive.read(name)) for name in archive.namelist()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise OtherVersionError(f"{path.name} is damaged ({error})") from None
    if str(kept.get(_VERSION)) != version():
        raise OtherVersionError(f"{path.name} was made by another version")
    try:
        return TreeArrays.from_mapping(kept, features=len(NAMES))
    except InvalidInputError as error:
        raise OtherVersionError(f"{path.name} is damaged ({error})") from None


def _array(content: bytes) -> npt.NDArray[np.generic]:
    return np.asarray(np.lib.format.read_array(io.BytesIO(content), allow_pickle=False))
