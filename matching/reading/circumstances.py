"""Guidance, the doelgroepregister, travel and the day from which: short closed questions to a text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching.reading.sentences import SILENT, Said, Strength, clauses, plain, strength

_COACH: Final = re.compile(
    r"begeleid|\bbuddy\b|\bjob ?coach|\baanspreekpunt\b|\baansturing\b|\bnaast (?:je|zich|hem|haar)\b|"
    r"\bmaatje\b"
)
_INTENSIVE: Final = re.compile(
    r"\bintensie|\bhele dag\b|\bconstant|\bcontinue?\b|\bvoortdurend|\bpermanent|\bniet zelfstandig\b|"
    r"\baltijd iemand\b"
)
_ALONE: Final = re.compile(r"\b(?:volledig|geheel|helemaal|goed|heel)?\s?zelfstandig\b")
_NO_GUIDANCE: Final = re.compile(
    r"\bgeen (?:extra )?(?:begeleiding|job ?coach|buddy|aansturing)|\bbegeleiding\b[^.]*\bniet\b|"
    r"\bzonder begeleiding"
)
_GIVES_CARE: Final = re.compile(
    r"\bbegeleidt\b|\bbegeleid\b(?! (?:word|werk))|\bbegeleiden van\b|\bbegeleiden\b(?! bij| door| op)|"
    r"\bervaring met (?:het )?begeleid"
)

_REGISTER: Final = re.compile(r"\bdoelgroepe?n?register|\bbanenafspraak|\bgarantiebaan|\bdoelgroepverklaring")
_OPEN_QUESTION: Final = re.compile(
    r"\baanvraag\b|\bonbekend\b|\bonduidelijk\b|\bnog niet bekend\b|\baangevraagd\b|\bloopt nog\b|"
    r"\bbeoordeelt\b|\bwacht\b|\bin behandeling\b|\bnog of\b|\bgeen idee\b"
)
_NOT: Final = re.compile(r"\bgeen\b|\bniet\b|\bnooit\b|\bhoe(?:f|ft)\b")

_PUBLIC: Final = re.compile(
    r"\bopenbaar vervoer\b|\bov\b|\bbus(?:halte)?\b|\btrein\b|\bstation\b|"
    r"\btram\b|\bmetro\b"
)
_REACHED: Final = re.compile(r"bereik|\bhalte\b|\bloopafstand\b|\bvoor de deur\b|\bstation\b|\brijdt\b")
_NOT_REACHED: Final = re.compile(r"\bniet\b|\bslecht\b|\bgeen\b|\bmoeilijk\b|\blastig\b|\bnauwelijks\b")
_OWN: Final = re.compile(r"\beigen vervoer\b")

_MODES: Final = {
    "fiets": re.compile(r"\bfiets(?:en|t)?\b(?<!fietsen)|\bop de fiets\b|\b(?:komt|gaat) fietsend\b"),
    "ov": re.compile(r"\bov\b|\bopenbaar vervoer\b|\bmet (?:de|het) (?:bus|trein|tram|metro)\b"),
    "auto": re.compile(r"\bauto\b"),
    "scooter": re.compile(r"\bscooter\b|\bbrommer\b|\bbromfiets\b"),
}
_TRAVELS: Final = re.compile(
    r"\bkomt\b|\breis|\bgaat met\b|\bfietst\b|\brijdt\b|\bmet\b|\bheeft\b|\beigen\b|\baanwezig\b|"
    r"\baangewezen op\b|\bmet de\b|\bvervoer\b"
)
_MINUTES: Final = re.compile(
    r"\b(?:maximaal|max|hooguit|hoogstens|tot|niet langer dan|binnen)?\s?(\d{1,3}) ?(?:min\b|minuten)"
)
_LONG: Final = ((re.compile(r"\bdrie ?kwartier\b"), 45), (re.compile(r"\b(?:een )?half ?uur\b"), 30),
                (re.compile(r"\banderhalf uur\b"), 90), (re.compile(r"\been uur\b|\b1 uur\b"), 60),
                (re.compile(r"\been kwartier\b"), 15))  # fmt: skip
_TRAVEL_TIME: Final = re.compile(r"\breis|\breizen\b|\bmaximum\b|\bmet de\b|\bonderweg\b")

_MONTHS: Final = ("jan", "feb", "maart", "apr", "mei", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_MONTH: Final = r"(januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept|sep|oktober|okt|november|nov|december|dec)"  # noqa: E501
_DAY: Final = (
    re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH[1:-1]}) (?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>20\d\d)\b"),
    re.compile(rf"\b(?P<month>{_MONTH[1:-1]}) (?P<year>20\d\d)\b"),
)
_START: Final = re.compile(r"\bstart|\bbegin|\bper\b|\bingang|\baanvang|\bbeschikbaar|\bvanaf\b|\bpas\b")
_NO_START: Final = re.compile(r"\bsollicit|\bgeboren\b|\bwerkte\b|\btot\b|\bgewerkt\b|\bbehaald\b|\bgeldig\b")
_AT_ONCE: Final = re.compile(
    r"\bper direct\b|\bstart\w*\W+direct\b|\bvanaf nu\b|\bnu (?:al )?beschikbaar|\bmorgen beginnen\b|"
    r"\bmeteen\b|\bdirect beschikbaar|\bzo snel mogelijk\b|\bzsm\b|\bonmiddellijk\b"
)


@dataclass(frozen=True, slots=True)
class Travelling:
    """How a person travels and for how long at most (minutes one way)."""

    modes: tuple[str, ...] = ()
    minutes: float | None = None


def guidance_offered(text: str) -> Said:
    """Guidance that a work place has."""
    for clause in clauses(text):
        near = f"{clause.low} , {' , '.join(clause.behind)}"
        if _NO_GUIDANCE.search(clause.low):
            return Said(("geen",))
        if _COACH.search(clause.low) and not _GIVES_CARE.search(clause.low):
            return Said(("intensief" if _INTENSIVE.search(clause.low) else "licht",))
        if _ALONE.search(clause.low) and _NO_GUIDANCE.search(near):
            return Said(("geen",))
    return SILENT


def guidance_needed(text: str) -> Said:
    """Guidance that a person needs."""
    found: list[str] = []
    for clause in clauses(text):
        if _GIVES_CARE.search(clause.low):
            continue
        if _NO_GUIDANCE.search(clause.low):
            found.append("geen")
        elif _INTENSIVE.search(clause.low) and (_COACH.search(clause.low) or "zelfstandig" in clause.low):
            found.append("intensief")
        elif _COACH.search(clause.low):
            found.append("licht")
        elif _ALONE.search(clause.low) and not _NOT.search(clause.low):
            found.append("geen")
    order = ("intensief", "licht", "geen")
    return Said((min(found, key=order.index),)) if found else SILENT


def register_asked(text: str) -> Said:
    """Whether the work is for people in the doelgroepregister."""
    for clause in clauses(text):
        if _REGISTER.search(clause.low):
            how = strength(clause, _REGISTER)
            if how is Strength.WISHED:
                return Said(wished=("ja",))
            return Said(("nee" if _NOT.search(clause.low) else "ja",))
    return SILENT


def registered(text: str) -> Said:
    """Whether a person is in the doelgroepregister."""
    for clause in clauses(text):
        if _REGISTER.search(clause.low):
            if _OPEN_QUESTION.search(f"{clause.low} {' '.join(clause.behind)}"):
                return SILENT
            return Said(("nee" if _NOT.search(clause.low) else "ja",))
    return SILENT


def reached(text: str) -> Said:
    """Whether a work place can be reached by public transport."""
    for clause in clauses(text):
        if _OWN.search(clause.low) and strength(clause, _OWN) is Strength.DEMANDED:
            return Said(("geen-ov",))
        if _PUBLIC.search(clause.low) and _REACHED.search(clause.low):
            return Said(("geen-ov" if _NOT_REACHED.search(clause.low) else "ov",))
    return SILENT


def travelling(text: str) -> Travelling:
    """How a person travels, and for how long at most."""
    modes: list[str] = []
    minutes: float | None = None
    for clause in clauses(text):
        if _TRAVELS.search(clause.low) and not _NOT.search(clause.low):
            modes += [mode for mode, pattern in _MODES.items() if pattern.search(clause.low) and mode not in modes]
        counted = _MINUTES.search(clause.low)
        if counted and (_TRAVEL_TIME.search(clause.low) or modes):
            minutes = float(counted[1])
        elif _TRAVEL_TIME.search(clause.low) or modes:
            minutes = next((float(long) for pattern, long in _LONG if pattern.search(clause.low)), minutes)
    return Travelling(tuple(mode for mode in _MODES if mode in modes), minutes)


def starts(text: str, on: date | None) -> date | None:
    """The day from which the work or the person is there; "per direct" is the day that counts as today."""
    for clause in clauses(text):
        low = plain(clause.written).lower()
        if _NO_START.search(low) or not (_START.search(low) or _AT_ONCE.search(low)):
            continue
        for pattern in _DAY:
            found = pattern.search(low)
            if found:
                return _date(found.groupdict())
        if _AT_ONCE.search(low):
            return on
    return None


def _date(found: dict[str, str | None]) -> date | None:
    month = found["month"] or ""
    number = int(month) if month.isdigit() else 1 + next(
        at for at, name in enumerate(_MONTHS) if month.startswith(name[:3]) or (month == "mrt" and name == "maart")
    )  # fmt: skip
    try:
        return date(int(found["year"] or 0), number, int(found.get("day") or 1))
    except ValueError:
        return None
