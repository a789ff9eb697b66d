"""motivatie: what the klantmanager recorded, 1 to 5; weighs nothing without a dated policy decision."""

from typing import Final

from matching.compiled import inlined

CODE: Final = "motivatie"

_HIGHEST: Final = 5


@inlined
def value(recorded: float) -> float:
    """0 at 1, 1 at 5."""
    return (recorded - 1) / (_HIGHEST - 1)
