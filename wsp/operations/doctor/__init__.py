"""`wsp doctor`: is everything in order, and if not, what to do about it."""

from wsp.operations.doctor.finding import Finding, State
from wsp.operations.doctor.run import NAMES, examine

__all__ = ["NAMES", "Finding", "State", "examine"]
