"""Work conditions in a text: what the work clearly asks of the body or the head, and what a person cannot do.

A task that happens to involve lifting demands nothing; "je moet zwaar kunnen tillen" does.
"""

import re
from typing import Final

from matching.reading.sentences import SILENT, Clause, Said, clauses
from matching.types import WORK_CONDITIONS

_ASKED: Final = {
    "tillen_zwaar": r"\bzwaar\b[^.]*\btil\w*|\btil\w*[^.]*\bzwa(?:ar|re)\b|\btilwerk\b|"
        r"\btillen\b[^.]*\b\d\d ?(?:kg|kilo)|\b\d\d ?(?:kg|kilo)\b[^.]*\btil\w*|"
    r"\blichamelijk zwaar|\bfysiek zwaar|\bsjouwen\b",
    "staan_lang": r"\b(?:hele dag|lang|veel|urenlang|continu)\b[^.]*\bsta(?:an|at)?\b|\bsta(?:an|"
        r"at)?\b[^.]*\b(?:hele dag|lang)\b|"
    r"\bstaand werk",
    "lopen_veel": r"\bveel\b[^.]*\blo(?:pen|opt?)\b|\bloopt?\b[^.]*\bveel\b|\blopen\b[^.]*\bhele dag\b|"
        r"\bstappen per dag|"
    r"\bgoed ter been",
    "buiten": r"\bhele (?:dag|jaar) (?:door )?buiten\b|\bwerkt?\b[^.]*\bbuiten\b|\bbuiten\b[^.]*\bwerk|"
        r"\bbuitenwerk\b|\bweer en wind\b",
    "hoogte": r"\bhoogtevrees\b|\bwerken op hoogte\b|\bop (?:grote )?hoogte\b|\bop (?:steigers|ladders|"
        r"daken)\b",
    "lawaai": r"\blawaai|\bherrie\b|\bgeluidsoverlast|\bveel geluid\b",
    "prikkels": r"\b(?:over)?prikkel|\bdrukte\b|\bdruk\b(?=[^.]*werkplek|,)|\bhectisch|\bdrukke werk",
    "klantcontact": r"\bklantcontact|\bcontact met (?:klanten|gasten|bezoekers|publiek)",
    "tempo_hoog": r"\bhoog\b[^.]*\btempo\b|tempo\b[^.]*\bhoog\b|\bwerkdruk\b|\btijdsdruk\b|\bstevig tempo\b",
    "alleen_werken": r"\bwerkt?\b[^.]*\balleen\b(?! in| op| maar| als| met| van)|"
        r"\balleen (?:kunnen )?werken\b",
    "ploegendienst": r"\bploegendienst|\bploegen\b|\bwisseldienst",
    "temperatuur_koud": r"\bkou\b|\bkoud\b|\bkoude\b|\bvriescel|\bkoelcel|\bvrieshuis|\bkoelhuis",
    "stof": r"\bstof\b(?!fen)|\bstoffig",
    "beeldschermwerk": r"\bbeeldscherm|\bachter (?:de|een) (?:computer|scherm|pc)\b|\bachter het scherm\b",
    "autorijden": r"\brijdt?\b[^.]*\b(?:hele dag|bus|bestelbus|auto)\b|\b(?:auto|bus) rijden\b|"
        r"\bautorijden\b",
    "fijne_motoriek": r"\bfijne motoriek|\bpriegel|\bfijn werk\b|\bvaste hand\b",
}  # fmt: skip
_MORE_OF_A_PERSON: Final = {
    "tillen_zwaar": r"\btil(?:len|t)?\b|\bsjouwen\b",
    "staan_lang": r"\bstaan\b",
    "lopen_veel": r"\b(?:lange|grote) afstanden\b|\bver (?:te )?lopen\b|\blang lopen\b|\bveel lopen\b",
    "buiten": r"\bbuiten\b",
    "hoogte": r"\bladder\b|\bhoogtes?\b|\bsteiger\b",
    "prikkels": r"\bdruk(?:ke)? omgeving",
    "klantcontact": r"\bklanten\b",
    "tempo_hoog": r"\bhaast\b|\btempo\b|\bdruk\b(?= kan| gaat)",
    "beeldschermwerk": r"\bcomputer(?:werk)?\b",
    "fijne_motoriek": r"\bfijn\b",
    "ploegendienst": r"\bploegen",
    "temperatuur_koud": r"\bkou",
}
_WORK: Final = {name: re.compile(_ASKED[name]) for name in WORK_CONDITIONS}
_PERSON: Final = {
    name: re.compile("|".join(filter(None, (_ASKED[name], _MORE_OF_A_PERSON.get(name))))) for name in WORK_CONDITIONS
}
_NOT_ASKED: Final = re.compile(
    r"\bhoe(?:f|ft)\b|\bniet\b|\bgeen\b|\bweinig\b|\bnauwelijks\b|\bnooit\b|\bzonder\b|\blicht werk\b|"
    r"\bzelden\b"
)
_STILL_ASKED: Final = re.compile(
    r"\bgeen hoogtevrees\b|\bniet bang voor\b|\bniet vies van\b|\bgeen bezwaar\b|\bniet erg\b"
)
_LIGHT: Final = re.compile(
    r"\blicht werk\b|\bgeen (?:lichamelijke|fysieke) belasting|\bzonder (?:lichamelijke|fysieke) belasting"
)
_CANNOT: Final = re.compile(
    r"\bkan\b[^.]*\b(?:niet|geen|slecht)\b|\bmag\b[^.]*\b(?:niet|geen|max|maximaal|hooguit)\b|\b(?:lukt|"
    r"gaat|kan|mag|lukken) "
    r"niet\b|\bverdra\w* (?:geen|niet)\b|\bmoeite met\b|\blastig\b|\bdurft niet\b|"
    r"\bniet (?:te )?(?:lang|veel|zwaar|tillen|"
    r"staan|alleen|tegen|meer)\b|\bwil (?:niet|geen)\b|\bliever (?:geen|niet)\b|\bslecht tegen\b|"
    r"\bgeen (?:zwaar|lang)\b|"
    r"\blukt\b[^.]*\bniet\b|\bniet mogelijk\b|\bonmogelijk\b|\bheeft hoogtevrees\b|\bproblemen met\b|"
    r"\bgeen\b[^.]*\bmeer\b|"
    r"\bhoudt\b[^.]*\bniet\b|\bdurft\b[^.]*\b(?:geen|niet)\b|\boverprikkeld|\bniet (?:meer )?bij\b|"
    r"\bvermijd|\blast van\b|"
    r"\b(?:wordt|raakt)\b[^.]*\b(?:ziek|moe|gek|paniek)|\bverboden\b|\bmoet\b[^.]*\b(?:niet|geen)\b|"
    r"\bverdra\w*\b[^.]*\bslecht\b|\bmoeilijk\b|\bte zwaar\b|\bmag(?: \w+)? niet\b|\bkan (?:hij|ze|"
    r"zij) niet\b|"
    r"\bwil (?:hij|ze|zij) niet\b|\bniet (?:lang|meer) vol\b|\bvoelt zich\b[^.]*\b(?:onveilig|angstig)"
)
_CAN: Final = re.compile(
    r"\bgeen (?:probleem|bezwaar|moeite|enkel probleem|hoogtevrees)\b|\bniet (?:bang|erg|vies)\b|"
    r"\bkan (?:goed|prima) tegen\b|"
    r"\bzonder problemen\b|\bzegt nooit\b|\bgeen hekel\b"
)
_FEAR: Final = re.compile(r"(?<!geen )\bhoogtevrees\b")
_NOTHING: Final = re.compile(r"\bgeen (?:lichamelijke |fysieke |medische )?beperking")


def asked(text: str) -> Said:
    """Conditions that an employer's text states in so many words."""
    found: list[str] = []
    light = False
    for clause in clauses(text):
        light |= _LIGHT.search(clause.low) is not None
        rest = _STILL_ASKED.sub(lambda match: match.group().replace("geen ", "").replace("niet ", ""), clause.low)
        if _NOT_ASKED.search(rest):
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


def cannot(text: str) -> Said:
    """Conditions that a text about a person says are not possible."""
    found: list[str] = []
    nothing = False
    for clause in clauses(text):
        if _NOTHING.search(clause.low):
            nothing = True
            continue
        if _FEAR.search(clause.low) and not _CAN.search(clause.low):
            found.append("hoogte")
        elif _denies(clause) and not _CAN.search(clause.low):
            found += [name for name, pattern in _PERSON.items() if pattern.search(clause.low)]
    if found:
        return Said(tuple(name for name in WORK_CONDITIONS if name in found))
    return Said(none=True) if nothing else SILENT
