"""Facts that cannot both be true: the answer is then unknown, and says which facts to check.

One table; the catalogue looks at it before a rule sees the facts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from wsp.instruments.enums import Benefit, LkvKind
from wsp.instruments.facts import PlacementFacts


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that exclude each other.

    Attributes:
        facts: what to check.
        found: tells whether the facts contradict each other.
        sentence: Dutch, says what is wrong.

    """

    facts: tuple[str, str]
    found: Callable[[PlacementFacts], bool]
    sentence: str


def _before(first: str, second: str, sentence: str) -> Contradiction:
    """Return the contradiction that the day `second` lies before the day `first`."""

    def found(facts: PlacementFacts) -> bool:
        start, end = getattr(facts, first), getattr(facts, second)
        return start is not None and end is not None and end < start

    return Contradiction((first, second), found, sentence)


_TABLE: Final = (
    _before("starts_on", "ends_on", "De laatste dag ligt voor de eerste dag."),
    _before("starts_on", "subsidy_starts_on", "De subsidie begint voor het dienstverband."),
    _before("subsidy_starts_on", "ends_on", "De subsidie begint na het einde van het contract."),
    _before("starts_on", "moved_on", "De verhuizing was voor het dienstverband."),
    Contradiction(
        ("ends_on", "permanent"),
        lambda facts: bool(facts.permanent) and facts.ends_on is not None,
        "Een vast contract heeft geen laatste dag.",
    ),
    Contradiction(
        ("loonwaarde", "forfaitair"),
        lambda facts: bool(facts.forfaitair) and facts.loonwaarde is not None and facts.measured_on is None,
        "Forfaitair is zonder meting, maar er is een loonwaarde.",
    ),
    Contradiction(
        ("benefit", "wajong"),
        lambda facts: facts.benefit is Benefit.WAJONG and facts.wajong is False,
        "De uitkering is Wajong, maar Wajong staat op nee.",
    ),
    Contradiction(
        ("declaration", "declaration_asked_on"),
        lambda facts: facts.declaration is False and facts.declaration_asked_on is not None,
        "De doelgroepverklaring is aangevraagd en toch niet.",
    ),
    Contradiction(
        ("prospect", "prospect_months"),
        lambda facts: facts.prospect is False and bool(facts.prospect_months),
        "Er is geen uitzicht op een baan, maar wel een duur.",
    ),
    Contradiction(
        ("lkv_kinds", "beschut"),
        lambda facts: (
            bool(facts.beschut) and bool(facts.lkv_kinds) and LkvKind.BANENAFSPRAAK in (facts.lkv_kinds or ())
        ),
        "Wie beschut werkt, hoort niet bij de banenafspraak.",
    ),
    Contradiction(
        ("doelgroepregister", "deregistered"),
        lambda facts: bool(facts.doelgroepregister) and bool(facts.deregistered),
        "De werknemer staat in het register en is uitgeschreven.",
    ),
    Contradiction(
        ("wsw_employment", "wsw_guided"),
        lambda facts: bool(facts.wsw_employment) and bool(facts.wsw_guided),
        "Een Wsw-dienstverband en begeleid werken kunnen niet samen.",
    ),
    Contradiction(
        ("extended", "extensions"),
        lambda facts: facts.extended is False and bool(facts.extensions),
        "De plek is verlengd en toch niet.",
    ),
)


def relevant(asked: Iterable[str]) -> tuple[Contradiction, ...]:
    """Return the contradictions among the facts that an instrument asks for."""
    known = frozenset(asked)
    return tuple(each for each in _TABLE if known.issuperset(each.facts))
