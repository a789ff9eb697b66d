"""Work conditions in a text: what the work clearly asks of the body or the head, and what a person cannot do.

A task that happens to involve lifting demands nothing; "je moet zwaar kunnen tillen" does.
"""

import re
from typing import Final

from matching.reading.sentences import SILENT, About, Clause, Passage, Said
from matching.types import WORK_CONDITIONS

_FEW: Final = r"\b(?:\W+\w+){0,3}?\W+"
_WHOLE_DAY: Final = r"\b(?:hele (?:dag|dienst)|lang|veel|urenlang|uren|continu|constant)\b"
_ASKED: Final = {
    "tillen_zwaar": r"\bzwaar\b[^.]*\btil\w*|\btil\w*[^.]*\bzwa(?:ar|re)\b|\btilwerk\b|"
        r"\btil(?:t|len)?\b[^.]*\b(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)|\b(?:1[5-9]|[2-9]\d) ?(?:kg|"
        r"kilo)\b[^.]*\btil\w*|"
        r"\b(?:lichamelijk|fysiek)e? zwa(?:ar|re)|\bsjouw(?:en|t|werk)\b|\bzware (?:dozen|zakken|lasten|"
        r"spullen|pakketten)|"
        r"\bvolle kratten\b",
    "staan_lang": rf"{_WHOLE_DAY}[^.]*\bsta(?:an|at)?\b|\bsta(?:an|at)?\b[^.]*{_WHOLE_DAY}|\bstaand (?:werk|"
        rf"beroep)|"
        r"\b(?:hele dag|dienst) op (?:je|de) (?:benen|voeten)\b|"
        r"\bsta(?:an|at)?\b[^.]*\b(?:grootste deel|meeste tijd|het merendeel)\b",
    "lopen_veel": rf"\bveel{_FEW}?lo(?:pen|opt?)\b|\bveel lopen\b|\bje loopt?{_FEW}veel\b|\bloopt veel\b|"
        r"\b(?:lopen|je loopt|en loopt)\b[^.]*\bhele dag\b|\bhele dag (?:\w+ ){0,2}(?:lopen|loopt)\b|"
        r"\bstappen per dag|\bgoed ter been|\b\d+ (?:kilometer|km) (?:lopen|per dienst)",
    "buiten": r"\bhele (?:dag|jaar) (?:door )?buiten\b|\bwerkt?\b[^.]*\bbuiten\b(?! kantoor| de)|"
        r"\bbuiten\b[^.]*\bwerk|"
        r"\b(?:je|jij|u)\b[^.]*\bbuiten\b(?! kantoor| de | werkt)|\bbuitenwerk\b|\bbuitenlucht\b|"
        r"\bweer (?:en|of geen) w(?:ind|eer)\b|\bin alle weersomstandigheden\b|\bregen of zon",
    "hoogte": r"\bhoogtevrees\b|\bwerken op hoogte\b|\bop (?:grote )?hoogte (?:werk|sta|bezig)|\b(?:werk\w*|"
        r"staat?|klim\w*)\b"
        r"[^.]*\bop (?:grote |flinke )?hoogte\b(?! van| te)|\bop (?:steigers?|ladders?|daken|het dak|"
        r"een ladder|een steiger)\b|"
        r"\bhoogwerker\b(?!.*certific)",
    "lawaai": r"\blawaai|\bherrie\b|\bgeluidsoverlast|\bveel geluid\b|\bluidruchtig|\bgehoorbescherming\b|"
        r"\bgehoorkap|\boorkap|\b(?:luide|lawaaiige) (?:machines?|hal|omgeving)",
    "prikkels": r"\b(?:over)?prikkel|\bdrukte\b|\bdruk\b(?=[^.]*werkplek|,)|\bhectisch|\bdrukke (?:werk|"
        r"omgeving|winkel|keuken)|"
        r"\bin en uit loopt|\brumoerig|\bdruk en\b|\bhet is (?:er )?(?:vaak |altijd |erg )?druk\b",
    "klantcontact": r"\bklantcontact|\b(?:contact|te maken|praat|spreekt?|omgaan|"
        r"om te gaan)\b[^.]*\bmet (?:\w+ )?(?:klanten|gasten|bezoekers|"
        r"publiek)|\bmet (?:klanten|gasten|bezoekers|publiek) (?:te maken|bezig|om)|"
        r"\b(?:klanten|gasten|bezoekers)\b[^.]*\bte woord|\bbaliewerk\b|"
        r"\b(?:help\w*|bedien\w*|ontvang\w*|advise\w+|aanspreekpunt voor) (?:\w+ ){0,3}(?:klanten|gasten|"
        r"bezoekers)\b",
    "tempo_hoog": r"\bhoog\b[^.]*tempo\b|\bhoge werk\w*|tempo\b[^.]*\bhoog\b|\bwerkdruk\b|\btijds?druk\b|"
        r"\bstevig tempo\b|"
        r"\bdoorpakken onder druk|\bsnel werktempo",
    "alleen_werken": r"\bwerkt?\b[^.]*\balleen\b(?! in| op| maar| als| met| van| bij| overdag| nog| do| tot|"
        r" s)|"
        r"\balleen (?:kunnen )?werken\b(?! in| op| met| bij| als| onder)|\balleen voor (?:sta|komt)|"
        r"\bin (?:je|zijn|haar) eentje\b|"
        r"\b(?:geheel|helemaal|volledig) alleen\b|\bals enige (?:aanwezig|op)|"
        r"\balleen op pad\b",
    "ploegendienst": r"\bploegendienst|\bploegen\b|\bwisseldienst|\b[2345]-?ploeg",
    "temperatuur_koud": r"\bkou\b|\bkoud\b|\bkoude\b|\bvriescel|\bkoelcel|\bvrieshuis|\bkoelhuis|\b(?:min|"
        r"-) ?\d+ graden|\bvriezer\b",
    "stof": r"\bstof\b(?!fen)|\bstoffig",
    "beeldschermwerk": r"\bbeeldscherm|\b(?:achter|aan) (?:de|een|je) (?:computer|scherm|pc|laptop)\b|"
        r"\bachter het scherm\b|"
        r"\bcomputerwerk\b",
    "autorijden": r"\b(?:je|jij|u) rijdt?\b[^.]*\b(?:hele dag|bus|bestelbus|auto)\b|\b(?:auto|bus) rijden\b|"
        r"\bautorijden\b|\bachter het stuur\b|\bveel (?:in de auto|kilometers|rijden|autorijden)\b|"
        r"\brijdt (?:de )?hele dag|\bhele dag (?:op de weg|onderweg)\b",
    "fijne_motoriek": r"\bfijne motoriek|\bpriegel|\bfijn (?:hand)?werk\b|\bvaste hand\b|\bpincet\b|"
        r"\bkleine onderde",
}  # fmt: skip
_MORE_OF_A_PERSON: Final = {
    "tillen_zwaar": r"\btil(?:len|t)?\b|\bsjouwen\b",
    "staan_lang": r"\bstaan\b",
    "stof": r"\bstof\w*",
    "autorijden": r"\brijden\b|\bstuur\b",
    "lopen_veel": r"\blange stukken\b|\b(?:lange|grote) afstanden\b|\bver (?:te )?lopen\b|\blang lopen\b|"
    r"\bveel lopen\b",
    "buiten": r"\bbuiten\b",
    "hoogte": r"\bladders?\b|\btrappen\b|\bhoogtes?\b|\bsteigers?\b|\bdak\b|\btrap op\b",
    "lawaai": r"\bgeluid",
    "alleen_werken": r"\balleen (?:te )?staan\b|\balleen (?:te )?zijn\b",
    "prikkels": r"\bchaos\b|\bdruk(?:ke)? (?:omgeving|ruimte|plek)|\bdrukte\b",
    "klantcontact": r"\b(?:klanten|gasten|bezoekers|publiek)\b",
    "tempo_hoog": r"\bhaast\b|\b\w*tempo\b|\bdruk\b(?= kan| gaat)",
    "beeldschermwerk": r"\bcomputer(?:werk)?\b|\bscherm(?:werk)?\b(?! helemaal)",
    "fijne_motoriek": r"\bfijn\b",
    "ploegendienst": r"\bploegen",
    "temperatuur_koud": r"\bkou",
}
_WORK: Final = {name: re.compile(_ASKED[name]) for name in WORK_CONDITIONS}
_PERSON: Final = {
    name: re.compile("|".join(filter(None, (_ASKED[name], _MORE_OF_A_PERSON.get(name))))) for name in WORK_CONDITIONS
}
_NOT_ASKED: Final = re.compile(
    r"^leer je\b|\bhoe(?:f|ft)\b|\bniet\b|\bgeen\b|\bweinig\b|\bnauwelijks\b|\bnooit\b|\bzonder\b|"
    r"\blicht werk\b|"
    r"\bzelden\b"
)
_IDIOM: Final = re.compile(
    r"\bsta(?:an|at)\b(?=[^.]*\bnaast (?:je|u|hem|haar|zich)\b)|\bte woord (?=sta)|\bsta(?:an|at)? (?:je |"
    r"wij |we |u )?(?:te woord|klaar|open|bekend|centraal|voorop|"
    r"voor (?:kwaliteit|onze))|"
    r"\bachter de schermen\b|\bsta je er niet alleen|\bte woord staan"
)
"""Ways of speaking with a word of the body in them that ask nothing of it."""
_STILL_ASKED: Final = re.compile(
    r"\bgeen hoogtevrees\b|\bweer of geen weer\b|\bniet bang voor\b|\bniet vies van\b|"
    r"\bgeen bezwaar\b|\bniet erg\b"
)
_LIGHT: Final = re.compile(
    r"\blicht werk\b|\bgeen (?:lichamelijke|fysieke) belasting|\bzonder (?:lichamelijke|fysieke) belasting"
)
_CANNOT: Final = re.compile(
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
    r"\bvermijd|\blast van\b|"
    r"\b(?:wordt|raakt)\b[^.]*\b(?:ziek|moe|gek|paniek)|\bverboden\b|\bmoet\b[^.]*\b(?:niet|geen)\b|"
    r"\bverdra\w*\b[^.]*\bslecht\b|\bmoeilijk\b|\bte zwaar\b|\bmag(?: \w+)? niet\b|\bkan (?:hij|ze|"
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
    r"\bvoelt zich\b[^.]*\b(?:onveilig|angstig)"
)
_CAN: Final = re.compile(
    r"\bgeen (?:probleem|bezwaar|moeite|enkel probleem|hoogtevrees)\b|\bniet (?:bang|erg|vies)\b|"
    r"\bkan (?:goed|prima) tegen\b|"
    r"\bzonder problemen\b|\bzegt nooit\b|\bgeen hekel\b"
)
_IDIOM_OF_A_PERSON: Final = re.compile(
    r"\bsta(?:an|at)\b(?=[^.]*\bnaast (?:hem|haar|zich)\b)|"
    r"(?<=te woord )staan|(?<=alleen )staan|\bachter de schermen\b"
)
_VERB: Final = re.compile(r"\b(?:is|zijn|heb\w*|heeft|kan|kun|krijg\w*|moet|hoeft?|mag|wil|werk\w*|doe\w*)\b")
_SHORT_REMARK: Final = 4
_NEGATION: Final = re.compile(r"\b(?:geen|niet|zonder) ")
_SOLO: Final = re.compile(r"\bzonder (?:\w+ )?collega'?s?\b")
_QUIET: Final = re.compile(r"\bprikkel-?arm|\brustige (?:werk)?(?:plek|omgeving|ruimte)\b")
_HOEFT_NIET: Final = re.compile(r"^(?:dus )?(?:dat |die )?hoe(?:f|ft|ven)\b")
_FEAR: Final = re.compile(r"(?<!geen )\bhoogtevrees\b")
_NOTHING: Final = re.compile(
    r"\bgeen (?:\w+ )?beperking|\bbeperkingen[:?]* ?(?:geen|nee|nvt|niet)\b|\bkan alles(?: aan)?\W*$|"
    r"\bniet beperkt\b|\b(?:kan|mag)(?: (?:hij|ze|zij|en|kan|mag|nu|weer|inmiddels))* alles(?: weer| aan)?\W*$|"
    r"\bbeperkingen\b[^.]*\bopgeheven\b|"
    r"\bzonder beperkingen\b"
)
_NO_BURDEN: Final = re.compile(
    r"\b(?:werk)?omstandigheden[:?]+ (?:geen|nvt|niet)\b|\bgeen (?:bijzondere|belastende|"
    r"zware) (?:\w+ ){0,2}\w*omstandigheden\b"
)


def _with_rest(clause: Clause) -> str:
    """The clause with a short remark behind it: "Staan wel, de hele dag"."""
    first = clause.behind[0] if clause.behind else ""
    return f"{clause.low} {first}" if 0 < first.count(" ") < _SHORT_REMARK and not _VERB.search(first) else clause.low


def asked(passage: Passage) -> Said:
    """Conditions that an employer's text states in so many words."""
    found: list[str] = []
    light = False
    for clause in passage.now():
        light |= bool(_LIGHT.search(clause.low) or _NO_BURDEN.search(clause.low))
        text = _SOLO.sub("als enige aanwezig", _IDIOM.sub(" ", _with_rest(clause)))
        rest = _STILL_ASKED.sub(lambda match: _NEGATION.sub("", match.group()), text)
        if _HOEFT_NIET.match(clause.behind[0] if clause.behind else ""):
            continue
        if _NOT_ASKED.search(rest) or (clause.asks and clause.behind and _NOT_ASKED.match(clause.behind[0])):
            continue
        found += [name for name, pattern in _WORK.items() if pattern.search(rest)]
    if found:
        return Said(tuple(name for name in WORK_CONDITIONS if name in found))
    return Said(none=True) if light else SILENT


def _denies(clause: Clause) -> bool:
    behind = " , ".join(clause.behind[:1])
    return _CANNOT.search(clause.low) is not None or (
        _CANNOT.search(behind) is not None and not any(p.search(behind) for p in _PERSON.values())
    )


def cannot(passage: Passage) -> Said:
    """Conditions that a text about a person says are not possible."""
    found: list[str] = []
    nothing = False
    for clause in passage.now():
        if clause.about is not About.OWN:
            continue
        answer = clause.behind[0] if clause.asks and clause.behind else ""
        if _NOTHING.search(f"{clause.low} {answer}"):
            nothing = True
            continue
        if _CAN.search(clause.low):
            continue
        low = _IDIOM_OF_A_PERSON.sub("zijn", clause.low)
        if _QUIET.search(low):
            found.append("prikkels")
        if _FEAR.search(low):
            found.append("hoogte")
        elif _denies(clause):
            found += [name for name, pattern in _PERSON.items() if pattern.search(low)]
    if found:
        return Said(tuple(name for name in WORK_CONDITIONS if name in found))
    return Said(none=True) if nothing else SILENT
