"""What axe could not decide by itself, judged by a person with a reason (A2). What is not in the list fails."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.e2e.watching import Finding

FILE = Path(__file__).with_name("judged.yaml")


@dataclass(frozen=True)
class Judged:
    """A rule of axe, the places it is about (a pattern over the whole selector), and why it is no problem."""

    rule: str
    places: str
    reason: str


@cache
def judged() -> tuple[Judged, ...]:
    """The list as it stands in the file."""
    return tuple(Judged(**each) for each in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def unjudged(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the places nobody has judged yet."""
    left = []
    for finding in findings:
        patterns = [re.compile(each.places) for each in judged() if each.rule == finding.rule]
        places = tuple(place for place in finding.places if not any(pattern.search(place) for pattern in patterns))
        if places:
            left.append(Finding(finding.rule, finding.impact, places))
    return left
