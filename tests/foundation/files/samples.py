"""Small real files of every kind that is kept, and of some that are not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def pdf(extra: bytes = b"", *, text: bytes = b"Contract") -> bytes:
    """One page; `extra` stands in the catalogue."""
    stream = b"BT /F1 12 Tf 20 20 Td (" + text + b") Tj ET"
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def packed(members: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """An archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return out.getvalue()


def _types(kind: str) -> bytes:
    return f'<?xml version="1.0"?><Types><Override PartName="/x" ContentType="{kind}"/></Types>'.encode()


def docx(more: Mapping[str, bytes] | None = None, *, kind: str = _WORD) -> bytes:
    return packed(
        {
            "[Content_Types].xml": _types(kind),
            "_rels/.rels": b"<Relationships/>",
            "word/document.xml": b"<w:document/>",
            **(more or {}),
        }
    )


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    return packed({"[Content_Types].xml": _types(_SHEET), "xl/workbook.xml": b"<workbook/>", **(more or {})})


def odt(more: Mapping[str, bytes] | None = None) -> bytes:
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"<office:document-content/>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return packed({**members, **(more or {})}, stored=("mimetype",))


def jpg() -> bytes:
    return _picture("JPEG")


def png() -> bytes:
    return _picture("PNG")


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 120, 90)).save(out, kind)
    return out.getvalue()


def png_with_text(text: bytes) -> bytes:
    """A valid picture that carries `text` in a chunk of its own."""
    whole = png()
    body = b"tEXt" + b"Comment\0" + text
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = whole.rindex(b"IEND") - 4
    return whole[:end] + chunk + whole[end:]


KINDS = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "odt": odt, "jpg": jpg, "png": png}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The published text that every scanner must call a virus, in two parts so that none reacts to this file."""
