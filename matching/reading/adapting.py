"""What an employer's text says can be changed: hours, times, tasks, guidance.

"Over de uren valt te praten, over de tijden niet" is willing to change the hours and not the times. Somebody who says
"dan ruilen we" without naming what, speaks of what was named just before.
"""

import re
from typing import Final

from matching.reading.burdens import PERSON
from matching.reading.sentences import Passage
from matching.reading.subjects import About

_WHAT: Final = {
    "hours": re.compile(
        r"\b(?:aantal |contract|werk)?uren\b(?! per dag)|\b\d+ ?(?:uur|u)\b(?! ?[-'s]*(?:avonds|middags|ochtends))|"
        r"\b(?:minder|meer) uur\b|\bomvang\b"
    ),
    "times": re.compile(
        r"\b(?:werk|begin|eind|aanvangs)?tijd(?:en|stip)?\b|\brooster\w*|\bdagdelen\b|\b\w*diensten?\b|"
        r"\b(?:\w*avond(?:en)?|\w*weekend(?:en)?|zaterdag\w*|zondag\w*|nacht(?:en)?)\b|\bwerkdagen\b|\bde dagen\b"
    ),
    "tasks": re.compile(
        r"\b\w*(?:taak|taken|takenpakket|werkzaamheden|klusjes)\b|\b(?:het )?werk zelf\b|\binhoud\b|\bfunctie-inhoud\b|"
        r"\b(?:soort|onderdelen van het) werk\b"
    ),
    "guidance": re.compile(r"\bbegeleid(?:ing|er)\b|\bjob ?coach\w*|\bondersteuning\b"),
}  # fmt: skip
_BURDENS: Final = tuple(
    PERSON[name] for name in ("tillen_zwaar", "staan_lang", "alleen_werken", "hoogte", "klantcontact")
)
"""What is hard for some: who says right after it that it can be arranged, speaks of the tasks."""
_WILLING: Final = re.compile(
    r"\bval(?:t|len)\b[^.]{0,40}\bte praten\b|\bbespreekbaar\b|\bflexibel\b|\bsoepel\b|\bin overleg\b|"
    r"\b(?:kun|kan|kunnen|mag) (?:je|u|we|wij|jij)\b[^.]*\b(?:praten|schuiven|ruilen|overleggen|hebben|verdelen|"
    r"inzetten|aanpassen|puzzelen|afstemmen|regelen|meedenken|inrichten|leven)\b|"
    r"\b(?:we|wij) (?:\w+ ){0,6}?(?:praten|schuiven|ruilen|verdelen|aanpassen|puzzelen|meedenken|nadenken)\b|"
    r"\b(?:is|zijn) (?:\w+ )?(?:aan te passen|te veranderen|te wijzigen|anders te verdelen|aanpasbaar)\b|"
    r"\b(?:passen|stemmen|schuiven|ruilen|denken|puzzelen|praten) (?:we|wij)\b|"
    r"\b(?:willen|staan) (?:we|wij)\b[^.]*\b(?:nadenken|open)\b|\b(?:we|wij) staan (?:ervoor|er voor|daarvoor) open\b|"
    r"\bgaan (?:we|wij)\b[^.]*\bin gesprek\b|\bvinden (?:we|wij) (?:daar )?(?:wel|altijd) (?:iets|wat)\b|"
    r"\blossen (?:we|wij) (?:dat|het)\b|"
    r"\b(?:huren|regelen|zetten|vragen|bespreken|bekijken) (?:we|wij)\b[^.]*\b(?:job ?coach|begeleid)|"
    r"\b(?:minder|meer|later|eerder)(?: \w+)? (?:mag|kan|is)(?: (?:wel|zeker))? (?:ook|goed|prima)\b"
)
_TAKEN_OVER: Final = re.compile(
    r"\b(?:kan|mag|gaat|laat)\b[^.]*\b(?:naar|door|aan) een (?:andere )?collega\b|"
    r"\b(?:pakt|neemt|doet) een (?:andere )?collega (?:dat|het|die)\b"
)
"""Part of the work that somebody else does for who cannot do it."""
_IF: Final = re.compile(r"^.*\b(?:niet|geen|lastig|probleem|nodig)\b[^.]*?\bdan\b")
_NO_TROUBLE: Final = re.compile(r"\bgeen (?:punt|probleem|bezwaar)\b|\bmeer (?:\w+ )?(?:begeleiding )?nodig\b")
_FIXED: Final = re.compile(
    r"\bniet\b|\bniets\b|\bgeen\b|\bweinig\b|\bnauwelijks\b|\bsta(?:at|an) vast\b|\bligg?en? vast\b|\bligt vast\b|"
    r"\bnooit\b"
)
_CANNOT_CHANGE: Final = re.compile(
    r"^(?:en |maar )?(?:over|aan) (?:de|het|dat|deze|die|ons) .*\b(?:niet|niets|weinig|geen)\b|"
    r"\bkunnen (?:we|wij)\b[^.]*\b(?:niets|niet|weinig)\b[^.]*\b(?:veranderen|schuiven|doen|wijzigen)\b"
)
_BEFORE: Final = 3
"""Clauses back in which what can be changed may have been named."""


def _named(low: str) -> set[str]:
    return {name for name, pattern in _WHAT.items() if pattern.search(low)}


def _verdict(low: str) -> bool | None:
    """Whether a clause says that something can be changed, that it cannot, or nothing of it."""
    then = _NO_TROUBLE.sub(" ", _IF.sub(" ", low))
    if _CANNOT_CHANGE.search(then):
        return False
    return not _FIXED.search(then) if _WILLING.search(low) else None


def willing(passage: Passage) -> dict[str, bool]:
    """What the text says can be changed (``True``) or cannot (``False``); what it does not speak of is left out."""
    found: dict[str, bool] = {}
    recent: list[set[str]] = []
    for clause in passage.clauses:
        if clause.once or clause.past:
            continue
        named = _named(clause.low)
        burden = {"tasks"} if any(each.search(clause.low) for each in _BURDENS) else set()
        verdict = _verdict(clause.low)
        if _TAKEN_OVER.search(clause.low):
            found["tasks"] = True
        elif verdict is not None:
            about = named or burden or next((each for each in reversed(recent[-_BEFORE:]) if each), set())
            found.update(dict.fromkeys(about, verdict))
        recent.append(set() if clause.about is About.OTHERS else named or burden)
    return found
