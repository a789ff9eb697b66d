"""What a file is, by its content: a short list of kinds that people hand in, and nothing that can act by itself.

A name or a browser's word for the kind proves nothing. A file that is two kinds at once, holds a program, or unpacks
into far more than it weighs is refused, whatever its name.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from typing import Final

import filetype

from wsp.foundation.files import names, packages
from wsp.foundation.files.errors import FileRefused, FileTooBig
from wsp.foundation.files.settings import FileSettings

_EXTENSIONS: Final = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "odt": ("odt",),
    "jpg": ("jpg", "jpeg"),
    "png": ("png",),
}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
}
KINDS: Final = {
    "pdf": "een pdf",
    "docx": "een Word-document",
    "xlsx": "een Excel-werkmap",
    "odt": "een OpenDocument-tekst",
    "jpg": "een foto (JPG)",
    "png": "een afbeelding (PNG)",
}
ALLOWED: Final = "PDF, DOCX, XLSX, ODT, JPG en PNG"

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_STREAM: Final = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_NAME_CODE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE: Final = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
_MARKUP: Final = re.compile(rb"<(script|html|svg|iframe|\?php|!doctype)", re.IGNORECASE)
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 65_557
_PDF_TAIL: Final = 2_048


@dataclass(frozen=True)
class Sniffed:
    """A file that may be kept: its kind and the name it gets."""

    extension: str
    media_type: str
    name: str


def sniff(content: bytes, given_name: str, settings: FileSettings) -> Sniffed:
    """Tell what `content` is and what it will be called.

    Raises:
        FileTooBig: it is larger than the setting.
        FileRefused: it is empty, of another kind, unsafe, or not what its name says.

    """
    if len(content) > settings.largest:
        raise FileTooBig(settings.megabytes)
    if not content:
        raise FileRefused("Dit bestand is leeg. Kies een ander bestand.")
    extension = _kind(content)
    claimed = names.extension_of(given_name)
    if claimed and claimed not in _EXTENSIONS[extension]:
        raise FileRefused(
            f"De naam van dit bestand past niet bij de inhoud: het is {KINDS[extension]}. "
            "Bewaar het opnieuw met de juiste naam."
        )
    return Sniffed(extension, MEDIA_TYPES[extension], names.clean(given_name, extension=extension))


def _kind(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return "pdf"
    if content.startswith(_PNG):
        _check_png(content)
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        _check_photo(content)
        return "jpg"
    if content.startswith(b"PK\x03\x04"):
        return packages.check(content)
    raise FileRefused(_other_kind(content))


def _other_kind(content: bytes) -> str:
    found = filetype.guess(content[:8192])
    if found is not None and found.mime.startswith(("video/", "audio/")):
        return f"Geluid en beeld bewaren wij niet. Dit kan wel: {ALLOWED}."
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return "Dit is een oud Office-bestand. Bewaar het als PDF, DOCX of XLSX en kies het opnieuw."
    return f"Dit soort bestand bewaren wij niet. Dit kan wel: {ALLOWED}."


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-_PDF_TAIL:] or b"obj" not in content:
        raise FileRefused("Deze pdf is beschadigd of niet compleet. Maak de pdf opnieuw.")
    rest = content[content.rindex(b"%%EOF") + 5 :]
    if rest.strip(b"\r\n\t \x00") or _zip_ends_here(content):
        raise _two_faced()
    # Inside streams any bytes can stand by chance; a name may be written with codes (#4A is J).
    outside = _STREAM.sub(b"", content)
    spelled = _NAME_CODE.sub(lambda found: bytes([int(found[1], 16)]), outside)
    if _ACTIVE.search(spelled):
        raise FileRefused("In deze pdf zit een programma, formulier of bijlage. Druk de pdf af naar een nieuwe pdf.")
    if re.search(rb"/Encrypt\b", spelled):
        raise FileRefused("Er staat een wachtwoord op deze pdf. Haal het wachtwoord eraf en kies de pdf opnieuw.")


def _check_png(content: bytes) -> None:
    """Walk the chunks: each with its right sum, IEND last, nothing after it."""
    place = len(_PNG)
    kind = b""
    while kind != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:  # noqa: PLR2004 (length and name of a chunk)
            raise _damaged()
        length, kind = struct.unpack(">I4s", head)
        body = content[place + 4 : place + 8 + length]
        total = content[place + 8 + length : place + 12 + length]
        if len(total) < 4 or zlib.crc32(body) != int.from_bytes(total):  # noqa: PLR2004 (the length of the sum)
            raise _damaged()
        if kind in (b"tEXt", b"iTXt", b"zTXt") and _MARKUP.search(body):
            raise _two_faced()
        place += 12 + length
    if place != len(content):
        raise _two_faced()


def _check_photo(content: bytes) -> None:
    """A photo may end in a telephone's own data, but not in an archive or a page."""
    if b"\xff\xd9" not in content[4:]:
        raise _damaged()
    if _zip_ends_here(content) or _MARKUP.search(content) or b"%PDF-" in content:
        raise _two_faced()


def _zip_ends_here(content: bytes) -> bool:
    """Tell whether a program that unpacks archives would take this file for one."""
    tail = content[-_ZIP_TAIL:]
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22 and at + 22 + int.from_bytes(record[20:22], "little") <= len(tail):  # noqa: PLR2004 (the record's length)
            return True
        at = tail.rfind(_ZIP_END, 0, at)
    return False


def _damaged() -> FileRefused:
    return FileRefused("Deze afbeelding is beschadigd of niet compleet. Maak de foto opnieuw.")


def _two_faced() -> FileRefused:
    return FileRefused("Dit bestand is twee soorten bestand tegelijk. Bewaar het opnieuw als PDF.")
