"""How the states of placements and instruments look and read."""

from collections.abc import Mapping
from typing import Final

from wsp.instruments.assessment import Status
from wsp.placements.enums import INSTRUMENT_STATES, PLACEMENT_STATES, InstrumentState, PlacementState

_P = PlacementState
_T = InstrumentState
Look = tuple[str, str, str | None]
"""Kind of chip, words, icon."""

_STATES: Final = {
    _P.PLANNED: ("info", "calendar"),
    _P.TRIAL: ("info", "dot"),
    _P.RUNNING: ("ok", "dot"),
    _P.ENDED: ("plain", None),
    _P.DURABLE: ("ok", "flag"),
}
LOOKS: Final[Mapping[PlacementState, Look]] = {
    state: (kind, PLACEMENT_STATES.labels[state], icon) for state, (kind, icon) in _STATES.items()
}

_STEPS: Final = {
    _T.TO_ASSESS: ("warn", "clock"),
    _T.APPLIED: ("info", "document"),
    _T.GRANTED: ("ok", None),
    _T.REFUSED: ("no", None),
    _T.RUNNING: ("ok", "dot"),
    _T.SUSPENDED: ("warn", "pause"),
    _T.ENDED: ("plain", None),
}
INSTRUMENT_LOOKS: Final[Mapping[InstrumentState, Look]] = {
    state: (kind, INSTRUMENT_STATES.labels[state], icon) for state, (kind, icon) in _STEPS.items()
}

STEP_LABELS: Final = {
    _T.APPLIED: "Aanvraag is gedaan",
    _T.GRANTED: "Toekenning vastleggen",
    _T.REFUSED: "Afwijzing vastleggen",
    _T.RUNNING: "Regeling loopt",
    _T.SUSPENDED: "Opschorten",
    _T.ENDED: "Regeling beëindigen",
}
"""What the button of a step of an instrument says."""

VERDICTS: Final[Mapping[str, Look]] = {
    Status.ELIGIBLE.value: ("ok", "kan", None),
    Status.NOT_ELIGIBLE.value: ("no", "kan niet", None),
    Status.UNKNOWN.value: ("unknown", "nog niet bekend", None),
}
"""What the rules say."""
