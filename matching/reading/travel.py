"""Travel in a text: how a person comes to work and for how long at most, and how a work place can be reached."""

import re
from dataclasses import dataclass
from typing import Final

from matching.reading.modality import Strength, strength
from matching.reading.sentences import SILENT, Passage, Said

_PUBLIC: Final = re.compile(
    r"\bopenbaar vervoer\b|\bov\b|\bbus(?:sen|halte)?\b|\btrein\b|\bstation\b|"
    r"\btram\b|\bmetro\b|\bbusverbinding\b|\bbusstation\b|\blijn \d+\b|\bde halte\b"
)
_REACHED: Final = re.compile(
    r"\btegenover\b|\bnaast\b|\bbrengt (?:je|u)\b|\bom de hoek\b|\bstapt de trein uit\b|\bgaat dag en nacht\b|"
    r"verbinding\b|bereik|\bhalte\b|\bloopafstand\b|\bvoor de deur\b|\bstation\b|\brijd(?:t|en)\b|"
    r"\bstopt\b"
)
_NO_BUS: Final = re.compile(
    r"\bgeen (?:bus|ov|openbaar vervoer)\b[^.]*\b(?:gaat|rijdt|komt|stopt)\b|"
    r"\brijdt er (?:niets|geen bus|geen ov)\b|\b(?:komt|rijdt|stopt|gaat)(?: er| hier| daar| nog)* geen (?:bus|ov|"
    r"openbaar vervoer)\b|"
    r"\bopenbaar vervoer is er niet\b|\bmet (?:het )?ov lukt het niet\b|\bbushalte\b[^.]*\bniet\b|\(geen (?:bus|ov)\)|"
    r"\bgeen bus\W*$|\bmet (?:de |het )?(?:trein|bus)\b[^.]*\bniet te doen\b"
)
_NOT_REACHED: Final = re.compile(r"\bniet\b|\bslecht\b|\bgeen\b|\bmoeilijk\b|\blastig\b|\bnauwelijks\b")
_AFTER_HOURS: Final = re.compile(r"\bna \d{1,2}(?:[.:]\d\d)? ?(?:uur|u)\b")
_LIFT: Final = re.compile(r"\b(?:met|van) (?:zijn|haar|een|de) \w+ mee\b|\bmee ?rijden\b|\brijdt mee\b")
"""In the car of somebody else."""
_OWN_BUS: Final = re.compile(
    r"\b(?:je|jij|u) (?:rijdt?|brengt)\b|\bvan de (?:zaak|werf)\b|\bop de bus\b|\brijdt? met de bus\b|"
    r"\bbestelbus"
)
_OWN: Final = re.compile(r"\beigen vervoer\b")

_MODES: Final = {
    "fiets": re.compile(
        r"\bfiets(?:en|t)?\b(?<!fietsen)|\bfietsen (?:gaat|kan|lukt|is|mag|wel)\b|\b(?:kwartier|minuten|uur|"
        r"min) fietsen\b|\b(?:komt|gaat) fietsend\b|\be-bike\b"
    ),
    "ov": re.compile(r"\bov\b|\bopenbaar vervoer\b|\b(?:bus|trein|tram|metro)\b"),
    "auto": re.compile(r"\bauto(?:otje)?\b"),
    "scooter": re.compile(r"\bscooter\b|\bbrommer\b|\bbromfiets\b"),
}
_TRAVELS: Final = re.compile(
    r"\bkomt\b|\breis|\bgaat (?:met|op)\b|\bfietst\b|\brijdt\b|\bmet\b|\bheeft\b|\beigen\b|\baanwezig\b|"
    r"\baangewezen op\b|\bvervoer|\bop (?:de|zijn|haar|een) (?:elektrische )?fiets\b|\bper (?:bus|trein|auto|"
    r"fiets)\b|\bbeschikt\b|"
    r"^wel (?:een )?(?!geen)|\b(?:kwartier|minuten|uur|min) fietsen\b|\b(?:gaat|lukt) (?:\w+ )?(?:goed|prima|"
    r"wel)\b|\bfietsen (?:gaat|kan|lukt|is|mag|wel)\b|"
    r"\bbeschikking\b|\bis er\b|\bneemt\b|\bpakt\b|\bauto voor de deur\b|\bheb een\b|\bgebruikt\b|"
    r"\bov-\w*kaart\b|"
    r"\b(?:fiets|auto|ov|bus|trein|tram|metro|scooter) (?:is|zijn) (?:wel|prima|goed|geen)\b|"
    r"\balleen (?:met )?(?:het |de )?(?:ov|openbaar vervoer|bus|trein|fiets)\b"
)
_ONLY_MODES: Final = re.compile(
    r"^(?:(?:fiets|ov|bus|trein|tram|metro|auto|scooter|brommer|e-bike|openbaar|of|en|de|op|met|alleen|"
    r"eigen|prima|ook)"
    r"[\s/+:&]*)+$"
)
_RIDES_FOR_WORK: Final = re.compile(
    r"\bervaring\b|opgeknapt|opknap|rondbreng|bezorg|koerier|sleutel|\bmaker\b|onveilig|adres naar adres|"
    r"\blekke\b|\bbanden?\b|fietsen(?:maker|winkel|stalling)|\bwassen\b|\bchauffeur|\bbestuur|\b(?:op|"
    r"in) de (?:bus|tram) (?:gereden|gewerkt)|\bbus rijden\b|repare"
)
_NO_MEANS: Final = re.compile(
    r"\bgeen eigen vervoer\b[^.]*\bniet\b[^.]*\b(?:ov|openbaar vervoer|bus|trein)\b|"
    r"\bgeen (?:enkel )?vervoer\b(?! nodig)|\bgeen enkele manier (?:om )?te reizen\b"
)
_PROVIDED: Final = re.compile(r"\b(?:mits|zolang|tenzij)\b.*|\bgeen (?:probleem|bezwaar|punt)\b")
"""What does not deny that somebody travels so."""
_NOT: Final = re.compile(
    r"\bnee\b|\bmoeite met\b|\bgeen\b|\bniet\b|\bnooit\b|\bhoe(?:f|ft)\b|\bdurft\b(?! (?:weer|wel|nu)\b)|"
    r"\bwil graag\b|\bspaart\b|"
    r"\bkapot\b|\bgestolen\b"
)

_OF_OTHERS: Final = re.compile(r"van (?:zijn|haar|een) \w+")
"""Whose it is: "Auto? Van haar zus"."""
_MINUTES: Final = re.compile(r"\b(\d{1,3}) ?(?:a |tot |- ?)?(\d{1,3})? ?(?:min\b|minuten|minuutjes)")
_LONG: Final = tuple(
    (re.compile(pattern), minutes)
    for pattern, minutes in (
        (r"\btien minuten\b", 10), (r"\bvijftien minuten\b", 15),
        (r"\btwintig minuten\b", 20), (r"\bdertig minuten\b", 30), (r"\bveertig minuten\b", 40),
        (r"\bvijfenveertig minuten\b", 45), (r"\bzestig minuten\b", 60), (r"\b(?:drie|3) ?kwartier\b", 45),
        (r"\b(?:vijf|5) ?kwartier\b|\buur en (?:een )?kwartier\b", 75),
        (r"\b(?:een )?half ?uur(?:tje)?\b", 30), (r"\banderhalf uur\b|\b1[.,]5 uur\b", 90),
        (r"\b(?:twee|2) uur\b", 120), (r"\b(?:een|1) (?:heel )?uur(?:tje)?\b|\buurtje\b", 60),
        (r"\b(?:een )?kwartier(?:tje)?\b", 15),
    )
)  # fmt: skip
_TRAVEL_TIME: Final = re.compile(
    r"\breis|\breizen\b|\bmaximum\b|\bmet de\b|\bop de fiets\b|\bfietsen\b|\bonderweg\b|\bvan huis\b|"
    r"\bheen\b|\benkele reis\b|"
    r"\bwoon-?werk|\bafstand\b"
)
_LIMIT: Final = re.compile(
    r"\b(?:maximaal|max|hooguit|hoogstens|(?:niet )?(?:verder|langer|meer) dan|grens|meer niet|langer niet|"
    r"bijgesteld|voor over|"
    r"binnen|uiterlijk)\b"
)
_OTHER_TIME: Final = re.compile(
    r"\bpauze|\bconcentr|\bzitten\b|\bstaan\b|\blopen\b|\b(?:loopt|staat|zit)\b|scherm|\bvolhoud|\brust|\bgesprek|"
    r"(?<!van huis )\bwerken\b|"
    r"\bper (?:dag|uur|week)\b|"
    r"\btillen\b|\bdienst|\buur per\b(?! (?:rit|reis|keer|enkele))|\bbellen\b"
)
_NOTHING_AGREED: Final = re.compile(r"\b(?:nog niets|niet bekend|onbekend|weten we niet|nog niet)\b")


@dataclass(frozen=True, slots=True)
class Travelling:
    """How a person travels and for how long at most (minutes one way); ``none``: there is no means at all."""

    modes: tuple[str, ...] = ()
    minutes: float | None = None
    none: bool = False


def reached(passage: Passage) -> Said:
    """Whether a work place can be reached by public transport."""
    for clause in passage.clauses:
        if _OWN.search(clause.low) and strength(clause, _OWN) is Strength.DEMANDED:
            return Said(("geen-ov",))
        if _NO_BUS.search(clause.low) and not _AFTER_HOURS.search(clause.low):
            return Said(("geen-ov",))
        late = _AFTER_HOURS.search(clause.low)  # only then there is none
        if _PUBLIC.search(clause.low) and not late and not _OWN_BUS.search(clause.low) and _REACHED.search(clause.low):
            return Said(("geen-ov" if _NOT_REACHED.search(clause.low) else "ov",))
    return SILENT


def travelling(passage: Passage) -> Travelling:
    """How a person travels, and for how long at most; the last limit that is named holds."""
    modes: list[str] = []
    minutes: float | None = None
    none = False
    for clause in passage.now():
        low = clause.low
        none |= _NO_MEANS.search(f"{low} {' '.join(clause.behind[:1])}") is not None
        answer = clause.behind[0] if clause.asks and clause.behind else ""
        if (
            (_TRAVELS.search(low) or _ONLY_MODES.match(low))
            and not _NOT.search(_PROVIDED.sub("", low))
            and not (_NOT.match(answer) or _OF_OTHERS.match(answer))
            and not _RIDES_FOR_WORK.search(low)
        ):
            modes += [
                mode for mode, pattern in _MODES.items()
                if mode not in modes and pattern.search(low) and not (mode == "auto" and _LIFT.search(low))
            ]  # fmt: skip
        near = f"{low} , {clause.behind[0] if clause.behind else ''}"
        if _OTHER_TIME.search(low) or _NOTHING_AGREED.search(low):
            continue
        if _TRAVEL_TIME.search(near) or _LIMIT.search(near) or modes:
            minutes = _minutes(low) or minutes
    return Travelling(tuple(mode for mode in _MODES if mode in modes), minutes, none=none and not modes)


def _minutes(low: str) -> float | None:
    counted = _MINUTES.search(low)
    if counted:
        return float(counted[2] or counted[1])
    return next((float(long) for pattern, long in _LONG if pattern.search(low)), None)
