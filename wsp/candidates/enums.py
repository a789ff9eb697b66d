"""Closed lists of candidates with the words people see, and the stages with their transitions as data."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class Stage(StrEnum):
    """Where somebody stands. What follows from introductions and placements is derived, never stored here."""

    REGISTERED = "aangemeld"
    INTAKE = "intake"
    DIAGNOSIS = "diagnose"
    DEVELOPING = "in-ontwikkeling"
    MATCHABLE = "matchbaar"
    UNAVAILABLE = "niet-beschikbaar"
    CLOSED = "afgesloten"


_S = Stage
STAGES: Final = StateTable(
    noun="kandidaat",
    labels={
        _S.REGISTERED: "Aangemeld",
        _S.INTAKE: "Intake",
        _S.DIAGNOSIS: "Diagnose",
        _S.DEVELOPING: "In ontwikkeling",
        _S.MATCHABLE: "Matchbaar",
        _S.UNAVAILABLE: "Niet beschikbaar",
        _S.CLOSED: "Afgesloten",
    },
    transitions={
        _S.REGISTERED: frozenset({_S.INTAKE, _S.UNAVAILABLE, _S.CLOSED}),
        _S.INTAKE: frozenset({_S.DIAGNOSIS, _S.DEVELOPING, _S.MATCHABLE, _S.UNAVAILABLE, _S.CLOSED}),
        _S.DIAGNOSIS: frozenset({_S.DEVELOPING, _S.MATCHABLE, _S.UNAVAILABLE, _S.CLOSED}),
        _S.DEVELOPING: frozenset({_S.DIAGNOSIS, _S.MATCHABLE, _S.UNAVAILABLE, _S.CLOSED}),
        _S.MATCHABLE: frozenset({_S.DEVELOPING, _S.UNAVAILABLE, _S.CLOSED}),
        _S.UNAVAILABLE: frozenset({_S.INTAKE, _S.DIAGNOSIS, _S.DEVELOPING, _S.MATCHABLE, _S.CLOSED}),
        _S.CLOSED: frozenset({_S.INTAKE}),
    },
)

SHARED_STAGES: Final = frozenset({Stage.MATCHABLE, Stage.UNAVAILABLE})
"""Stages in which an account manager of the region sees somebody who agreed to be shared."""

REASON_NEEDED: Final = frozenset({Stage.UNAVAILABLE, Stage.CLOSED})
"""Stages that nobody enters without saying why."""


class LoonwaardeKind(StrEnum):
    """Where a loonwaarde comes from that was not measured in the present job."""

    INDICATION = "indicatie"
    PRAKTIJKROUTE = "praktijkroute"
    EARLIER = "eerder-vastgesteld"


LOONWAARDE_LABELS: Final = {
    LoonwaardeKind.INDICATION: "Indicatie",
    LoonwaardeKind.PRAKTIJKROUTE: "Praktijkroute",
    LoonwaardeKind.EARLIER: "Eerder vastgesteld",
}


class Band(StrEnum):
    """Group by earning capacity: loonwaarde as a percentage of the statutory minimum wage (domain.md)."""

    TO_30 = "0-30"
    TO_50 = "30-50"
    TO_80 = "50-80"
    TO_100 = "80-100"


BAND_LABELS: Final = {
    Band.TO_30: "0 tot 30 %",
    Band.TO_50: "30 tot 50 %",
    Band.TO_80: "50 tot 80 %",
    Band.TO_100: "80 tot en met 100 %",
}

BAND_STARTS: Final = {Band.TO_30: 0, Band.TO_50: 30, Band.TO_80: 50, Band.TO_100: 80}
"""First whole percent of each band; the last one ends at 100."""


class SharingPurpose(StrEnum):
    """For what somebody agreed to be shared."""

    WSP = "delen-met-wsp"
    ANONYMOUS = "anoniem-aanbieden"
    NAMED = "met-naam-voorstellen"


PURPOSE_LABELS: Final = {
    SharingPurpose.WSP: "Delen met het WSP",
    SharingPurpose.ANONYMOUS: "Zonder naam aanbieden",
    SharingPurpose.NAMED: "Met naam voorstellen",
}

PURPOSE_MEANING: Final = {
    SharingPurpose.WSP: "Accountmanagers van de regio zien het profiel. Zij zien geen naam.",
    SharingPurpose.ANONYMOUS: "Een werkgever ziet het profiel. De naam staat er niet bij.",
    SharingPurpose.NAMED: "Deze ene werkgever ziet ook de naam.",
}


class Evidence(StrEnum):
    """How an agreement was given or withdrawn."""

    TALK = "gesprek"
    FORM = "formulier"
    EMAIL = "e-mail"
    PHONE = "telefoon"
    ELSEWHERE = "ander-systeem"
    """Recorded in the system from which a file was read in; how it was given stands there."""


EVIDENCE_LABELS: Final = {
    Evidence.TALK: "In een gesprek",
    Evidence.FORM: "Op een formulier",
    Evidence.EMAIL: "Per e-mail",
    Evidence.PHONE: "Aan de telefoon",
    Evidence.ELSEWHERE: "Vastgelegd in een ander systeem",
}


class Source(StrEnum):
    """Who or what says so: kept per field of the profile."""

    TALK = "gesprek"
    CV = "cv"
    CLIENT_MANAGER = "klantmanager"
    JOB_COACH = "jobcoach"
    EMPLOYER = "werkgever"
    IMPORT = "import"


SOURCE_LABELS: Final = {
    Source.TALK: "Gesprek",
    Source.CV: "Cv",
    Source.CLIENT_MANAGER: "Klantmanager",
    Source.JOB_COACH: "Jobcoach",
    Source.EMPLOYER: "Werkgever",
    Source.IMPORT: "Import",
}


class Sex(StrEnum):
    """As the municipality registers it; for statistics only."""

    FEMALE = "vrouw"
    MALE = "man"
    OTHER = "anders"


SEX_LABELS: Final = {Sex.FEMALE: "Vrouw", Sex.MALE: "Man", Sex.OTHER: "Anders"}


class ProfileField(StrEnum):
    """What a profile can tell; the value is the name of the column or of the detail rows."""

    PROFILE_TEXT = "profile_text"
    WISHES = "wishes"
    EXPERIENCES = "experiences"
    SKILLS = "skills"
    EDUCATION = "education_level"
    DIPLOMAS = "diplomas"
    LANGUAGE = "language_nl"
    LICENCES = "driving_licences"
    TRANSPORT = "transport"
    TRAVEL = "max_travel_minutes"
    HOURS_MIN = "hours_min"
    HOURS_MAX = "hours_max"
    SHIFTS = "shifts"
    AVAILABLE = "available_from"
    CANNOT = "cannot"
    GUIDANCE = "guidance"
    MOTIVATION = "motivation"
    DEVELOPMENT = "development_wish"


_F = ProfileField
PROFILE_LABELS: Final = {
    _F.PROFILE_TEXT: "Wat kan deze persoon",
    _F.WISHES: "Wil graag",
    _F.EXPERIENCES: "Werkte als",
    _F.SKILLS: "Vaardigheden",
    _F.EDUCATION: "Opleiding",
    _F.DIPLOMAS: "Diploma’s en certificaten",
    _F.LANGUAGE: "Nederlands spreken",
    _F.LICENCES: "Rijbewijs",
    _F.TRANSPORT: "Vervoer",
    _F.TRAVEL: "Reistijd",
    _F.HOURS_MIN: "Uren vanaf",
    _F.HOURS_MAX: "Uren tot",
    _F.SHIFTS: "Kan werken",
    _F.AVAILABLE: "Beschikbaar vanaf",
    _F.CANNOT: "Kan niet of liever niet",
    _F.GUIDANCE: "Begeleiding",
    _F.MOTIVATION: "Motivatie",
    _F.DEVELOPMENT: "Wil leren",
}

QUESTIONS: Final = {
    _F.PROFILE_TEXT: "Wat gaat je goed af?",
    _F.WISHES: "Welk werk wil je graag doen?",
    _F.EXPERIENCES: "Welk werk deed je eerder?",
    _F.SKILLS: "Wat kun je goed? Waar helpen anderen jou om vragen?",
    _F.EDUCATION: "Welke school maakte je af?",
    _F.DIPLOMAS: "Welke diploma’s of certificaten heb je?",
    _F.LANGUAGE: "Hoe goed spreek je Nederlands?",
    _F.LICENCES: "Welk rijbewijs heb je?",
    _F.TRANSPORT: "Hoe kun je naar je werk reizen?",
    _F.TRAVEL: "Hoe lang wil je hoogstens reizen?",
    _F.HOURS_MIN: "Hoeveel uur per week wil je minstens werken?",
    _F.HOURS_MAX: "Hoeveel uur per week kun je hoogstens werken?",
    _F.SHIFTS: "Wanneer kun je werken: overdag, ’s avonds, ’s nachts, in het weekend?",
    _F.AVAILABLE: "Vanaf welke dag kun je beginnen?",
    _F.CANNOT: "Welk werk kun je niet doen?",
    _F.GUIDANCE: "Hoeveel hulp heb je nodig op het werk?",
    _F.MOTIVATION: "Hoe graag wil je aan het werk?",
    _F.DEVELOPMENT: "Wat wil je nog leren?",
}

MINIMUM_PROFILE: Final = (_F.WISHES, _F.HOURS_MAX, _F.SHIFTS, _F.AVAILABLE, _F.LANGUAGE, _F.TRANSPORT)
"""Without these nobody can be matched in earnest: the stage matchbaar asks for them (and for a place to live)."""

OPTIONAL: Final = frozenset({_F.MOTIVATION, _F.DEVELOPMENT})
"""Told only when it helps: does not count for how complete a profile is."""
