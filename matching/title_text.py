"""Job titles as people write them: advertisement dressing taken off, abbreviations written out."""

import re
from collections.abc import Container
from typing import Final

from matching.text import MAX_CHARACTERS, normalise

ABBREVIATIONS: Final = {
    "mdw": "medewerker", "medew": "medewerker", "medw": "medewerker", "mw": "medewerker", "med": "medewerker",
    "mdwster": "medewerkster", "chauf": "chauffeur", "chauff": "chauffeur", "ass": "assistent", "asst": "assistent",
    "adm": "administratief", "admin": "administratief", "alg": "algemeen", "mgr": "manager", "dir": "directeur",
    "secr": "secretaresse", "techn": "technisch", "verpl": "verpleegkundige", "verz": "verzorgende",
    "schoonm": "schoonmaak", "mag": "magazijn", "prod": "productie", "log": "logistiek", "comm": "commercieel",
    "fin": "financieel", "jur": "juridisch", "coord": "coordinator", "beh": "beheerder", "sr": "senior",
    "jr": "junior", "vvt": "verzorgende", "orderpick": "orderpicker", "elektromont": "elektromonteur",
    "ond": "onderhoud", "werkv": "werkvoorbereider", "calc": "calculator", "inst": "installatie", "ve": "verkoop",
    "vrw": "vrachtwagen", "hefruck": "heftruck", "bediend": "bediende", "oper": "operator", "ce": "vrachtwagen ce",
    "hbo": "", "mbo": "", "wo": "", "lbo": "", "vmbo": "", "ft": "", "pt": "",
}  # fmt: skip
"""Written in titles without or with a full stop; an empty text says nothing about the work."""

_NUMBER: Final = r"\d{1,2}(?:[.,]\d+)?"
_OPENING: Final = (
    r"^\W*(?:(?:met )?spoed\W+|per direct\W+|direct\W+|vacature\W+|nieuw\W+|top\W*baan\W+|bijbaan\W*:?\s+)*"
    r"(?:gezocht|gevraagd|te vervullen|wij zoeken|we zoeken|op zoek naar|ben jij|word jij|word|kom werken als|"
    r"vacature|functie|werken als|baan als|aan de slag als)\b"
    r"[\s:!?-]*(?:per direct\b\s*)?(?:(?:een|onze|de|jij)\b\s*)*"
)
_PRAISE: Final = (
    r"\b(?:per direct|z\.?s\.?m\.?|met spoed|spoed|goed salaris|marktconform|startdatum\s*\w*|ervaren|gedreven|"
    r"enthousiaste?|gemotiveerde?|collega|geen ervaring nodig|vast contract|direct starten)\b"
)
_DRESSING: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?://\S+|\S+@\S+",
        r"\((?:[mvx]\s*[/|-]\s*)+[mvxd]\)|\b[mvf]\s*/\s*[mvfx](?:\s*/\s*[xd])?\b|\(m-v\)|\((?:full|part)-?time\)",
        _OPENING,
        rf"\b(?:{_NUMBER}\s*(?:-|–|/|tot|a|à|t/m)\s*)?{_NUMBER}\s*(?:uur|uren|u|hrs?|fte)\b\.?(?:\s*(?:per|p/|/)\s*w\w*)?",
        r"(?:€|eur)\s*[\d.,]+(?:\s*-\s*(?:€\s*)?[\d.,]+)?(?:\s*(?:bruto|netto))?(?:\s*per\s*\w+|\s*p/?[mu]\w*)?",
        r"\b(?:full\s?-?time|part\s?-?time|voltijds?|deeltijds?|bijbaan|vakantiewerk|uitzendwerk|vaste baan)\b",
        _PRAISE,
        r"\b(?:regio|omgeving|omstreken|standplaats|locatie)\s+(?-i:[A-Z'’])[\w'’-]*(?:\s+(?:aan|den|de|op|en)\s+\w+)*",
        r"[\w'’-]+\s+(?:e\.?\s?o\.?|en omgeving|en omstreken)(?=\W|$)",
        r"\be\.\s?o\.?(?=\W|$)|[!?*#|•]+|\b(?:gezocht|gevraagd)\b",
    )
)
_PLACE: Final = re.compile(
    r"\s+(?:in|te|bij|voor|nabij)\s+(?:de\s+|het\s+|regio\s+)?[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*\s*$"
)
_SEGMENT: Final = re.compile(r"\s+[-–—]\s+|[;|]|,\s+")


def undress(title: str, known: Container[str]) -> str:
    """Title without what an advertisement puts around it.

    Args:
        title: as written.
        known: words that occur in labels; a part of the title that has none of them, and a place at the end that is
            no such word, say nothing about the work.

    Returns:
        What is left, in the spelling of the title; the title itself when nothing would be left.
    """
    text = title[:MAX_CHARACTERS].replace("\n", " ")
    for pattern in _DRESSING:
        text = pattern.sub(" ", text)
    place = _PLACE.search(text)
    if place and not any(word in known for word in normalise(place.group()).split()[1:]):
        text = text[: place.start()]
    segments = [segment.strip() for segment in _SEGMENT.split(text) if segment.strip(" .,:-()")]
    telling = [s for s in segments if any(word in known for word in expand(normalise(s)).split())]
    left = " ".join(telling or segments).strip()
    return left if normalise(left) else title


def expand(plain: str) -> str:
    """Normalised title with its abbreviations written out."""
    return " ".join(" ".join(ABBREVIATIONS.get(word, word) for word in plain.split()).split())
