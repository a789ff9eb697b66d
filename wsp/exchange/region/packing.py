"""Where the files of an export go and come from: a folder, a zip file, or nowhere (only hashes are wanted)."""

import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, Final, Self, cast

from wsp.exchange.region.errors import NotAnExport

_LARGEST_ENTRY: Final = 20 * 1024**3
"""Bytes of one file in a zip that is read: no region has such a table, a trick has."""


class Sink(ABC):
    """Takes the files of an export, one after the other."""

    @abstractmethod
    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write."""


class Nowhere(Sink):
    """Throws everything away; the hashes are made on the way."""

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file that holds nothing."""
        del name
        return nullcontext(cast("BinaryIO", _Hole()))


class _Hole:
    def write(self, data: bytes) -> int:
        return len(data)


class FolderSink(Sink):
    """Writes into an empty folder, readable for the owner only."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and any(folder.iterdir()):
            raise NotAnExport("Deze map is niet leeg. Kies een andere map.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("wb") as out:
            path.chmod(0o600)
            yield out


class ZipSink(Sink):
    """Writes into one zip file, streamed; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = path
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        path.chmod(0o600)

    def __enter__(self) -> Self:
        """The open file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write the list of contents."""
        self._zip.close()

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file in the zip."""
        return cast("AbstractContextManager[BinaryIO]", self._zip.open(name, "w", force_zip64=True))


class Source:
    """Gives the files of an export back, from a folder or a zip."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise NotAnExport(f"{path.name} is er niet. Controleer de naam.")
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        if path.is_file():
            try:
                self._zip = zipfile.ZipFile(path)
            except zipfile.BadZipFile as error:
                raise NotAnExport(f"{path.name} is geen zip-bestand. Kies het bestand van de export.") from error

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A file of the export; only names that the manifest and the program know are asked for.

        Raises:
            NotAnExport: there is no such file, or it is larger than a region can be.

        """
        try:
            if self._zip is None:
                with (self.path / name).open("rb") as found:
                    yield found
                return
            if self._zip.getinfo(name).file_size > _LARGEST_ENTRY:
                raise NotAnExport(f"{name} is te groot. Controleer waar het bestand vandaan komt.")
            with self._zip.open(name) as entry:
                yield cast("BinaryIO", entry)
        except (KeyError, FileNotFoundError, zipfile.BadZipFile) as error:
            raise NotAnExport(f"In het bestand ontbreekt {name}, of het is beschadigd.") from error
