"""Files of labels and titles (tab-separated, with a header), and the built-in everyday names of occupations."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from matching.text import normalise
from matching.titles import Label
from matching.validation import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title of a file; ``concepts`` is empty when the file does not tell."""

    query_id: str
    text: str
    concepts: frozenset[str]


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(f"{path.name}: cannot be read ({error})") from None
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise InvalidInputError(f"{path.name}: column {column} is missing")
    if any(row[column] is None for row in rows for column in columns):
        raise InvalidInputError(f"{path.name}: a line has fewer columns than the header")
    return rows


def read_labels(path: Path) -> list[Label]:
    """Labels: columns concept_uri, label, and is_preferred (1 for the preferred label).

    Raises:
        InvalidInputError: the file cannot be read or a column is missing.
    """
    rows = _rows(path, ("concept_uri", "label"))
    return [Label(uri=row["concept_uri"], text=row["label"], preferred=row.get("is_preferred") == "1") for row in rows]


def everyday_names(labels: Sequence[Label]) -> list[Label]:
    """Built-in everyday names (data/everyday_titles.tsv) of the concepts among these labels, as far as they are new.

    A classification calls the vakkenvuller a schappenvuller; these are the words that people use.
    """
    known = {(label.uri, normalise(label.text)) for label in labels}
    uris = {uri for uri, _ in known}
    text = resources.files("matching").joinpath("data", "everyday_titles.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [
        Label(uri=uri, text=name)
        for uri, names in rows if uri in uris for name in names.split("|") if (uri, normalise(name)) not in known
    ]  # fmt: skip


def read_titles(path: Path) -> list[Title]:
    """Titles: columns query_id, title, and gold_concept_uris (separated by spaces or |) when known.

    Raises:
        InvalidInputError: the file cannot be read or a column is missing.
    """
    return [
        Title(
            query_id=row["query_id"], text=row["title"],
            concepts=frozenset((row.get("gold_concept_uris") or "").replace("|", " ").split()),
        )
        for row in _rows(path, ("query_id", "title"))
    ]  # fmt: skip
