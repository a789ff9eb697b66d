"""How strongly a clause demands, wishes, waives, claims or denies what it mentions.

Dutch puts its "not", "preferably" and "is a plus" near what they are about but seldom next to it. So a mention is
judged by its own clause first and then by the clauses behind it that do not mention the subject again: "Heb je een
heftruckcertificaat? Dat is een pre".
"""

import enum
import re
from functools import lru_cache
from typing import Final

from matching.reading.sentences import OTHER_SUBJECT, About, Clause

_WISHED: Final = re.compile(
    r"\bpre\b|\bplus(?:punt)?\b|\bliefst\b|voorkeur|meegenomen|\bhandig\b|streepje|\bwenselijk\b|"
    r"\bgewenst\b|\bin het voordeel\b|\bideaal\b|nice to have|\bwelkom\b(?=\W*$)|\b(?:graag(?: gezien)?|"
    r"fijn|leuk|prettig|mooi|top)(?:\W*$| ,)|"
    r"\bzo niet\b|"
    r"\bvoorrang\b|\b(?:mooi|fijn|leuk|prettig|top) als\b|\bwel (?:zo )?(?:fijn|leuk|prettig|mooi|"
    r"makkelijk)\b|"
    r"\bis (?:wel )?(?:prettig|fijn|leuk|mooi|welkom|een aanrader)\b|\bgeen voorwaarde\b|\baanbeveling\b|"
    r"\baanbevolen\b|"
    r"\bwaarderen\b|\bextraatje\b|\bbonus\b|\bzou(?:den)?\b[^.]*\b(?:fijn|mooi|leuk|prettig) (?:vinden|zijn)\b|"
    r"\bbereid\b[^.]*halen|voordeel|\bzou (?:mooi|fijn|leuk|prettig) zijn|\bmooi is\b"
)
_WAIVED: Final = re.compile(
    r"\b(?:niet|nergens) (?:meer )?(?:per se |echt )?(?:nodig|vereist|verplicht|noodzakelijk|belangrijk|"
    r"van belang|"
    r"gevraagd)|\bhoe(?:f|ft|ven)\b|\bmoet niet\b|\book niet\W*$|"
    r"\bgeen (?:harde |enkel |enkele )?(?:eis|vereiste|must|noodzaak|verplichting|probleem|punt)\b|"
    r"\bonbelangrijk|\w*eisen\b[^,]*\b(?:niet|geen)\b|"
    r"\bmaakt\b[^.]*\bnie(?:t|ts) uit\b|\bvinden we niet belangrijk|"
    r"\b(?:vragen|eisen|verlangen|stellen) (?:wij|we) (?:niet|geen)\b|\bkijken (?:(?:wij|we) )?niet naar\b|"
    r"\b(?:vragen|eisen) (?:(?:wij|we) )?(?:geen|niet)\b"
)
_EITHER: Final = re.compile(
    r"^\W*of (?:je|u)\b.*\bof niet\b|\bmet of zonder\b|\book zonder\b|\bzonder\b.*\bwelkom\b|"
    r"\bdoet er niet toe\b|\bniets mee\b|\bmaakt niet uit\b"
)
_WITHDRAWN: Final = re.compile(
    r"\b(?:laten vallen|vervallen|vervalt|geschrapt|afgeschaft|losgelaten|niet (?:meer|langer)|"
    r"hoeft (?:nu )?niet|"
    r"van de baan)\b"
)
_DROPPED: Final = re.compile(
    r"\b(?:eisen?|voorwaarden?|beperking|regel|dat|dit|die|deze)\b[^,]{0,40}\b(?:vervallen|laten vallen|"
    r"losgelaten|"
    r"geschrapt|afgeschaft|van de baan|er (?:nu |inmiddels )?(?:uit|af))\b"
)
"""A demand that is named and then dropped, in whatever tense it is named."""
_SINCE_DROPPED: Final = re.compile(r"^\W*(?:nu|inmiddels|tegenwoordig|sinds \w+) (?:niet meer|niet|geen)\W*$")
_NOT_WITHOUT: Final = re.compile(
    r"\bgeen\b.*=\s*(?:geen|niet)\b|\bzonder\b.*\b(?:niet|niets|geen|nooit|nergens|onmogelijk|helaas)\b|"
    r"\b(?:niet|nooit|"
    r"niets)\b.*\bzonder\b"
)
_REFUSES: Final = re.compile(r"\b(?:niet|helaas|geen|jammer|niets|stopt|houdt)\b")
_FINE: Final = re.compile(
    r"\bgeen (?:\w+ )?(?:probleem|punt|ramp|bezwaar)\b|\bniet erg\b|\bwelkom\b|\bniet nodig\b|"
    r"\bmaakt niet uit\b"
)
_OFFERED: Final = re.compile(
    r"\bkans om\b|\bdoor ons\b|\bvergoed|\bwilt?\b[^.]*\bhalen\b|\bhelpen (?:we|wij)\b|"
    r"\bhalen we\b|\bcursus|\bbetalen\b|"
    r"\bopgeleid\b|\b(?:wij|we) bieden\b|\bbieden (?:wij|"
    r"we)\b|\bvolgen\b|\bregelen\b|\bverzorgen (?:wij|we)\b|\bkun je (?:bij ons|hier)\b|"
    r"\bproeftijd\b|\b(?:kun|kan|mag) je\b[^.]*\bhalen\b|\btaalles|\bleer je\b|\bbegeleidt?\b|\bbetaald\b"
)
_DEMANDS: Final = re.compile(
    r"\b(?:verplicht|vereist|must|"
    r"(?<!geen )eis)\b(?<!niet verplicht)(?<!niet vereist)"
)
_ANSWERS_NO: Final = re.compile(r"\W*(?:nee|niet|nooit|geen|nvt|helaas niet)\b")
_LOST: Final = re.compile(
    r"\b(?:verlopen|ingenomen|afgenomen|afgepakt|ingetrokken|kwijt\w*|ongeldig|onvoldoende|gezakt|"
    r"ingeleverd|ingevorderd|ontzegd|mist|nvt|"
    r"ontbreekt)\b"
)
_DENIED_BEHIND: Final = r"[^,]*?\b(?:nee|nooit|niet(?! (?:graag|vaak|veel|ver|alleen|zo)\b))\b"
_NOT_KNOWN: Final = re.compile(
    r"\bweet (?:\w+ )?(?:\w+ )?niet\b|\bniet (?:gevraagd|besproken|bekend|duidelijk)\b|\bonbekend\b|"
    r"\bnavragen\b|\bgeen idee\b|"
    r"\bweten we niet\b"
)
_HOPES: Final = re.compile(r"\b(?:wil|zou|hoopt|droomt|oriente\w+)\b")
_VERB: Final = re.compile(
    r"\b(?:is|heeft|had|kan|spreekt|haalde|\w*gehaald|behaald|afgerond|aanwezig|geldig|in bezit)\b"
)
_FUTURE: Final = re.compile(
    r"\bloopt nog\b|\bnog niet (?:af|klaar)\b|\b\w*examen\b(?!.*\b(?:gehaald|geslaagd)\b)|"
    r"\bwillen\b|\bnog (?:\w+ )?halen\b|\bmoet\b[^.]*\bhalen\b|\bzit (?:nu |nog )?op\b|\bdoet (?:nu|"
    r"momenteel)\b|\bbinnenkort\b|\bwil\b|\bzou\b|\bbezig\b|\brijles|\blessen\b|\bleren voor\b|\bhoopt\b|"
    r"\bbegint\b|\bgaat\b[^.]*\bhalen\b|"
    r"\bin opleiding\b|\bingeschreven\b|\baangemeld\b|\bopgegeven voor\b|\bstudeert\b|\boefent\b|"
    r"\baan het leren\b|\bmisschien\b|\bdroomt\b|\bvolgt\b|\bleert\b|interesse|\baanvraag\b|\bspaart\b|"
    r"\bonbekend\b"
)


class Strength(enum.Enum):
    """How an employer's text speaks about something."""

    DEMANDED = enum.auto()
    WISHED = enum.auto()
    WAIVED = enum.auto()
    OFFERED = enum.auto()
    ELSEWHERE = enum.auto()
    """Of somebody else, of the organisation, or of formerly."""


class Claim(enum.Enum):
    """How a text about a person speaks about something."""

    HELD = enum.auto()
    DENIED = enum.auto()
    LATER = enum.auto()


@lru_cache(maxsize=64)
def _without(subject: re.Pattern[str]) -> re.Pattern[str]:
    """Subject that is named as missing: "geen geldig rijbewijs"."""
    return re.compile(
        r"\b(?:geen|zonder|nooit)\b(?:\W+(?!wel\b|en\b|maar\b|dus\b)\w+){0,3}?\W+(?="
        + subject.pattern.replace("^", "")
        + ")"
    )


@lru_cache(maxsize=64)
def _not_behind(subject: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{subject.pattern}){_DENIED_BEHIND}|\\bniet\\b(?:\\W+\\w+){{0,4}}?\\W+(?:{subject.pattern})")


@lru_cache(maxsize=64)
def _listed_none(subject: re.Pattern[str]) -> re.Pattern[str]:
    """A list that says none: "rijbewijs: geen", "diploma nvt"."""
    return re.compile(f"(?:{subject.pattern})[^,:]*(?::\\s*(?:geen|nee|niet)\\b|\\bnvt\\b)")


def strength(clause: Clause, subject: re.Pattern[str]) -> Strength:
    """How strongly an employer asks what this clause mentions."""
    if clause.about is not About.OWN:
        return Strength.ELSEWHERE
    tail = clause.tail(subject)
    near = f"{clause.low} , {tail}"
    withdrawn = (clause.once or clause.past) and _WITHDRAWN.search(near)
    if withdrawn or _DROPPED.search(tail) or _SINCE_DROPPED.match(tail):
        return Strength.WAIVED
    if clause.once:
        return Strength.ELSEWHERE
    either = _EITHER.search(clause.low) or (clause.asks and _EITHER.search(tail))
    if not either and (_WISHED.search(clause.low) or _WISHED.search(tail)):
        return Strength.WISHED
    if not either and _indispensable(clause, subject, near, tail):
        return Strength.DEMANDED
    return _without_wish(clause, subject, tail, either=bool(either))


def _without_wish(clause: Clause, subject: re.Pattern[str], tail: str, *, either: bool) -> Strength:
    if not either and _OFFERED.search(clause.low) and not _DEMANDS.search(clause.low):
        return Strength.OFFERED
    return Strength.WAIVED if either or _waives(clause, subject, tail.strip(" ,")) else Strength.DEMANDED


def _indispensable(clause: Clause, subject: re.Pattern[str], near: str, tail: str) -> bool:
    """Who lacks it is turned away: "zonder VCA kom je er niet in", "Geen rijbewijs? Dan lukt het niet"."""
    if _FINE.search(near):
        return False
    refused = clause.asks and _REFUSES.search(tail) and _without(subject).search(clause.low)
    return bool(refused or _NOT_WITHOUT.search(near))


def _waives(clause: Clause, subject: re.Pattern[str], tail: str) -> bool:
    if _WAIVED.search(clause.low) or _WAIVED.match(tail) or (clause.asks and _ANSWERS_NO.match(tail)):
        return True
    if (clause.asks and _WAIVED.search(tail)) or _listed_none(subject).search(clause.low):
        return True
    return _without(subject).search(clause.low) is not None


def claim(clause: Clause, subject: re.Pattern[str]) -> Claim:
    """Whether a text about a person claims or denies what this clause mentions."""
    answer = clause.behind[0] if clause.behind else ""
    if _NOT_KNOWN.search(clause.low) or (clause.asks and _NOT_KNOWN.search(answer)):
        return Claim.LATER
    if clause.about is About.OTHERS or (clause.once and not _LOST.search(answer)):
        return Claim.LATER
    if clause.asks and _ANSWERS_NO.match(answer):
        return Claim.DENIED
    lost = _LOST.search(clause.low) or (
        _LOST.search(answer) and not subject.search(answer) and not OTHER_SUBJECT.search(answer)
    )
    if lost or any(kind(subject).search(clause.low) for kind in (_without, _not_behind, _listed_none)):
        return Claim.DENIED
    hoped = _HOPES.search(clause.before) and not _VERB.search(clause.low)
    return Claim.LATER if hoped or _FUTURE.search(clause.low) else Claim.HELD
