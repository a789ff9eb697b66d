"""The guide, for whoever is logged in: colleagues read all of it, employers their own part."""

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from wsp.accounts.permissions import PORTAL_ROLES
from wsp.web.access import current_login, signed_in
from wsp.web.guide.reading import Guide, guides, pieces

blueprint = Blueprint("guide", __name__)


@blueprint.get("/handleiding")
@signed_in()
def contents() -> str:
    """The guides that the visitor may read, their own first."""
    readable = _readable()
    mine = _roles()
    return render_template(
        "guide/contents.html",
        mine=[guide for guide in readable.values() if not mine.isdisjoint(guide.roles)],
        others=[guide for guide in readable.values() if mine.isdisjoint(guide.roles)],
    )


@blueprint.get("/handleiding/<name>")
@signed_in()
def show(name: str) -> str:
    """One guide."""
    guide = _readable().get(name)
    if guide is None:
        raise NotFound
    return render_template("guide/guide.html", guide=guide, pieces=pieces)


def _readable() -> dict[str, Guide]:
    employer = not PORTAL_ROLES.isdisjoint(_roles())
    return {name: guide for name, guide in guides().items() if guide.for_employers or not employer}


def _roles() -> frozenset[str]:
    login = current_login()
    return frozenset(login.active.roles) if login is not None and login.active is not None else frozenset()
