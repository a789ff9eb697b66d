"""A main task as one line of text, for `wsp rule loonwaarde`: share/tempo/quality/net time in percent."""

from collections.abc import Sequence
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.instruments import loonwaarde
from wsp.instruments.loonwaarde import MainTask, Measurement
from wsp.instruments.reading import decimal
from wsp.law.steps import Working

NAMES: Final = tuple(f"taak{place}" for place in range(1, 7))
"""One more than the law allows, so that too many tasks are refused by the rule and not as an unknown key."""
MEANING: Final = "hoofdtaak als deel/tempo/kwaliteit/netto tijd in procent, zoals 60/80/90/100"


def read(text: str) -> MainTask:
    """Return the task that a line stands for.

    Raises:
        InvalidInput: it does not have four numbers.

    """
    try:
        share, tempo, quality, net_time = (decimal(part.strip()) for part in text.split("/"))
    except ValueError:
        raise InvalidInput(f"{text} kan niet: schrijf deel/tempo/kwaliteit/netto tijd, zoals 60/80/90/100.") from None
    return MainTask(share=share, tempo=tempo, quality=quality, net_time=net_time)


def measure(tasks: Sequence[MainTask], working: Working) -> Measurement:
    """Return what the tasks come to; see `loonwaarde.measure`."""
    return loonwaarde.measure(tasks, working)
