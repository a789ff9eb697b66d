"""Place a candidate: who and where, the facts, a page to check them, and only then something is stored (A15)."""

from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError, InvalidInput, NotAllowed, NotFound
from wsp.placements import service
from wsp.placements.commands import PlaceCandidate
from wsp.placements.enums import KIND_LABELS
from wsp.placements.rules import FULL_WEEK, month_wage
from wsp.placements.schemas import PlaceCandidateSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.listing import address
from wsp.web.messages import notify
from wsp.web.placements import who
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.lines import previewed_lines


@blueprint.get("/plaatsingen/nieuw")
@requires(Permission.PLACEMENT_MAKE)
def new() -> str:
    """The form, filled with what is known; first the question who and where, when the address does not say."""
    pair = who.asked()
    if pair is None:
        return _who_page(Form(_typed_schema()))
    form: Form[PlaceCandidate] = Form(
        PlaceCandidateSchema(options=who.choices(pair), **pair.fixed), values=who.start_values(pair)
    )
    return _form_page(form, pair)


@blueprint.post("/plaatsingen/nieuw/wie")
@requires(Permission.PLACEMENT_MAKE)
def choose_who() -> Response:
    """From a typed number and employer to the form."""
    form: Form[who.Typed] = Form(_typed_schema(), typed=request.form)
    if form.valid():
        try:
            pair = who.found(form.command, who.asked_vacancy())
        except InvalidInput as error:
            form.refuse(error)
        else:
            return make_response(redirect(f"{url_for('placements.new')}?{urlencode(pair)}", 303))
    return make_response(_who_page(form), 400)


@blueprint.post("/plaatsingen/nieuw")
@requires(Permission.PLACEMENT_MAKE)
def place() -> Response:
    """Show what the placement would bring; with the button of that page, make it."""
    pair = who.asked()
    if pair is None:
        return make_response(redirect(url_for("placements.new"), 303))
    form: Form[PlaceCandidate] = Form(PlaceCandidateSchema(options=who.choices(pair), **pair.fixed), typed=request.form)
    doing = request.form.get("doe", "controleren")
    if doing == "wijzigen":
        return make_response(_form_page(form, pair))
    status = 400
    if form.valid():
        try:
            if doing == "vastleggen":
                made = service.place_candidate(current_session(), form.command, actor=current_actor())
                notify("De plaatsing is vastgelegd. De brief voor de werkgever wordt gemaakt.")
                return make_response(redirect(url_for("placements.show", placement_id=made.id), 303))
            return make_response(_check_page(form, pair))
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            status = error.status
            form.refuse(error)
    return make_response(_form_page(form, pair), status)


def _typed_schema() -> who.TypedSchema:
    schema = who.TypedSchema()
    if who.asked_vacancy() is not None:
        schema.fields["employer"].required = False
    return schema


def _who_page(form: Form[who.Typed]) -> str:
    return render_template("placements/who.html", form=form, vacancy=who.asked_vacancy(), target=_here("choose_who"))


def _form_page(form: Form[PlaceCandidate], pair: who.Pair) -> str:
    return render_template("placements/new.html", form=form, pair=pair, target=_here("place"), full_week=FULL_WEEK)


def _check_page(form: Form[PlaceCandidate], pair: who.Pair) -> str:
    command = form.command
    preview = service.preview(current_session(), command, actor=current_actor())
    options = who.choices(pair)
    return render_template(
        "placements/check.html",
        form=form,
        pair=pair,
        command=command,
        kind=KIND_LABELS[command.kind],
        wage=month_wage(command),
        establishment=options["establishment_id"].get(str(command.establishment_id)),
        job_coach=options["job_coach_id"].get(str(command.job_coach_id)),
        lines=previewed_lines(preview.parts),
        preview=preview,
        target=_here("place"),
    )


def _here(endpoint: str) -> str:
    """The same query on another page: the address says who is placed where."""
    return address().replace(request.path, url_for(f"placements.{endpoint}"), 1)
