"""Every instrument the product knows: `get(code).assess(facts, lawbook, on)`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from wsp.foundation.errors import NotFound
from wsp.instruments import (
    begeleid_werken,
    behoud_van_uitkering,
    beschut_werk,
    codes,
    detachering,
    jobcoaching,
    leren,
    loondispensatie,
    loonkostensubsidie,
    loonkostenvoordeel,
    no_risk,
    participatieplaats,
    proefplaatsing,
    social_return,
    uitstroombaan,
    verhuizing,
    voorzieningen,
)
from wsp.instruments.assessment import Assessment, MissingFact, Status
from wsp.instruments.combinations import combined_with, excluded_by
from wsp.instruments.contradictions import Contradiction, relevant
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import missing
from wsp.law.errors import LawError, NotSupportedError, NoValueError
from wsp.law.lookup import LawBook

Rule = Callable[[PlacementFacts, LawBook, date], Assessment]


class Group(StrEnum):
    """What an instrument is for; the value is the heading under which screens show it."""

    MONEY = "Geld en zekerheid"
    GUIDANCE = "Begeleiding en hulpmiddelen"
    TRYING = "Werken met een uitkering"
    JOBS = "Bijzondere banen"
    LEARNING = "Leren"
    OTHER = "Afspraken"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: its names and its rule.

    Attributes:
        code: stable name, stored with placements.
        title: Dutch name for screens and letters.
        summary: one Dutch sentence for people who do not know it.
        article: where the law gives it.
        rule: the pure function; it raises `LawError` when the law as stored has no answer.
        asks: names of the facts that it looks at, the most telling first.
        group: what it is for.
        standard: it is assessed for every placement; the others are attached by hand.

    """

    code: str
    title: str
    summary: str
    article: str
    rule: Rule
    asks: tuple[str, ...]
    group: Group
    standard: bool = False
    _contradictions: tuple[Contradiction, ...] = field(default=(), repr=False)

    def assess(self, facts: PlacementFacts, lawbook: LawBook, on: date) -> Assessment:
        """Return what the instrument means for these facts; always an answer.

        Facts that contradict each other make the status unknown, with both to check. Where the law as stored has no
        answer the status is unknown and the reason says why: not supported on this date (`supported` is False), or a
        value that the functioneel beheerder must enter.
        """
        for each in self._contradictions:
            if each.found(facts):
                return self._unknown(
                    on, f"Onbekend: wij hebben juiste gegevens nodig. {each.sentence}", missing(*each.facts)
                )
        try:
            return self.rule(facts, lawbook, on)
        except NoValueError as gap:
            question = MissingFact(gap.parameter, f"De functioneel beheerder voert in: {gap.title}.")
            return self._unknown(on, gap.message, (question,))
        except LawError as failure:
            supported = not isinstance(failure, NotSupportedError)
            return self._unknown(on, failure.message, supported=supported)

    def _unknown(
        self, on: date, reason: str, gaps: tuple[MissingFact, ...] = (), *, supported: bool = True
    ) -> Assessment:
        return Assessment(
            instrument=self.code,
            on=on,
            status=Status.UNKNOWN,
            reason=reason,
            missing=gaps,
            supported=supported,
            combines=combined_with(self.code),
            excludes=excluded_by(self.code),
        )


def _of(
    code: str,
    title: str,
    summary: str,
    article: str,
    rule: Rule,
    asks: tuple[str, ...],
    group: Group,
    *,
    standard: bool = False,
) -> Instrument:
    return Instrument(code, title, summary, article, rule, asks, group, standard, relevant(asks))


_TABLE: Final = (
    _of(
        codes.LKS, "Loonkostensubsidie", "De gemeente betaalt mee aan het loon als iemand minder kan produceren.",
        "Participatiewet art. 10d", loonkostensubsidie.assess, loonkostensubsidie.ASKS, Group.MONEY, standard=True,
    ),
    _of(
        codes.NO_RISK, "No-riskpolis", "UWV betaalt ziekengeld als de werknemer ziek wordt.",
        "Ziektewet art. 29b", no_risk.assess, no_risk.ASKS, Group.MONEY, standard=True,
    ),
    _of(
        codes.JOBCOACHING, "Jobcoaching", "Een jobcoach begeleidt de werknemer en de leidinggevende op het werk.",
        "Participatiewet art. 10 en 10da; WIA art. 35; Wajong art. 2:22", jobcoaching.assess, jobcoaching.ASKS,
        Group.GUIDANCE, standard=True,
    ),
    _of(
        codes.LKV, "Loonkostenvoordeel", "De werkgever krijgt geld terug per uur dat hij betaalt.",
        "Wtl hoofdstuk II", loonkostenvoordeel.assess, loonkostenvoordeel.ASKS, Group.MONEY,
    ),
    _of(
        codes.PROEFPLAATSING, "Proefplaatsing", "De kandidaat werkt op proef en houdt de uitkering.",
        "Participatiewet art. 8a; WW art. 76a; WIA art. 37; Wajong art. 2:24", proefplaatsing.assess,
        proefplaatsing.ASKS, Group.TRYING,
    ),
    _of(
        codes.BEHOUD, "Werken met behoud van uitkering", "De kandidaat doet ervaring op en houdt de uitkering.",
        "Participatiewet art. 7 en 8a", behoud_van_uitkering.assess, behoud_van_uitkering.ASKS, Group.TRYING,
    ),
    _of(
        codes.PARTICIPATIEPLAATS, "Participatieplaats", "De kandidaat doet extra werk en houdt de bijstand.",
        "Participatiewet art. 10a", participatieplaats.assess, participatieplaats.ASKS, Group.TRYING,
    ),
    _of(
        codes.WERKPLEKAANPASSING, "Werkplekaanpassing",
        "De werkgever krijgt een vergoeding om de werkplek aan te passen.",
        "WIA art. 36; Participatiewet art. 8a", voorzieningen.assess_workplace, voorzieningen.ASKS, Group.GUIDANCE,
    ),
    _of(
        codes.MEENEEMBAAR, "Meeneembare voorziening", "De werknemer krijgt een hulpmiddel dat meegaat naar ander werk.",
        "WIA art. 35; Wajong art. 2:22; Participatiewet art. 10", voorzieningen.assess_portable, voorzieningen.ASKS,
        Group.GUIDANCE,
    ),
    _of(
        codes.LOONDISPENSATIE, "Loondispensatie", "De werkgever betaalt loon naar prestatie; UWV vult aan.",
        "Wajong art. 2:20", loondispensatie.assess, loondispensatie.ASKS, Group.MONEY,
    ),
    _of(
        codes.BESCHUT, "Beschut werk", "De gemeente biedt een baan in een beschermde omgeving.",
        "Participatiewet art. 10b", beschut_werk.assess, beschut_werk.ASKS, Group.JOBS,
    ),
    _of(
        codes.DETACHERING_INDIVIDUEEL, "Detachering van één persoon",
        "Iemand werkt bij een bedrijf en is in dienst van een ander.",
        "Wfsv art. 38g", detachering.assess_alone, detachering.ASKS_ALONE, Group.JOBS,
    ),
    _of(
        codes.DETACHERING_GROEP, "Detachering van een groep",
        "Een groep werkt samen bij een bedrijf, met een begeleider.",
        "Wfsv art. 38g", detachering.assess_group, detachering.ASKS, Group.JOBS,
    ),
    _of(
        codes.BEGELEID_WERKEN, "Begeleid werken",
        "Iemand met een Wsw-indicatie werkt in dienst van een gewoon bedrijf.",
        "Wsw art. 7", begeleid_werken.assess, begeleid_werken.ASKS, Group.JOBS,
    ),
    _of(
        codes.WERKLEERPLEK, "Werkleerplek", "De kandidaat leert op het werk en houdt de uitkering.",
        "Participatiewet art. 7 en 8a", leren.assess_place, leren.ASKS_PLACE, Group.LEARNING,
    ),
    _of(
        codes.LEERWERKBAAN, "Leerwerkbaan", "De werknemer heeft een baan en volgt een bbl-opleiding.",
        "Participatiewet art. 7 en 8a; WML art. 7", leren.assess_job, leren.ASKS_JOB, Group.LEARNING,
    ),
    _of(
        codes.SCHOLING, "Scholing", "De gemeente betaalt een opleiding die naar werk leidt.",
        "Participatiewet art. 7 en 8a", leren.assess_training, leren.ASKS_TRAINING, Group.LEARNING,
    ),
    _of(
        codes.UITSTROOMBAAN, "Uitstroombaan", "De gemeente betaalt een tijd mee aan een baan als opstap.",
        "Participatiewet art. 7 en 8a", uitstroombaan.assess, uitstroombaan.ASKS, Group.JOBS,
    ),
    _of(
        codes.VERHUIZING, "Voorziening na verhuizing", "Na een verhuizing is duidelijk wie verantwoordelijk blijft.",
        "Participatiewet art. 10d lid 10", verhuizing.assess, verhuizing.ASKS, Group.OTHER,
    ),
    _of(
        codes.SOCIAL_RETURN, "Social return", "Een leverancier besteedt een deel van een opdracht aan werk.",
        "inkoopbeleid van de gemeente", social_return.assess, social_return.ASKS, Group.OTHER,
    ),
)  # fmt: skip

_GIVES_AWAY: Final = frozenset(
    {
        *(codes.BEHOUD, codes.PARTICIPATIEPLAATS, codes.MEENEEMBAAR, codes.LOONDISPENSATIE, codes.BESCHUT),
        *(codes.BEGELEID_WERKEN, codes.WERKLEERPLEK, codes.SCHOLING, codes.VERHUIZING),
    }
)
_INSTRUMENTS: Final = {instrument.code: instrument for instrument in _TABLE}


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
    return _TABLE


def employer_sees(code: str) -> bool:
    """Tell whether an employer may read that this instrument is attached.

    Some names give away why somebody gets support (Wajong, Wsw, beschut, bijstand); an employer does not learn that
    (Wfsv art. 38d; AVG art. 9).
    """
    return code not in _GIVES_AWAY


def standard() -> tuple[Instrument, ...]:
    """Return the instruments that are assessed for every placement, in the same order."""
    return tuple(instrument for instrument in _TABLE if instrument.standard)
