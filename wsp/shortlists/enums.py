"""What people decide about a match list, and how criteria read in Dutch."""

from enum import StrEnum
from typing import Final


class DecisionKind(StrEnum):
    """A human act on one row of a match list."""

    SET_ASIDE = "apart gezet"
    ASKED = "vraag gesteld"


class AsideReason(StrEnum):
    """Why somebody is not introduced now. Judges the match, not the person."""

    WORK_DOES_NOT_FIT = "werk past niet"
    HOURS_DO_NOT_FIT = "uren passen niet"
    TOO_FAR = "te ver reizen"
    NOT_AVAILABLE = "nu niet beschikbaar"
    OTHER_PLAN = "ander plan loopt"
    EMPLOYER_KNOWS = "werkgever en kandidaat kennen elkaar al"
    WISHES_OTHERWISE = "kandidaat wil iets anders"
    OTHER = "anders"


class RunScope(StrEnum):
    """How much of a list was asked for."""

    WHOLE = "geheel"
    FILTERED = "gefilterd"
    CHOSEN = "gekozen"
    """Only people whom somebody chose, to compare them."""


CRITERION_LABELS: Final = {
    "uren": "Uren per week",
    "diensttijden": "Werktijden",
    "werkomstandigheden": "Zwaarte van het werk",
    "begeleiding": "Begeleiding",
    "rijbewijs": "Rijbewijs",
    "diploma": "Diploma",
    "opleiding": "Opleiding",
    "taal": "Nederlands",
    "doelgroepregister": "Doelgroep banenafspraak",
    "reistijd": "Reistijd",
    "beschikbaarheid": "Start",
    "beroep": "Soort werk",
    "vaardigheden_taken": "Taken en vaardigheden",
    "opleidingsfit": "Niveau van het werk",
    "urenfit": "Aantal uren",
    "begeleidingsfit": "Begeleiding op de werkplek",
    "motivatie": "Motivatie",
    "ontwikkelwens": "Wil leren",
    "wachttijd": "Wacht op werk",
    "versheid": "Profiel bijgewerkt",
}
"""How hard and soft criteria are called on screens and in letters."""

QUESTIONS: Final = {
    "uren": "Hoeveel uur per week kan deze kandidaat werken?",
    "diensttijden": "Op welke tijden kan deze kandidaat werken?",
    "werkomstandigheden": "Kan deze kandidaat dit werk lichamelijk en mentaal aan?",
    "begeleiding": "Hoeveel begeleiding heeft deze kandidaat nodig?",
    "rijbewijs": "Heeft deze kandidaat het gevraagde rijbewijs?",
    "diploma": "Heeft deze kandidaat het gevraagde diploma?",
    "opleiding": "Welke opleiding heeft deze kandidaat?",
    "taal": "Hoe goed spreekt deze kandidaat Nederlands?",
    "doelgroepregister": "Staat deze kandidaat in het doelgroepregister?",
    "reistijd": "Hoe ver kan deze kandidaat reizen, en waarmee?",
    "beschikbaarheid": "Vanaf wanneer kan deze kandidaat beginnen?",
}
"""An unknown is a question to ask the client manager."""

STRENGTHS: Final = ((0.8, "Sterke match"), (0.65, "Goede match"), (0.5, "Redelijke match"), (0.0, "Mogelijk"))
"""From which score on a match is called what; a word for reading, not a limit for acting."""
