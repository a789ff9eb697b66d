"""Guidance in a text: what a work place has, and what a person needs.

A clause is judged by slots: does it speak of help at all, who gives it, how closely, and is it there, needed or denied.
"""

import re
from typing import Final

from matching.reading.sentences import SILENT, Clause, Passage, Said

_HELP: Final = re.compile(
    r"begeleid(?! ?won)|\b(?:aan|bij)?sturing\b|\bbijsturen\b|\baangestuurd\b|\bcontactpersoon\b|"
    r"\b(?:iemand|begeleider|collega|voorman|leidinggevende)\b[^.]*\bcontroleert\b|\bcontroleert (?:je|jouw|zijn|"
    r"haar) werk\b|\bvoordoe(?:t|n)\b|\baf en toe (?:even )?(?:checken|controleren|kijken)\b|\bvoorgedaan\b|"
    r"\bbuddy\b|\bjob ?coach|\baanspreekpunt\b|\btoezicht\b(?=[^.]*\b(?:nodig|vereist|noodzakelijk|aanwezig|"
    r"van een|door)\b)|"
    r"\b(?:onder|constante?|permanente?|continue?|voortdurende?|extra|veel) toezicht\b|\bmentor\b|\bvraagbaak\b|"
    r"\bvast gezicht\b|\bmet (?:een|je|de) vaste? (?:voorman|werkmeester|leidinggevende)\b|\bbij (?:je|jou) langs\b|"
    r"\bcoach\b[^.]*\bmet (?:je|jou) (?:mee|zitten)\b|\bmet (?:je|jou|iedereen) (?:door|door te (?:nemen|spreken))\b|"
    r"\bkomt\b[^.]*\b(?:kijken|langs)\b(?! bij| voor)|\bzij aan zij\b|\b(?:wijst|zet) je\b[^.]*\bplek\b|"
    r"\bblijft in de buurt\b|\bwerkt mee op de vloer\b|"
    r"\bwerkt\b[^.]*\bsamen met (?:je|jou)\b|"
    r"\b(?:legt|leggen)\b[^.]*\b(?:nog (?:eens|een keer)|opnieuw) uit\b|\bhelpt (?:je )?als je vast\w*\b|"
    r"\bvoorman\b[^.]*\blangsloopt\b|\bloopt (?:\w+ ){0,6}langs\b(?! de| het)|"
    r"\bleert je\b|\bvoorman erboven\b|\bharrie ?cursus\b|"
    r"\bop weg help(?:t|en)\b|\bondersteun|"
    r"\bnabijheid\b|\bsteuntje\b|\baan (?:je|jou|hem|haar) gekoppeld\b|"
    r"\bnaast (?:je|zich|hem|haar)\b(?! (?:\w{1,2}|rijbewijs|diploma|opleiding|studie|werk|baan|school|andere|"
    r"huidige|eigen|bed|gezin|zorg|uitkering)\b)|"
    r"\bharrie\b|\b(?:voorman|leidinggevende|teamleider)\b[^.]*\bwijst je\b|\b(?:leermeester|"
    r"praktijkopleider)\b|\bde dag door te (?:spreken|nemen)\b|\biemand moet (?:hem|haar)\b|"
    r"\bnooit alleen voor\b|"
    r"\baltijd (?:een )?(?:leidinggevende|collega|teamleider)\b|\b(?:persoonlijke|eigen) coach\b|"
    r"\bonder leiding van\b|^(?!.*\b(?:zoek\w*|gezocht|vacature|functie)\b).*\bmeewerkend voorman\b|"
    r"\bop sleeptouw\b|\b(?:vaste|ervaren) (?:collega|medewerker|kracht)\b[^.]*\bwerkt (?:je|jou|u|hem|"
    r"haar)\b[^.]*\bin\b|"
    r"\bonder (?:zijn|haar|hun|de) hoede\b|\bhelp(?:t|en) je\b(?=[^.]*\bhele dag\b)|"
    r"\bdoet alles voor\b|\bis er altijd bij\b|"
    r"\biemand (?:\w+ ){0,9}?(?:doorlopen|doornemen|doorneemt|naast|bij|dichtbij|erbij|in de buurt|aanwezig|"
    r"meekijk\w*|meeloop\w*|helpt)\b|"
    r"\b(?:iemand|teamleider|collega|voorman|begeleider|chef|bedrijfsleider|leidinggevende|baas|eigenaar)\b[^.]*"
    r"(?:\bloopt\b[^.]*\bmee\b|\b(?:doorloopt|doorneemt|meeloopt)\b)|"
    r"\b(?:voorman|begeleider|leidinggevende|collega|teamleider|chef|werkleider|baas)\b[^.]*\b(?:bij|naar) (?:je|jou|"
    r"u|hem|haar) (?:\w+ )?kijken\b|\baf en toe een vraag\b|"
    r"\bin de buurt voor (?:uitleg|vragen|hulp)\b|\bvaste (?:collega|persoon) (?:die|nodig)\b|"
    r"\bmee met een ervaren\b|\bervaren \w+ (?:die|leert|werkt|begeleidt)\b(?=[^.]*\b(?:je|jou|leert|inwerkt|in)\b)|"
    r"\bmaatje\b|\bmeekijk|\bkijkt (?:\w+ ){0,6}mee\b|\bbij de hand\b|\bopvang\b(?= door)|"
    r"\bwerkleider\b|\boog(?:je)? in het zeil\b|"
    r"\bhoudt (?:je|hem|haar) in de gaten\b|\bterugvallen op\b|\bextra uitleg\b|\buitleg en controle\b|"
    r"\bkijkt (?:\w+ ){0,6}(?:hoe het gaat|of het lukt|of alles)\b|\bhulp\b(?= (?:op de werk|"
    r"bij (?:het|de) (?:werk|plannen|opstarten)|"
    r"van een (?:collega|coach|begeleider)|nodig|is|bij elke|bij iedere))"
)
_INTENSIVE: Final = re.compile(
    r"\bheel de (?:dag|dienst)\b|\bintensie|\ber altijd bij\b|\bdagelijks en langdurig\b|\bhele (?:dag|dienst)\b|"
    r"\bconstant|\bcontinue?\b|"
    r"\bvoortdurend|"
    r"\bdoorlopend|\bpermanent|"
    r"\bniet zelfstandig\b|\bnabijheid\b|"
    r"\bmeer(?:dere)? (?:keren|malen) per dag\b|\b(?:elke|iedere) dag meerdere (?:keren|malen)\b|"
    r"\bdagelijkse? (?!even|langs|kort|een (?:kort|praatje))|"
    r"\b(?:elke|iedere) dag\b[^.]*\b(?:sturing|voordoet|uitleg en|iemand|begeleid)|"
    r"\bveel (?:\w+ )?(?:begeleiding|sturing|aansturing|toezicht|"
    r"ondersteuning|hulp|structuur)\b|"
    r"\b(?:altijd|steeds) (?:een )?(?:iemand|begeleider|werkleider)\b|\baltijd (?:\w+ )?(?:bij|"
    r"naast (?:je|hem|haar)|in de buurt|aanwezig)\b|"
    r"\b(?:iedere|elke|alle) (?:stap|handeling|taak|taken)\b|\bstap voor stap\b|\b(?:1|"
    r"een)[- ]op[- ](?:1|een)\b|\bde hele tijd\b|"
    r"\bvolop begeleiding\b|\bmet een (?:\w+ )?(?:begeleider|werkleider|coach) naast\b|"
    r"\bnaast een (?:\w+ )?(?:begeleider|werkleider|coach)\b|\bbij de les (?:houdt|houden|gehouden)\b|"
    r"\bcoach\b[^.]*\b(?:elke|iedere) dag\b|\baan het werk (?:zetten|houden)\b|"
    r"\biemand (?:\w+ )?naast (?:zich|hem|haar) nodig\b|\balles samen\b|\bernaast (?:staat|zit|blijft)\b|"
    r"\bnaast (?:zich|hem|haar) (?:blijft|staat|zit)\b|"
    r"\bligt (?:het|alles|hij|ze) stil\b|"
    r"\b(?:pal|steeds|altijd|maandenlang|jarenlang)\b[^.]*\bnaast (?:hem|haar|zich)\b|\bzij aan zij\b|"
    r"\bhoeveel hulp je ook\b|"
    r"\bniemand naast (?:je|jou|u)\b|\b(?:hele|"
    r"heel de) (?:ochtend|middag|avond|"
    r"tijd)\b"
)
_FOR_QUESTIONS: Final = re.compile(
    r"\b(?:voor|bij|met) (?:al (?:je|uw) |je |uw )?(?:vragen|uitleg)\b|\biets (?:\w+ )?vragen\b"
)
"""Somebody near to be asked: less than somebody who is always at one's side."""
_LIGHTLY: Final = re.compile(
    r"\b(?:lichte|beetje|af en toe|enige|wat|weinig|minder|kleine)\b|\b(?:een|1|twee|2|paar) ?(?:keer|"
    r"x|maal)\b"
)
_ALONE: Final = re.compile(
    r"\b(?:volledig|geheel|helemaal|goed|heel)?\s?zelfstandig\b|\bred(?:t)? (?:me|zich|het) (?:prima|goed|"
    r"wel|zelf)\b(?! (?:met|in) (?:\w+ )?(?:nederlands|taal|engels))|\b(?:pakt|regelt|lost) (?:alles|het|"
    r"zaken) zelf\b|"
    r"\bheeft (?:er )?niemand nodig\b|"
    r"\bkan het (?:prima |goed |helemaal )?alleen\b|\bdoet het (?:nu |inmiddels )?(?:helemaal |"
    r"geheel )?zelf\b|"
    r"\balleen kunnen (?:rooien|redden)\b"
)
_NO_GUIDANCE: Final = re.compile(
    r"\b(?:onvoldoende|te weinig) (?:mensen|tijd|capaciteit|ruimte|mogelijkheden)\b[^.]*\bbegeleid|"
    r"\bgeen (?:mogelijkheid|mogelijkheden|ruimte|tijd|mensen|capaciteit|budget|plek)\b[^.]*\b(?:begeleid|aan de hand)|"
    r"\bgeen bijzonder\w* (?:qua|op het gebied van|wat betreft|in|voor) (?:de )?begeleid|"
    r"\b(?:iemand|begeleider|coach|werkleider)\b[^.]*\bnaast (?:je|jou|u)\b[^.]*\b(?:niet|geen)\b|"
    r"\bnaast (?:je|jou|u) (?:werken|lopen|staan|zitten)\b[^.]*\bniet\b|\bniemand naast (?:je|jou|u)\b|"
    r"\b(?:iemand|begeleider|coach)\b[^.]*\b(?:meekijk\w*|meeloop\w*|begeleidt)\b[^.]*\b(?:is er niet|hebben (?:we|"
    r"wij) niet)\b|"
    r"\b(?:meekijken|aansturen|begeleiden|bijsturen)\b[^.]*\bhoeft niemand\b|"
    r"\b(?:meelopen|coachen|begeleiden)\b[^.]*\bzit er\b[^.]*\bniet in\b|"
    r"\bniet\b[^.]*\bnaast (?:je|jou|u) (?:werken|lopen|staan|zitten)\b|"
    r"\bzonder dat (?:er )?iemand\b[^.]*\b(?:let|letten|helpt|helpen|bij)\b|"
    r"\bnooit een (?:\w+ )?(?:begeleider|job ?coach)\b|"
    r"\bniemand\b[^.]*\b(?:begeleid|(?:je|jou|u) (?:kan|kunt|kunnen)? ?help)|"
    r"\bgeen (?:\w+ )?(?:\w*begeleid(?:ing|er)|job ?coach|buddy|(?:aan)?sturing|toezicht|hulp|ondersteuning|"
    r"mentor)|\bbegeleid(?:ing|"
    r"en)\b[^.]*\bniet\b|\bbegeleid(?:ing|en)\b[^.]*\bgeen (?:tijd|mensen|ruimte|capaciteit|geld|plek)\b|"
    r"\b(?:begeleiding|job ?coach(?:ing)?)\b[^.]*\b(?:afgebouwd|gestopt|weggevallen|afgesloten|beeindigd)\b|"
    r"\bbegeleid(?:ing|en)\b[^.]*\b(?:ontbreekt|ontbreken|niet mogelijk|lukt)\b[^.]*\b(?:capaciteit|"
    r"tijd|mensen|ruimte)\b|"
    r"\bbegeleiding ?[:=] ?(?:geen|nee|niet|nvt)\b|"
    r"\b(?:begeleid\w*|job ?coach|buddy|aansturing|toezicht|hulp|ondersteuning)\b[^.]*\b(?:niet|"
    r"nooit) (?:meer )?(?:nodig|noodzakelijk|vereist)\b|"
    r"\b(?:begeleid\w*|job ?coach|buddy|maatje|hulp|ondersteuning|mentor)\b[^.]*\bhoe(?:f|ft)\b[^.]*\bniet\b|"
    r"\b(?:zonder|nul) (?:begeleiding|toezicht)|\bniet begeleid (?:te )?word"
)
_NOT_FOR: Final = re.compile(
    r"\bliever niet iemand die\b|\bdat (?:kunnen|kan) (?:we|wij|ik) niet (?:bieden|geven|waarmaken)\b"
)
"""Who needs so much had better not come, which says nothing of less."""
_NO_MORE_THAN: Final = re.compile(
    r"\bmeer (?:begeleiding|sturing|hulp)\b(?: (?:dan|als) (?:dat|dit|die|deze|zo)\b|[^.]*\b(?:niet|geen)\b)"
)
"""What is there and no more: "meer begeleiding dan dat hebben we niet"."""
_PANICS: Final = re.compile(r"\bpaniek\b[^.]*\b(?:zodra|als|wanneer) er geen\b")
_NOT_WITHOUT: Final = re.compile(
    r"\bpaniek\b[^.]*\b(?:zodra|als|wanneer) er geen\b|"
    r"\bzonder\b[^.]*(?:begeleid|coach|buddy|sturing|toezicht|iemand|ondersteuning|hulp)[^.]*\b(?:niet|"
    r"uit|mis|vast|onmogelijk|stil|"
    r"fout|lastig|moeilijk)\b|"
    r"\b(?:niet|geen)\b[^.]*\bzonder (?:\w+ )?(?:begeleid|coach|buddy|aansturing|toezicht|hulp|"
    r"ondersteuning)"
)
_NOT_NEEDED: Final = re.compile(r"\bniet (?:meer )?nodig\b|\boverbodig\b|^(?:nee|geen|niet)\b|\bhoeft niet\b")
_UNSETTLED: Final = re.compile(
    r"\b(?:nog )?(?:niets|niet|onbekend|onduidelijk) (?:over )?(?:bekend|besproken|duidelijk|"
    r"afgesproken)\b|"
    r"\bonbekend\b|\bstaat nergens\b|"
    r"\bnog (?:uitzoeken|bespreken|bekijken|te bepalen)\b|\bonduidelijk\b|\bweet (?:zelf )?niet of\b|"
    r"\bweten we niet\b"
)
_TALKS: Final = re.compile(
    r"\b(?:(?:een|1|twee|2) ?(?:keer|maal|x) (?:per|in de)|1x|eens (?:per|in de)|elke|iedere|wekelijks|"
    r"maandelijks|"
    r"tweewekelijks|af en toe|zo nu en dan|regelmatig|korte?|om de (?:week|"
    r"maand))\b[^.]*\b(?:gesprek\w*|praatje|evaluatie|bijpraten|contactmoment|contact|"
    r"bezoekje?|overlegje)\b"
)
"""A talk now and then is guidance too, whatever it is called."""
_ASK_SOMEBODY: Final = re.compile(
    r"\bje dag\b[^.]*\b(?:met je|bespreken|doornemen|doorspreken)\b|"
    r"\bbespreekt? je\b[^.]*\b(?:teamleider|leidinggevende|begeleider|coach|voorman|chef|werkleider|collega)\b|"
    r"\bspreekt je (?:elke|iedere|een keer)\b|\baan wie je\b[^.]*\bvragen\b|"
    r"\bterecht\b(?=.*\bvragen\b)|\bvragen\b[^.]*\bterecht\b|\biemand (?:\w+ ){0,4}(?:vragen|vraagt)\b|"
    r"\bneemt? (?:\w+ ){0,3}(?:voorman|leidinggevende|teamleider|coach|begeleider|werkbegeleider)\b[^.]*\bdoor\b|"
    r"\b(?:bij|met) (?:al (?:je|uw) )?vragen (?:kun|kan|mag|loop)\b|"
    r"\bkun je (?:\w+ ){0,3}(?:iets )?(?:vragen|terecht)\b(?! bij (?:de )?klant)|"
    r"\bbeantwoordt (?:al )?(?:je|jouw|uw) vragen\b|"
    r"\b(?:\w*coach|\w*leider|leidinggevende|voorman|\w*begeleider|chef|baas|coordinator)\b[^.]*\b(?:bellen|bereikbaar|"
    r"springt bij|te vragen)\b"
)
"""Somebody at work who can be asked, or who takes time."""
_CLIENTS: Final = re.compile(
    r"\b(?:klant|bezoeker|gast|patient|client|bewoner|ouder|leverancier)\w*\b|\bsollicitatie|\bintake|"
    r"\bvacature\b|\bover deze\b|\bmaa?kt? (?:je )?(?:een|af en toe|graag)\b|\baan de deur\b|\bmensen die\b"
)
_GIVES_CARE: Final = re.compile(
    r"\b(?:je|jij|u) bent (?:het|een) (?:\w+ )?\w*aanspreekpunt\b|\bvoor de begeleiding (?:van|in|bij|op)\b|"
    r"\bbegeleidt\b(?! (?:je|jou|u|hem|haar)\b)|\b(?:geef|geeft|geven) (?:\w+ )?begeleiding\b|"
    r"\bbegeleiding geven\b(?! kunnen)|\bondersteun(?:t|en) (?:je|jij|de|bij|onze|collega|bewoners|"
    r"klanten)|\b(?:je|jij|u) ondersteunt\b|"
    r"\btoezicht (?:houden|op)\b|\b(?:je|jij|u) houdt toezicht\b|"
    r"(?<!word )(?<!wordt )\bbegeleid\b(?! (?:word|werk))|\bbegeleiden van\b|"
    r"\bbegeleiden\b(?! bij|"
    r" door| op)|"
    r"\bbegeleiders?\b[^.]*\b(?:bewoners|clienten|kinderen|ouderen|patienten)\b|"
    r"\bervaring met (?:het )?begeleid|\bbegeleiding (?:van|aan) (?:onze|kinderen|ouderen|clienten|"
    r"bewoners)\b"
)
_PASSIVE: Final = re.compile(r"\b(?:word|wordt|worden)\b[^.]*\bbegeleid\b")
_CANNOT_BE_GIVEN: Final = re.compile(
    r"\bbegeleiden (?:kunnen|kan|lukt|gaat)\b|\bbegeleiden\b[^.]*\bniet\b|\bje (?:\w+ )?begeleiden\b"
)
_COACH_DOES: Final = re.compile(
    r"\b(?:job ?coach|begeleider|begeleidster)\b (?:van \w+ )?(?:\w+ )?(?:maakt|belde|heeft contact|"
    r"vraagt|vroeg|stelt|regelt|neemt contact|is betrokken|"
    r"schrijft|meldt|denkt|vindt|adviseert|schat|geeft aan|zegt|mailde|verwacht|belt|wil)\b|"
    r"\b(?:wil|vindt|zegt|belt|adviseert) (?:zijn|haar|de) (?:job ?coach|begeleider)\b"
)
_AT_HOME: Final = re.compile(
    r"\bthuis\b|\bwoongroep\b|\bambulant\w*\b|\bwoonbegeleid\w*|\badministratie\b|\bgezinscoach\b"
)
_NOW: Final = re.compile(r"\bnodig\b|\bper (?:week|maand|dag)\b|\bkeer\b")
_NOT: Final = re.compile(r"\balleen (?:bij|als|met)\b|\bnee\b|\bgeen\b|\bniet\b|\bnooit\b|\bhoe(?:f|ft)\b")
_OF_THEM: Final = re.compile(r"\b(?:mensen|ouderen|kinderen|bewoners|clienten|collega's) die\b")
_NEAR: Final = 2
"""Clauses behind help in which may stand how long it is there: "leermeester, Wim, die de hele dag meeloopt"."""
_LANGUAGE: Final = re.compile(r"\bnederlands\b|\btaal\b|\bengels\b|\breis")
_ALL_DAY: Final = re.compile(r"^(?:en |die )?(?:de )?hele (?:dag|dienst)\b")
"""How long help is needed, behind the clause that names it."""
_ORDER: Final = ("intensief", "licht", "geen")


def _talks(clause: Clause) -> bool:
    return _TALKS.search(clause.low) is not None and not _CLIENTS.search(clause.low)


def _gives_care(low: str) -> bool:
    """Whether help is what this person gives, not gets."""
    return bool(_GIVES_CARE.search(low) and not _PASSIVE.search(low) and not _CANNOT_BE_GIVEN.search(low))


def _only_less(clause: Clause) -> str | None:
    """What is left where only much help is denied: "intensieve begeleiding niet, een beetje ondersteuning wel"."""
    behind = " , ".join(clause.behind[:1])
    return "licht" if _LIGHTLY.search(behind) and not _NOT.search(behind) else None


def offered(passage: Passage) -> Said:
    """Guidance that a work place has; what is said last decides whether there is any."""
    found: list[str] = []
    for clause in passage.clauses:
        if clause.once or clause.past or clause.undecided:
            continue
        near = f"{clause.low} , {' , '.join(clause.behind)}"
        if _NOT_FOR.search(f"{clause.before} , {near}") and _INTENSIVE.search(clause.low):
            continue
        all_day = any(_ALL_DAY.match(each) and not _NOT.search(each) for each in clause.behind[:_NEAR])
        intensive = (_INTENSIVE.search(clause.low) or all_day) and not _FOR_QUESTIONS.search(near)
        if _NO_GUIDANCE.search(clause.low) and not _NO_MORE_THAN.search(clause.low):
            less = _only_less(clause) if intensive else None
            if less or not intensive:
                found.append(less or "geen")
        elif _HELP.search(clause.low) and ("harrie" in clause.low or not _gives_care(clause.low)):
            found.append("intensief" if intensive else "licht")
        elif _ALONE.search(clause.low) and _NO_GUIDANCE.search(near):
            found.append("geen")
        elif _talks(clause) or (_ASK_SOMEBODY.search(clause.low) and not _CLIENTS.search(clause.low)):
            found.append("licht")
    if not found:
        return SILENT
    return Said(("geen",)) if found[-1] == "geen" else Said((min(found, key=_ORDER.index),))


def needed(passage: Passage) -> Said:
    """Guidance that a person needs; the most that is named."""
    found = [need for clause in passage.now() if (need := _need(clause))]
    return Said((min(found, key=_ORDER.index),)) if found else SILENT


def _need(clause: Clause) -> str | None:
    low = clause.low
    answer = " , ".join(clause.behind)
    if (
        _OF_THEM.search(low)
        or _gives_care(low)
        or _UNSETTLED.search(low)
        or (clause.asks and _UNSETTLED.search(answer))
    ):
        return None
    helped, intensive = _HELP.search(low), _INTENSIVE.search(low) or _ALL_DAY.match(answer)
    if helped and ((_COACH_DOES.search(low) and not _NOW.search(low)) or _AT_HOME.search(low)):
        return None
    needs_not = clause.asks and helped and (_NOT_NEEDED.search(answer) or _ALONE.search(answer))
    if not (helped and _NOT_WITHOUT.search(low)) and (needs_not or _NO_GUIDANCE.search(low)):
        return _only_less(clause) if intensive else "geen"
    if helped or _talks(clause) or (intensive and "zelfstandig" in low):
        intensive = intensive or _PANICS.search(low)
        return "intensief" if intensive else "licht"
    return "geen" if _ALONE.search(low) and not (_NOT.search(low) or _LANGUAGE.search(low)) else None
