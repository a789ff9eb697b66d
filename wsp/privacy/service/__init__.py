"""The verbs of this room. Each takes a session, a command and the actor; none commits."""

from wsp.privacy.service.erasing import erase_for_request
from wsp.privacy.service.handing_over import hand_over
from wsp.privacy.service.holds import end_hold, place_hold
from wsp.privacy.service.requests import (
    answer_request,
    extend_request,
    file_request,
    lift_restriction,
    start_request,
)

__all__ = [
    "answer_request",
    "end_hold",
    "erase_for_request",
    "extend_request",
    "file_request",
    "hand_over",
    "lift_restriction",
    "place_hold",
    "start_request",
]
