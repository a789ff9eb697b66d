"""Letters and agreements about a placement."""

from wsp.placements.letters.confirmation import send_confirmation
from wsp.placements.letters.service import FORMS, Choice, Draft, begin, choices, look, write, write_confirmation

__all__ = ["FORMS", "Choice", "Draft", "begin", "choices", "look", "send_confirmation", "write", "write_confirmation"]
