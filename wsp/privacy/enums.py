"""Closed lists of this room with the words people see, and the life of a request as data."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class RequestKind(StrEnum):
    """Which right somebody uses."""

    ACCESS = "inzage"
    RECTIFICATION = "correctie"
    ERASURE = "wissing"
    RESTRICTION = "beperking"
    OBJECTION = "bezwaar"


_K = RequestKind
KIND_LABELS: Final = {
    _K.ACCESS: "Inzage",
    _K.RECTIFICATION: "Correctie",
    _K.ERASURE: "Wissen",
    _K.RESTRICTION: "Beperking",
    _K.OBJECTION: "Bezwaar tegen automatisch zoeken",
}
KIND_MEANING: Final = {
    _K.ACCESS: "De persoon wil weten welke gegevens er zijn en wie ze zag.",
    _K.RECTIFICATION: "Er klopt iets niet. De persoon wil dat dit wordt verbeterd.",
    _K.ERASURE: "De persoon wil dat alle gegevens weggaan.",
    _K.RESTRICTION: "De gegevens blijven bewaard, maar niemand gebruikt ze.",
    _K.OBJECTION: "De persoon wil niet op een automatische matchlijst.",
}
ARTICLES: Final = {
    _K.ACCESS: "AVG art. 15",
    _K.RECTIFICATION: "AVG art. 16 en 19",
    _K.ERASURE: "AVG art. 17 en 19",
    _K.RESTRICTION: "AVG art. 18 en 19",
    _K.OBJECTION: "AVG art. 21",
}


class RequestState(StrEnum):
    """Where a request stands."""

    RECEIVED = "ontvangen"
    IN_PROGRESS = "in-behandeling"
    GRANTED = "toegewezen"
    PARTLY = "deels-toegewezen"
    REFUSED = "afgewezen"
    WITHDRAWN = "ingetrokken"


_S = RequestState
ENDED: Final = frozenset({_S.GRANTED, _S.PARTLY, _S.REFUSED, _S.WITHDRAWN})
REQUEST_STATES: Final = StateTable(
    noun="verzoek",
    labels={
        _S.RECEIVED: "Ontvangen",
        _S.IN_PROGRESS: "In behandeling",
        _S.GRANTED: "Toegewezen",
        _S.PARTLY: "Deels toegewezen",
        _S.REFUSED: "Afgewezen",
        _S.WITHDRAWN: "Ingetrokken",
    },
    transitions={
        _S.RECEIVED: frozenset({_S.IN_PROGRESS, _S.WITHDRAWN, _S.REFUSED}),
        _S.IN_PROGRESS: ENDED,
        **dict.fromkeys(ENDED, frozenset()),
    },
)


class RunState(StrEnum):
    """Where a run of the retention job stands."""

    RUNNING = "loopt"
    DONE = "klaar"
    WITH_FAILURES = "met-fouten"


RUN_LABELS: Final = {
    RunState.RUNNING: "Loopt",
    RunState.DONE: "Klaar",
    RunState.WITH_FAILURES: "Klaar, met fouten",
}


class Verdict(StrEnum):
    """What the privacy officer says of a break-glass access."""

    JUSTIFIED = "terecht"
    UNJUSTIFIED = "onterecht"


VERDICT_LABELS: Final = {Verdict.JUSTIFIED: "Terecht gebruikt", Verdict.UNJUSTIFIED: "Niet terecht gebruikt"}


class MentionDecision(StrEnum):
    """What becomes of a name in a text about somebody else."""

    REPLACE = "vervangen"
    KEEP = "bewaren"


MENTION_DECISIONS: Final = {MentionDecision.REPLACE: "Wordt vervangen", MentionDecision.KEEP: "Blijft staan"}
