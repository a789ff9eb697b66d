"""The verbs of introductions and placements. Each takes a session, a command and the actor; none commits."""

from wsp.placements.obligations.settling import finish_task
from wsp.placements.service.advancing import advance_placements, expire_introductions
from wsp.placements.service.answering import answer_offer, ask_about_offer
from wsp.placements.service.attaching import attach_instrument
from wsp.placements.service.changing import (
    change_terms,
    extend_contract,
    set_instrument_facts,
)
from wsp.placements.service.deciding import move_instrument
from wsp.placements.service.employing import begin_employment, resume_placement
from wsp.placements.service.ending import end_placement
from wsp.placements.service.instruments import assess_instruments
from wsp.placements.service.introducing import introduce
from wsp.placements.service.looking_again import look_again
from wsp.placements.service.measuring import record_measured_loonwaarde
from wsp.placements.service.moving import agree_introduction, move_introduction
from wsp.placements.service.placing import place_candidate, preview
from wsp.placements.service.reporting import confirm_hours, hand_in_contract, report_hours
from wsp.placements.service.settling import preview_change

__all__ = [
    "advance_placements",
    "agree_introduction",
    "answer_offer",
    "ask_about_offer",
    "assess_instruments",
    "attach_instrument",
    "begin_employment",
    "change_terms",
    "confirm_hours",
    "end_placement",
    "expire_introductions",
    "extend_contract",
    "finish_task",
    "hand_in_contract",
    "introduce",
    "look_again",
    "move_instrument",
    "move_introduction",
    "place_candidate",
    "preview",
    "preview_change",
    "record_measured_loonwaarde",
    "report_hours",
    "resume_placement",
    "set_instrument_facts",
]
