"""The closed lists, as other rooms use them: codes to validate with, labels to show, options for a form."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from wsp.reference.starter import WorkCondition, closed_lists

CodeList = Literal[
    "guidance_levels",
    "transport_modes",
    "shifts",
    "driving_licences",
    "certificates",
    "work_conditions",
    "sections",
    "languages",
]
LevelList = Literal["education_levels", "language_levels"]


@cache
def labels(name: CodeList) -> dict[str, str]:
    """Code to Dutch label, in display order. Treat the result as read-only: it is shared."""
    return {entry.code: entry.label for entry in getattr(closed_lists(), name)}


@cache
def level_labels(name: LevelList) -> dict[int, str]:
    """Level to Dutch label, lowest first. Treat the result as read-only: it is shared."""
    return {entry.value: entry.label for entry in getattr(closed_lists(), name)}


def codes(name: CodeList) -> frozenset[str]:
    """The codes that may be stored."""
    return frozenset(labels(name))


def options(name: CodeList | LevelList) -> list[tuple[str, str]]:
    """Pairs (value, label) for a form; levels come as text, the way a form sends them."""
    if name in ("education_levels", "language_levels"):
        return [(str(value), label) for value, label in level_labels(name).items()]
    return list(labels(name).items())


def label(name: CodeList, code: str) -> str:
    """The Dutch label; the code itself when it is not in the list (an old row must still be readable)."""
    return labels(name).get(code, code)


def label_all(name: CodeList, chosen: Sequence[str]) -> list[str]:
    """Dutch labels of `chosen` in the order of the list; codes outside the list come last."""
    known = [text for code, text in labels(name).items() if code in set(chosen)]
    return known + [code for code in chosen if code not in labels(name)]


@cache
def _conditions() -> dict[str, WorkCondition]:
    return {condition.code: condition for condition in closed_lists().work_conditions}


def work_condition(code: str) -> WorkCondition:
    """One work condition with its question and its "kan niet" wording; KeyError for an unknown code."""
    return _conditions()[code]
