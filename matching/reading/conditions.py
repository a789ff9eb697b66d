"""Work conditions in a text: what the work clearly asks of the body or the head, and what a person cannot do.

A task that happens to involve lifting demands nothing; "je moet zwaar kunnen tillen" does.
"""

import re
from dataclasses import replace
from typing import Final

from matching.reading.burdens import PERSON, WORK
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.subjects import About
from matching.types import WORK_CONDITIONS

_NOT_ASKED: Final = re.compile(
    r"\b(?:tilt|doet|draagt|sjouwt) (?:de|een|onze) (?:robot|machine|heftruck|kraan|collega|tilhulp|lift)\b|"
    r"\b(?:robot|machine|heftruck|kraan|tilhulp|lift) "
    r"(?:tilt|doet|draagt)\b|\bmet (?:een|de|behulp van) (?:\w+ )?(?:vacuum\w*|til(?:lift|hulp)|kraan|heftruck|"
    r"pompwagen)\b|"
    r"\bvalt (?:\w+ )?mee\b|\bdo(?:et|en) (?:de|onze) \w+ zelf\b|"
    r"(?<!\bje )(?<!\bjij )(?<!\bu )\b(?:doet|doen|haalt|halen|tilt|tillen|pakt|pakken|verzorgt|verzorgen) "
    r"(?:alleen |vooral )?(?:onze|de|het|een) (?:\w+ )?\w*(?:collega'?s?|bode|meesters?|bedrijf|verzorgenden|"
    r"begeleiders?|verpleging|team|ploeg|dienst|hulp|conducteur|beheerder)\b|"
    r"\bdo(?:et|en) (?:de |onze )?(?:verkoopsters?|verkopers?|collega's|anderen|vakmensen|monteurs?|chauffeurs?)\b|"
    r"\bnvt\b|^leer je\b|\bhoe(?:f|ft)\b|\bniet\b|\bgeen\b|\bweinig\b|\bnauwelijks\b|\bnooit\b|"
    r"\bzonder\b|"
    r"\blicht werk\b|"
    r"\bzelden\b"
)
_IDIOM: Final = re.compile(
    r"\bte woord sta(?:an|at)?\b|\bsta(?:an|at)\b(?=[^.]*\bnaast\b)|"
    r"\bte woord (?=sta)|\bsta(?:an|at)? (?:je |"
    r"wij |we |u )?(?:te woord|klaar|open|bekend|centraal|voorop|"
    r"voor (?:kwaliteit|onze))|"
    r"\blo(?:pen|opt) (?:binnen|in en uit)\b|\bsta(?:at|an) (?:\w+ ){0,2}open\b|\bbij drukte\b|\ber sta(?:at|an)\b|"
    r"\bachter de schermen\b|"
    r"\bsta je er niet alleen|\bte woord staan"
)
"""Ways of speaking with a word of the body in them that ask nothing of it."""
_STILL_ASKED: Final = re.compile(
    r"\brustige? \w+ is het niet\b|\bgeen (?:moeite|probleem) (?:met|hebt)\b|\bgeen last van\b|\bgeen uitzondering\b|"
    r"\bnooit stil\b|"
    r"\bgeen 9 tot 5\b|"
    r"\bzonder bijrijder\b|\bzonder lift\b|\bgeen wens maar\b|\bwacht niet op\b|\bredt het niet\b|"
    r"\bnauwelijks boven nul\b|\bstil is anders\b|\bgeen hoogtevrees\b|\bweer of geen weer\b|\bniet bang (?:zijn |"
    r"bent )?(?:voor|op|"
    r"om)\b|\bniet vies van\b|"
    r"\bgeen bezwaar\b|\bniet erg\b|\bhoogtevrees\b[^.]*\b(?:niet|geen)\b"
)
_LIGHT: Final = re.compile(
    r"\blicht(?: en)?,? zittend werk\b|\bgeen bijzonder(?:heden|e eisen)\b|\blicht werk\b|\bgeen (?:bijzondere|"
    r"zware) belasting|\bgeen (?:lichamelijke|fysieke) belasting|"
    r"\bzonder (?:lichamelijke|fysieke) belasting"
)
_CANNOT: Final = re.compile(
    r"^(?!.*\b(?:ging|kon|was)\b).*\b(?:lopen|staan|tillen|sjouwen|trappen|haagschaar)\b[^.]*(?<!ook )\bniet\W*$|"
    r"\bzodra het\b|\boverbelast\b|\beinde (?:verhaal|"
    r"oefening)\b|"
    r"\buitgevallen op\b|\bdoet (?:\w+ )?niet (?:meer )?mee\b|\braakt?\b[^.]*\bkwijt\b|\bspeelt\b[^.]*\bop\b|"
    r"\bis (?:helaas )?voorbij\b|\bgaat slecht samen\b|"
    r"\b\w+(?:loog|arts|therapeut|peut) ?: ?geen\b|"
    r"\bput\b[^.]*\b(?:uit|op)\b|\blo(?:opt|pen)\b[^.]*\bvast\b|\bmag\b[^.]*\bnooit\b|\bdurft (?:\w+ )?niet\b|"
    r"\bmigraine\b|"
    r"^(?:absoluut |echt |ook |verder )?geen (?!probleem|moeite|bezwaar|hoogtevrees|last|beperking|"
    r"ervaring|enkel|punt|hekel)|"
    r"\b(?:door|vanwege|ivm|wegens|met)\b[^.]*\bgeen (?!probleem|moeite|bezwaar|last)|"
    r"\bkan (?:\w+ ){0,2}(?:maximaal|max|hooguit|hoogstens)\b|"
    r"\b(?:(?:is|zijn) (?:wel |echt )?|wel )een probleem\b|\bniet (?:meer )?toegestaan\b|[=:] ?(?:nee|niet|x)\b|"
    r"\bverbiedt\b|\btaboe\b|\bmag\b[^.]*\bniets\b|\bniet met mensen\b|\bkrijgt?\b[^.]*\bastma|\bleid(?:t|"
    r"en)\b[^.]*\baf\b|"
    r"\bvind(?:t|en)\b(?![^.]*\bniet\b)[^.]*\b(?:eng|doodeng|vreselijk|verschrikkelijk)\b|"
    r"\bis\b[^.]*\b(?:uitgeschakeld|gesloopt)\b|\bniet in staat\b|\bafgekeurd voor\b|\badvi(?:es|"
    r"seert)\b[^.]*: ?geen\b|\bblijft\b[^.]*\baf\b|"
    r"\bte (?:spannend|druk|moeilijk|"
    r"vermoeiend|"
    r"stressvol|belastend|"
    r"inspannend)\b|"
    r"\bgaat (?:\w+ ){0,2}(?:mis|fout)\b|\bge(?:ven|eft)\b[^.]*\b(?:hoofdpijn|klachten|stress|pijn|"
    r"paniek|spanning)\b|"
    r"\bvalt? af\b|\bvallen af\b|^bang\b|\bbang (?:op|voor|in)\b|\bgevoelig voor\b|\bniet geschikt\b|"
    r"\bliever\b[^.]*\bzonder\b|\bslecht voor\b|"
    r"\b(?:wegens|dus|daarom) geen\b|\btilt (?:niets|niet|geen)\b|\bbeter (?:niet|geen)\b|\bniet goed (?:tegen|"
    r"met)\b|\bangst (?:voor|op)\b|"
    r"\bniet alleen gelaten\b|\baf te raden\b|\bcontra-?indicatie|\bbeperking(?:en)? (?:op|in|bij|voor|met|"
    r"t.a.v)\b|\bmijd(?:t|en)\b|\bstress van\b|"
    r"\bzonder (?:klanten|klantcontact|tillen|lawaai|drukte)\b|\bpijnlijk\b|\bdoet pijn\b|\bgeen goed idee\b|"
    r"\bvoorkomen\b|\buitsluiten\b|\buit te sluiten\b|\bbeperkt\b|"
    r"\bkan\b[^.]*\b(?:niet|geen|slecht)\b|\bmag\b[^.]*\b(?:niet|geen|max|maximaal|hooguit)\b|\b(?:lukt|"
    r"gaat|kan|mag|lukken) "
    r"niet\b|\bverdra\w*(?: (?:hij|ze|zij))? (?:geen|niet)\b|\bmoeite met\b|\blastig\b|\bdurft niet\b|"
    r"\bniet (?:te )?(?:lang|veel|zwaar|tillen|"
    r"staan|alleen|tegen|meer)\b|\bwil (?:niet|geen)\b|\bliever (?:geen|niet)\b|\bslecht tegen\b|"
    r"\bgeen (?:zwaar|lang)\b|"
    r"\blukt\b[^.]*\bniet\b|\bte ?veel\b|\bniet doen\b|\ballergi|\bdurft (?:hij|ze|zij) niet\b|"
    r"\bniet mogelijk\b|\bonmogelijk\b|\bheeft hoogtevrees\b|\bproblemen met\b|"
    r"\bgeen\b[^.]*\bmeer\b|"
    r"\bhoudt\b[^.]*\bniet\b|\bdurft\b[^.]*\b(?:geen|niet)\b|\boverprikkeld|\bniet (?:meer )?bij\b|"
    r"\bvermijd|\bmijdt\b|\blast van\b|"
    r"\b(?:wordt|raakt)\b[^.]*\b(?:ziek|moe|gek|paniek)|\bverboden\b|\bmoet\b[^.]*\b(?:niet|geen)\b|"
    r"\bverdra\w*\b[^.]*\bslecht\b|\bmoeilijk\b|(?<!was )\bte zwaar\b|\bmag(?: \w+)? niet\b|\bkan (?:hij|ze|"
    r"zij) niet\b|"
    r"\bwil (?:hij|ze|zij) niet\b|\bzit er niet (?:meer )?in\b|\bkrijgt?\b[^.]*\b(?:benauwd|hoofdpijn|pijn|"
    r"stress|paniek)|"
    r"\bverme(?:den|iden)\b|\btil\w*\b[^.]*\b(?:max|maximaal|hooguit|tot) (?:\d|1[0-4]) ?(?:kg|kilo)|"
    r"\bniet te doen\b|\bgaat hem niet worden\b|^niet (?!alleen\b|zo\b|erg\b|bang\b|vies\b|nodig\b)|"
    r"^(?:behalve|"
    r"uitgezonderd)\b|"
    r"\btegen\b[^.]*\bniet\b|\bniets? voor (?:hem|haar)\b|\baltijd iemand bij\b|\b(?:kan|mag|"
    r"wil) (?:\w+ ){0,2}(?:absoluut |echt )?niet\b|\bniet (?:lang|meer) vol\b|"
    r"\bniet haalbaar\b|\bonhaalbaar\b|\btrek(?:t|ken)\b[^.]*\bniet\b|\bafgeraden\b|\buitgesloten\b|"
    r"\buit den boze\b|"
    r"\bgeen optie\b|\bniet verstandig\b|\bzit er\b[^.]*\bniet in\b|\bsla(?:at|an)\b[^.]*\bdicht\b|"
    r"\bklapt\b[^.]*\bdicht\b|"
    r"\bblokkeert\b|\boverstuur\b|\bvalt\b[^.]*\buit\b|\bbreekt\b[^.]*\bop\b|\bniet verantwoord\b|"
    r"\bongeschikt\b|"
    r"\bvoelt zich\b[^.]*\b(?:onveilig|angstig)|\b(?:gaat|gaan)\b[^.]*\buit de weg\b|\braakt?\b[^.]*\bvan slag\b"
)
_CAN: Final = re.compile(
    r"\bbang (?:voor|op)\b[^,.]*\bis (?:hij|ze|zij) niet\b|"
    r"\bgeen (?:problemen|klachten|last) (?:met|bij|van|op)\b|\bgoed ter been\b|"
    r"\bgeen (?:probleem|bezwaar|moeite|enkel probleem|hoogtevrees)\b|\bniet (?:bang|erg|vies)\b|"
    r"\bkan\b[^.]*\bgoed hebben\b|"
    r"\b(?:schrikt|schrikken|deert|deren|hindert|hinderen|stoort|storen) (?:hem|haar) niet\b|\bkan (?:goed|"
    r"prima) tegen\b|\bgeen punt\b|\b(?:nergens|nooit|niet|geen) (?:\w+ )?last van\b|"
    r"\blast van\b[^.]*\b(?:nooit|niet)\b|\bwordt (?:hij|ze|"
    r"zij) niet (?:moe|gek|ziek)\b|"
    r"\bzonder problemen\b|\bzegt nooit\b|\bgeen hekel\b"
)
_CAN_STILL: Final = re.compile(
    r"^(?:het |dat |die )?(?:kan|lukt|gaat|mag)(?: (?:hij|ze|zij|het))? (?:wel|prima|goed|best)\W*$"
)
_NO_HINDRANCE: Final = re.compile(r"\bgeen (?:belemmering|beperking|klachten|probleem|last)\b")
_GUESTS: Final = re.compile(
    r"\b(?:contact|praatje|gesprek)\b(?P<with>[^.]*\bmet (?:\w+ ){0,4}?)(?:bewoners|patienten|clienten|inwoners|"
    r"reizigers|burgers)\b"
)
"""Who is served somewhere, under other names."""
_WHETHER: Final = re.compile(r"(?:^|: )of\b")
_WHOM: Final = re.compile(r"\bdie (?:zij|ze|hij) niet \w+\b")
"""A denial about somebody else: "mensen die zij niet kent"."""
_SHIFTS: Final = re.compile(r"\b(?:nacht|avond|ochtend|weekend)")
"""What is ruled out behind a clause is then a shift."""
_ANSWERS_NO: Final = re.compile(r"^(?:(?:wel)?nee\b|(?:totaal |helemaal )?niet\b|geen\b|integendeel\b)")
_EXCEPT: Final = re.compile(r"^(?:behalve|uitgezonderd|alleen niet)\b")
_FOR_THE_REST: Final = re.compile(r"\b(?:verder|voor het overige|overige|daarnaast|andere)\b")
_IDIOM_OF_A_PERSON: Final = re.compile(
    r"\bsta(?:an|at)\b(?=[^.]*\bnaast (?:hem|haar|zich)\b)|"
    r"(?<=te woord )staan|(?<=alleen )staan|\bachter de schermen\b"
)
_VERB: Final = re.compile(r"\b(?:is|zijn|heb\w*|heeft|kan|kun|krijg\w*|moet|hoeft?|mag|wil|werk\w*|doe\w*)\b")
_SPEAKS: Final = re.compile(
    r"\b(?:klanten|gasten|bezoekers)\b[^.]*\bte woord\b|\bte woord\b[^.]*\b(?:klanten|gasten|bezoekers)\b"
)
_ALL_SPARED: Final = 3
"""So many conditions named as not asked, and none as asked: the work has none."""
_AFFIRMED: Final = 2
"""Who says of so many conditions that they are no trouble, and of none that it is, has been asked about them."""
_SHORT_REMARK: Final = 4
_WELL: Final = re.compile(r"\bwel\b|\bveel\b|\bje\b")
_NEGATION: Final = re.compile(r"\b(?:geen|niet|zonder|nauwelijks|weinig|zelden)\b ?")
_SOLO: Final = re.compile(
    r"\bzonder (?:\w+ )?collega'?s?\b|\bcollega's zie je (?:niet|nauwelijks|weinig|zelden)\b|"
    r"\bgeen collega's (?:in de buurt|om je heen|aanwezig)\b"
)
_NEVER_QUIET: Final = re.compile(r"\bstil is het (?:er )?nooit\b|\b(?:is het (?:er )?)?nooit stil\b")
_UNHEATED: Final = re.compile(r"\bniet verwarmd\b")
"""Denials that say what the work asks."""
_OVER: Final = r"(?:boven|zwaarder dan|meer dan)"
_FEW_KILOS: Final = r"(?:[1-9]|1[0-4]|een paar|twee|drie|vier|vijf|acht|tien|twaalf) ?(?:kg|kilo)"
_TOLD_OTHERWISE: Final = {
    "staan_lang": re.compile(
        r"\b(?:alleen|uitsluitend|enkel|aangewezen op|geschikt voor) (?:maar )?zittend\b|"
        r"\bzittend werk (?:moet|is nodig|is noodzakelijk)\b|"
        r"\b(?:hooguit|maximaal|max|niet langer dan|maar) (?:een )?(?:half uur|halfuur|kwartier|uur|uurtje|\d+ min\w*)"
        r"[^.]{0,20}\bstaan\b|"
        r"\bna (?:een )?(?:half uur|halfuur|kwartier|uur|\d+ min\w*) op de been\b[^.]*\bzitten\b|"
        r"\bstaan (?:houdt|kan|lukt) (?:hij |ze |zij )?(?:\w+ ){0,2}(?:kwartier|half uur|half uurtje|uurtje|minuten)\b|"
        r"\bmoet (?:\w+ ){0,2}(?:kunnen )?zitten\b"
    ),
    "lopen_veel": re.compile(
        r"\bloopt (?:\w+ ){0,3}(?:hooguit|maximaal|max|maar) (?:\w+ )?(?:kwartier|half uur|uurtje|minuten|\d+ min)|"
        r"\bna (?:een )?(?:half uur|halfuur|kwartier|uur|\d+ min\w*) op de been\b[^.]*\bzitten\b|"
        r"\bna (?:een|anderhalf|half|\d+) ?(?:uur|kwartier|minuten)? ?(?:uur )?lopen\b[^.]*\b(?:zitten|rust\w*|"
        r"stop\w*)\b|"
        r"\bminuten lopen moet (?:hij|ze|zij)\b|\bniet langer dan [^.]{0,20}(?:lopen|loopt)\b|"
        r"\b(?:aangewezen op|uitsluitend|geschikt voor) zittend\b|\bloopt (?:slecht|moeilijk|moeizaam|"
        r"met een (?:stok|rollator))\b|\bslecht ter been\b"
    ),
    "tillen_zwaar": re.compile(
        rf"\b(?:hooguit|hoogstens|maximaal|max|niet meer dan|tot) (?:\w+ )?{_FEW_KILOS}[^.]{{0,15}}\b(?:op|"
        rf"ge)?til(?:t|len|d)?\b|"
        rf"\btil(?:t|len)?\b[^.]{{0,20}}\b(?:hooguit|hoogstens|maximaal|max|niet meer dan|tot) (?:\w+ )?{_FEW_KILOS}|"
        rf"\b{_OVER} (?:de )?{_FEW_KILOS}\b[^.]*\b(?:niet|nooit|niets|eraf|verboden|geen|vallen|mis|fout)\b|"
        rf"\b(?:niets|niet|nooit)\b (?:\w+ ){{0,2}}{_OVER} (?:de )?{_FEW_KILOS}\b"
    ),
    "alleen_werken": re.compile(
        r"\bmoet (?:er )?(?:altijd|steeds) iemand (?:bij|in de buurt)\b[^.]*\b(?:aanval|epilepsie|suiker|flauw|hart|"
        r"vall)\w*"
    ),
    "tempo_hoog": re.compile(r"\b(?:rustig|laag) (?:werk)?tempo\b|\b(?:zonder|geen) haast\b"),
    "fijne_motoriek": re.compile(r"\btremor\b"),
    "temperatuur_koud": re.compile(r"\bverwarmde (?:ruimte|hal|plek|omgeving)\b"),
    "prikkels": re.compile(
        r"\bprikkel-?arm|\beigen kamer\b|\brustige (?:werk)?(?:plek|omgeving|ruimte)\b|"
        r"\bprikkelgevoelig\b"
    ),
}
"""What somebody needs instead, which says as much."""
_HOEFT_NIET: Final = re.compile(
    r"^(?:dus )?(?:dat |die )?hoe(?:f|ft|ven)\b|^daar (?:heb|hoef|krijg|ga) (?:je|jij|u) (?:dus )?(?:niets|niet|"
    r"geen)\b|"
    r"^daar (?:is|zijn|hebben (?:we|wij)|staat) (?:een |de )?(?:til\w+|kraan|takel|heftruck|lift|pompwagen|karren)\b"
)
_FEAR: Final = re.compile(r"(?<!geen )\bhoogtevrees\b")
_NOTHING: Final = re.compile(
    r"\bgeen (?:\w+ )?beperking|\bbeperkingen[:?]* ?(?:geen|nee|nvt|niet)\b|^(?:\w+ )?kan alles(?: aan)?\W*$|"
    r"\bniet beperkt\b|^(?:\w+ ){0,2}(?:kan|mag)(?: (?:hij|ze|zij|en|kan|mag|nu|weer|inmiddels))* alles(?: weer|"
    r" aan)?\W*$|"
    r"\bbeperkingen\b[^.]*\bopgeheven\b|"
    r"\bzonder beperkingen\b|"
    r"\bgeen (?:lich(?:amelijke)?\.?|medische|fysieke) (?:dingen|klachten|problemen|beperk\w*)\b|"
    r"\b(?:lichamelijk|fysiek|medisch) (?:is er |is )?(?:alles |helemaal |verder )?(?:in orde|niets|geen|gezond|prima|"
    r"goed|alles)\b|\bkan tegen alles\b|\bniets aan de hand (?:lichamelijk|fysiek)\b|"
    r"\bniets (?:wat|dat) (?:hij|ze|zij) niet (?:kan|mag)\b|\bmag(?: en kan)? (?:\w+ )?alles\b|"
    r"\bkan (?:\w+ ){0,2}alles tillen\b|^(?:\w+ )?gezond\W*$"
)
_NO_BURDEN: Final = re.compile(
    r"\b(?:werk)?omstandigheden[:?]+ (?:geen|nvt|niet)\b|\bgeen (?:bijzondere|belastende|"
    r"zware) (?:\w+ ){0,2}\w*omstandigheden\b"
)


def _with_rest(clause: Clause) -> str:
    """The clause with a short remark behind it: "Staan wel, de hele dag"."""
    first = clause.behind[0] if clause.behind and not clause.behind[0].startswith("die ") else ""
    return f"{clause.low} {first}" if 0 < first.count(" ") < _SHORT_REMARK and not _VERB.search(first) else clause.low


def asked(passage: Passage) -> Said:
    """Conditions that an employer's text states in so many words."""
    found: list[str] = []
    light = False
    spared: set[str] = set()
    for clause in passage.now():
        light |= bool(_LIGHT.search(clause.low) or _NO_BURDEN.search(clause.low))
        text = _NEVER_QUIET.sub("rumoerig", _UNHEATED.sub("onverwarmd", _with_rest(clause)))
        text = _GUESTS.sub(r"contact\g<with>bezoekers", _SOLO.sub("als enige aanwezig", _IDIOM.sub(" ", text)))
        rest = _STILL_ASKED.sub(lambda match: _NEGATION.sub("", f"{match.group()} "), text)
        if _HOEFT_NIET.match(clause.behind[0] if clause.behind else ""):
            continue
        goes_on = _NOT_ASKED.search(clause.before) and clause.low.count(" ") < _SHORT_REMARK
        if goes_on and not _VERB.search(rest) and not _WELL.search(rest):
            rest = f"geen {rest}"  # "geen lawaai, stof of kou"
        if _NOT_ASKED.search(rest):
            spared |= {name for name, pattern in PERSON.items() if pattern.search(rest)}
        if _NOT_ASKED.search(rest) or (clause.asks and clause.behind and _NOT_ASKED.match(clause.behind[0])):
            continue
        found += [name for name, pattern in WORK.items() if pattern.search(rest)]
        found += ["klantcontact"] if _SPEAKS.search(clause.low) else []
    if found:
        return Said(tuple(name for name in WORK_CONDITIONS if name in found))
    return Said(none=True) if light or len(spared) >= _ALL_SPARED else SILENT


def _denies(clause: Clause) -> bool:
    behind = " , ".join(clause.behind[:1])
    return _CANNOT.search(clause.low) is not None or (
        _CANNOT.search(behind) is not None
        and not _NO_HINDRANCE.search(behind)
        and not _SHIFTS.search(behind)
        and not any(p.search(behind) for p in PERSON.values())
    )


def _is_possible(clause: Clause) -> bool:
    """Whether what follows takes a reserve back: "een hele dag is te veel van hetzelfde maar kan wel"."""
    return bool(clause.behind and _CAN_STILL.match(clause.behind[0]))


def cannot(passage: Passage) -> Said:
    """Conditions that a text about a person says are not possible."""
    found: list[str] = []
    affirmed: set[str] = set()
    nothing = False
    for clause in passage.now():
        if clause.about is not About.OWN:
            continue
        answer = clause.behind[0] if clause.asks and clause.behind else ""
        if clause.asks and _WHETHER.search(clause.low):
            continue
        if _NOTHING.search(f"{clause.low} {answer}"):
            rest = _FOR_THE_REST.search(clause.low) and _CANNOT.search(clause.before)
            nothing |= not rest and not any(map(_EXCEPT.match, clause.behind))
            continue
        if _CAN.search(clause.low) or (clause.asks and _ANSWERS_NO.match(answer)):
            affirmed |= {name for name, pattern in PERSON.items() if pattern.search(clause.low)}
            continue
        low = _GUESTS.sub(r"contact\g<with>bezoekers", _IDIOM_OF_A_PERSON.sub("zijn", _WHOM.sub(" ", clause.low)))
        found += [name for name, pattern in _TOLD_OTHERWISE.items() if pattern.search(low)]
        if _FEAR.search(low):
            found.append("hoogte")
        elif _denies(replace(clause, low=_WHOM.sub(" ", clause.low))) and not _is_possible(clause):
            found += [name for name, pattern in PERSON.items() if pattern.search(low)]
    if found:
        return Said(tuple(name for name in WORK_CONDITIONS if name in found))
    return Said(none=True) if nothing or len(affirmed) >= _AFFIRMED else SILENT
