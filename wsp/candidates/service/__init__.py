"""The verbs of candidates. Each takes a session, a command and the actor; none commits."""

from wsp.candidates.service.agreements import record_agreement, withdraw_agreement
from wsp.candidates.service.facts import record_loonwaarde, record_register_check, set_personal, set_residence
from wsp.candidates.service.opening import bsns_taken, check_dossier, find_erased, find_known, likeness, open_dossiers
from wsp.candidates.service.profile import confirm_profile, edit_identity, edit_profile
from wsp.candidates.service.questions import ask_field
from wsp.candidates.service.registration import assign_people, register_candidate
from wsp.candidates.service.rights import open_emergency, set_objection, set_restriction
from wsp.candidates.service.stages import move_stage

__all__ = [
    "ask_field",
    "assign_people",
    "bsns_taken",
    "check_dossier",
    "confirm_profile",
    "edit_identity",
    "edit_profile",
    "find_erased",
    "find_known",
    "likeness",
    "move_stage",
    "open_dossiers",
    "open_emergency",
    "record_agreement",
    "record_loonwaarde",
    "record_register_check",
    "register_candidate",
    "set_objection",
    "set_personal",
    "set_residence",
    "set_restriction",
    "withdraw_agreement",
]
