"""Hours in an employer's text that are not those of the work: of a shop, of colleagues, of who may choose."""

import re
from typing import Final

from matching.reading.sentences import Clause

_THEY: Final = (
    r"(?:\w+enden|\w+kundigen|\w*collega'?s?|\w*ploeg(?:en)?|\w*team|\w*verpleging|\w*mensen|\w*lieden|schoon\w+|zoon|"
    r"dochter|man|vrouw|"
    r"broer|"
    r"zus|scholieren|studenten|vrijwilligers|anderen|\w*bedrijf|callcenter|\w*loket|winkel|kassa|apotheek|kantoor|"
    r"museum|"
    r"\w*wagens?|bakkers?|koks?|chauffeurs?|monteurs?|\w*chef|peilbeheerders?|beveiligers?|artsen)"
)
_DONE_BY: Final = re.compile(
    rf"\b(?:doet|doen|neemt|nemen|draait|draaien|werkt|werken|staat|staan|ligt|liggen|komt|komen|zit|zitten) (?:\w+ )?"
    rf"(?:mijn|onze|de|het|een|bij de|bij het) (?:\w+ ){{0,2}}{_THEY}\b|\blaten (?:we|wij) aan\b|"
    rf"\bnemen (?:de )?{_THEY} [^,]*\bover\b"
)
_THEY_WORK: Final = re.compile(
    rf"\b(?:onze|de|het|een|mijn|ons|sommige|andere) (?:\w+ )?{_THEY}\b[^,]*\b(?:is|zijn|komt|komen|draait|draaien|"
    rf"werkt|"
    rf"werken|staat|staan|loopt|lopen|bemand|zit|zitten|doet|doen|heeft|hebben|begint|beginnen|bezet|open)\b"
)
_OURS: Final = re.compile(r"\b(?:je|jij|jou|jouw|u|uw|we|wij|ons|iedereen|kandidaat|hij of zij)\b")
_NAMED: Final = re.compile(r"\b(?:is|doet|staat|werkt|draait|zit) (?!Je\b|Jij\b|U\b|Wij\b|We\b)[A-Z][a-z]+\b")
_BY_CHOICE: Final = re.compile(
    r"\bvrijwillig\b|\bniemand hoeft\b|\bwie (?:dat |er )?wil\b|\bwie wat extra|\bals je (?:dat )?wilt\b|"
    r"\bmag, moet niet\b"
)

_PLANNED: Final = re.compile(
    r"\bin de loop van\b|\blos van deze functie\b|\bvanaf 20\d\d misschien\b|\bdan komen er\b|\bover een jaar\b|"
    r"\bop termijn\b|\b(?:later|volgend jaar)\b[^,]*\b(?:willen|gaan|komt|komen)\b"
)
"""What may come and is not there yet."""
_EXTRA: Final = re.compile(r"\b(?:zaterdag|zondag|weekend|\w*avond|nacht)")
"""Hours that are more than those of the day."""


def is_of_others(clause: Clause) -> bool:
    """Whether the hours that a clause names are those of somebody else, or are worked by who likes to."""
    low = clause.low
    if _PLANNED.search(f"{low} , {' , '.join(clause.behind[:1])}"):
        return True
    behind = clause.behind[0] if clause.behind and _EXTRA.search(low) else ""
    if _BY_CHOICE.search(f"{low} , {behind}") or _DONE_BY.search(low):
        return True
    return not _OURS.search(low) and bool(_THEY_WORK.search(low) or _NAMED.search(clause.written))
