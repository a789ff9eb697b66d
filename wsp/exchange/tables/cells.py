"""From the text of a cell to what a field of a schema takes. What no list knows becomes a question: never a guess."""

import re
from collections.abc import Mapping
from typing import Any, Final

from wsp.exchange.tables.columns import Target, folded
from wsp.exchange.tables.problems import Problem, shortened
from wsp.exchange.tables.reading.table import BROKEN
from wsp.foundation.fields import Choice, Choices, Lines, Yes, YesNo

_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
_NO: Final = frozenset({"nee", "n", "no", "false", "onwaar", "0"})
_SPLIT: Final = re.compile(r"[,;/|\n]+")
_SPLIT_LINES: Final = re.compile(r"[;|\n]+")
# Letters of Western Europe saved as UTF-8 and read as Windows-1252: é became Ã©, ’ became â€™.
_MOJIBAKE: Final = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5][\u0080-\u00bf\u2018-\u203a\u0152-\u0178\u20ac\u2122]|\u00e2\u20ac|\ufffd"
)


class CellProblem(Exception):
    """This cell cannot be used; the row is refused, or the field stays unknown when it is a question."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


def typed(target: Target, header: str, text: str) -> Any:
    """What the schema's field takes for this text.

    Raises:
        CellProblem: the cell holds no usable text, or a value that the list does not know.

    """
    _check_readable(target, header, text)
    asked = target.asked
    if isinstance(asked, Choices):
        parts = [part for part in (each.strip() for each in _SPLIT.split(text)) if part]
        # A label may hold a comma or a slash itself.
        whole = target.codes.get(folded(text))
        return [whole] if whole else [_code(target, header, part) for part in parts]
    if isinstance(asked, Choice):
        return _code(target, header, text)
    if isinstance(asked, Yes | YesNo):
        return _yes_or_no(target, header, text)
    if isinstance(asked, Lines):
        return "\n".join(part.strip() for part in _SPLIT_LINES.split(text))
    return text


def means_yes(text: str | None) -> bool:
    """Tell whether a cell says yes in so many words; anything else does not."""
    return text is not None and text.strip().lower() in _YES


def _check_readable(target: Target, header: str, text: str) -> None:
    if text == BROKEN:
        what, mend = "De formule in deze cel geeft een fout.", "Herstel de formule, of typ de waarde in de cel."
    elif _MOJIBAKE.search(text):
        what = "De letters in deze cel zijn verkeerd opgeslagen."
        mend = "Exporteer het bestand opnieuw, als XLSX of als CSV UTF-8."
    else:
        return
    raise CellProblem(Problem(header, "" if target.secret else shortened(text), what, mend))


def _code(target: Target, header: str, text: str) -> str:
    code = target.codes.get(folded(text))
    if code is not None:
        return code
    raise CellProblem(
        Problem(
            header,
            shortened(text),
            f"Deze waarde staat niet in de lijst van '{target.label}'.",
            _choose_from(target.options),
            question=not target.required,
        )
    )


_SHOWN: Final = 12


def _choose_from(options: Mapping[str, str]) -> str:
    labels = list(options.values())
    if len(labels) > _SHOWN:
        return "Kies een waarde uit de lijst in het sjabloon."
    return f"Kies uit: {', '.join(labels)}."


def _yes_or_no(target: Target, header: str, text: str) -> str:
    word = text.strip().lower()
    if word in _YES:
        return "ja"
    if word in _NO:
        return "nee"
    raise CellProblem(
        Problem(header, shortened(text), "Hier hoort ja of nee.", "Vul 'ja' of 'nee' in.", question=not target.required)
    )
