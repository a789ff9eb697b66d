"""Every instrument the product knows: `get(code).assess(facts, lawbook, on)`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from wsp.foundation.errors import NotFound
from wsp.instruments import jobcoaching, loonkostensubsidie, no_risk
from wsp.instruments.assessment import Assessment, Status
from wsp.instruments.facts import PlacementFacts
from wsp.law.errors import LawError, NotSupportedError
from wsp.law.lookup import LawBook

Rule = Callable[[PlacementFacts, LawBook, date], Assessment]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: its names and its rule.

    Attributes:
        code: stable name, stored with placements.
        title: Dutch name for screens and letters.
        summary: one Dutch sentence for people who do not know it.
        article: where the law gives it.
        rule: the pure function; it raises `LawError` when the law as stored has no answer.

    """

    code: str
    title: str
    summary: str
    article: str
    rule: Rule

    def assess(self, facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
        """Return what the instrument means for these facts; always an answer.

        Where the law as stored has none the status is unknown and the reason says why: not supported on this
        date (`supported` is False), or a value that the functioneel beheerder must enter.
        """
        try:
            return self.rule(facts, lawbook, on)
        except LawError as failure:
            return Assessment(
                instrument=self.code,
                on=on,
                status=Status.UNKNOWN,
                reason=failure.message,
                supported=not isinstance(failure, NotSupportedError),
            )


_INSTRUMENTS: Final = {
    instrument.code: instrument
    for instrument in (
        Instrument(
            loonkostensubsidie.CODE,
            "Loonkostensubsidie",
            "De gemeente betaalt mee aan het loon als iemand minder kan produceren.",
            "Participatiewet art. 10d",
            loonkostensubsidie.assess,
        ),
        Instrument(
            no_risk.CODE,
            "No-riskpolis",
            "UWV betaalt ziekengeld als de werknemer ziek wordt.",
            "Ziektewet art. 29b",
            no_risk.assess,
        ),
        Instrument(
            jobcoaching.CODE,
            "Jobcoaching",
            "Een jobcoach begeleidt de werknemer en de leidinggevende op het werk.",
            "Participatiewet art. 10 en 10da; WIA art. 35; Wajong art. 2:22",
            jobcoaching.assess,
        ),
    )
}


def get(code: str) -> Instrument:
    """Return the instrument with this code.

    Raises:
        NotFound: if there is none.

    """
    try:
        return _INSTRUMENTS[code]
    except KeyError:
        raise NotFound(f"Er is geen instrument met de code {code}.") from None


def all() -> tuple[Instrument, ...]:  # noqa: A001 - reads as catalogue.all()
    """Return every instrument, in the order in which screens show them."""
    return tuple(_INSTRUMENTS.values())
