"""Looks through a zipped workbook before any program opens it: bombs, macros, passwords, entities, two faces.

The sizes in the directory of an archive are claims. Every member is unpacked once in small pieces, counted, and thrown
away; only then is the file given to the reader.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables.reading.limits import Limits

XLSX: Final = "XLSX"
ODS: Final = "ODS"
_PIECE: Final = 65_536
_TAIL: Final = 32
"""Bytes kept between pieces, so that a mark across the border is seen."""
_RATIO: Final = 200
"""A sheet of equal rows packs 60 to 1; above this, and large, it is a bomb."""
_SMALL: Final = 10_000_000
_MEMBERS: Final = 5_000
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_MACRO_TYPES: Final = (b"macroEnabled", b"vbaProject")
_DAMAGED: Final = "Dit bestand is beschadigd. Open het in je spreadsheetprogramma en bewaar het opnieuw als XLSX."


def has_macros() -> UnusableFile:
    """The refusal of a workbook that holds a program."""
    return UnusableFile(
        "In dit bestand zitten macro's. Bewaar het als gewone werkmap (XLSX) en kies het opnieuw.",
        code="importbestand-macros",
    )


def check(stream: BinaryIO, limits: Limits) -> str:
    """Return XLSX or ODS when the archive is safe to open.

    Raises:
        UnusableFile: it is not, or it is something else.

    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_shape(stream, archive, members, limits)
            kind = _kind(archive, {member.filename for member in members})
            _check_members(archive, members, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnusableFile(_DAMAGED, code="importbestand-beschadigd") from error
    except RuntimeError as error:  # what zipfile says of an encrypted member
        raise _password() from error
    finally:
        stream.seek(0)
    return kind


def _password() -> UnusableFile:
    return UnusableFile(
        "Er staat een wachtwoord op dit bestand. Haal het wachtwoord eraf en kies het bestand opnieuw.",
        code="importbestand-wachtwoord",
    )


def _check_shape(stream: BinaryIO, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """One archive from the first byte to the last, and no more in it than fits."""
    size = stream.seek(0, 2)
    stream.seek(size - min(size, _END_LENGTH))
    ends_here = stream.read(4) == _END
    if not ends_here or archive.comment or not members or min(each.header_offset for each in members) != 0:
        raise UnusableFile(
            "Dit bestand is twee soorten bestand tegelijk. Bewaar je tabel opnieuw als XLSX.",
            code="importbestand-dubbel",
        )
    unpacked = sum(each.file_size for each in members)
    packed = sum(each.compress_size for each in members)
    claims_too_much = packed > size or (unpacked > _SMALL and unpacked > _RATIO * max(packed, 1))
    if len(members) > _MEMBERS or unpacked > limits.unpacked_bytes or claims_too_much:
        raise _bomb()


def _bomb() -> UnusableFile:
    return UnusableFile(
        "Dit bestand wordt veel te groot bij het uitpakken. Verwijder lege rijen en kolommen, of deel het op.",
        code="importbestand-zipbom",
    )


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lower):
        raise has_macros()
    if "mimetype" in names and archive.getinfo("mimetype").file_size < _PIECE:
        if not archive.read("mimetype").startswith(_ODS_TYPE):
            raise _other_document()
        if b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
            raise _password()
        return ODS
    if "xl/workbook.bin" in lower:
        raise UnusableFile(
            "Dit is een binaire werkmap (XLSB). Bewaar het als XLSX en kies het opnieuw.",
            code="importbestand-xlsb",
        )
    if "xl/workbook.xml" not in lower:
        raise _other_document()
    if any(mark in _small(archive, "[Content_Types].xml") for mark in _MACRO_TYPES):
        raise has_macros()
    return XLSX


def _other_document() -> UnusableFile:
    return UnusableFile(
        "Dit is geen werkmap met een tabel. Kies een XLSX-, ODS- of CSV-bestand.", code="importbestand-geen-tabel"
    )


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member that is small in every honest file; at most a megabyte of it."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(1_000_000)


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Unpack everything once: the real sizes, and no document type or entity in any XML (S19)."""
    total = 0
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf"))
        tail = b""
        for piece in _pieces(archive, member):
            total += len(piece)
            if total > limits.unpacked_bytes:
                raise _bomb()
            if is_xml:
                # Without its zero bytes UTF-16 reads as UTF-8 here: no way around by another encoding.
                seen = (tail + piece).replace(b"\0", b"")
                if _ENTITY.search(seen):
                    raise UnusableFile(
                        "Dit bestand bevat verwijzingen die niet in een werkmap horen. Bewaar het opnieuw als XLSX.",
                        code="importbestand-entiteiten",
                    )
                tail = seen[-_TAIL:]


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as content:
        while piece := content.read(_PIECE):
            yield piece
