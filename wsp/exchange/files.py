"""Reads a JSON file from outside, with one clear line for everything that can be wrong with it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from wsp.exchange.errors import UnusableFile

MAX_BYTES: Final = 100_000_000
"""The published files are under 2 MB; what is a hundred times as large is something else."""


def read_records(path: Path, *, wrapper: str = "matches") -> Sequence[Any]:
    """Return the records of a JSON file: a list, or an object that holds the list under `wrapper`.

    Raises:
        UnusableFile: the file is absent, too large, no UTF-8, no JSON, of another shape or empty.

    """
    try:
        found = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise UnusableFile(
            f"{path.name} is geen geldig JSON-bestand (regel {error.lineno}). Haal het bestand opnieuw op."
        ) from error
    except RecursionError as error:
        raise UnusableFile(f"{path.name} is te diep genest. Dit is geen VUM-bestand.") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise UnusableFile(f"{path.name} bevat een onleesbaar groot getal. Haal het bestand opnieuw op.") from error
    records = found.get(wrapper) if isinstance(found, dict) else found
    if not isinstance(records, list):
        raise UnusableFile(f"{path.name} bevat geen lijst. Kies een bestand met een lijst van VUM-gegevens.")
    if not records:
        raise UnusableFile(f"{path.name} is een lege lijst. Er is niets om te importeren.")
    return records


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnusableFile(
                f"{path.name} is groter dan {MAX_BYTES // 1_000_000} MB. Deel het bestand op in kleinere bestanden."
            )
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableFile(f"{path.name} is er niet. Controleer de map en de bestandsnaam.") from error
    except UnicodeDecodeError as error:
        raise UnusableFile(
            f"{path.name} is niet opgeslagen als UTF-8. Sla het op als UTF-8 en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise UnusableFile(f"{path.name} kan niet worden gelezen ({error.strerror}).") from error
