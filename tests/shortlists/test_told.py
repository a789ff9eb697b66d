"""Rankings as JSON, the form in which they are kept and recognised."""

import json
import math
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from matching.types import Reason, Verdict
from wsp.shortlists.runs import plain, told


@dataclass(frozen=True)
class Result:
    """Stands for what the engine answers with."""

    verdict: Verdict = Verdict.UNKNOWN
    reason: Reason | None = None
    on: date = date(2026, 11, 23)
    limits: tuple[float, ...] = (0.1, 1 / 3)
    detail: Any = field(default_factory=lambda: MappingProxyType({"mode": "fiets"}))


def test_every_field_is_told_and_numbers_keep_every_bit() -> None:
    assert plain([Result()]) == [
        {
            "verdict": Verdict.UNKNOWN.value,
            "reason": None,
            "on": "2026-11-23",
            "limits": [0.1, 1 / 3],
            "detail": {"mode": "fiets"},
        }
    ]


def test_no_limit_is_a_word_and_the_rest_is_told_as_without_it() -> None:
    endless = Result(limits=(math.inf, 1 / 3), reason=Reason.NOT_ASKED)
    bounded = Result(limits=(1.5, 1 / 3), reason=Reason.NOT_ASKED)
    assert plain(endless) == plain(bounded) | {"limits": ["inf", 1 / 3]}


def test_the_order_of_a_mapping_tells_nothing() -> None:
    assert told(Result(detail={"a": 1, "b": 2})) == told(Result(detail={"b": 2, "a": 1}))


@pytest.mark.parametrize("odd", [object(), {1, 2}, Result])
def test_what_cannot_be_read_back_is_not_kept(odd: object) -> None:
    with pytest.raises(TypeError, match="cannot be kept"):
        told({"value": odd})


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json.loads(told(math.nan))
