"""The verbs of accounts. One-time links have a module of their own: `wsp.accounts.service.links`."""

from wsp.accounts.service.factors import reset_factor
from wsp.accounts.service.logins import confirm, half_way, log_in, take_step
from wsp.accounts.service.passwords import (
    ask_reset,
    can_mail,
    change_password,
    choose_password,
    invite_again,
    mail_reset,
    owner_of,
    reset_password,
)
from wsp.accounts.service.people import end_access, invite_person, make_employer_organisation, set_person_role
from wsp.accounts.service.sessions import (
    actor_at,
    choose_region,
    end_session,
    end_sessions,
    log_out,
    resume,
    touch,
)
from wsp.accounts.service.users import (
    add_user,
    deactivate,
    edit_user,
    end_all,
    make_administrator,
    reactivate,
    set_roles,
)

__all__ = [
    "actor_at",
    "add_user",
    "ask_reset",
    "can_mail",
    "change_password",
    "choose_password",
    "choose_region",
    "confirm",
    "deactivate",
    "edit_user",
    "end_access",
    "end_all",
    "end_session",
    "end_sessions",
    "half_way",
    "invite_again",
    "invite_person",
    "log_in",
    "log_out",
    "mail_reset",
    "make_administrator",
    "make_employer_organisation",
    "owner_of",
    "reactivate",
    "reset_factor",
    "reset_password",
    "resume",
    "set_person_role",
    "set_roles",
    "take_step",
    "touch",
]
