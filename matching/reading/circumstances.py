"""Guidance and the doelgroepregister: short closed questions to a text."""

import re
from typing import Final

from matching.reading.modality import Strength, strength
from matching.reading.sentences import SILENT, About, Clause, Passage, Said

_COACH: Final = re.compile(
    r"begeleid(?! ?won)|\b(?:aan)?sturing\b|\baangestuurd\b|\bcontactpersoon\b|\bcontroleert\b|\bvoordoet\b|"
    r"\bbuddy\b|\bjob ?coach|\baanspreekpunt\b|\baansturing\b|\baangestuurd\b|"
    r"\btoezicht\b|\bmentor\b|"
    r"\bnaast (?:je|zich|hem|haar)\b(?! (?:\w{1,2}|rijbewijs|diploma|opleiding|studie|werk|baan|school)\b)|"
    r"\bmaatje\b|\bmeekijk|\bbij de hand\b|\bopvang\b(?= door)|\bwerkleider\b"
)
_INTENSIVE: Final = re.compile(
    r"\bintensie|\bhele dag\b|\bconstant|\bcontinue?\b|\bvoortdurend|\bpermanent|\bniet zelfstandig\b|"
    r"\bmeer(?:dere)? (?:keren|malen) per dag\b|\b(?:elke|iedere) dag meerdere (?:keren|malen)\b|"
    r"\b(?:elke|iedere) dag\b[^.]*\b(?:sturing|voordoet|uitleg en)\b|\bdagelijkse (?:aan)?sturing\b|"
    r"\baltijd iemand\b|\b(?:iedere|elke) (?:stap|handeling)\b|\bstap voor stap\b|\b(?:1|een)[- ]op[- ](?:1|"
    r"een)\b|\bde hele tijd\b"
)
_ALONE: Final = re.compile(
    r"\b(?:volledig|geheel|helemaal|goed|heel)?\s?zelfstandig\b|\bred(?:t)? (?:me|zich|het) (?:prima|goed|"
    r"wel|zelf)\b|"
    r"\bkan het (?:prima |goed |helemaal )?alleen\b|\bdoet het (?:nu |inmiddels )?(?:helemaal |geheel )?zelf\b|"
    r"\balleen kunnen (?:rooien|redden)\b"
)
_NO_GUIDANCE: Final = re.compile(
    r"\bgeen (?:mogelijkheid|ruimte|tijd|mensen|capaciteit|budget)\b[^.]*\bbegeleid|"
    r"\bgeen (?:\w+ )?(?:\w*begeleid(?:ing|er)|job ?coach|buddy|aansturing|toezicht)|\bbegeleid(?:ing|"
    r"en)\b[^.]*\bniet\b|\bbegeleid(?:ing|en)\b[^.]*\bgeen (?:tijd|mensen|ruimte|capaciteit|geld|plek)\b|"
    r"\b(?:begeleiding|job ?coach)\b[^.]*\b(?:afgebouwd|gestopt|weggevallen|afgesloten)\b|"
    r"\b(?:zonder|nul) begeleiding|\bniet begeleid (?:te )?word"
)
_NOT_WITHOUT: Final = re.compile(
    r"\bzonder\b[^.]*(?:begeleid|coach|buddy|aansturing|toezicht)[^.]*\b(?:niet|uit|mis|vast|onmogelijk|"
    r"fout|lastig)\b|"
    r"\b(?:niet|geen)\b[^.]*\bzonder (?:\w+ )?(?:begeleid|coach|buddy|aansturing|toezicht)"
)
_NOT_NEEDED: Final = re.compile(r"\bniet (?:meer )?nodig\b|\boverbodig\b|^(?:nee|geen|niet)\b|\bhoeft niet\b")
_UNSETTLED: Final = re.compile(
    r"\b(?:nog )?(?:niets|niet|onbekend|onduidelijk) (?:over )?(?:bekend|besproken|duidelijk|afgesproken)\b|"
    r"\bonbekend\b|"
    r"\bnog (?:uitzoeken|bespreken|bekijken|te bepalen)\b|\bonduidelijk\b|\bweet (?:zelf )?niet of\b|"
    r"\bweten we niet\b"
)
_TALKS: Final = re.compile(
    r"\b(?:(?:een|1|twee|2) ?(?:keer|maal|x) (?:per|in de)|1x|eens (?:per|in de)|elke|iedere|wekelijks|"
    r"maandelijks|"
    r"tweewekelijks|af en toe|zo nu en dan|regelmatig|korte?)\b[^.]*\b(?:gesprek\w*|praatje|evaluatie|"
    r"bezoekje?|overlegje)\b"
)
"""A talk now and then is guidance too, whatever it is called."""
_CLIENTS: Final = re.compile(
    r"\b(?:klant|bezoeker|gast|patient|client|bewoner|ouder|leverancier)\w*\b|\bsollicitatie|\bintake"
)
_GIVES_CARE: Final = re.compile(
    r"\b(?:je|jij|u) bent (?:het|een) \w*aanspreekpunt\b|\bvoor de begeleiding (?:van|in|bij|op)\b|"
    r"\bbegeleidt\b|\b(?:geef|geeft|geven) begeleiding\b|"
    r"\bbegeleiding geven\b(?! kunnen)|"
    r"\btoezicht (?:houden|op)\b|\bbegeleid\b(?! (?:word|werk))|\bbegeleiden van\b|\bbegeleiden\b(?! bij|"
    r" door| op)|"
    r"\bervaring met (?:het )?begeleid|\bbegeleiding (?:van|aan) (?:onze|kinderen|ouderen|clienten|"
    r"bewoners)\b"
)

_REGISTER: Final = re.compile(
    r"\bdoelgroepe?n?register|\bbanenafspraak|\bgarantiebaan|\bdoelgroepverklaring|\b(?:in|"
    r"uit) het register\b"
)
_OPEN_QUESTION: Final = re.compile(
    r"\baanvraag\b|\bonbekend\b|\bonduidelijk\b|\bnog niet bekend\b|\baangevraagd\b|\bloopt nog\b|"
    r"\bbeoordeelt\b|\bwacht\b|\bin behandeling\b|\bnog of\b|\bgeen idee\b|\bniet of\b|"
    r"\bniet (?:helemaal )?duidelijk\b|^of (?:ze|hij|zij)\b|\bnavragen\b|\bzoekt\b[^.]*\buit\b|"
    r"\buitzoeken\b|"
    r"\bnagaan\b|\bchecken\b|\bmisschien\b|\bmogelijk\b|\bwellicht\b"
)
_KEEPS: Final = re.compile(
    r"\bvoldoe(?:t|n)\b|\b(?:doet|doen) mee\b|\bbijdrage\b|\bdra(?:agt|"
    r"gen)\b[^.]*\bbij\b"
)
"""What an employer does for the agreement says nothing about this work."""
_REFUSED: Final = re.compile(
    r"\buit het (?:doelgroepe?n?)?register (?:gehaald|geschreven|verwijderd)\b|\bafgewezen\b|\bgeweigerd\b|"
    r"\bniet toegekend\b|\buitgehaald\b|\buitgeschreven\b|\bniet meer\b|"
    r"\bvervallen\b|\bafgekeurd\b|\bniet langer\b|\blaten vallen\b|\blosgelaten\b|\bopen voor iedereen\b|"
    r"\bvoor iedereen open\b"
)
_GRANTED: Final = re.compile(
    r"\btoegekend\b|\bgoedgekeurd\b|\bgehonoreerd\b|\bbinnen\b|\bgekregen\b|"
    r"\bontvangen\b"
)
_ANSWERS_NO: Final = re.compile(r"\W*(?:nee|niet|geen)\b")
_NO_CONDITION: Final = re.compile(
    r"\bgeen (?:voorwaarde|vereiste|eis|must)\b(?!.*\b(?:voorrang|streepje|liefst|voorkeur|pre)\b)"
)
_NOT: Final = re.compile(r"\bnee\b|\bgeen\b|\bniet\b|\bnooit\b|\bhoe(?:f|ft)\b")


def guidance_offered(passage: Passage) -> Said:
    """Guidance that a work place has."""
    found: list[str] = []
    for clause in passage.clauses:
        if clause.once or clause.past or clause.undecided:
            continue
        near = f"{clause.low} , {' , '.join(clause.behind)}"
        if _NO_GUIDANCE.search(clause.low):
            found.append("geen")
        elif _COACH.search(clause.low) and not _GIVES_CARE.search(clause.low):
            found.append("intensief" if _INTENSIVE.search(clause.low) else "licht")
        elif _ALONE.search(clause.low) and _NO_GUIDANCE.search(near):
            found.append("geen")
        elif _talks(clause):
            found.append("licht")
    return Said((found[0],)) if found else SILENT


def _talks(clause: Clause) -> bool:
    return _TALKS.search(clause.low) is not None and not _CLIENTS.search(clause.low)


def guidance_needed(passage: Passage) -> Said:
    """Guidance that a person needs; the most that is named."""
    found = [need for clause in passage.now() if (need := _need(clause))]
    order = ("intensief", "licht", "geen")
    return Said((min(found, key=order.index),)) if found else SILENT


def _need(clause: Clause) -> str | None:
    low = clause.low
    answer = " , ".join(clause.behind)
    if _GIVES_CARE.search(low) or _UNSETTLED.search(low) or (clause.asks and _UNSETTLED.search(answer)):
        return None
    coach, intensive = _COACH.search(low), _INTENSIVE.search(low)
    if coach and _NOT_WITHOUT.search(low):
        return "intensief" if intensive else "licht"
    if _NO_GUIDANCE.search(low) or (clause.asks and coach and (_NOT_NEEDED.search(answer) or _ALONE.search(answer))):
        return "geen"
    if intensive and (coach or "zelfstandig" in low):
        return "intensief"
    if coach or _talks(clause):
        return "licht"
    return "geen" if _ALONE.search(low) and not _NOT.search(low) else None


def register_asked(passage: Passage) -> Said:
    """Whether the work is for people in the doelgroepregister."""
    for clause in passage.clauses:
        if not _REGISTER.search(clause.low) or clause.about is About.OTHERS or _KEEPS.search(clause.low):
            continue
        near = f"{clause.low} , {clause.tail(_REGISTER)}"
        if clause.once or clause.past:
            if _REFUSED.search(near):
                return Said(("nee",))
            continue
        own = Clause(clause.written, clause.low, clause.behind, asks=clause.asks)
        how = strength(own, _REGISTER)
        if _NO_CONDITION.search(near):
            return Said(("nee",))
        if how is Strength.WISHED:
            return Said(wished=("ja",))
        return Said(("nee" if how is Strength.WAIVED or _NOT.search(clause.low) else "ja",))
    return SILENT


def registered(passage: Passage) -> Said:
    """Whether a person is in the doelgroepregister."""
    for clause in passage.clauses:
        if not _REGISTER.search(clause.low) or clause.about is About.OTHERS:
            continue
        near = f"{clause.low} {' '.join(clause.behind)}"
        if _REFUSED.search(near):
            return Said(("nee",))
        if clause.once or clause.past:
            continue
        if _OPEN_QUESTION.search(near) and not _GRANTED.search(near):
            return SILENT
        answered_no = clause.asks and clause.behind and _ANSWERS_NO.match(clause.behind[0])
        return Said(("nee" if answered_no or _NOT.search(clause.low) else "ja",))
    return SILENT
