"""The doelgroepregister in a text: whether work is for people in it, and whether a person is in it."""

import re
from typing import Final

from matching.reading.modality import Strength, indispensable, strength
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.subjects import About

_REGISTER: Final = re.compile(
    r"\bmet of zonder indicatie\b|\bgeen registratie\b|\bdoelgroepe?n?register|\bbanenafspraak|\bgarantiebaan|"
    r"\bdoelgroepverklaring|\b(?:in|uit) het register\b|\bdoelgroep ?reg(?:ister)?\b|^(?:in )?register\W*(?:ja|nee)\b|"
    r"^register\b|\bde registratie\b|\bhoort niet (?:tot|bij) de doelgroep\b|"
    r"\bgeen indicatie\b|\bregister-?indicatie\b|\bzonder indicatie\b(?=[^.]*\bwelkom\b)|"
    r"\bgeregistreerd \(?doelgroep\b|"
    r"^doelgroep\W*(?:ja|nee)\b|\bstaat er (?:nog )?(?:altijd |steeds )in\b"
)
_OPEN_QUESTION: Final = re.compile(
    r"\buitgelegd\b|\bvoorlichting\b|\bfolder\b|\bgeinformeerd\b|\baanvraag\b|\bonbekend\b|\bonduidelijk\b|"
    r"\bnog niet bekend\b|\baangevraagd\b|\bloopt nog\b|\bligt (?:nog )?bij\b|\buitslag\b|"
    r"\bbeoordeelt\b|\bwacht(?:en|end)?\b|\bin behandeling\b|\bnog of\b|\bgeen idee\b|\bniet of\b|"
    r"\bniet (?:helemaal )?duidelijk\b|^of (?:ze|hij|zij)\b|\bnavragen\b|\bzoekt\b[^.]*\buit\b|"
    r"\buitzoeken\b|"
    r"\bnagaan\b|\bchecken\b|\bmisschien\b|\bmogelijk\b|\bwellicht\b"
)
_NOT_IN_IT: Final = re.compile(r"^(?!of\b).*\bstaat (?:hij |ze |zij )?niet in het\b")
_FORM_YES: Final = re.compile(r"(?:register|\breg|^doelgroep|banenafspraak)[^,:]*\W ?ja\b")
_AGREEMENT: Final = re.compile(r"\bbanenafspraak\b")
_FOR_WHOM: Final = re.compile(
    r"\b(?:alleen|uitsluitend|voor|uit|onder|moet|sta|staat|valt?|vallen|indicatie|registratie|opgenomen|"
    r"geregistreerd|zoek\w*|gaat om|"
    r"betreft|kader|dit is|doelgroep|eis|geen|niet|verplicht|vereist|hoeft?|voorwaarde|must|baan|plek|functie|"
    r"vacature|register|behoor\w*|met)\b(?! (?:ons|mij)\b)"
)
"""Some sign that the agreement is named for this work and not in general."""
_KEEPS: Final = re.compile(
    r"\b(?:wij|we) (?:doen|werken|zetten)\b[^,]*\bbanenafspraak\b|\blees je\b|\bmeer (?:informatie|"
    r"lezen|weten) over\b|^meer over\b|"
    r"\bop onze (?:site|website)\b|\bwerken we aan\b|\bdoelstelling\b|"
    r"\bvoldoe(?:t|n)\b|\b(?:doet|doen) mee\b|\bbijdrage\b|\bdra(?:agt|"
    r"gen)\b[^.]*\bbij\b"
)
"""What an employer does for the agreement says nothing about this work."""
_REFUSED: Final = re.compile(
    r"\buit het (?:doelgroepe?n?)?register (?:gehaald|geschreven|verwijderd)\b|\bafgewezen\b|\bgeweigerd\b|"
    r"\bwe(?:es|zen)\b[^,]*\baf\b|\bongegrond\b|"
    r"\bbuiten (?:de|het) (?:banenafspraak|doelgroep\w*|register)\b|\bbeeindigd\b|\bniet verlengd\b|\bdoorgehaald\b|"
    r"\beruit (?:gehaald|geschreven|gegaan)\b|"
    r"\buit gehaald\b|"
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
    r"\bzonder indicatie\b[^.]*\bwelkom\b|\banderen\b[^.]*\bwelkom\b|\bgeen indicatie\b.*\book dan\b|"
    r"\bgeen (?:voorwaarde|vereiste|eis|must)\b(?!.*\b(?:voorrang|streepje|liefst|voorkeur|pre)\b)"
)
_ALSO_WITHOUT: Final = re.compile(
    r"\bsta(?:at)? (?:je|u) (?:daar |er |hier )?niet in\b[^.]*\b(?:ook|evengoed|welkom|solliciteren|reageren|net zo)\b"
)
_NOT: Final = re.compile(r"\bnee\b|\bgeen\b|\bniet\b|\bnooit\b|\bhoe(?:f|ft)\b")


def asked(passage: Passage) -> Said:
    """Whether the work is for people in the doelgroepregister."""
    for clause in passage.clauses:
        if not _REGISTER.search(clause.low) or clause.about is About.OTHERS or _KEEPS.search(clause.low):
            continue
        if _AGREEMENT.search(clause.low) and " " in clause.low and not _FOR_WHOM.search(clause.low):
            continue
        near = f"{clause.low} , {clause.tail(_REGISTER)}"
        if clause.once or clause.past:
            if _REFUSED.search(near):
                return Said(("nee",))
            continue
        own = Clause(clause.written, clause.low, clause.behind, asks=clause.asks)
        how = strength(own, _REGISTER)
        if _NO_CONDITION.search(near) or _ALSO_WITHOUT.search(f"{clause.low} , {' , '.join(clause.behind)}"):
            return Said(("nee",))
        if how is Strength.WISHED:
            return Said(wished=("ja",))
        if indispensable(own, _REGISTER):
            return Said(("ja",))
        return Said(("nee" if how is Strength.WAIVED or _NOT.search(clause.low) else "ja",))
    return SILENT


def registered(passage: Passage) -> Said:
    """Whether a person is in the doelgroepregister."""
    for clause in passage.clauses:
        if not _REGISTER.search(clause.low) or clause.about is About.OTHERS:
            continue
        near = f"{clause.low} {' '.join(clause.behind)}"
        if _FORM_YES.search(clause.low):
            return Said(("ja",))
        if _REFUSED.search(near):
            return Said(("nee",))
        if clause.once or clause.past:
            continue
        if _NOT_IN_IT.search(clause.low):
            return Said(("nee",))
        if _OPEN_QUESTION.search(near) and not _GRANTED.search(near):
            return SILENT
        answered_no = clause.asks and clause.behind and _ANSWERS_NO.match(clause.behind[0])
        return Said(("nee" if answered_no or _NOT.search(clause.low) else "ja",))
    return SILENT
