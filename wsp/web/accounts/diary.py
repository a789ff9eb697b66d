"""One's own talks in one's own diary: a secret address to subscribe to, and what it answers."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for

from wsp.accounts.service import diary
from wsp.foundation import agenda, db
from wsp.placements import queries as placements
from wsp.placements.queries import Talk
from wsp.web.access import current_actor, current_session, public_without_session, signed_in
from wsp.web.diary import talk, title_for_colleague, title_for_employer
from wsp.web.documents.answer import as_file
from wsp.web.messages import notify

blueprint = Blueprint("diary", __name__)
_NAME = "WSP gesprekken"
_ENDING = ".ics"
"""Some diaries take only an address that looks like a file."""


@blueprint.get("/mijn-account/agenda")
@signed_in()
def show() -> str:
    """Whether there is an address, since when and when it was last used, and how to add it to a diary."""
    session, actor = current_session(), current_actor()
    may_have = diary.may_have(actor)
    row = diary.running(session, actor) if may_have else None
    return render_template("accounts/diary.html", row=row, may_have=may_have)


@blueprint.post("/mijn-account/agenda")
@signed_in(step_up=True)
def switch_on() -> Response:
    """Make an address, or a new one in its place; it is shown here and never again."""
    token = diary.switch_on(current_session(), actor=current_actor())
    address = url_for("diary.feed", token=f"{token}{_ENDING}", _external=True)
    page = make_response(render_template("accounts/diary_address.html", address=address))
    # The page shows the secret: nothing on it may tell it on.
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


@blueprint.post("/mijn-account/agenda/uitzetten")
@signed_in()
def switch_off() -> Response:
    """The address stops at once."""
    diary.switch_off(current_session(), actor=current_actor())
    notify("Het agenda-adres staat uit.")
    return make_response(redirect(url_for("diary.show"), 303))


@blueprint.get("/agenda/<token>")
@public_without_session
def feed(token: str) -> Response:
    """The talks of whoever made this address; a wrong or ended one is not found, and tells nothing of anybody."""
    actor = diary.let_in(token.removesuffix(_ENDING), request_id=g.get("request_id"))
    session = current_session()
    db.enter_region(session, actor.region_id)
    talks = [_appointment(each) for each in placements.own_talks(session, actor)]
    answer = as_file(agenda.calendar_of(talks, name=_NAME), agenda.MEDIA_TYPE, "wsp.ics")
    # Without a change the bytes are the same, and a diary that has them already gets them once.
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _appointment(each: Talk) -> agenda.Appointment:
    if each.for_employer:
        title, page = title_for_employer(each.vacancy), "portal_offers.show"
    else:
        title, page = title_for_colleague(each.employer, each.vacancy), "introductions.show"
    return talk(
        each.introduction_id,
        at=each.at,
        title=title,
        place=each.place,
        address=url_for(page, introduction_id=each.introduction_id, _external=True),
        changed_at=each.changed_at,
        cancelled=each.cancelled,
    )
