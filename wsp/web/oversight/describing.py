"""What is told about the ranking: the model card, the algorithm register, and what the region fills in."""

import json
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.shortlists.oversight import card, register, service
from wsp.shortlists.oversight.commands import DescribeAlgorithm
from wsp.shortlists.oversight.schemas import DescribeAlgorithmSchema
from wsp.shortlists.weighing import queries as weighing
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.oversight.blueprint import blueprint

FORMATS: Final = {"json": "application/json", "csv": "text/csv"}


@blueprint.get("/toezicht/modelkaart")
@requires(Permission.ALGORITHM_READ)
def model_card() -> str:
    """What the ranking is and does, as it is configured now."""
    return render_template("oversight/card.html", card=card.for_region(current_session(), current_actor().region_id))


@blueprint.get("/toezicht/modelkaart/tekst")
@requires(Permission.ALGORITHM_READ)
def model_card_file() -> Response:
    """The same as a file. It holds no person."""
    found = card.for_region(current_session(), current_actor().region_id)
    return _file(card.markdown(found), "text/markdown", f"modelkaart-{clock.today().isoformat()}.md")


@blueprint.get("/toezicht/register")
@requires(Permission.ALGORITHM_READ)
def register_entry() -> str:
    """Every field of the algorithm register with what stands in it."""
    told = service.description(current_session(), current_actor().region_id)
    found = _entries()
    return render_template(
        "oversight/register.html",
        entries=found,
        shown=register.shown,
        missing=[each for each in found if each.missing],
        told=told,
        names=accounts.names(current_session(), [told.edited_by_id if told else None]),
    )


@blueprint.get("/toezicht/register/bestand/<any(json, csv):form>")
@requires(Permission.ALGORITHM_READ)
def register_file(form: str) -> Response:
    """The entry as a file, in the register's own names. It holds no person."""
    found = _entries()
    text = (
        json.dumps(register.as_json(found), ensure_ascii=False, indent=2) if form == "json" else register.as_csv(found)
    )
    return _file(text, FORMATS[form], f"algoritmeregister-{clock.today().isoformat()}.{form}")


@blueprint.route("/toezicht/register/invullen", methods=["GET", "POST"])
@requires(Permission.ALGORITHM_DESCRIBE)
def describe() -> Response:
    """What only the organisation can say."""
    session, actor = current_session(), current_actor()
    typed = request.form if request.method == "POST" else None
    told = service.description(session, actor.region_id)
    form: Form[DescribeAlgorithm] = Form(DescribeAlgorithmSchema, typed=typed, values=told)
    if typed is not None and form.valid():
        service.describe(session, form.command, actor=actor)
        notify("De gegevens voor het algoritmeregister zijn opgeslagen.")
        return make_response(redirect(url_for("oversight.register_entry"), 303))
    page = render_template("oversight/describe.html", form=form)
    return make_response(page, 400 if form.refused else 200)


def _entries() -> list[register.Entry]:
    session, actor = current_session(), current_actor()
    told = service.description(session, actor.region_id)
    return register.entries(weighing.active(session, actor.region_id), told)


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, mimetype=media_type, headers=headers)
