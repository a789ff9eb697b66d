"""A store on disk: one file per array, mapped into memory on opening, so that all processes share one copy.

Only records are read where they are asked for (`matching.tables.FileBytes`): of those a ranking needs ten.

A folder holds the store that is current and a file ``CURRENT`` with its name. Saving writes a new one beside it and
then replaces that file in one step: whoever opens sees the old store or the new one, also after a crash half-way.
One process saves at a time. Nothing is executed on opening: arrays and JSON only.
"""

import hashlib
import json
import mmap
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import sparse

from matching.cells import Cells
from matching.columns import CandidateColumns, LabelSets, VacancyColumns
from matching.laid_out import LaidOut
from matching.lexicon import edition
from matching.segments import CandidateSegment, Segment, VacancySegment
from matching.store import CandidateStore, VacancyStore
from matching.tables import ByteTable, FileBytes
from matching.text import TextSpace
from matching.texts import Texts
from matching.validation import InvalidInputError
from matching.vocabulary import Bags, Vocabulary

FORMAT: Final = 7
"""Raised with every change of what is written; a store of another format is built again from its records."""
CURRENT: Final = "CURRENT"
_MANIFEST: Final = "manifest.json"
_WRITING: Final = "writing-"
_RECORDS: Final = "segment.records.data"
_SOON: Final = (
    "segment.laid.", "segment.bits", "segment.cells.", "segment.texts.vocabulary.", "segment.columns.hours_",
    "segment.columns.licences.", "segment.columns.diplomas.", "segment.columns.available", "segment.columns.start",
)  # fmt: skip
"""Arrays that every ranking reads, of everybody who lives near enough."""
_POPULATE_READ: Final = 22
"""MADV_POPULATE_READ of Linux 5.14, which Python has no name for."""
_CLASSES: Final = {
    kind.__name__: kind
    for kind in (CandidateSegment, VacancySegment, CandidateColumns, VacancyColumns, LabelSets, Texts, Vocabulary,
                 Bags, ByteTable, Cells, LaidOut)
}  # fmt: skip

Arrays = dict[str, np.ndarray[Any, Any]]


class UnusableStoreError(InvalidInputError):
    """What is on disk is no store that this program can open; build it again."""


def save(store: CandidateStore | VacancyStore, folder: Path) -> None:
    """Write a store; a store that is there already stays usable until the new one is complete.

    Args:
        store: segments are merged first, so a saved store has one segment.
        folder: made when it is not there; holds nothing but this store.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=_WRITING, dir=folder))
    arrays: Arrays = {}
    tree = {"segment": _packed(store.merged().segments[0], "segment", arrays), "space": _space(store.space, arrays)}
    files = {}
    for number, (name, array) in enumerate(arrays.items()):
        file = f"{number:03}.npy"
        with (new / file).open("wb") as target:
            np.save(target, array, allow_pickle=False)
            target.flush()
            os.fsync(target.fileno())
        files[name] = {"file": file, "bytes": (new / file).stat().st_size, "sha256": _digest(new / file)}
    manifest = {"format": FORMAT, "words": edition(), "records": len(store), "tree": tree, "files": files}
    (new / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    _make_current(folder, new)


def _make_current(folder: Path, new: Path) -> None:
    """Let the new store be the one that is opened, and clear away all others."""
    pointer = folder / f"{CURRENT}.new"
    pointer.write_text(new.name, encoding="utf-8")
    pointer.replace(folder / CURRENT)
    for other in folder.glob(f"{_WRITING}*"):
        if other != new:
            shutil.rmtree(other, ignore_errors=True)


def open_candidates(folder: Path, *, verify: bool = False) -> CandidateStore:
    """The candidates that were saved in a folder.

    Args:
        folder: where `save` wrote.
        verify: also compare every file with its hash, which reads everything.

    Raises:
        UnusableStoreError: no store, one of other records or of another format, or a damaged one.
    """
    segment, space = _opened(folder, verify=verify)
    if not isinstance(segment, CandidateSegment):
        raise UnusableStoreError(f"{folder.name} holds no candidates")
    return CandidateStore([segment], space)


def open_vacancies(folder: Path, *, verify: bool = False) -> VacancyStore:
    """The vacancies that were saved in a folder; arguments and errors as `open_candidates`."""
    segment, space = _opened(folder, verify=verify)
    if not isinstance(segment, VacancySegment):
        raise UnusableStoreError(f"{folder.name} holds no vacancies")
    return VacancyStore([segment], space)


def _opened(folder: Path, *, verify: bool) -> tuple[Segment[Any, Any], TextSpace]:
    try:
        place = folder / (folder / CURRENT).read_text(encoding="utf-8")
        manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise UnusableStoreError(
                f"{folder.name} has format {manifest['format']} and this program reads {FORMAT}: build the store again"
            )
        if manifest["words"] != edition():
            raise UnusableStoreError(f"{folder.name} was made with other tables of words: build the store again")
        arrays: dict[str, Any] = {}
        for name, file in manifest["files"].items():
            path = place / file["file"]
            if path.stat().st_size != file["bytes"] or (verify and _digest(path) != file["sha256"]):
                raise UnusableStoreError(f"{folder.name} is damaged ({file['file']}): build the store again")
            arrays[name] = FileBytes(path) if name == _RECORDS else _mapped(path, soon=name.startswith(_SOON))
        segment = _unpacked(manifest["tree"]["segment"], arrays)
        space = manifest["tree"]["space"]
        words = _unpacked(space["words"], arrays).texts()
        return segment, TextSpace.with_weights(_unpacked(space["idf"], arrays), words=words)
    except FileNotFoundError as error:
        raise UnusableStoreError(f"{folder.name} holds no complete store: build it") from error
    except (KeyError, TypeError, ValueError, OSError) as error:
        if isinstance(error, UnusableStoreError):
            raise
        raise UnusableStoreError(f"{folder.name} is damaged ({error}): build the store again") from error


def _mapped(path: Path, *, soon: bool) -> np.ndarray[Any, Any]:
    """An array that stays in its file; of one that is read soon all pages are put at hand, at once and not one by one.

    A ranking of a million reads thousands of pages: the first hundred would each spend a tenth of their time on it.
    """
    found = np.load(path, mmap_mode="r", allow_pickle=False)
    if soon and isinstance(found.base, mmap.mmap):
        with suppress(OSError):  # an older kernel does not know it
            found.base.madvise(_POPULATE_READ)
    return np.asarray(found.view(np.ndarray))


def _space(space: TextSpace, arrays: Arrays) -> dict[str, Any]:
    words = ByteTable.of_texts(sorted(space.splitter.words))
    return {"idf": _packed(space.idf_, "space.idf", arrays), "words": _packed(words, "space.words", arrays)}


def _packed(value: Any, name: str, arrays: Arrays) -> Any:
    """A value as JSON, with its arrays by name."""
    if isinstance(value, np.ndarray | FileBytes):
        arrays[name] = np.asarray(value)
        return {"array": name}
    if sparse.issparse(value):
        arrays_of = {
            each: _packed(getattr(value, each), f"{name}.{each}", arrays) for each in ("data", "indices", "indptr")
        }
        return {"sparse": arrays_of, "shape": list(value.shape)}
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        kept = {each: one for each, one in held.items() if not isinstance(one, dict) and one is not None}
        packed = {each: _packed(one, f"{name}.{each}", arrays) for each, one in kept.items()}
        return {"class": type(value).__name__, "fields": packed}
    return {"value": value}


def _unpacked(packed: Mapping[str, Any], arrays: Arrays) -> Any:
    """The value that `_packed` wrote."""
    if "array" in packed:
        return arrays[packed["array"]]
    if "sparse" in packed:
        data, indices, indptr = (_unpacked(packed["sparse"][each], arrays) for each in ("data", "indices", "indptr"))
        return sparse.csr_matrix((data, indices, indptr), shape=tuple(packed["shape"]), copy=False)
    if "class" in packed:
        return _CLASSES[packed["class"]](**{name: _unpacked(each, arrays) for name, each in packed["fields"].items()})
    return _as_tuples(packed["value"])


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(each) for each in value) if isinstance(value, list) else value


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
