"""Shifts in a text: day, evening, night, weekend."""

import re
from typing import Final

from matching.reading.sentences import SILENT, Clause, Said, Strength, clauses, strength
from matching.types import SHIFTS

_WORDS: Final = {
    "dag": re.compile(
        r"\boverdag\b|\bdag-|\bdagdienst|\bdag\b(?=,| en| of)|\bkantoor(?:uren|tijd)|\bschooltijd|"
        r"\bvroege?\b|\bochtend|"
        r"\bmiddag|\bdoordeweeks overdag|\bma(?:andag)? ?(?:t/m|tot en met|-) ?vr(?:ijdag)?\b"
    ),
    "avond": re.compile(r"\bavond|\bs avonds\b|\blate diensten?\b|/laat\b|\blaat\b"),
    "nacht": re.compile(r"\bnacht"),
    "weekend": re.compile(r"\bweekend|\bzaterdag|\bzondag"),
}  # fmt: skip
_SUBJECT: Final = re.compile("|".join(pattern.pattern for pattern in _WORDS.values()))
_TEAMS: Final = (
    (re.compile(r"\b(?:5|vijf)[- ]?ploeg|\bvolcontinu|\b24/7\b"), SHIFTS),
    (re.compile(r"\b(?:3|drie)[- ]?ploeg"), ("dag", "avond", "nacht")),
    (re.compile(r"\b(?:2|twee)[- ]?ploeg|\bwisseldiensten"), ("dag", "avond")),
)
_TEAM: Final = re.compile(r"ploeg|volcontinu|wisseldienst|24/7")
_CLOCK: Final = re.compile(r"\b(?:van|om|na|begint om) (\d{1,2})(?:[.:]\d{2})?(?: uur)?(?: tot (\d{1,2}))?")
_CLOCK_CONTEXT: Final = re.compile(r"\bwerk|\bbegin|\bdienst|\bvan maandag|\bma\b|\bavond|\bdag")
_EVENING_FROM, _NIGHT_FROM, _MORNING_FROM = 16, 21, 5
_RULED_OUT: Final = re.compile(
    r"\b(?:geen|niet(?: in de| in het| 's)?|nooit(?: in de| in het| 's)?|zonder|behalve|uitgezonderd|"
    r"uitzondering van)\b"
    r"(?:[\s'/]+(?:s|de|het|in|en|of|avond\w*|nacht\w*|weekend\w*|zaterdag\w*"
    r"|zondag\w*|late|vroege|diensten?))+"
)
_NOT_AFTER: Final = re.compile(r"\b(?:niet|lukt niet|gaat niet|kan niet|nee)\b")
_KEPT: Final = re.compile(r"\bgeen (?:bezwaar|probleem|punt)\b|\bniet erg\b|\bniet alleen\b")
_WORK: Final = re.compile(
    r"\bwerk|dienst|beschikbaar|\binzet|\bkan\b|\bwil\b|\bmag\b|\bbezwaar\b|\balleen\b|\buitsluitend|"
    r"\bgeen\b|\bploeg|"
    r"\btijden\b|\bniet\b|\book\b"
)
_ONLY: Final = re.compile(r"\balleen\b|\buitsluitend\b|\benkel\b")
_ALSO: Final = re.compile(r"\book\b")
_EVERY: Final = re.compile(
    r"\balle (?:tijden|diensten|dagen)|\bvolledig flexibel|\baltijd inzetbaar|\balle soorten dienst"
)
_OPEN: Final = re.compile(r"\bin overleg\b|\bmag (?:je )?ook\b|\bmag\b")


def _ruled_out(low: str) -> set[str]:
    """Shifts that a clause excludes."""
    kept = _KEPT.sub(" ", low)
    found: set[str] = set()
    for part in _RULED_OUT.findall(kept):
        found |= {name for name, pattern in _WORDS.items() if pattern.search(part)}
    for match in _RULED_OUT.finditer(kept):
        found |= {name for name, pattern in _WORDS.items() if pattern.search(match.group())}
    rest = _RULED_OUT.sub(" ", kept)
    late = _NOT_AFTER.search(rest)
    if late:
        found |= {name for name, pattern in _WORDS.items() if name != "dag" and pattern.search(rest)}
    return found


def _by_clock(low: str) -> set[str]:
    found: set[str] = set()
    for begin, end in _CLOCK.findall(low):
        start, stop = int(begin), int(end or 0)
        if start >= _NIGHT_FROM or start < _MORNING_FROM:
            found.add("nacht")
        elif start >= _EVENING_FROM:
            found.add("avond")
        elif end and start <= 12 and stop <= 19:  # noqa: PLR2004 - hours of the clock
            found.add("dag")
    return found


def _mentioned(clause: Clause) -> set[str]:
    """Shifts that a clause names, those it excludes left out."""
    rest = _RULED_OUT.sub(" ", _KEPT.sub(" ", clause.low))
    found = {name for name, pattern in _WORDS.items() if pattern.search(rest)}
    for pattern, shifts in _TEAMS:
        if pattern.search(rest):
            found |= set(shifts)
            break
    if _CLOCK_CONTEXT.search(clause.low):
        found |= _by_clock(rest)
    return found


def _sorted(shifts: set[str]) -> tuple[str, ...]:
    return tuple(name for name in SHIFTS if name in shifts)


def asked(text: str) -> Said:
    """Shifts that an employer's text needs; what is in consultation or allowed is not needed."""
    needed: set[str] = set()
    wished: set[str] = set()
    out: set[str] = set()
    for clause in clauses(text):
        if not (_SUBJECT.search(clause.low) or _TEAM.search(clause.low) or _CLOCK.search(clause.low)):
            continue
        excluded, named = _ruled_out(clause.low), _mentioned(clause)
        kept = Clause(
            clause.written, _RULED_OUT.sub(" ", clause.low), clause.behind
        )  # what is ruled out waives nothing
        how = strength(kept, _SUBJECT)
        if how is Strength.WAIVED and not _KEPT.search(f"{clause.low} {clause.tail(_SUBJECT)}"):
            out |= (named | excluded) - {"dag"}
            continue
        out |= excluded
        if _OPEN.search(clause.low):
            continue
        (wished if how is Strength.WISHED else needed).update(named - excluded)
    needed -= out
    if needed:
        return Said(_sorted(needed))
    return Said(wished=_sorted(wished - out), without=_sorted(out))


def workable(text: str) -> Said:
    """Shifts that a text about a person says can be worked, or cannot."""
    can: set[str] = set()
    out: set[str] = set()
    also = False
    for clause in clauses(text):
        if _EVERY.search(clause.low):
            can |= set(SHIFTS)
        team = _TEAM.search(clause.low)
        if not (_SUBJECT.search(clause.low) or team):
            continue
        if not _WORK.search(f"{clause.low} {clause.tail(_SUBJECT)}"):
            continue
        tail = clause.tail(_SUBJECT)
        excluded = _ruled_out(f"{clause.low} , {tail}" if _NOT_AFTER.search(tail) else clause.low)
        out |= excluded
        named = _mentioned(clause) - excluded
        if team and _KEPT.search(clause.low):
            named |= {"dag", "avond"}
        can |= named
        also |= bool(_ALSO.search(clause.low)) and not _ONLY.search(clause.low)
    if can and also:
        can.add("dag")
    can -= out
    return Said(_sorted(can)) if can else Said(without=_sorted(out)) if out else SILENT
