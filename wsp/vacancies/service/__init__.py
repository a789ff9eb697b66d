"""The verbs of vacancies. Each takes a session, a command and the actor; none commits."""

from wsp.vacancies.service.content import add_vacancy, check_content, edit_vacancy
from wsp.vacancies.service.drafts import drop_draft, save_draft
from wsp.vacancies.service.importing import add_vacancies, check_new
from wsp.vacancies.service.posting import post_vacancy, send_back, withdraw_posted
from wsp.vacancies.service.states import expire_vacancies, move_state, open_vacancy, withdraw_vacancy

__all__ = [
    "add_vacancies",
    "add_vacancy",
    "check_content",
    "check_new",
    "drop_draft",
    "edit_vacancy",
    "expire_vacancies",
    "move_state",
    "open_vacancy",
    "post_vacancy",
    "save_draft",
    "send_back",
    "withdraw_posted",
    "withdraw_vacancy",
]
