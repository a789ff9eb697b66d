"""What a file is, by what stands in it; its name says nothing."""

from enum import StrEnum
from typing import BinaryIO, Final

import filetype

from wsp.exchange.errors import FileTooLarge, UnusableFile
from wsp.exchange.tables.reading import archives
from wsp.exchange.tables.reading.limits import Limits


class Kind(StrEnum):
    """The kinds that can be read."""

    XLSX = "XLSX"
    ODS = "ODS"
    XLS = "XLS"
    TEXT = "CSV"


_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<script", b"<head", b"<svg")
_TEXT_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 8192
_AS_XLSX: Final = "Open het in je spreadsheetprogramma en bewaar het als XLSX, ODS of CSV."


def recognise(stream: BinaryIO, limits: Limits) -> Kind:
    """Tell what the file is.

    Raises:
        FileTooLarge: by its size, before anything is read.
        UnusableFile: it is something else than a table, or not safe to open.

    """
    size = stream.seek(0, 2)
    if size > limits.file_bytes:
        raise FileTooLarge(limits.megabytes)
    if size == 0:
        raise UnusableFile("Dit bestand is leeg. Kies een ander bestand.", code="importbestand-leeg")
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return Kind(archives.check(stream, limits))
    if head.startswith(_OLE):
        return _old_workbook(stream)
    _refuse_other_kinds(head)
    return Kind.TEXT


def _old_workbook(stream: BinaryIO) -> Kind:
    """An OLE container: an old workbook, or a new one behind a password."""
    content = stream.read()
    stream.seek(0)
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise UnusableFile(
            "Er staat een wachtwoord op dit bestand. Haal het wachtwoord eraf en kies het bestand opnieuw.",
            code="importbestand-wachtwoord",
        )
    if _utf16("_VBA_PROJECT") in content or _utf16("VBA") in content:
        raise archives.has_macros()
    return Kind.XLS


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _refuse_other_kinds(head: bytes) -> None:
    if head.startswith(_TEXT_MARKS):
        return
    plain = head.lstrip().lower()
    if plain.startswith(_MARKUP):
        raise UnusableFile(f"Dit is een webpagina en geen tabel. {_AS_XLSX}", code="importbestand-webpagina")
    found = filetype.guess(head)
    if found is not None:
        raise UnusableFile(f"Dit is een bestand van het soort {found.extension}. Kies een XLSX-, ODS- of CSV-bestand.")
    if plain.startswith((b"mz", b"#!", b"\x7felf")):
        raise UnusableFile("Dit is een programma en geen tabel. Kies een XLSX-, ODS- of CSV-bestand.")
