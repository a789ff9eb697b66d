"""Each fact once: the question that finds it out, its key in `wsp rule`, and what can be answered.

Missing facts, the command line, the form of a placement and docs/law.md all read this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from wsp.instruments.assessment import MissingFact
from wsp.instruments.enums import (
    Benefit,
    BeschutAdvice,
    CoachKind,
    Destination,
    Ground,
    JobcoachRegime,
    LkvKind,
    Payer,
    SocialReturnGroup,
    Training,
)


class Kind(Enum):
    """What an answer looks like."""

    YES_NO = auto()
    AGE = auto()
    PERCENT = auto()
    COUNT = auto()
    WEEK_HOURS = auto()
    HOURS = auto()
    EURO = auto()
    DAY = auto()
    ONE_OF = auto()
    SOME_OF = auto()


@dataclass(frozen=True, slots=True)
class Question:
    """One fact as people are asked for it.

    Attributes:
        fact: field in `PlacementFacts`.
        key: name in `wsp rule`.
        meaning: what it is, without how to write it.
        text: Dutch question; fit for a task and as a label.
        kind: what an answer looks like.
        options: the closed list, for ONE_OF and SOME_OF.

    """

    fact: str
    key: str
    meaning: str
    text: str
    kind: Kind
    options: type[StrEnum] | None = None

    @property
    def help(self) -> str:
        """Return the meaning with how to write the answer."""
        return f"{self.meaning} ({self._form})"

    @property
    def _form(self) -> str:
        if self.options is not None:
            several = "een of meer, met komma's: " if self.kind is Kind.SOME_OF else ""
            return several + ", ".join(self.options)
        return _FORMS[self.kind]


_FORMS: Final = {
    Kind.YES_NO: "ja of nee",
    Kind.AGE: "hele jaren",
    Kind.PERCENT: "heel percentage van 0 tot en met 100",
    Kind.COUNT: "heel getal",
    Kind.WEEK_HOURS: "uren per week, zoals 32 of 32,5",
    Kind.HOURS: "uren",
    Kind.EURO: "euro, zoals 1500 of 1500,50",
    Kind.DAY: "jjjj-mm-dd",
}

_Q = Question
_TABLE: Final = (
    _Q("age", "leeftijd", "leeftijd", "Hoe oud is de werknemer?", Kind.AGE),
    _Q("born_on", "geboren", "geboortedatum; gaat voor leeftijd", "Wat is de geboortedatum?", Kind.DAY),
    _Q("aow_on", "aow_datum", "eerste dag met AOW", "Op welke dag krijgt de werknemer AOW?", Kind.DAY),
    _Q("benefit", "uitkering", "uitkering", "Welke uitkering heeft de werknemer?", Kind.ONE_OF, Benefit),
    _Q("payer", "beslist", "wie over steun beslist", "Wie beslist: de gemeente of UWV?", Kind.ONE_OF, Payer),
    _Q(
        "in_doelgroep_lks", "doelgroep", "hoort tot de doelgroep loonkostensubsidie",
        "Hoort de werknemer tot de doelgroep loonkostensubsidie?", Kind.YES_NO,
    ),
    _Q(
        "doelgroepregister", "doelgroepregister", "staat in het doelgroepregister",
        "Staat de werknemer in het doelgroepregister?", Kind.YES_NO,
    ),
    _Q(
        "deregistered", "uitgeschreven", "liet zich zelf uit het doelgroepregister schrijven",
        "Liet de werknemer zich zelf uit het doelgroepregister schrijven?", Kind.YES_NO,
    ),
    _Q("wajong", "wajong", "heeft of had Wajong", "Heeft of had de werknemer Wajong?", Kind.YES_NO),
    _Q("beschut", "beschut", "beschut werk", "Gaat het om beschut werk?", Kind.YES_NO),
    _Q(
        "beschut_advice", "advies", "advies van UWV over beschut werk",
        "Wat adviseerde UWV over beschut werk?", Kind.ONE_OF, BeschutAdvice,
    ),
    _Q(
        "beschut_asked_on", "advies_gevraagd", "dag waarop UWV om advies is gevraagd",
        "Wanneer is UWV om advies gevraagd?", Kind.DAY,
    ),
    _Q(
        "places_filled", "plekken_bezet", "beschutte plekken die dit jaar bezet zijn",
        "Hoeveel beschutte plekken van de gemeente zijn dit jaar bezet?", Kind.COUNT,
    ),
    _Q(
        "wsw_employment", "wsw", "dienstverband in de Wsw (Wsw art. 2)",
        "Is dit een dienstverband in de Wsw?", Kind.YES_NO,
    ),
    _Q(
        "wsw_guided", "begeleid_werken", "begeleid werken (Wsw art. 7)",
        "Is dit begeleid werken in de Wsw?", Kind.YES_NO,
    ),
    _Q(
        "wsw_indication", "wsw_indicatie", "heeft een oude Wsw-indicatie",
        "Heeft de werknemer een Wsw-indicatie?", Kind.YES_NO,
    ),
    _Q(
        "wsw_seconded", "wsw_gedetacheerd", "gedetacheerd vanuit de Wsw",
        "Is de werknemer gedetacheerd vanuit de Wsw?", Kind.YES_NO,
    ),
    _Q(
        "no_risk_ground", "grond", "andere grond voor de no-riskpolis",
        "Is er een andere grond voor de no-riskpolis?", Kind.ONE_OF, Ground,
    ),
    _Q("wia_right_on", "recht_wia", "dag waarop het recht op WIA begon", "Wanneer begon het recht op WIA?", Kind.DAY),
    _Q(
        "waiting_ended_on", "einde_wachttijd", "laatste dag van de wachttijd voor de WIA",
        "Wanneer eindigde de wachttijd voor de WIA?", Kind.DAY,
    ),
    _Q("left_school_on", "school_klaar", "laatste dag op school", "Wanneer was de school klaar?", Kind.DAY),
    _Q(
        "uwv_declaration", "verklaring_uwv", "UWV verklaarde de scholingsbelemmering",
        "Gaf UWV een verklaring over de scholing?", Kind.YES_NO,
    ),
    _Q(
        "new_employer", "nieuwe_werkgever", "werkt bij een nieuwe werkgever",
        "Werkt de werknemer bij een nieuwe werkgever?", Kind.YES_NO,
    ),
    _Q(
        "supported_or_school", "school_of_gemeente",
        "zes maanden voor de start PrO, VSO, entree of steun van de gemeente",
        "Zat de werknemer net op PrO, VSO of entree, of steunde de gemeente?", Kind.YES_NO,
    ),
    _Q("starts_on", "start", "eerste werkdag", "Wat is de eerste werkdag?", Kind.DAY),
    _Q("ends_on", "einde", "laatste dag van het contract", "Hoe lang duurt het contract?", Kind.DAY),
    _Q("permanent", "vast", "contract zonder einddatum", "Is het contract voor onbepaalde tijd?", Kind.YES_NO),
    _Q(
        "subsidy_starts_on", "subsidie_start", "eerste dag van de subsidie, als die later is dan de start",
        "Wat is de eerste dag van de subsidie?", Kind.DAY,
    ),
    _Q(
        "resumed_on", "hervat", "dag waarop de werknemer weer ging werken",
        "Wanneer ging de werknemer weer aan het werk?", Kind.DAY,
    ),
    _Q(
        "hours_per_week", "uren", "uren in het contract",
        "Hoeveel uur per week staat in het contract?", Kind.WEEK_HOURS,
    ),
    _Q(
        "full_week_hours", "voltijd", "uren van een volle week in dit bedrijf",
        "Hoeveel uur is een volle werkweek in dit bedrijf?", Kind.WEEK_HOURS,
    ),
    _Q("wage_per_month", "loon", "bruto loon per maand", "Wat verdient de werknemer per maand?", Kind.EURO),
    _Q(
        "function_wage", "functieloon", "loon per maand van de functie bij een volle week",
        "Wat is het loon van deze functie bij een volle week?", Kind.EURO,
    ),
    _Q(
        "paid_hours", "verloonde_uren", "verloonde uren in het kalenderjaar",
        "Hoeveel uren zijn in dit jaar verloond?", Kind.HOURS,
    ),
    _Q("bbl", "bbl", "werkt in een bbl-opleiding", "Werkt de werknemer in een bbl-opleiding?", Kind.YES_NO),
    _Q("loonwaarde", "loonwaarde", "gemeten loonwaarde", "Meet de loonwaarde in deze functie.", Kind.PERCENT),
    _Q("measured_on", "gemeten_op", "dag van de loonwaardemeting", "Wanneer is de loonwaarde gemeten?", Kind.DAY),
    _Q(
        "loonwaarde_from", "loonwaarde_vanaf", "dag vanaf wanneer de loonwaarde telt",
        "Vanaf welke dag telt de loonwaarde?", Kind.DAY,
    ),
    _Q("forfaitair", "forfaitair", "zonder meting beginnen", "Begint de subsidie zonder meting?", Kind.YES_NO),
    _Q(
        "forfait_before", "forfait_gehad", "voor deze baan was er al forfaitaire subsidie",
        "Was er voor deze baan al forfaitaire subsidie?", Kind.YES_NO,
    ),
    _Q(
        "needs_guidance", "begeleiding", "heeft begeleiding op het werk nodig",
        "Heeft de werknemer begeleiding op het werk nodig?", Kind.YES_NO,
    ),
    _Q(
        "jobcoach_regime", "regime", "mate van begeleiding",
        "Hoeveel begeleiding is er nodig?", Kind.ONE_OF, JobcoachRegime,
    ),
    _Q("coach_kind", "coach", "wie begeleidt", "Komt de jobcoach van binnen of van buiten?", Kind.ONE_OF, CoachKind),
    _Q(
        "coach_hours", "coach_uren", "uren van de externe jobcoach per maand",
        "Hoeveel uur per maand begeleidt de jobcoach?", Kind.HOURS,
    ),
    _Q(
        "lks_runs", "lks", "er loopt loonkostensubsidie",
        "Loopt er loonkostensubsidie naast de no-riskpolis?", Kind.YES_NO,
    ),
    _Q("daily_wage", "dagloon", "dagloon dat UWV vaststelde", "Welk dagloon stelde UWV vast?", Kind.EURO),
    _Q(
        "sick_week", "ziekteweek", "week van de ziekte, vanaf 1",
        "De hoeveelste week van de ziekte is het?", Kind.COUNT,
    ),
    _Q(
        "lkv_kinds", "soort", "soort loonkostenvoordeel",
        "Bij welke groep voor het loonkostenvoordeel hoort de werknemer?", Kind.SOME_OF, LkvKind,
    ),
    _Q(
        "requested", "aanvraag", "aangevraagd in de loonaangifte",
        "Vraagt de werkgever het voordeel aan in de loonaangifte?", Kind.YES_NO,
    ),
    _Q(
        "declaration", "verklaring", "doelgroepverklaring op tijd aangevraagd",
        "Is de doelgroepverklaring op tijd aangevraagd?", Kind.YES_NO,
    ),
    _Q(
        "declaration_asked_on", "verklaring_gevraagd", "dag van de aanvraag van de doelgroepverklaring",
        "Wanneer is de doelgroepverklaring aangevraagd?", Kind.DAY,
    ),
    _Q(
        "worked_here_before", "eerder_hier", "werkte kort hiervoor al bij deze werkgever",
        "Werkte de werknemer hiervoor al bij deze werkgever?", Kind.YES_NO,
    ),
    _Q(
        "prospect", "uitzicht", "uitzicht op een betaalde baan bij deze werkgever",
        "Wil de werkgever de kandidaat hierna in dienst nemen?", Kind.YES_NO,
    ),
    _Q(
        "prospect_months", "uitzicht_maanden", "duur van de baan daarna in maanden",
        "Hoeveel maanden duurt de baan daarna?", Kind.COUNT,
    ),
    _Q(
        "displacement", "verdringing", "neemt de plaats in van een betaalde kracht",
        "Neemt dit werk de plaats in van een betaalde kracht?", Kind.YES_NO,
    ),
    _Q(
        "insured", "verzekerd", "verzekerd tegen ongevallen en schade",
        "Is de kandidaat op het werk verzekerd?", Kind.YES_NO,
    ),
    _Q("extended", "verlengd", "de eerste termijn is verlengd", "Wordt de eerste termijn verlengd?", Kind.YES_NO),
    _Q("extensions", "verlengingen", "aantal verlengingen", "Hoe vaak is de plek verlengd?", Kind.COUNT),
    _Q(
        "additional_work", "additioneel", "extra werk dat anders blijft liggen",
        "Is het extra werk dat anders blijft liggen?", Kind.YES_NO,
    ),
    _Q(
        "other_environment", "andere_omgeving", "de verlenging is op een andere plek",
        "Is de verlenging op een andere plek?", Kind.YES_NO,
    ),
    _Q("progress", "vooruitgang", "de toets zag vooruitgang", "Zag de toets vooruitgang?", Kind.YES_NO),
    _Q(
        "qualification", "startkwalificatie", "heeft een startkwalificatie",
        "Heeft de kandidaat een startkwalificatie?", Kind.YES_NO,
    ),
    _Q("training", "opleiding", "soort opleiding", "Welke opleiding is het?", Kind.ONE_OF, Training),
    _Q("cost", "kosten", "kosten", "Wat kost het?", Kind.EURO),
    _Q(
        "cost_before", "eerdere_kosten", "kosten van eerdere voorzieningen in dit jaar",
        "Wat kostten eerdere voorzieningen in dit jaar?", Kind.EURO,
    ),
    _Q(
        "interpreter", "tolk", "tolk, of voorziening voor zien of horen",
        "Gaat het om een tolk, of om hulp bij zien of horen?", Kind.YES_NO,
    ),
    _Q(
        "expected_months", "verwachte_maanden", "hoe lang de lagere prestatie duurt, in maanden",
        "Hoeveel maanden duurt de lagere prestatie naar verwachting?", Kind.COUNT,
    ),
    _Q("lender", "uitlener", "er is een uitlener als werkgever", "Is er een werkgever die uitleent?", Kind.YES_NO),
    _Q("group_size", "groep", "aantal mensen in de groep", "Hoeveel mensen gaan samen?", Kind.COUNT),
    _Q("moved_on", "verhuisd_op", "dag van de verhuizing", "Wanneer verhuisde de werknemer?", Kind.DAY),
    _Q(
        "moved_to", "verhuisd_naar", "waar de werknemer naartoe ging",
        "Waar ging de werknemer heen?", Kind.ONE_OF, Destination,
    ),
    _Q("contract_sum", "opdrachtsom", "waarde van de opdracht", "Wat is de opdracht waard?", Kind.EURO),
    _Q(
        "social_return_group", "bouwblok", "groep voor social return",
        "Bij welke groep hoort de werknemer voor social return?", Kind.ONE_OF, SocialReturnGroup,
    ),
)  # fmt: skip

QUESTIONS: Final = {question.fact: question for question in _TABLE}
"""Every question by the name of its fact."""


def missing(*facts: str) -> tuple[MissingFact, ...]:
    """Return the gaps with their questions, in this order."""
    return tuple(MissingFact(fact, QUESTIONS[fact].text) for fact in facts)


def keys(facts: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions of some facts, in this order."""
    return tuple(QUESTIONS[fact] for fact in facts)
