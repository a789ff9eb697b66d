"""Manage the users of the region and their roles."""

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries, service
from wsp.accounts.commands import AddUser, EditUser, SetRoles
from wsp.accounts.permissions import ROLE_LABELS, Permission, Role
from wsp.accounts.queries import UserFilter
from wsp.accounts.schemas import AddUserSchema, EditUserSchema, SetRolesSchema
from wsp.accounts.service.limits import Limit
from wsp.audit.queries import history
from wsp.foundation.errors import InvalidInput
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.forms import Form
from wsp.web.listing import ListPage, address, page_number
from wsp.web.messages import notify

blueprint = Blueprint("accounts", __name__)

STATUSES: Final = {"actief": "Actief", "uit": "Uit dienst of uitgezet", "alle": "Alle"}

HEADS: Final = ("Naam", "E-mailadres", "Werkt voor", "Laatst gezien", "Tweede stap", "Account aan")
MOST: Final = 20_000

EVENTS: Final = {
    "session.start": "Ingelogd",
    "session.end": "Uitgelogd",
    "session.end-all": "Alle sessies beëindigd",
    "session.break-glass": "Ingelogd met een noodaccount",
    "session.region": "Regio gekozen",
    "session.verified": "Opnieuw bevestigd wie het is",
    "user.add": "Toegevoegd aan de regio",
    "user.deactivate": "Account uitgezet",
    "user.edit": "Gegevens gewijzigd",
    "user.factor": "Tweede stap aangezet",
    "user.factor-codes": "Nieuwe herstelcodes gemaakt",
    "user.factor-off": "Tweede stap zelf uitgezet",
    "user.factor-reset": "Tweede stap uitgezet door een beheerder",
    "user.identity-linked": "Inlogdienst gekoppeld",
    "user.identity-unlinked": "Inlogdienst ontkoppeld",
    "user.invite": "Uitnodiging gemaild",
    "user.password": "Eigen wachtwoord gewijzigd",
    "user.password-by-link": "Wachtwoord gekozen met een link",
    "user.reactivate": "Account aangezet",
    "user.reset-password": "Tijdelijk wachtwoord gemaakt",
    "user.roles": "Rollen gewijzigd",
}
"""How the log of an account reads."""


@blueprint.get("/gebruikers")
@requires(Permission.USER_READ)
def list_users() -> str:
    """The users of the region."""
    wanted = _filter()
    page = queries.users(current_session(), current_actor(), wanted, page=page_number())
    return render_template(
        "accounts/list.html",
        page=ListPage(page),
        wanted=wanted,
        roles=ROLE_LABELS,
        statuses=STATUSES,
        export=address().replace(request.path, url_for("accounts.export_users"), 1),
    )


@blueprint.post("/gebruikers/exporteren")
@requires(Permission.USER_READ, step_up=True, limit=Limit.EXPORT)
def export_users() -> Response:
    """Everybody that the list shows over all its pages, as a workbook."""
    found = queries.users(current_session(), current_actor(), _filter(), size=MOST).rows
    return spreadsheet(
        "Gebruikers",
        HEADS,
        [
            (
                row.user.name,
                row.user.email,
                ", ".join(f"{place.organisation_name} ({place.role_names})" for place in row.places),
                row.last_seen_at,
                row.has_factor,
                row.user.active and bool(row.places),
            )
            for row in found
        ],
        action="user.exported",
        # What was searched for may be a name: the log says only that it was.
        filters={
            name: "ingevuld" if name == "q" else value
            for name, value in request.args.items()
            if name in ("q", "rol", "status") and value
        },
    )


@blueprint.get("/gebruikers/nieuw")
@requires(Permission.USER_MANAGE)
def new() -> str:
    """The form for a new colleague."""
    return render_template("accounts/new.html", form=Form(AddUserSchema(_organisations())))


@blueprint.post("/gebruikers/nieuw")
@requires(Permission.USER_MANAGE)
def add() -> Response:
    """Make the account; its temporary password is shown here and never again."""
    form: Form[AddUser] = Form(AddUserSchema(_organisations()), typed=request.form)
    if form.valid():
        try:
            added = service.add_user(current_session(), form.command, actor=current_actor())
        except InvalidInput as error:
            form.refuse(error)
        else:
            if added.invited:
                notify("Je collega krijgt een mail met een link. Die werkt 7 dagen.")
                return _card(added.user.id)
            if added.password is None:
                notify("Deze collega had al een account en kan nu ook in jouw regio werken.")
                return _card(added.user.id)
            return _once(added.user.id, added.user.name, added.password)
    return make_response(render_template("accounts/new.html", form=form), 400)


@blueprint.get("/gebruikers/<uuid:user_id>")
@requires(Permission.USER_READ)
def show(user_id: UUID) -> str:
    """One user: roles, sessions, and what happened to the account."""
    session, actor = current_session(), current_actor()
    card = queries.card(session, actor, user_id)
    events = history(session, actor, ("user", user_id), limit=20)
    return render_template(
        "accounts/card.html",
        card=card,
        can_mail=service.can_mail(),
        organisations=queries.organisations(session, actor.region_id),
        events=events,
        event_labels=EVENTS,
        names=queries.names(session, (event.user_id for event in events)),
    )


@blueprint.get("/gebruikers/<uuid:user_id>/wijzigen")
@requires(Permission.USER_MANAGE)
def edit(user_id: UUID) -> str:
    """The form with the user's details."""
    user = queries.card(current_session(), current_actor(), user_id).user
    form: Form[EditUser] = Form(EditUserSchema, values=user, version=user.version)
    return render_template("accounts/edit.html", form=form, user=user)


@blueprint.post("/gebruikers/<uuid:user_id>/wijzigen")
@requires(Permission.USER_MANAGE)
def save(user_id: UUID) -> Response:
    """Change the details."""
    form: Form[EditUser] = Form(EditUserSchema, typed=request.form)
    if form.valid(user_id=user_id, version=form.version):
        try:
            service.edit_user(current_session(), form.command, actor=current_actor())
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify("De gegevens zijn opgeslagen.")
            return _card(user_id)
    user = queries.card(current_session(), current_actor(), user_id).user
    return make_response(render_template("accounts/edit.html", form=form, user=user), 400)


@blueprint.get("/gebruikers/<uuid:user_id>/rollen/<uuid:organisation_id>")
@requires(Permission.USER_MANAGE)
def roles(user_id: UUID, organisation_id: UUID) -> str:
    """The roles of a user at one organisation."""
    card = queries.card(current_session(), current_actor(), user_id)
    held = [role for place in card.places if place.organisation_id == organisation_id for role in place.roles]
    form: Form[SetRoles] = Form(SetRolesSchema, values={"roles": held})
    return _roles_page(form, user_id, organisation_id)


@blueprint.post("/gebruikers/<uuid:user_id>/rollen/<uuid:organisation_id>")
@requires(Permission.USER_MANAGE)
def set_roles(user_id: UUID, organisation_id: UUID) -> Response:
    """Set them; what is not ticked ends at once."""
    form: Form[SetRoles] = Form(SetRolesSchema, typed=request.form)
    if form.valid(user_id=user_id, organisation_id=organisation_id):
        service.set_roles(current_session(), form.command, actor=current_actor())
        notify("De rollen zijn gewijzigd.")
        return _card(user_id)
    return make_response(_roles_page(form, user_id, organisation_id), 400)


@blueprint.post("/gebruikers/<uuid:user_id>/uitnodigen")
@requires(Permission.USER_MANAGE)
def invite(user_id: UUID) -> Response:
    """Mail a link to choose a password."""
    service.invite_again(current_session(), user_id, actor=current_actor())
    notify("Je collega krijgt een mail met een link. Die werkt 7 dagen.")
    return _card(user_id)


@blueprint.post("/gebruikers/<uuid:user_id>/wachtwoord")
@requires(Permission.USER_MANAGE)
def reset_password(user_id: UUID) -> Response:
    """Make a temporary password, shown here and never again."""
    password = service.reset_password(current_session(), user_id, actor=current_actor())
    user = queries.card(current_session(), current_actor(), user_id).user
    return _once(user_id, user.name, password)


@blueprint.post("/gebruikers/<uuid:user_id>/sessies/beeindigen")
@requires(Permission.USER_MANAGE)
def end_sessions(user_id: UUID) -> Response:
    """Log the user out everywhere, diaries too, at once."""
    service.end_all(current_session(), user_id, actor=current_actor())
    notify("Alle sessies zijn beëindigd. Ook een agenda-adres werkt niet meer.")
    return _card(user_id)


@blueprint.post("/gebruikers/<uuid:user_id>/tweede-stap/uitzetten")
@requires(Permission.USER_MANAGE, step_up=True)
def reset_factor(user_id: UUID) -> Response:
    """Take away the second factor of somebody who lost the telephone and the recovery codes."""
    service.reset_factor(current_session(), user_id, actor=current_actor())
    notify("De tweede stap staat uit. Je collega is overal uitgelogd. Ook een agenda-adres werkt niet meer.")
    return _card(user_id)


@blueprint.post("/gebruikers/<uuid:user_id>/uitzetten")
@requires(Permission.USER_MANAGE)
def deactivate(user_id: UUID) -> Response:
    """Close the account."""
    service.deactivate(current_session(), user_id, actor=current_actor())
    notify("Het account staat uit.")
    return _card(user_id)


@blueprint.post("/gebruikers/<uuid:user_id>/aanzetten")
@requires(Permission.USER_MANAGE)
def reactivate(user_id: UUID) -> Response:
    """Open the account again."""
    service.reactivate(current_session(), user_id, actor=current_actor())
    notify("Het account staat aan. Maak een tijdelijk wachtwoord voor je collega.")
    return _card(user_id)


def _filter() -> UserFilter:
    role = request.args.get("rol", "")
    status = request.args.get("status", "actief")
    return UserFilter(
        text=request.args.get("q", "")[:100],
        role=Role(role) if role in set(Role) else None,
        status=status if status in STATUSES else "actief",
    )


def _organisations() -> dict[str, str]:
    found = queries.organisations(current_session(), current_actor().region_id)
    return {str(organisation.id): organisation.name for organisation in found}


def _roles_page(form: Form[SetRoles], user_id: UUID, organisation_id: UUID) -> str:
    card = queries.card(current_session(), current_actor(), user_id)
    name = _organisations().get(str(organisation_id), "")
    return render_template(
        "accounts/roles.html", form=form, user=card.user, organisation_id=organisation_id, organisation=name
    )


def _once(user_id: UUID, name: str, password: str) -> Response:
    page = render_template("accounts/temporary.html", user_id=user_id, name=name, password=password)
    return make_response(page)


def _card(user_id: UUID) -> Response:
    return make_response(redirect(url_for("accounts.show", user_id=user_id), 303))
