"""Words for shifts: day, evening, night, weekend, and which of them a clause names or rules out."""

import re
from dataclasses import replace
from typing import Final

from matching.reading.clock import by_clock, on_the_clock
from matching.reading.sentences import Clause
from matching.types import SHIFTS

WORDS: Final = {
    "dag": re.compile(
        r"\boverdag\b|\bdag-|\bdagdienst|(?<!buiten )(?<!naast )\bschool(?:tijd(?:en)?|uren)\b|"
        r"(?<!per )(?<!hele )(?<!elke )(?<!iedere )(?<!een )(?<!de )\bdag\b(?=,| en| of|$)|"
        r"\bkantoor(?:uren|"
        r"tijd)|\bkinderen (?:op|naar) school\b|\bgewone (?:werk)?dagen\b|"
        r"\b(?:begin|begint|beginnen|start|starten) (?:we |je |om |rond )*[6-9](?:[.:]\d\d)? ?(?:uur|u)\b(?! (?:per|"
        r"in de) week| p)|"
        r"\bschool(?:tijd|uren)|\b[6-9](?:[.:]\d\d)? uur (?:beginnen|starten)\b|"
        r"\bvroege?\b(?! (?:ze|hij|zij|ik|mij|me|om|naar|wat|waar|er|of(?! (?:de )?late?\b)|opstaan|"
        r"beginnen)\b)|(?<!volgende )\bochtend|"
        r"\b\d doordeweekse dag(?:en)?\b|\b(?:maan|dins|woens|donder|vrij)dag(?:ochtend|middag)s?\b|"
        r"(?<!tussen de )\b(?:na)?middag|"
        r"\bdoordeweeks overdag|"
        r"\b(?<!per )(?<!hele )(?<!elke )(?<!iedere )(?<!een )(?<!de )dag\b(?= (?:is|kan|mogelijk))"
    ),
    "avond": re.compile(
        r"(?:\b|dag)avond(?!eten|maal|school)|\bs avonds\b|\blate (?:dienst|week|weken)|\blate\b(?= (?:of|en)\b)|"
        r"/laat\b|\b(?:vroeg\w*|ochtend|dag|middag)\W+(?:(?:en|of|als)\W+)?laat\b|\btot laat\b|^\W*laat\W*$|"
        r"\blaat\W+(?:(?:en|of)\W+|/)?(?:vroeg|nacht|weekend)|\bna (?:etenstijd|het (?:avond)?eten)\b"
    ),
    "nacht": re.compile(r"(?<!uur per )\bnacht|\w+dagnacht"),
    "weekend": re.compile(r"(?<!uur )\bweekend(?!toeslag)|\bzaterdag|\bzondag(?!nacht)|\bzat? ?(?:/|en|of) ?zon?\b|"
        r"^(?:en |"
    r"of )?z[ao](?: (?:en|of) z[ao])?$|\bt/m z[ao]\b|\bza(?= (?:mag|kan|ok|werken|ook|prima|lukt)\b)"),
}  # fmt: skip
SUBJECT: Final = re.compile("|".join(pattern.pattern for pattern in WORDS.values()))
_TEAMS: Final = (
    (re.compile(r"\b(?:5|vijf)[- ]?ploeg|\bvolcontinu|\b24/7\b"), SHIFTS),
    (re.compile(r"\b(?:3|drie)[- ]?ploeg"), ("dag", "avond", "nacht")),
    (re.compile(r"\b(?:2|twee)[- ]?ploeg|\bwissel(?:ende )?diensten"), ("dag", "avond")),
)
_DAY_AND_NIGHT: Final = re.compile(r"\boverdag (?:en|of|als) (?:ook )?(?:'?s )?nachts\b")
"""Which two shifts take turns: "wisselende diensten, overdag en 's nachts"."""
TEAM: Final = re.compile(r"ploeg|volcontinu|wissel(?:ende )?dienst|24/7")
_CLOCK_CONTEXT: Final = re.compile(
    r"\bwerk|\bbegin|dienst|\bvan maandag|\bma\b|\bavond|\bdag|\bvroeg|\blaat\b|\blate\b|\bdoordeweeks\b|"
    r"\bploeg|\brooster|\bvanaf \d{1,2} ?(?:uur|u)\b|"
    r"\bwerktijd|\btijden\b|\d[.:]\d\d|\b(?:van|tussen) \d+ (?:tot|en) \d+ ?(?:uur\b|u\b|$)"
)
_ONLY_TIMES: Final = re.compile(r"^(?:[\W\d]|\b(?:uur|u|van|tussen|tot|en|of|als|het|maar|is)\b)+$")
"""What goes on about hours that were spoken of: "onze tijden in overleg, als het maar tussen 8 en 17 is"."""
EVERY_DAY: Final = re.compile(
    r"\balle dagen van de week\b|\b(?:7|zeven) dagen per week (?:werk|inzet|beschikbaar)|"
    r"\brooster van (?:7|zeven) dagen\b|\b(?:7|zeven) dagen inzetbaar\b"
)
RULED_OUT: Final = re.compile(
    r"\b(?:geen|niet(?: in de| in het| 's)?|nooit(?: in de| in het| 's)?|zonder|behalve|uitgezonderd|"
    r"uitzondering van)\b"
    r"(?=[\s'/]+(?:(?:s|de|het|in|en|of|late|vroege)[\s'/]+)*(?:avond|nacht|weekend|zaterdag|zondag|late\b|vroege\b))"
    r"(?:[\s'/]+(?:s|de|het|in|en|of|avond\w*|nacht\w*|weekend\w*|zaterdag\w*|zondag\w*|late|vroege|diensten?)\b)+"
)
NOT_AFTER: Final = re.compile(
    r"\b(?:afgeraden|uit den boze|verboden|niet haalbaar|niet|lukt niet|gaat niet|kan niet|nee|nooit)\b"
)
_NOT_BY_DAY: Final = re.compile(
    r"\boverdag werken\b[^.]*\b(?:lukt|gaat|kan) niet\b|"
    r"\boverdag (?:\w+ ){0,2}?(?:niet|nooit) (?:beschikbaar|inzetbaar|bruikbaar|werken|mogelijk)\b"
)
KEPT: Final = re.compile(
    r"\bvalt niet(?:s)? (?:over |aan )?te (?:praten|tornen|veranderen|schuiven|wijzigen)\b|"
    r"\bgeen (?:bezwaar|probleem|punt)\b|\bniet erg\b|\bniet alleen\b|"
    r"\b(?:kent|weet) (?:hij|ze|zij) niet (?:anders|beter)\b|"
    r"\b(?:schrikt|schrikken|deert|deren|hindert|stoort|storen) (?:hem|haar) niet\b|\bnooit anders\b|\bwil (?:hij|ze|"
    r"zij) niet vanaf\b|"
    r"(?<!rest )\bmaakt\b(?: \w+){0,3} nie(?:ts|t) uit\b"
)


_OTHER_TEAM: Final = re.compile(
    r"\b(?:mannen|vrouwen|mensen|collega's|jongens|meiden|ploeg|team) van (?:de |het |'s )?(?:ochtend|middag|avond|"
    r"nacht|"
    r"weekend)\w*|\bals (?:hij|ze|zij) 's nachts\W*$"
)
"""Those who work at other hours, and who sleeps at night: "de zware kratten doen de mannen van de ochtend"."""


def in_digits_of(clause: Clause) -> Clause:
    """The clause with hours of the clock in digits."""
    low = on_the_clock(clause.low)
    return clause if low == clause.low else replace(clause, low=low)


def ruled_out(low: str) -> set[str]:
    """Shifts that a clause excludes."""
    kept = KEPT.sub(" ", low)
    found: set[str] = set()
    for match in RULED_OUT.finditer(kept):
        found |= {name for name, pattern in WORDS.items() if pattern.search(match.group())}
    rest = RULED_OUT.sub(" ", kept)
    if NOT_AFTER.search(rest):
        found |= {name for name, pattern in WORDS.items() if name != "dag" and pattern.search(rest)}
    return found | ({"dag"} if _NOT_BY_DAY.search(rest) else set())


def mentioned(clause: Clause) -> set[str]:
    """Shifts that a clause names, those it excludes left out; the clock decides where it is given."""
    rest = _OTHER_TEAM.sub(" ", RULED_OUT.sub(" ", KEPT.sub(" ", clause.low)))
    found = {name for name, pattern in WORDS.items() if pattern.search(rest)}
    for pattern, shifts in _TEAMS:
        if pattern.search(rest):
            found |= {"dag"} if _DAY_AND_NIGHT.search(f"{rest} {' '.join(clause.behind)}") else set(shifts)
            break
    if EVERY_DAY.search(rest):
        found |= {"dag", "weekend"}
    before = clause.before if _ONLY_TIMES.match(clause.low) else ""
    if "avond" in before:
        return found  # hours of the evening: "drie avonden, van vijf tot tien"
    between = _ONLY_TIMES.match(clause.low) and "tussen" in clause.low
    if between or _CLOCK_CONTEXT.search(f"{before} {clause.low} {' '.join(clause.behind)}"):
        found |= by_clock(rest, near=clause.before)
    return found


def in_order(shifts: set[str]) -> tuple[str, ...]:
    """Shifts as `matching.types.SHIFTS` has them."""
    return tuple(name for name in SHIFTS if name in shifts)
