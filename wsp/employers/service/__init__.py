"""Verbs of this room; see the modules for what they check."""

from wsp.employers.service.contacts import add_contact, add_contacts, edit_contact
from wsp.employers.service.employers import add_employer, change_owner, edit_employer, set_sector
from wsp.employers.service.establishments import add_establishment, close_establishment, edit_establishment
from wsp.employers.service.messages import answer_question, ask_question
from wsp.employers.service.moments import log_contact
from wsp.employers.service.notices import choose_notices, chosen_notices, tell_employer
from wsp.employers.service.opening import add_employers, check_new, likeness_of
from wsp.employers.service.portal import close_portal, invite_contact, open_portal, set_contact_role

__all__ = [
    "add_contact",
    "add_contacts",
    "add_employer",
    "add_employers",
    "add_establishment",
    "answer_question",
    "ask_question",
    "change_owner",
    "check_new",
    "choose_notices",
    "chosen_notices",
    "close_establishment",
    "close_portal",
    "edit_contact",
    "edit_employer",
    "edit_establishment",
    "invite_contact",
    "likeness_of",
    "log_contact",
    "open_portal",
    "set_contact_role",
    "set_sector",
    "tell_employer",
]
