"""What notes say about why some work cannot be done, put next to the work that it makes impossible.

"Contactallergie voor water en zeep" shares no word with *afwassen*; `data/barriers.tsv` says that they meet. A
diagnosis alone says nothing here: a sentence must name what somebody does not bear or cannot do, and that it is so.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from matching.lexicon import table
from matching.text import MAX_CHARACTERS

_SENTENCE: Final = re.compile(r"[.!?;\n•]+|\b(?:maar|wel|behalve|hoewel)\b")
_IMPOSSIBLE: Final = re.compile(
    r"\b(?:allergi\w*|\w*allergie|overgevoelig\w*|\w*eczeem|hooikoorts)\b|"
    r"\bverdra\w*\b[^.]*\b(?:geen|niet|slecht|niets)\b|\bgeen\b[^.]*\bverdra|"
    r"\b(?:kan|kunnen|mag|mogen|lukt|lukken|gaat|gaan|durft|houdt|krijgt|ziet|hoort|voelt|werken|doen)\b[^.]*"
    r"\b(?:niet|geen|niets|nauwelijks)\b|"
    r"\b(?:niet|geen|niets|nauwelijks)\b[^.]*\b(?:kan|kunnen|mag|mogen|lukt|lukken|gaat|gaan|vasthouden|"
    r"vastpakken|tegen|"
    r"werken|goed meer)\b|"
    r"\b(?:verbied\w*|verboden|verbod|afgeraden|ontraden|onmogelijk|uitgesloten)\b|\bgeen (?:gevoel|"
    r"kracht) (?:meer )?in\b|"
    r"\b(?:uitslag|benauwd\w*|aanval\w*|migraine|hoofdpijn|misselijk|duizelig|onwel|klachten|wonden|blaren|adem)\b|"
    r"\b(?:handen|huid) (?:liggen |zijn )?(?:open|stuk|kapot)\b|"
    r"\b(?:uitgevallen|verlamd|geamputeerd|tril\w*|tremor|versleten|blind|doof|twee linkerhanden)\b"
)
_STILL_POSSIBLE: Final = re.compile(
    r"\b(?:geen|nooit|niet meer) (?:\w+ )?(?:last|probleem|problemen|moeite|bezwaar|klachten)\b|\bverleden tijd\b|"
    r"\bniet (?:bang|vies|erg|te beroerd|zonder)\b|\bmet (?:goede )?(?:hulpmiddelen|handschoenen aan|bril|"
    r"gehoorapparaat)\b|"
    r"\bopgelost\b|\bgenezen\b|\bgaat (?:prima|goed|best)\b|\bgeen enkel\b"
)
_TRADE_IS_OVER: Final = re.compile(
    r"\b(?:lijf|lichaam|hij|ze|zij|ik) kan (?:het|dit|het vak|het werk)(?: vak| werk)? (?:echt |"
    r"lichamelijk |fysiek )?niet meer\b|"
    r"\bkan\b[^.]*\b(?:oude |eigen )?(?:vak|beroep)\b[^.]*\bniet meer\b|\bniet meer zelf (?:doen|uitvoeren)\b|"
    r"\bterugkeer in (?:het |zijn |haar )?(?:oude |eigen )?(?:vak|beroep|werk)\b[^.]*\b(?:niet|onmogelijk|"
    r"uitgesloten)\b|"
    r"\bongeschikt voor (?:het |zijn |haar )?(?:oude |eigen )(?:vak|beroep|werk)\b|\b(?:vak|werk) (?:zit|"
    r"is) er niet meer in\b"
)
_OPEN_WISH: Final = re.compile(
    r"\b(?:maakt|maak) (?:\w+ ){0,2}niet (?:zo ?veel |veel )?uit\b|\bals (?:het|er) maar werk\b|"
    r"\b(?:alles|van alles) (?:is |mag|kan|"
    r"vind\w* )?(?:goed|best|prima|oke|mag|kan)\b|\b(?:pakt|doet|probeert|wil) alles\b|\bgeen (?:idee|"
    r"voorkeur)\b|\bweet (?:ik |hij |"
    r"ze |zij |het )?(?:nog )?niet\b|\bwat (?:dan )?ook\b|\bstaat (?:overal|voor alles) (?:voor )?open\b|"
    r"\biets (?:heel )?(?:simpels?|eenvoudigs?|erbij)\b|^(?:werk|een baan|baan|bijbaan|baantje)(?:$|"
    r"\W+(?!aan|in|met|op|bij|waar|voor|achter|als))"
)
_OPEN_IN_NOTES: Final = re.compile(
    r"\b(?:maakt|maak) (?:\w+ ){0,2}niet (?:zo ?veel |veel )?uit (?:wat|welk)\b|\bstaat (?:overal|"
    r"voor alles) (?:voor )?open\b|"
    r"\b(?:pakt|neemt|doet) (?:in principe )?alles (?:aan|wat)\b|\bgeen voorkeur voor (?:werk|een)\b"
)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(about), tuple(works.split("|"))) for _, about, works in table("barriers.tsv"))


def impossible_work(notes: str, trades: Iterable[str] = ()) -> tuple[str, ...]:
    """Kinds of work that the notes say cannot be done, each once.

    Args:
        notes: plain words about a person.
        trades: titles of the work done before, which is over when the notes say so ("het lijf kan het niet meer").
    """
    notes = notes[:MAX_CHARACTERS].lower()
    found: dict[str, None] = dict.fromkeys(trades if _TRADE_IS_OVER.search(notes) else ())
    for sentence in _SENTENCE.split(notes):
        if _IMPOSSIBLE.search(sentence) and not _STILL_POSSIBLE.search(sentence):
            for about, works in _rows():
                if about.search(sentence):
                    found |= dict.fromkeys(works)
    return tuple(found)


def is_open(wishes: Iterable[str], notes: str) -> bool:
    """Whether somebody is open to any kind of work, as a wish ("maakt niet uit", "iets simpels") or told in notes."""
    return any(_OPEN_WISH.search(wish.lower()) for wish in wishes) or _OPEN_IN_NOTES.search(notes.lower()) is not None
