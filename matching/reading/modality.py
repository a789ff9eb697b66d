"""How strongly a clause demands, wishes, waives, claims or denies what it mentions.

Dutch puts its "not", "preferably" and "is a plus" near what they are about but seldom next to it. So a mention is
judged by its own clause first and then by the clauses behind it that do not mention the subject again: "Heb je een
heftruckcertificaat? Dat is een pre".
"""

import enum
import re
from functools import lru_cache
from typing import Final

from matching.reading.sentences import OTHER_SUBJECT, Clause
from matching.reading.subjects import About

_WISHED: Final = re.compile(
    r"\bpre\b|\bplus(?:punt)?\b(?! (?:een|de|het|je|geldige?|eens|elke?|om|soms) \w)|\bliefst\b|voorkeur|meegenomen|"
    r"\bhandig\b|"
    r"streepje|\bwenselijk\b|"
    r"\bgewenst\b|\bin het voordeel\b|\bideaal\b|nice to have|(?<!iedereen is )(?<!iedereen )\bwelkom\b(?=\W*$)|"
    r"(?<!rijdt )(?<!werkt )(?<!doet )(?<!bent )(?<!helpt )\b(?:graag(?: gezien)?|"
    r"fijn|leuk|prettig|mooi|top)(?:\W*$| ,)|"
    r"\bzo niet\b|"
    r"\bvoorrang\b|\b(?:mooi|fijn|leuk|prettig|top) als\b|\bwel (?:zo )?(?:fijn|leuk|prettig|mooi|"
    r"makkelijk)\b|"
    r"(?<!iedereen )\bis (?:wel )?(?:prettig|fijn|leuk|mooi|welkom|een aanrader)\b|\bgeen voorwaarde\b|"
    r"\baanbeveling\b|"
    r"\baanbevolen\b|"
    r"\bwaarderen\b|\bextraatje\b|\bbonus\b|\bzou(?:den)?\b[^.]*\b(?:fijn|mooi|leuk|prettig) (?:vinden|"
    r"zijn)\b|"
    r"(?<!/)(?<!automaat )(?<!accent )\bmag(?: ook)?\W*$|\bvan pas\b|\bfijn om te hebben\b|\bniet standaard\b|"
    r"\bkijken er niet (?:streng )?(?:op|naar)\b|\baanvulling\b|\bextra\b(?=\W*$)|\bzien (?:we|wij) graag\b|"
    r"\bscheelt\b|\bgewaardeerd\b|"
    r"\bwaardevol\b|\bzou helpen\b|"
    r"\bidealiter\b|\bbereid\b[^.]*halen|voordeel|\bzou (?:mooi|fijn|leuk|prettig) zijn|\bmooi is\b"
)
_WAIVED: Final = re.compile(
    r"\b(?:geeft|is) niet(?:s| erg)\W*$|\bgeeft niet\W*$|\b(?:niet|nergens) (?:meer |langer )?(?:per se |"
    r"echt )?(?:nodig|vereist|verplicht|noodzakelijk|belangrijk|"
    r"van belang|"
    r"gevraagd)|\bhoe(?:f|ft|ven)\b|\bmoet niet\b|\book niet\W*$|"
    r"\bgeen (?:harde |enkel |enkele )?(?:eis|vereiste|must|noodzaak|verplichting|probleem|punt)\b|"
    r"\bmag (?:er )?uit\b|\buit de (?:tekst|vacature|advertentie)\b|\blaten (?:we|wij) los\b|\b(?:laat|"
    r"laten) (?:hij|ze|zij|we|wij) (?:\w+ )?(?:vallen|los)\b|\boverbodig\b|"
    r"\b(?:komt|komen) (?:er|daar) niet aan te pas\b|\bleer je (?:het |dat )?(?:hier|bij ons|op het werk)\b|"
    r"\bspe(?:elt|len)\b[^,]*\bgeen (?:enkele )?rol\b|\bniet van toepassing\b|\bniet relevant\b|"
    r"\bzeg(?:t|gen) (?:ons|mij|me) (?:niets|niet veel|weinig)\b|\bonbelangrijk|\w*eisen\b[^,]*\b(?:niet|geen)\b|"
    r"\bmaakt\b[^.]*\bnie(?:t|ts) uit\b|\bvinden we niet belangrijk|"
    r"\b(?:vragen|eisen|verlangen|stellen) (?:wij|we) (?:niet|geen)\b|\bkijken (?:(?:wij|we) )?niet naar\b|"
    r"\b(?:vragen|eisen) (?:(?:wij|we) )?(?:geen|niet)\b"
)
_EITHER: Final = re.compile(
    r"^\W*of (?:je|u)\b.*\bof niet\b|\bmet of zonder\b|\book zonder\b|\bzonder\b.*\bwelkom\b|"
    r"\book (?:als|wie|mensen die)\b.*\b(?:geen|niet|zonder)\b|\bof niet$|"
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
_DEMAND_DROPPED: Final = re.compile(
    r"\b(?:\w*eis|voorwaarde|verplichting)\b[^,]{0,60}\b(?:vervallen|vervalt|laten (?:we |wij )?vallen|laten (?:we|"
    r"wij) los|losgelaten|geschrapt|"
    r"afgeschaft|van de baan)\b"
)
_HANDLES: Final = re.compile(
    r"\b(?:je|jij|u)\b(?: [^\s,]+){0,3}? ?\b(?:controleert|registreert|beheert|vertaalt|verkoopt|"
    r"archiveert|"
    r"verwerkt|scant|zorgt dat)\b|^(?:controleren|registreren|beheren|vertalen|archiveren) van\b"
)
"""What somebody does with papers of others: "je controleert rijbewijzen van klanten"."""
_IF_NOT: Final = re.compile(
    r"^(?:als|wanneer|indien) (?:je|jij|u) (?:geen|niet)\b|^(?:heb|ben|sta|beschik|kun|val|"
    r"spreek)t? (?:je|jij|u)\b.*\b(?:geen|niet)\b"
)
"""Who lacks it, in a condition: "heb je geen VCA, dan kunnen we je niet plaatsen"."""
_LEADS: Final = re.compile(r"^(?:(?:dat|die|dit|het|deze|zo'n \w+|daar|ook) )+")
_EVIDENCE: Final = re.compile(
    r"\b(?:verplicht\w*|vereist\w*|must|nodig|eis(?:en)?|eist|noodza\w+|moet|moeten|dien\w*|onmisbaar|essentieel|"
    r"vrag?en|vraagt|"
    r"vraag|gevraagd|verwachten|verwacht|zoek\w*|bezit\w*|beschik\w*|hebt?|hebben|zonder|belangrijk|voorwaarde|"
    r"harde|geldige?|"
    r"breng je|meebreng\w*|neem je|neemt|met|minimaal|minstens|minimum|voldoende|genoeg|dus|kun(?:t|nen)?|kan|"
    r"spreekt?|spreken|vloeiend|vlekkeloos|uitstekend|foutloos|perfect|"
    r"begrijp\w*|verstaat|beheers\w*|beheerst|gediplomeerd|bent|ben je|afgerond\w*|vanaf|goede?|gehaald|behaald|"
    r"volstaat|"
    r"denkt|volstaan|prima|uitgangspunt|criterium|hoort bij|horen bij|op zak|alleen|in orde|op orde|plaatsen|gewenst|"
    r"accepteren|"
    r"uitsluitend|iedereen|werk- en denkniveau|hoort|horen)\b"
)
"""Some sign that a clause with a verb is about what is asked; otherwise it only names."""
_TELLS: Final = re.compile(
    r"\b(?:je|jij|jou\w*|u|uw|wij|we|ons|onze|hij|zij|ze|er|is|zijn|wordt|worden|heeft|had|mag|gaat|staat|doet|"
    r"krijg\w*|"
    r"werkt?|werken|rijdt?|rijden|maakt?|maken|helpt|helpen|biedt?|bieden|speelt)\b"
)
_MAY: Final = re.compile(r"\bmag(?: ook)?\W*$")
_SINCE_DROPPED: Final = re.compile(r"^\W*(?:nu|inmiddels|tegenwoordig|sinds \w+) (?:niet meer|niet|geen)\W*$")
_NOT_WITHOUT: Final = re.compile(
    r"\b(?:geen|niet)\b.*\bdan\b.*\b(?:niet|geen|helaas)\b|\bgeen\b.*=\s*(?:geen|niet)\b|"
    r"\bgeen\b[^,]*,\s*(?:dan )?geen (?:toegang|baan|werk|plek|plaats\w*|contract)\b|"
    r"\bzonder\b.*\b(?:niet|niets|geen|nooit|nergens|onmogelijk|helaas)\b|"
    r"\b(?:niet|nooit|"
    r"niets)\b.*\bzonder\b"
)
_REFUSES: Final = re.compile(r"\b(?:niet|helaas|geen|jammer|niets|stopt|houdt)\b")
_FINE: Final = re.compile(
    r"\bgeeft niet\b|\bgeen (?:\w+ )?(?:probleem|punt|ramp|bezwaar)\b|\bniet erg\b|\bwelkom\b|\bniet nodig\b|"
    r"\bmaakt niet uit\b"
)
_OFFERED: Final = re.compile(
    r"\bkans om\b|\buitzicht op\b|\bdoor ons\b|\bvergoed|\bwilt?\b[^.]*\bhalen\b|\bhelpen (?:we|wij)\b|\b(?:we|"
    r"wij) (?:helpen|"
    r"betalen|regelen|vergoeden|verzorgen)\b|"
    r"\b(?:laten|leiden) (?:we |wij )?je (?:\w+ )?op|\bje (?:\w+ )?op(?: te)? ?leiden\b|\bdoorgroei\w*|"
    r"\bdoor te groeien\b|"
    r"\bna (?:een|twee|drie|\d+) (?:jaar|maand\w*) kun\b|\bje volgt\b|\bvragen (?:we|wij) (?:\w+ )*aan\b|\b(?:we|"
    r"wij) vragen (?:\w+ )*aan\b|\bvragen (?:we|wij) voor (?:je|jou) aan\b|\btoelage\b|\bop onze kosten\b|"
    r"\bhalen we\b|\bcursus|\bbetalen\b|"
    r"\bopgeleid\b|\b(?:wij|we) bieden\b|\bbieden (?:wij|"
    r"we)\b|(?<!kunnen )\bvolgen\b|\bregelen\b|\bverzorgen (?:wij|we)\b|\bkun je (?:bij ons|hier)\b|"
    r"\bproeftijd\b|\b(?:kun|kan|mag) je\b[^.]*\bhalen\b|\bje (?:kunt|kan|mag)\b[^.]*\bhalen\b|\btaalles|"
    r"\bleer je\b|\bbegeleidt?\b|\bbetaald\b"
)
_DEMANDS: Final = re.compile(
    r"\b(?:verplicht|vereist|must|is (?:genoeg|voldoende)|volstaat|"
    r"(?<!geen )eis)\b(?<!niet verplicht)(?<!niet vereist)"
)
_ANSWERS_NO: Final = re.compile(r"\W*(?:nee|niet|nooit|geen|nvt|helaas niet)\b")
_LOST: Final = re.compile(
    r"\b(?:inleveren|kwijtgeraakt|geweigerd|afgewezen|verlopen|ingenomen|afgenomen|afgepakt|ingetrokken|kwijt\w*|"
    r"ongeldig|onvoldoende|"
    r"gezakt|"
    r"ingeleverd|ingevorderd|ontzegd|mist|nvt|"
    r"ontbreekt)\b"
)
_DENIED_BEHIND: Final = r"[^,]{0,160}?\b(?:nee|nooit|niet(?! (?:graag|vaak|veel|ver|alleen|zo)\b))\b"
_NOT_KNOWN: Final = re.compile(
    r"\bnog niet aangevraagd\b|\bweet (?:\w+ )?(?:\w+ )?niet\b|\bniet (?:gevraagd|besproken|bekend|duidelijk)\b|"
    r"\bonbekend\b|"
    r"\bnavragen\b|\bgeen idee\b|"
    r"\bweten we (?:nog )?niet\b"
)
_NONE_YET: Final = re.compile(
    r"^(?:\w+ )?(?:heeft|heb)\b(?: (?:er|die|deze|dat|het|hij|ze|zij|ik))*(?: (?:nu|nog))* (?:geen|"
    r"niet)(?:\W*$| en\b)|^(?:nu |nog )+(?:geen|niet)\W*$"
)
"""Wanted, and not there yet: "wil zijn rijbewijs halen, heeft er nu geen"."""
_HOPES: Final = re.compile(r"\b(?:wil|zou|hoopt|droomt|oriente\w+)\b")
_VERB: Final = re.compile(
    r"\b(?:is|heeft|had|kan|spreekt|haalde|\w*gehaald|behaald|afgerond|aanwezig|geldig|in bezit)\b"
)
_FUTURE: Final = re.compile(
    r"\bwordt (?:nog )?(?:lastig|moeilijk|spannend)\b|\bloopt nog\b(?! (?:tot|door)\b)|\bnog niet (?:af|"
    r"klaar)\b|\b\w*examen\b(?!.*\b(?:gehaald|"
    r"geslaagd)\b)|"
    r"\bwillen\b|\bnog (?:\w+ )?halen\b|\bmoet\b[^.]*\bhalen\b|\bzit (?:nu |nog )?op\b|\bdoet (?:nu|"
    r"momenteel)\b|\bbinnenkort\b|\bwil\b|\bzou\b|\bbezig\b|\brijles|\blessen\b|\bleren voor\b|\bhoopt\b|"
    r"\bbegint\b|\bgaat\b[^.]*\bhalen\b|"
    r"\bin opleiding\b|\bingeschreven\b|\baangemeld\b|\bopgegeven voor\b|\bstudeert\b|\boefent\b|"
    r"\baan het leren\b|\bmisschien\b|\bdroomt\b|\bvolgt\b|\bleert\b|interesse|\baanvraag\b|\bspaart\b|"
    r"\bte regelen\b|\bvraagt (?:\w+ )?aan\b|\bloopt\W*$|\bonbekend\b|\bingepland\b|\bgepland\b|\bwachtlijst\b|"
    r"\baangevraagd\b(?!.*\b(?:binnen|ontvangen|"
    r"gekregen)\b)|"
    r"\b(?:nog|nog aan te|aan te) (?:aan)?vragen\b|\bmoet (?:nog )?(?:\w+ )?aangevraagd\b|\bzit (?:nu |"
    r"nog )?(?:in|midden in) (?:de|het|een|zijn|haar)\b|"
    r"\bstart (?:in|op|per|met|volgend\w*)\b|\bhalverwege\b|\bverplicht stelde\b"
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
    within = subject.pattern.replace("^", "")
    return re.compile(f"(?:{subject.pattern}){_DENIED_BEHIND}|\\bniet\\b(?:\\W+\\w+){{0,6}}?\\W+(?:{within})")


@lru_cache(maxsize=64)
def _listed_none(subject: re.Pattern[str]) -> re.Pattern[str]:
    """A list that says none: "rijbewijs: geen", "diploma nvt"."""
    return re.compile(f"(?:{subject.pattern})[^,:]{{0,60}}(?::\\s*(?:geen|nee|niet|nvt)\\b|\\bnvt\\b)")


def strength(clause: Clause, subject: re.Pattern[str]) -> Strength:
    """How strongly an employer asks what this clause mentions."""
    if clause.about is not About.OWN or _HANDLES.search(clause.low):
        return Strength.ELSEWHERE
    tail = clause.tail(subject)
    near = f"{clause.low} , {tail}"
    withdrawn = (clause.once or clause.past) and _WITHDRAWN.search(near)
    if withdrawn or _DEMAND_DROPPED.search(clause.low) or _DROPPED.search(tail) or _SINCE_DROPPED.match(tail):
        return Strength.WAIVED
    if clause.once:
        return Strength.ELSEWHERE
    either = _EITHER.search(clause.low) or (clause.asks and _EITHER.search(tail))
    either = either or (_MAY.search(clause.low) and _WAIVED.match(tail))
    if not either and (_WISHED.search(clause.low) or _WISHED.search(tail)):
        return Strength.WISHED
    if not either and _indispensable(clause, subject, near, tail):
        return Strength.DEMANDED
    return _without_wish(clause, subject, tail, either=bool(either))


def _without_wish(clause: Clause, subject: re.Pattern[str], tail: str, *, either: bool) -> Strength:
    if not either and _OFFERED.search(clause.low) and not _DEMANDS.search(clause.low):
        return Strength.OFFERED
    if either or _waives(clause, subject, tail.strip(" ,")):
        return Strength.WAIVED
    only_names = _TELLS.search(clause.low) and not _EVIDENCE.search(f"{clause.low} , {tail}")
    return Strength.ELSEWHERE if only_names and not clause.asks else Strength.DEMANDED


def indispensable(clause: Clause, subject: re.Pattern[str]) -> bool:
    """Whether who lacks what this clause mentions is turned away."""
    tail = clause.tail(subject)
    return _indispensable(clause, subject, f"{clause.low} , {tail}", tail)


def _indispensable(clause: Clause, subject: re.Pattern[str], near: str, tail: str) -> bool:
    """Who lacks it is turned away: "zonder VCA kom je er niet in", "Geen rijbewijs? Dan lukt het niet"."""
    if _FINE.search(near):
        return False
    refused = clause.asks and _REFUSES.search(tail) and _without(subject).search(clause.low)
    return bool(refused or _NOT_WITHOUT.search(near) or (_IF_NOT.search(clause.low) and _REFUSES.search(tail)))


def _waives(clause: Clause, subject: re.Pattern[str], tail: str) -> bool:
    if _WAIVED.search(clause.low) or _WAIVED.match(_LEADS.sub("", tail)) or (clause.asks and _ANSWERS_NO.match(tail)):
        return True
    if (clause.asks and _WAIVED.search(tail)) or _listed_none(subject).search(clause.low):
        return True
    return _without(subject).search(clause.low) is not None


def claim(clause: Clause, subject: re.Pattern[str]) -> Claim:
    """Whether a text about a person claims or denies what this clause mentions."""
    answer = clause.behind[0] if clause.behind else ""
    if _NOT_KNOWN.search(f"{clause.low} , {answer if clause.asks else clause.tail(subject)}"):
        return Claim.LATER
    if clause.about is About.OTHERS or (clause.once and not _LOST.search(f"{clause.low} {answer}")):
        return Claim.LATER
    if (clause.asks and _ANSWERS_NO.match(answer)) or (_FUTURE.search(clause.low) and _NONE_YET.search(answer)):
        return Claim.DENIED
    lost = _LOST.search(clause.low) or (
        _LOST.search(answer) and not subject.search(answer) and not OTHER_SUBJECT.search(answer)
    )
    if lost or any(kind(subject).search(clause.low) for kind in (_without, _not_behind, _listed_none)):
        return Claim.DENIED
    hoped = _HOPES.search(clause.before) and not _VERB.search(clause.low)
    return Claim.LATER if hoped or _FUTURE.search(clause.low) else Claim.HELD
