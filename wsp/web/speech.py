"""How a page speaks to its reader: colleagues are "je", people of an employer are "u".

A page that both can reach says its sentence twice, side by side: `addressed("Ben je er nog?", "Bent u er nog?")`, in a
template or in a view. Sentences of the rooms below the web (a refusal, a label) and of pages before the log-in reach
both without knowing whom: those are written without either word.
"""

from flask import Flask

from wsp.accounts.permissions import PORTAL_ROLES
from wsp.web import access


def portal_mode() -> bool:
    """True for somebody of an employer, also before one of several workplaces was chosen."""
    login = access.shown_login()
    if login is None:
        return False
    places = login.workplaces if login.active is None else (login.active,)
    return bool(places) and all(not PORTAL_ROLES.isdisjoint(place.roles) for place in places)


def addressed(to_colleague: str, to_employer: str) -> str:
    """The sentence for who reads it now."""
    return to_employer if portal_mode() else to_colleague


def init_app(app: Flask) -> None:
    """Functions for templates, under their own names."""
    app.jinja_env.globals.update(portal_mode=portal_mode, addressed=addressed)
