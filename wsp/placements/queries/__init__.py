"""Reads of this room."""

from wsp.placements.queries.introductions import (
    IntroductionCard,
    IntroductionFilter,
    IntroductionRow,
    IntroductionSort,
    Step,
    Waiting,
    all_introductions,
    introduction,
    introduction_counts,
    list_introductions,
)

__all__ = [
    "IntroductionCard",
    "IntroductionFilter",
    "IntroductionRow",
    "IntroductionSort",
    "Step",
    "Waiting",
    "all_introductions",
    "introduction",
    "introduction_counts",
    "list_introductions",
]
