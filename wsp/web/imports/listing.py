"""What can be read in, earlier imports, and sending a file."""

import uuid
from typing import Any, Final

from flask import Response, current_app, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables import policy, queries, service
from wsp.exchange.tables.commands import ReceiveTable
from wsp.exchange.tables.enums import (
    KIND_LABELS,
    PROFILE_LABELS,
    STATES,
    ImportKind,
    ImportState,
    Profile,
)
from wsp.exchange.tables.reading import Limits
from wsp.foundation import fields
from wsp.foundation.errors import NotAllowed, NotFound
from wsp.foundation.fields import CommandSchema
from wsp.foundation.files.settings import FileSettings
from wsp.web.access import current_actor, current_session, requires
from wsp.web.bodies import takes_file
from wsp.web.forms import Form
from wsp.web.imports.blueprint import blueprint
from wsp.web.listing import ListPage, page_number

FILE: Final = "bestand"
ABOUT: Final = {
    ImportKind.EMPLOYERS: ("building", "Bedrijven en organisaties, met hun adres en sector."),
    ImportKind.CONTACTS: ("phone", "Mensen bij werkgevers die al in het portaal staan."),
    ImportKind.VACANCIES: ("briefcase", "Vacatures van werkgevers die al in het portaal staan."),
    ImportKind.CANDIDATES: ("people", "Mensen die ja zeiden tegen delen. De rest komt niet binnen."),
}


class ReceiveSchema(CommandSchema[dict[str, Any]]):
    """What to know of a file before it is read."""

    command = dict

    profile = fields.Choice(
        label="Wat voor bestand is het?",
        options={each.value: text for each, text in PROFILE_LABELS.items()},
        convert=Profile,
        required=True,
        widget="radios",
    )
    organisation_id = fields.Choice(
        label="Welke organisatie beheert deze dossiers?",
        hint="Alleen klantmanagers van deze organisatie kunnen de dossiers wijzigen.",
        options={},
        convert=uuid.UUID,
        required=True,
        width="medium",
    )

    def __init__(self, kind: ImportKind, keepers: dict[str, str]) -> None:
        super().__init__()
        if kind is not ImportKind.CANDIDATES:
            self.fields.clear()
            self.load_fields.clear()
            return
        organisation = self.fields["organisation_id"]
        if isinstance(organisation, fields.Choice):
            organisation.describe(options=keepers)


@blueprint.get("/importeren")
@requires(Permission.IMPORT)
def list_imports() -> str:
    """What this user may read in, and what was read in before."""
    session, actor = current_session(), current_actor()
    page = queries.imports(session, actor, page=page_number())
    return render_template(
        "imports/list.html",
        kinds=[(kind, KIND_LABELS[kind], *ABOUT[kind]) for kind in policy.kinds(actor)],
        page=ListPage(page),
        kind_labels=KIND_LABELS,
        state_labels=STATES.labels,
        names=accounts.names(session, [each.created_by for each in page.rows]),
        me=actor.user_id,
    )


@blueprint.route("/importeren/nieuw/<kind>", methods=["GET", "POST"])
@requires(Permission.IMPORT)
@takes_file()
def receive(kind: str) -> Response:
    """Choose a file; its rows are kept until they are read in, the file itself is not."""
    session, actor = current_session(), current_actor()
    wanted = kind_of(kind)
    policy.check_kind(actor, wanted)
    keepers = {str(each.id): each for each in policy.keepers(session, actor)}
    schema = ReceiveSchema(wanted, {key: each.name for key, each in keepers.items()})
    posted = request.method == "POST"
    only = next(iter(keepers)) if len(keepers) == 1 else None
    own = str(actor.organisation_id) if str(actor.organisation_id) in keepers else only
    form: Form[dict[str, Any]] = Form(
        schema,
        typed=request.form if posted else None,
        values={"profile": Profile.GENERIC, "organisation_id": own},
    )
    problem = None
    largest: FileSettings = current_app.config["WSP"].files
    if posted:
        upload = request.files.get(FILE)
        if upload is None or not upload.filename:
            problem = "Kies eerst een bestand."
        if form.valid() and upload is not None and problem is None:
            chosen = form.command
            organisation_id = chosen.get("organisation_id") or own_organisation()
            keeper = keepers.get(str(organisation_id))
            try:
                found = service.receive(
                    session,
                    ReceiveTable(
                        kind=wanted,
                        profile=chosen.get("profile") or Profile.GENERIC,
                        organisation_id=organisation_id,
                        filename=upload.filename or "",
                        municipality_code=keeper.municipality_code if keeper else None,
                    ),
                    upload.stream,  # type: ignore[arg-type]  # a spooled file: what is asked of it is there
                    actor=actor,
                    limits=Limits(file_bytes=largest.largest),
                )
            except UnusableFile as error:
                problem = error.message
            else:
                return make_response(redirect(url_for("imports.columns", import_id=found.id), 303))
    page = render_template(
        "imports/new.html",
        form=form,
        kind=wanted,
        label=KIND_LABELS[wanted],
        problem=problem,
        file_field=FILE,
        megabytes=largest.megabytes,
        nobody=wanted is ImportKind.CANDIDATES and not keepers,
    )
    return make_response(page, 400 if posted else 200)


@blueprint.get("/importeren/<uuid:import_id>")
@requires(Permission.IMPORT)
def show(import_id: uuid.UUID) -> Response:
    """To where this import is now."""
    found = queries.one(current_session(), current_actor(), import_id)
    here = "imports.columns" if ImportState(found.state) is ImportState.COLUMNS else "imports.progress"
    return make_response(redirect(url_for(here, import_id=import_id), 303))


def own_organisation() -> uuid.UUID:
    """Whose system a file comes from, unless it is about candidates: that of who sends it."""
    organisation_id = current_actor().organisation_id
    if organisation_id is None:
        raise NotAllowed("Kies eerst voor welke organisatie je werkt. Dat kan via je naam, rechtsboven.")
    return organisation_id


def kind_of(text: str) -> ImportKind:
    """The kind that an address names; 404 for what is none."""
    if text not in set(ImportKind):
        raise NotFound("Dit kun je niet inlezen. Ga terug naar Importeren.")
    return ImportKind(text)
