"""Reads of duplicates."""

from wsp.duplicates.queries.pairs import (
    PairFilter,
    PairRow,
    all_pairs,
    known_as,
    last_merge,
    list_pairs,
    open_count,
    pair,
    survivor_of,
)
from wsp.duplicates.queries.sides import Side, load
from wsp.duplicates.queries.twins import (
    CandidateLikeness,
    CandidateTwin,
    EmployerLikeness,
    EmployerTwin,
    candidate_twins,
    employer_twins,
)

__all__ = [
    "CandidateLikeness",
    "CandidateTwin",
    "EmployerLikeness",
    "EmployerTwin",
    "PairFilter",
    "PairRow",
    "Side",
    "all_pairs",
    "candidate_twins",
    "employer_twins",
    "known_as",
    "last_merge",
    "list_pairs",
    "load",
    "open_count",
    "pair",
    "survivor_of",
]
