"""DOCX, XLSX and ODT: archives that are looked through before anybody opens them.

Sizes in the directory of an archive are claims: every member is unpacked once in small pieces, counted, looked at,
and thrown away.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from wsp.foundation.files.errors import FileRefused

_PIECE: Final = 65_536
_TAIL: Final = 64
_MEMBERS: Final = 3_000
_UNPACKED: Final = 200_000_000
_RATIO: Final = 200
"""Text of a long report packs 30 to 1; above this, and large, it is a bomb."""
_SMALL: Final = 5_000_000
_LARGEST_LIST: Final = 2_000_000

_MAIN: Final = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_PARTS: Final = frozenset(
    {
        "", ".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg", ".emf", ".wmf", ".ttf",
        ".odttf", ".fntdata", ".rdf", ".xsl", ".vml", ".wdp",
    }
)  # fmt: skip
"""What a document is made of. No program, no script, no page, no archive inside."""
_PRINTER: Final = re.compile(r"xl/printersettings/[^/]+\.bin", re.IGNORECASE)
"""What Excel remembers about a printer; the only binary part that ordinary workbooks have."""
_MACROS: Final = re.compile(
    r"(vbaproject|vbadata|activex|macrosheets|oleobject|embeddings/|basic/|scripts/)", re.IGNORECASE
)
_MACRO_TYPES: Final = re.compile(rb"macroEnabled|vbaProject|application/vnd\.ms-office\.activeX", re.IGNORECASE)
_ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
_REMOTE: Final = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*Type\s*=\s*[\"'][^\"']*/(attachedTemplate|oleObject|frame|externalLinkPath|subDocument))",
    re.IGNORECASE,
)


def check(content: bytes) -> str:
    """Return docx, xlsx or odt when `content` is one and can do no harm.

    Raises:
        FileRefused: it is something else, holds a program, is a bomb, or two kinds of file at once.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_shape(content, archive, members)
            kind = _kind(archive, {member.filename for member in members})
            _check_members(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused("Dit bestand is beschadigd. Bewaar het opnieuw en kies het nog een keer.") from error
    except RuntimeError as error:  # what zipfile says of an encrypted member
        raise FileRefused("Er staat een wachtwoord op dit bestand. Haal het wachtwoord eraf.") from error
    return kind


def _check_shape(content: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """One archive from the first byte to the last, with no more in it than a document needs."""
    if content[-22:-18] != b"PK\x05\x06" or archive.comment or min(m.header_offset for m in members) != 0:
        raise FileRefused("Dit bestand is twee soorten bestand tegelijk. Bewaar het opnieuw als PDF.")
    twice = len({member.filename for member in members}) != len(members)
    if twice or len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
        raise _bomb()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise FileRefused("Dit bestand is niet veilig. Bewaar het opnieuw en kies het nog een keer.")
        if _MACROS.search(member.filename):
            raise _program()
        if path.suffix.lower() not in _PARTS and not member.is_dir() and not _PRINTER.fullmatch(member.filename):
            raise _program()


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        listed = _start_of(archive, "[Content_Types].xml")
        if _MACRO_TYPES.search(listed):
            raise _program()
        found = {kind for mark, kind in _MAIN.items() if mark in listed}
        if len(found) == 1:
            return found.pop()
    elif "mimetype" in names and "content.xml" in names and _start_of(archive, "mimetype").strip() == _ODT:
        return "odt"
    raise FileRefused("Dit soort bestand bewaren wij niet. Dit kan wel: PDF, DOCX, XLSX, ODT, JPG en PNG.")


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_LARGEST_LIST)


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    total = 0
    for member in members:
        size = 0
        for piece in _pieces(archive, member):
            size += len(piece) - min(_TAIL, size)
            if total + size > _UNPACKED or (size > _SMALL and size > _RATIO * max(1, member.compress_size)):
                raise _bomb()
            if _ENTITY.search(piece):
                raise _program()
            if member.filename.endswith(".rels") and _REMOTE.search(piece):
                raise FileRefused("Dit document haalt iets op van internet. Bewaar het als PDF en kies het opnieuw.")
        total += size


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in pieces that overlap a little; a list of relations comes whole."""
    step = _LARGEST_LIST if member.filename.endswith(".rels") else _PIECE
    with archive.open(member) as opened:
        last = b""
        while piece := opened.read(step):
            yield last + piece
            last = piece[-_TAIL:]


def _bomb() -> FileRefused:
    return FileRefused("Dit bestand wordt uitgepakt veel te groot. Bewaar het als PDF en kies het opnieuw.")


def _program() -> FileRefused:
    return FileRefused("In dit bestand zit een macro of een ander bestand. Bewaar het als PDF en kies het opnieuw.")
