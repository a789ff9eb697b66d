"""Files of labels and titles (tab-separated, with a header), and the built-in everyday names of occupations."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from matching.text import normalise
from matching.titles import Label
from matching.validation import InvalidInputError

_FEW_WORDS: Final = 2


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
            rows, header = list(reader), reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(f"{path.name}: cannot be read ({error})") from None
    for column in columns:
        if column not in header:
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
    uris = {label.uri for label in labels}
    rows = _table("everyday_titles.tsv")
    return _new(labels, ((uri, name) for uri, names in rows if uri in uris for name in names.split("|")))


def flemish_names(labels: Sequence[Label]) -> list[Label]:
    """Labels of a few words with the Flemish name of the work in them (data/flemish_words.tsv), as far as they are new.

    In Flanders the magazijnmedewerker is a magazijnier and the timmerman a schrijnwerker.
    """
    names = {normalise(dutch): flemish.split("|") for dutch, flemish in _table("flemish_words.tsv")}
    short = ((label.uri, normalise(label.text).split()) for label in labels)
    found = (
        (uri, " ".join((*words[:begin], name, *words[end:])))
        for uri, words in short if len(words) <= _FEW_WORDS
        for begin in range(len(words)) for end in range(begin + 1, len(words) + 1)
        for name in names.get(" ".join(words[begin:end]), ())
    )  # fmt: skip
    return _new(labels, found)


def _table(name: str) -> list[list[str]]:
    text = resources.files("matching").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _new(labels: Sequence[Label], names: Iterable[tuple[str, str]]) -> list[Label]:
    known = {(label.uri, normalise(label.text)) for label in labels}
    return [Label(uri=uri, text=name) for uri, name in dict.fromkeys(names) if (uri, normalise(name)) not in known]


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
