"""What a file from outside is called on our screens and on the disk of whoever saves it.

The name is a label: files are stored under a random id. So names in every script stay readable, and what could
deceive a reader or a file system goes.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

_UNNAMED: Final = "bestand"
_LONGEST: Final = 120
"""Characters."""
_LONGEST_BYTES: Final = 200
"""In UTF-8; file systems stop at 255."""
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_AWKWARD: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible, and needed to write Persian and Hindi."""


def clean(given: str, *, extension: str) -> str:
    """Return `given` as a display name that ends in `.extension`.

    Only its last part counts, so no path survives. Characters that are not seen (control, direction, surrogates)
    go; what a file system forbids becomes an underscore.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(char for char in unicodedata.normalize("NFC", last) if _is_seen(char))
    name = " ".join(seen.translate(_AWKWARD).split()).rstrip(" .")
    stem = _without(name, extension).strip(" .")
    while stem and (len(stem) > _LONGEST or len(stem.encode()) > _LONGEST_BYTES):
        stem = stem[:-1]
    stem = stem.rstrip(" .") or _UNNAMED
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem}.{extension}"


def extension_of(given: str) -> str:
    """The extension that a name claims, in lower case; empty when it claims none."""
    last = "".join(char for char in re.split(r"[/\\]", given)[-1] if _is_seen(char)).strip(" .")
    stem, dot, extension = last.rpartition(".")
    return extension.strip().lower() if dot and stem and len(extension) <= 10 else ""  # noqa: PLR2004 (longer is a sentence)


def disposition(name: str) -> str:
    """The Content-Disposition header that saves a file under `name`, in every script (RFC 6266)."""
    extension = name.rpartition(".")[2]
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    fallback = plain if plain.strip(" ._-").removesuffix(extension).strip(" ._-") else f"{_UNNAMED}.{extension}"
    if fallback == name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_seen(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _JOINERS or (category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def _without(name: str, extension: str) -> str:
    same = {"jpg": ("jpg", "jpeg")}.get(extension, (extension,))
    for each in same:
        if name.lower().endswith(f".{each}"):
            return name[: -len(each) - 1]
    return name
