"""No amount, percentage or term of law stands in Python: instruments read it from the dated parameters."""

import ast
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

import wsp.instruments
import wsp.law.minimum_wage
from wsp.law import Parameters

FREE = {Decimal(number) for number in (0, 1, 12, 100)}
FILES = [*sorted(Path(wsp.instruments.__file__).parent.glob("*.py")), Path(wsp.law.minimum_wage.__file__)]
LAW = Parameters.load()
VALUES = {row.value: code for code in LAW.codes for row in LAW.parameter(code).values if row.value is not None}


def _numbers(tree: ast.AST) -> list[tuple[int, Decimal]]:
    """Return every number in the code, also one written as a text for Decimal or as a fraction."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
            try:
                found.append((node.lineno, Decimal(str(node.value))))
            except InvalidOperation:
                continue
    return [(line, number) for line, number in found if number.is_finite()]


def _offences(source: str) -> list[tuple[int, Decimal]]:
    return [
        (line, number)
        for line, number in _numbers(ast.parse(source))
        if abs(number) not in FREE and (abs(number) in VALUES or abs(number) * 100 in VALUES)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_value_of_law_stands_in_python(path: Path) -> None:
    assert _offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("slip", ["cap = 0.70", 'cap = Decimal("70")', "months = 6", "week = -36", "wage = 2294.40"])
def test_the_check_sees_a_slip(slip: str) -> None:
    assert _offences(slip)
