"""Kinds of tasks and the words they are shown with."""

from enum import StrEnum
from typing import Final


class TaskKind(StrEnum):
    """What must be done. The value is stored; `LABELS` says it in Dutch."""

    CONTACT = "contactmoment"
    CALL_BACK = "terugbellen"
    VACANCY_REVIEW = "vacature-beoordelen"
    VACANCY_ENDS = "vacature-verloopt"
    QUESTION = "vraag-beantwoorden"
    AGREEMENT = "akkoord-vragen"
    PROFILE_CHECK = "profiel-nakijken"
    INTRODUCTION_UNANSWERED = "voordracht-zonder-antwoord"
    APPOINTMENT = "gesprek"
    DOCUMENTS = "stukken-nakijken"
    APPLY_INSTRUMENT = "aanvraag-doen"
    PLAN_MEASUREMENT = "meting-plannen"
    DECISION = "besluit-nemen"
    APPROVE_DECISION = "beschikking-goedkeuren"
    SEND_DECISION = "beschikking-verzenden"
    PAYMENT_BLOCKED = "betaling-staat-stil"
    EVALUATION = "evaluatie"
    DROP_OUT_RISK = "dreigende-uitval"
    INSTRUMENT_ENDS = "instrument-loopt-af"
    CONTRACT_ENDS = "contract-loopt-af"
    AFTERCARE_WEEK_1 = "nazorg-week-1"
    AFTERCARE_WEEK_4 = "nazorg-week-4"
    AFTERCARE_WEEK_12 = "nazorg-week-12"
    AFTERCARE_WEEK_26 = "nazorg-week-26"
    DATA_REQUEST = "verzoek-beantwoorden"
    EMERGENCY = "noodtoegang-nakijken"
    RETENTION = "dossier-wordt-gewist"
    RECEIVER_NOTICE = "werkgever-bericht-geven"
    MAIL_UNDELIVERED = "e-mail-niet-bezorgd"
    SEARCH_FOUND = "zoekopdracht-nieuw"
    NEW_CANDIDATES = "nieuwe-kandidaten"
    COUPLING_ENDS = "koppeling-eindigt"
    OTHER = "overig"


LABELS: Final = {
    TaskKind.CONTACT: "Contact opnemen",
    TaskKind.CALL_BACK: "Terugbellen",
    TaskKind.VACANCY_REVIEW: "Vacature beoordelen",
    TaskKind.VACANCY_ENDS: "Vacature verloopt",
    TaskKind.QUESTION: "Vraag beantwoorden",
    TaskKind.AGREEMENT: "Akkoord vragen",
    TaskKind.PROFILE_CHECK: "Profiel nakijken",
    TaskKind.INTRODUCTION_UNANSWERED: "Voordracht zonder antwoord",
    TaskKind.APPOINTMENT: "Gesprek",
    TaskKind.DOCUMENTS: "Stukken nakijken",
    TaskKind.APPLY_INSTRUMENT: "Aanvraag doen",
    TaskKind.PLAN_MEASUREMENT: "Meting plannen",
    TaskKind.DECISION: "Besluit nemen",
    TaskKind.APPROVE_DECISION: "Beschikking goedkeuren",
    TaskKind.SEND_DECISION: "Beschikking verzenden",
    TaskKind.PAYMENT_BLOCKED: "Betaling staat stil",
    TaskKind.EVALUATION: "Evaluatie",
    TaskKind.DROP_OUT_RISK: "Dreigende uitval",
    TaskKind.INSTRUMENT_ENDS: "Instrument loopt af",
    TaskKind.CONTRACT_ENDS: "Contract loopt af",
    TaskKind.AFTERCARE_WEEK_1: "Nazorg week 1",
    TaskKind.AFTERCARE_WEEK_4: "Nazorg week 4",
    TaskKind.AFTERCARE_WEEK_12: "Nazorg week 12",
    TaskKind.AFTERCARE_WEEK_26: "Nazorg week 26",
    TaskKind.DATA_REQUEST: "Verzoek beantwoorden",
    TaskKind.EMERGENCY: "Noodtoegang nakijken",
    TaskKind.RETENTION: "Dossier wordt gewist",
    TaskKind.RECEIVER_NOTICE: "Werkgever bericht geven",
    TaskKind.MAIL_UNDELIVERED: "E-mail niet bezorgd",
    TaskKind.SEARCH_FOUND: "Nieuw bij je zoekopdracht",
    TaskKind.NEW_CANDIDATES: "Nieuwe kandidaten bekijken",
    TaskKind.COUPLING_ENDS: "Koppeling eindigt",
    TaskKind.OTHER: "Taak",
}

ENDING: Final = frozenset(
    {TaskKind.INSTRUMENT_ENDS, TaskKind.CONTRACT_ENDS, TaskKind.VACANCY_ENDS, TaskKind.COUPLING_ENDS}
)
"""Something stops by itself on the due day: shown together, long before."""

SECOND_PERSON: Final = frozenset({TaskKind.APPROVE_DECISION})
"""Four eyes: whoever wrote what the task is about, and so planned it, leaves it to a colleague."""

BY_TELEPHONE: Final = frozenset(
    {
        TaskKind.CONTACT,
        TaskKind.CALL_BACK,
        TaskKind.QUESTION,
        TaskKind.INTRODUCTION_UNANSWERED,
        TaskKind.AFTERCARE_WEEK_1,
        TaskKind.AFTERCARE_WEEK_4,
        TaskKind.AFTERCARE_WEEK_12,
        TaskKind.AFTERCARE_WEEK_26,
    }
)
"""Kinds that a telephone call settles: they get the button "Al gebeld"."""


class SubjectKind(StrEnum):
    """Which kind of record a task is about; the web turns it into an address."""

    EMPLOYER = "werkgever"
    CANDIDATE = "kandidaat"
    VACANCY = "vacature"
    INTRODUCTION = "voordracht"
    PLACEMENT = "plaatsing"
    BESCHIKKING = "beschikking"
    SUBSIDY = "subsidie"
    DATA_REQUEST = "verzoek"
    EMERGENCY = "noodtoegang"
    SEARCH = "zoekopdracht"
    COUPLING = "koppeling"


SUBJECT_LABELS: Final = {
    SubjectKind.EMPLOYER: "Werkgever",
    SubjectKind.CANDIDATE: "Kandidaat",
    SubjectKind.VACANCY: "Vacature",
    SubjectKind.INTRODUCTION: "Voordracht",
    SubjectKind.PLACEMENT: "Plaatsing",
    SubjectKind.BESCHIKKING: "Beschikking",
    SubjectKind.SUBSIDY: "Betalingen van een regeling",
    SubjectKind.DATA_REQUEST: "Verzoek",
    SubjectKind.EMERGENCY: "Noodtoegang",
    SubjectKind.SEARCH: "Zoekopdracht",
    SubjectKind.COUPLING: "Koppeling",
}


class Outcome(StrEnum):
    """With what a task is finished by hand; a room that finishes its own task may write another text."""

    DONE = "gedaan"
    CALLED = "gebeld"
    NO_ANSWER = "niet-bereikt"
    NOT_NEEDED = "niet-meer-nodig"


OUTCOME_LABELS: Final = {
    Outcome.DONE: "Gedaan",
    Outcome.CALLED: "Gebeld",
    Outcome.NO_ANSWER: "Niet bereikt",
    Outcome.NOT_NEEDED: "Niet meer nodig",
}


class Group(StrEnum):
    """The groups of Mijn dag, in the order of the page; a task stands in exactly one of them."""

    OVERDUE = "te-laat"
    TODAY = "vandaag"
    THIS_WEEK = "deze-week"
    REVIEW = "te-beoordelen"
    UNANSWERED = "zonder-antwoord"
    ENDING = "loopt-af"
    LATER = "later"


GROUP_LABELS: Final = {
    Group.OVERDUE: "Te laat",
    Group.TODAY: "Vandaag",
    Group.THIS_WEEK: "Deze week",
    Group.REVIEW: "Vacatures te beoordelen",
    Group.UNANSWERED: "Voordrachten zonder antwoord",
    Group.ENDING: "Loopt af binnen 90 dagen",
    Group.LATER: "Later",
}


class NoticeKind(StrEnum):
    """What somebody can be told of by mail; every kind of task belongs to one of them."""

    NEW_TASK = "nieuwe-taak"
    UNANSWERED = "voordracht-zonder-antwoord"
    ENDING = "loopt-af"
    REVIEW = "vacature-beoordelen"
    QUESTION = "vraag-of-antwoord"
    FOUND = "nieuw-gevonden"


NOTICE_LABELS: Final = {
    NoticeKind.NEW_TASK: "Nieuwe taak",
    NoticeKind.UNANSWERED: "Voordracht zonder antwoord",
    NoticeKind.ENDING: "Contract, instrument, vacature of koppeling loopt af",
    NoticeKind.REVIEW: "Vacature om te beoordelen",
    NoticeKind.QUESTION: "Vraag of antwoord van een werkgever of collega",
    NoticeKind.FOUND: "Nieuwe kandidaten, of nieuw bij een zoekopdracht",
}

NOTICE_OF: Final = {
    TaskKind.INTRODUCTION_UNANSWERED: NoticeKind.UNANSWERED,
    TaskKind.INSTRUMENT_ENDS: NoticeKind.ENDING,
    TaskKind.CONTRACT_ENDS: NoticeKind.ENDING,
    TaskKind.VACANCY_ENDS: NoticeKind.ENDING,
    TaskKind.COUPLING_ENDS: NoticeKind.ENDING,
    TaskKind.VACANCY_REVIEW: NoticeKind.REVIEW,
    TaskKind.QUESTION: NoticeKind.QUESTION,
    # Somebody who may drop out cannot wait for the mail of tomorrow.
    TaskKind.DROP_OUT_RISK: NoticeKind.QUESTION,
    TaskKind.SEARCH_FOUND: NoticeKind.FOUND,
    TaskKind.NEW_CANDIDATES: NoticeKind.FOUND,
}
"""Any other kind of task is told of as a new task."""


class Frequency(StrEnum):
    """How often somebody wants to be told."""

    AT_ONCE = "direct"
    DAILY = "dagelijks"
    WEEKLY = "wekelijks"
    NEVER = "niet"


FREQUENCY_LABELS: Final = {
    Frequency.AT_ONCE: "Direct",
    Frequency.DAILY: "Elke werkdag",
    Frequency.WEEKLY: "Elke maandag",
    Frequency.NEVER: "Niet",
}

DEFAULT_FREQUENCIES: Final = {
    NoticeKind.NEW_TASK: Frequency.DAILY,
    NoticeKind.UNANSWERED: Frequency.DAILY,
    NoticeKind.ENDING: Frequency.WEEKLY,
    NoticeKind.REVIEW: Frequency.AT_ONCE,
    NoticeKind.QUESTION: Frequency.AT_ONCE,
    NoticeKind.FOUND: Frequency.DAILY,
}
"""Until somebody chooses."""
