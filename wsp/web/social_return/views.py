"""The list of obligations, the ledger of one, and the forms that book on it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.documents.enums import LETTER_TITLES
from wsp.documents.errors import LettersUnavailable, ReasonNeeded
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import DomainError, NotAllowed, NotFound
from wsp.placements.rules import placement_number
from wsp.placements.social_return import queries, service, statement, telling
from wsp.placements.social_return.enums import ACTIVITY_LABELS, GROUP_LABELS
from wsp.placements.social_return.errors import UnusableSocialReturn
from wsp.placements.social_return.queries import Ledger
from wsp.placements.social_return.schemas import (
    AddObligationSchema,
    BookActivitySchema,
    BookPlacementSchema,
    ChooseContactSchema,
    WriteStatementSchema,
)
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers import choices
from wsp.web.export import spreadsheet
from wsp.web.forms import Form, seen_version
from wsp.web.ids import id_of
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify

blueprint = Blueprint("social_return", __name__)
HEADS = (
    "Werkgever", "Opdracht", "Kenmerk", "Gemeente", "Eerste dag", "Laatste dag", "Verplichting", "Ingevuld",
    "Nog te doen", "Verwacht op laatste dag", "Afgesloten op",
)  # fmt: skip


@blueprint.get("/social-return")
@requires(Permission.PLACEMENT_EDIT)
def list_obligations() -> str:
    """Every obligation with how it stands."""
    page = queries.page_of_ledgers(current_session(), current_actor(), page=page_number())
    return render_template("social_return/list.html", page=ListPage(page))


@blueprint.post("/social-return/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_obligations() -> Response:
    """The whole list as a spreadsheet: contracts and totals, no people."""
    rows = queries.ledgers(current_session(), current_actor())
    return spreadsheet("Social return", HEADS, [_cells(each) for each in rows], action="social_return.exported")


@blueprint.route("/werkgevers/<uuid:employer_id>/social-return", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def add(employer_id: uuid.UUID) -> Response:
    """Enter what a contract asks of this employer."""
    session, actor = current_session(), current_actor()
    employer = employers.employer(session, actor, employer_id)
    offered = {str(each.id): each.name for each in accounts.municipalities(session, actor.region_id)}
    schema = AddObligationSchema(
        options={"organisation_id": offered, "contact_id": choices.contacts(employer_id)}, employer_id=employer_id
    )
    form: Form[Any] = Form(schema, typed=request.form if request.method == "POST" else None)
    made = _done(form, lambda command: service.add_obligation(session, command, actor=actor))
    if made is not None:
        notify("De verplichting is opgeslagen. Boek nu wat ervoor telt.")
        return _to(made.id)
    back = url_for("employers.show", employer_id=employer_id)
    return _form(form, "Nieuwe verplichting", employer.name, "Sla verplichting op", back)


@blueprint.get("/social-return/<uuid:social_return_id>")
@requires(Permission.PLACEMENT_EDIT)
def show(social_return_id: uuid.UUID) -> str:
    """The ledger: what counts, how it was reckoned, and what is left."""
    session, actor = current_session(), current_actor()
    ledger = queries.ledger(session, actor, social_return_id)
    contact = queries.contact_of(session, actor, ledger.row)
    return render_template(
        "social_return/show.html",
        ledger=ledger,
        contact=contact,
        left=contact is not None and contact.left_on is not None and contact.left_on < clock.today(),
        letters=statement.newest(session, actor, ledger.row),
        groups=GROUP_LABELS,
        kinds=ACTIVITY_LABELS,
        number=placement_number,
    )


@blueprint.route("/social-return/<uuid:social_return_id>/plaatsing", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def book_placement(social_return_id: uuid.UUID) -> Response:
    """Let a placement count."""
    session, actor = current_session(), current_actor()
    row = queries.obligation(session, actor, social_return_id)
    offered = {
        str(each.id): f"{placement_number(each.number)} {each.function_title}, vanaf {day_in_words(each.starts_on)}"
        for each in queries.bookable(session, actor, row.employer_id)
    }
    schema = BookPlacementSchema(options={"placement_id": offered})
    form: Form[Any] = Form(schema, typed=request.form if request.method == "POST" else None)
    made = _done(form, lambda command: service.book_placement(session, social_return_id, command, actor=actor))
    if made is not None:
        notify("De plaatsing telt mee.")
        return _to(social_return_id)
    return _form(form, "Plaatsing laten tellen", row.contract, "Boek de plaatsing", _page(social_return_id))


@blueprint.route("/social-return/<uuid:social_return_id>/activiteit", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def book_activity(social_return_id: uuid.UUID) -> Response:
    """Book something else, or a correction."""
    session, actor = current_session(), current_actor()
    row = queries.obligation(session, actor, social_return_id)
    form: Form[Any] = Form(BookActivitySchema, typed=request.form if request.method == "POST" else None)
    made = _done(form, lambda command: service.book_activity(session, social_return_id, command, actor=actor))
    if made is not None:
        notify("De regel is geboekt.")
        return _to(social_return_id)
    return _form(form, "Activiteit boeken", row.contract, "Boek de regel", _page(social_return_id))


@blueprint.route("/social-return/<uuid:social_return_id>/contactpersoon", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def choose_contact(social_return_id: uuid.UUID) -> Response:
    """Say to whom statements go."""
    session, actor = current_session(), current_actor()
    row = queries.obligation(session, actor, social_return_id)
    version = seen_version(row.version)
    form: Form[Any] = Form(
        ChooseContactSchema(options={"contact_id": choices.contacts(row.employer_id)}),
        typed=request.form if request.method == "POST" else None,
        values=row,
        version=version,
    )
    if request.method == "POST" and form.valid():
        try:
            service.choose_contact(session, social_return_id, form.command, version=version, actor=actor)
        except UnusableSocialReturn as error:
            form.refuse(error)
        else:
            notify("De contactpersoon is opgeslagen.")
            return _to(social_return_id)
    return _form(form, "Contactpersoon kiezen", row.contract, "Sla contactpersoon op", _page(social_return_id))


@blueprint.route("/social-return/<uuid:social_return_id>/overzicht", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def write_statement(social_return_id: uuid.UUID) -> Response:
    """Read what the statement for the employer says, and make it."""
    session, actor = current_session(), current_actor()
    draft = statement.begin(session, social_return_id, actor=actor)
    schema: Any = WriteStatementSchema()
    if not draft.newest:
        # Nothing to say why about; only a form that was made by hand could send it.
        schema.fields.pop("reason")
        schema.load_fields.pop("reason")
    form: Form[Any] = Form(schema, typed=request.form if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                statement.write(session, social_return_id, form.command, actor=actor)
            except (ReasonNeeded, LettersUnavailable) as error:
                status = error.status
                form.refuse(error)
            else:
                notify("De brief is gemaakt. Lees de brief na voordat je deze verstuurt.")
                return make_response(redirect(f"{_page(social_return_id)}#overzicht", 303))
    page = render_template(
        "social_return/statement.html",
        form=form, draft=draft, title=LETTER_TITLES[statement.KIND], here=request.path, back=_page(social_return_id),
    )  # fmt: skip
    return make_response(page, status)


@blueprint.post("/social-return/<uuid:social_return_id>/tonen")
@requires(Permission.PLACEMENT_EDIT)
def tell(social_return_id: uuid.UUID) -> Response:
    """Let the employer read the newest statement in the portal; the form says which one was read here."""
    telling.tell(current_session(), social_return_id, edition=seen_version(0), actor=current_actor())
    notify("De werkgever kan het overzicht nu lezen in het portaal, bij Organisatie.")
    return make_response(redirect(f"{_page(social_return_id)}#overzicht", 303))


@blueprint.post("/social-return/<uuid:social_return_id>/niet-tonen")
@requires(Permission.PLACEMENT_EDIT)
def take_back(social_return_id: uuid.UUID) -> Response:
    """Do not show the statement any more."""
    telling.take_back(current_session(), social_return_id, actor=current_actor())
    notify("Het overzicht staat niet meer in het portaal.")
    return make_response(redirect(f"{_page(social_return_id)}#overzicht", 303))


@blueprint.post("/social-return/<uuid:social_return_id>/weghalen")
@requires(Permission.PLACEMENT_EDIT)
def withdraw(social_return_id: uuid.UUID) -> Response:
    """Take out a line that was booked by mistake."""
    line_id = id_of(request.form.get("regel", "")) or uuid.UUID(int=0)
    service.withdraw(current_session(), social_return_id, line_id, actor=current_actor())
    notify("De regel telt niet meer mee.")
    return _to(social_return_id)


@blueprint.route("/social-return/<uuid:social_return_id>/afsluiten", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def close(social_return_id: uuid.UUID) -> Response:
    """Show what will stand fast, then fix the amounts."""
    if request.method == "GET":
        found = queries.ledger(current_session(), current_actor(), social_return_id)
        return make_response(render_template("social_return/close.html", ledger=found, today=clock.today()))
    service.close_obligation(current_session(), social_return_id, version=seen_version(0), actor=current_actor())
    notify("De verplichting is afgesloten. De bedragen staan vast.")
    return _to(social_return_id)


def _done(form: Form[Any], verb: Callable[[Any], Any]) -> Any:
    """What the verb made of a form that was sent and is right, else None."""
    if request.method == "POST" and form.valid():
        try:
            return verb(form.command)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            form.refuse(error)
    return None


def _form(form: Form[Any], title: str, about: str, button: str, back: str) -> Response:
    page = render_template(
        "social_return/form.html", form=form, title=title, about=about, button=button, here=request.path, back=back
    )  # fmt: skip
    return make_response(page, 400 if form.refused else 200)


def _page(social_return_id: uuid.UUID) -> str:
    return url_for("social_return.show", social_return_id=social_return_id)


def _to(social_return_id: uuid.UUID) -> Response:
    return make_response(redirect(_page(social_return_id), 303))


def _cells(each: Ledger) -> tuple[Any, ...]:
    row = each.row
    return (
        each.employer,
        row.contract,
        row.reference,
        each.municipality,
        row.starts_on,
        row.ends_on,
        row.amount,
        each.filled,
        each.left,
        each.forecast,
        row.closed_on,
    )
