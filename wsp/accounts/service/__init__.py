"""The verbs of accounts."""

from wsp.accounts.service.logins import (
    choose_region,
    end_all,
    end_session,
    end_sessions,
    log_in,
    log_out,
    resume,
    touch,
)
from wsp.accounts.service.passwords import change_password, choose_password, owner_of, reset_password
from wsp.accounts.service.people import end_access, invite_person, make_employer_organisation, set_person_role
from wsp.accounts.service.users import add_user, deactivate, edit_user, reactivate, set_roles

__all__ = [
    "add_user",
    "change_password",
    "choose_password",
    "choose_region",
    "deactivate",
    "edit_user",
    "end_access",
    "end_all",
    "end_session",
    "end_sessions",
    "invite_person",
    "log_in",
    "log_out",
    "make_employer_organisation",
    "owner_of",
    "reactivate",
    "reset_password",
    "resume",
    "set_person_role",
    "set_roles",
    "touch",
]
