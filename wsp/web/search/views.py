"""Quick search from the header: employers now, further rooms as they have a list; each by its own rules of access."""

from typing import Final

from flask import Blueprint, render_template

from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.employers.queries import EmployerFilter
from wsp.web.access import current_actor, current_session, requires
from wsp.web.listing import searched

blueprint = Blueprint("search", __name__)

SHOWN: Final = 8
"""Rows per kind; the list of that kind shows the rest."""


@blueprint.get("/zoeken")
@requires(Permission.DAY_READ)
def search() -> str:
    """What the visitor may see of what the text finds, by kind."""
    text = searched()
    session, actor = current_session(), current_actor()
    found = None
    if text and actor.may(Permission.EMPLOYER_READ):
        found = employers.list_employers(session, actor, EmployerFilter(text=text), size=SHOWN)
    return render_template("search/results.html", text=text, employers=found)
