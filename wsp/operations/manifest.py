"""What stands in a backup file: a tar with `manifest.json` first, then the dump, then files kept outside the database.

Keys are never in it: who has the file and not the keys cannot read a BSN, a second-factor secret or a credential.
"""

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from wsp.operations.errors import UnusableBackup
from wsp.operations.fingerprints import Fingerprint

FORMAT: Final = 1
NAME: Final = "manifest.json"
DUMP: Final = "database.dump"
FOLDERS: Final = ("files",)
"""Folders below WSP_DATA_DIR where rooms keep files; whatever else lies there (keys, private server) stays out."""

_LARGEST_MANIFEST: Final = 50 * 1024 * 1024
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True)
class Member:
    """Size in bytes and sha256 of something in the file."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Where the backup comes from and what must be found again after a restore."""

    made_at: str
    program: str
    migration: str
    server: int
    """Main version of the database server."""
    tables: dict[str, Fingerprint]
    members: dict[str, Member]

    def text(self) -> str:
        """As it stands in the file."""
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, sort_keys=True) + "\n"

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(each.rows for each in self.tables.values())


def read(archive: tarfile.TarFile) -> Manifest:
    """The manifest of an opened backup; raises UnusableBackup for anything else."""
    first = archive.next()
    stream = archive.extractfile(first) if first is not None and first.name == NAME else None
    if first is None or stream is None or first.size > _LARGEST_MANIFEST:
        raise UnusableBackup("Dit bestand is geen back-up van WSP. Kies een bestand dat `wsp backup` heeft gemaakt.")
    try:
        content = json.loads(stream.read())
        if content["format"] != FORMAT:
            raise UnusableBackup("Deze back-up is met een nieuwere versie gemaakt. Werk het programma eerst bij.")
        return Manifest(
            made_at=content["made_at"],
            program=content["program"],
            migration=content["migration"],
            server=int(content["server"]),
            tables={name: Fingerprint(**each) for name, each in content["tables"].items()},
            members={name: Member(**each) for name, each in content["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableBackup("De inhoudsopgave van deze back-up is beschadigd. Kies een andere back-up.") from error


def measure(path: Path) -> Member:
    """Size and hash of a file."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())


def copy(source: IO[bytes], target: Path) -> Member:
    """Write a stream to a file of our own, and tell what was written."""
    digest = hashlib.sha256()
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            stream.write(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())
