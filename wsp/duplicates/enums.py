"""Kinds of pairs, and what was decided about one."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Of what there may be two."""

    EMPLOYER = "werkgever"
    CANDIDATE = "kandidaat"


KIND_LABELS: Final = {Kind.EMPLOYER: "Werkgever", Kind.CANDIDATE: "Kandidaat"}
KIND_PLURALS: Final = {Kind.EMPLOYER: "Werkgevers", Kind.CANDIDATE: "Kandidaten"}

AUDITED_AS: Final = {Kind.EMPLOYER: "employer", Kind.CANDIDATE: "candidate"}
"""Kind of subject in the audit log, as the rooms themselves write it."""


class PairState(StrEnum):
    """What became of a suspected pair."""

    OPEN = "open"
    DIFFERENT = "geen-dubbele"
    """A person looked: two of them. Remembered, so that nobody is asked again."""
    MERGED = "samengevoegd"
    GONE = "vervallen"
    """Nothing says any more that they are the same: a name or number was corrected."""


STATE_LABELS: Final = {
    PairState.OPEN: "Te beoordelen",
    PairState.DIFFERENT: "Geen dubbele",
    PairState.MERGED: "Samengevoegd",
    PairState.GONE: "Vervallen",
}

POINTED_OUT: Final = "door een collega aangewezen"
"""The reason of a pair that nobody's rules found."""
