"""Hand the whole caseload of a colleague over to another: choose, look, confirm."""

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError
from wsp.privacy import service
from wsp.privacy.commands import HandOver
from wsp.privacy.queries.caseload import PART_LABELS, shares
from wsp.privacy.schemas import HandOverSchema
from wsp.reference import queries as reference
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.messages import notify
from wsp.web.privacy.blueprint import blueprint


@blueprint.route("/overdracht", methods=["GET", "POST"])
@requires(Permission.USER_MANAGE)
def hand_over() -> Response:
    """The address holds who gives to whom; what would move is shown first, the POST moves it."""
    session, actor = current_session(), current_actor()
    people = {
        str(person.user_id): f"{person.name}, {person.organisation_name}"
        for person in accounts.staff(session, actor.region_id)
    }
    places = {place.code: place.name for place in reference.municipalities(session, actor.region_id)}
    leaving = id_of(request.args.get("van", ""))
    if leaving is not None and str(leaving) not in people:
        # Somebody who left already has no role any more, and may still have work.
        people |= {str(key): f"{name}, vertrokken" for key, name in accounts.names(session, [leaving]).items()}
    schema = HandOverSchema(options={"from_id": people, "to_id": people, "municipality_code": places})
    taking = id_of(request.args.get("naar", ""))
    asked = request.args.get("gemeente", "")
    place = asked if asked in places else None
    values = {"from_id": leaving, "to_id": taking, "municipality_code": place}
    typed = request.form if request.method == "POST" else None
    form: Form[HandOver] = Form(schema, typed=typed, values=values)
    if typed is not None and form.valid():
        try:
            moved = service.hand_over(session, form.command, actor=actor)
        except DomainError as error:
            form.refuse(error)
        else:
            told = ", ".join(f"{count} {part.value.replace('-', ' ')}" for part, count in moved.items())
            notify(f"Overgedragen: {told}.")
            return make_response(redirect(url_for("privacy.hand_over"), 303))
    found = []
    if leaving is not None:
        found = shares(session, actor.region_id, leaving, taking, municipality=place)
    page = render_template(
        "privacy/handover.html",
        form=form,
        shares=found,
        labels=PART_LABELS,
        leaving=people.get(str(leaving)) if leaving else None,
        taking=people.get(str(taking)) if taking else None,
        place=places.get(place) if place else None,
        values=values,
    )
    return make_response(page, 400 if form.refused else 200)
