"""Kinds and states of decisions, payment orders, batches and runs, with the words people see."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class DecisionKind(StrEnum):
    """What a beschikking does. The terms are those of the Awb and keep their Dutch name."""

    GRANT = "toekenning"
    REFUSAL = "afwijzing"
    CHANGE = "wijziging"
    WITHDRAWAL = "intrekking"
    END = "beeindiging"
    RECOVERY = "terugvordering"


_K = DecisionKind
KIND_LABELS: Final = {
    _K.GRANT: "Toekenning",
    _K.REFUSAL: "Afwijzing",
    _K.CHANGE: "Wijziging",
    _K.WITHDRAWAL: "Intrekking of herziening",
    _K.END: "Beëindiging",
    _K.RECOVERY: "Terugvordering",
}
GIVES_RIGHT: Final = frozenset({_K.GRANT, _K.CHANGE})
"""From their first day these put a right in the place of what there was."""
TAKES_RIGHT: Final = frozenset({_K.END, _K.WITHDRAWAL})
"""From their first day there is no right any more; an intrekking may look back, a beëindiging does not."""


class DecisionState(StrEnum):
    """Where a beschikking stands."""

    DRAFT = "concept"
    APPROVED = "goedgekeurd"
    SENT = "verzonden"
    REVOKED = "ingetrokken"


_D = DecisionState
DECISION_STATES: Final = StateTable(
    noun="beschikking",
    labels={
        _D.DRAFT: "Concept",
        _D.APPROVED: "Goedgekeurd",
        _D.SENT: "Verzonden",
        _D.REVOKED: "Ingetrokken",
    },
    transitions={
        _D.DRAFT: frozenset({_D.APPROVED, _D.REVOKED}),
        _D.APPROVED: frozenset({_D.DRAFT, _D.SENT, _D.REVOKED}),
        # What was made known is taken back by another beschikking, never by a button.
        _D.SENT: frozenset({_D.REVOKED}),
        _D.REVOKED: frozenset(),
    },
)


class OrderKind(StrEnum):
    """What a payment order is for."""

    MONTH = "maand"
    CORRECTION = "correctie"


ORDER_KIND_LABELS: Final = {OrderKind.MONTH: "Maandbedrag", OrderKind.CORRECTION: "Correctie"}


class OrderState(StrEnum):
    """Where a payment order (betaalopdracht) stands."""

    DRAFT = "concept"
    APPROVED = "goedgekeurd"
    EXPORTED = "in-export"
    PAID = "betaald"
    REJECTED = "geweigerd"
    RETURNED = "teruggekomen"
    CLAIMED = "teruggevorderd"
    RECEIVED = "terugontvangen"
    LAPSED = "vervallen"


_O = OrderState
ORDER_STATES: Final = StateTable(
    noun="betaalopdracht",
    labels={
        _O.DRAFT: "Concept",
        _O.APPROVED: "Goedgekeurd",
        _O.EXPORTED: "In export",
        _O.PAID: "Betaald",
        _O.REJECTED: "Geweigerd",
        _O.RETURNED: "Teruggekomen",
        _O.CLAIMED: "Teruggevorderd",
        _O.RECEIVED: "Terugontvangen",
        _O.LAPSED: "Vervallen",
    },
    transitions={
        _O.DRAFT: frozenset({_O.APPROVED, _O.LAPSED, _O.CLAIMED}),
        # Another amount makes an approved order a draft again: nobody approved that one.
        _O.APPROVED: frozenset({_O.DRAFT, _O.EXPORTED, _O.LAPSED, _O.CLAIMED}),
        _O.EXPORTED: frozenset({_O.PAID, _O.REJECTED}),
        _O.PAID: frozenset({_O.RETURNED}),
        _O.REJECTED: frozenset({_O.APPROVED}),
        _O.RETURNED: frozenset({_O.APPROVED}),
        _O.CLAIMED: frozenset({_O.RECEIVED}),
        _O.RECEIVED: frozenset(),
        _O.LAPSED: frozenset({_O.DRAFT}),
    },
)
OPEN: Final = frozenset({_O.DRAFT, _O.APPROVED})
"""Nothing left the house: the amount may still follow the facts."""
OUT: Final = frozenset({_O.EXPORTED, _O.PAID, _O.REJECTED, _O.RETURNED})
"""It was in a batch: from here a change is another order."""
FIXED: Final = OUT | {_O.CLAIMED, _O.RECEIVED}
"""Counts for what it says, whatever is calculated later."""
MONEY_MOVED: Final = frozenset({_O.PAID, _O.RECEIVED})
"""The employer has the money, or gave it back."""
STATUS_WORDS: Final = frozenset({_O.PAID, _O.REJECTED, _O.RETURNED})
"""What the payment administration may answer about an order."""


class Block(StrEnum):
    """Why a month cannot be ordered now. Nothing is guessed: a person must do something."""

    UNKNOWN = "gegevens-ontbreken"
    OTHER_BASIS = "wijziging-nodig"
    NO_RIGHT = "regels-geven-geen-recht"
    SUSPENDED = "opgeschort"
    ENDED = "beeindigd-zonder-beschikking"


BLOCK_LABELS: Final = {
    Block.UNKNOWN: "Er ontbreken gegevens",
    Block.OTHER_BASIS: "Wijziging nodig",
    Block.NO_RIGHT: "Volgens de regels geen recht",
    Block.SUSPENDED: "Opgeschort",
    Block.ENDED: "Beëindigd zonder beschikking",
}
BLOCK_TEXTS: Final = {
    Block.UNKNOWN: "Vul bij de plaatsing de vragen over deze regeling in.",
    Block.OTHER_BASIS: "Uren of loonwaarde zijn anders dan in de beschikking. Maak een wijziging.",
    Block.NO_RIGHT: "Kijk de plaatsing na. Maak een wijziging, intrekking of beëindiging.",
    Block.SUSPENDED: "De regeling is opgeschort. Hervat de regeling of maak een beëindiging.",
    Block.ENDED: "De regeling is gestopt. Maak een beëindiging met de eerste dag zonder subsidie.",
}


class RunState(StrEnum):
    """Where a calculation of payments stands."""

    WAITING = "wacht"
    RUNNING = "loopt"
    READY = "klaar"


RUN_LABELS: Final = {RunState.WAITING: "Wacht", RunState.RUNNING: "Loopt", RunState.READY: "Klaar"}
BUSY: Final = frozenset({RunState.WAITING, RunState.RUNNING})
