"""What the verbs of policy take."""

from dataclasses import dataclass
from datetime import date

from wsp.law.values import Unit
from wsp.policy.enums import ValueKind
from wsp.policy.models import WHOLE_REGION


@dataclass(frozen=True)
class ProposeValue:
    """A value as somebody read it in a source.

    `value` is a decimal number for law and local values, an option for a choice. `unit` is needed for a local value;
    a value of law has the unit of its parameter.
    """

    kind: ValueKind
    code: str
    value: str
    valid_from: date
    source: str
    municipality_code: str = WHOLE_REGION
    unit: Unit | None = None
    published: date | None = None


@dataclass(frozen=True)
class ConfirmCheck:
    """Somebody compared the row of a value of law that starts on `valid_from` with its source."""

    code: str
    valid_from: date
    checked_on: date
    note: str | None = None
