"""Changing an employer: facts, fixed contact person, sector, establishments, contact persons."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.employers import queries, service
from wsp.employers.errors import BadField, LooksLikeAnother
from wsp.employers.models import Employer
from wsp.employers.schemas import (
    AddContactSchema,
    AddEstablishmentSchema,
    ChangeOwnerSchema,
    EditContactSchema,
    EditEmployerSchema,
    EditEstablishmentSchema,
    EmployerSchema,
    SetSectorSchema,
)
from wsp.foundation import clock
from wsp.foundation.errors import Conflict, StaleVersion
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers import choices
from wsp.web.employers.blueprint import blueprint
from wsp.web.forms import Form, seen_version
from wsp.web.messages import notify


@blueprint.route("/werkgevers/<uuid:employer_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def edit(employer_id: uuid.UUID) -> Response:
    """Name, KVK number, status, size, telephone, website, note."""
    employer = _employer(employer_id)
    values = {name: getattr(employer, name) for name in ("name", "status", "size_class", "phone", "website", "note")}
    values["kvk_number"] = employer.business.kvk_number if employer.business else None
    return _page(
        employer,
        EditEmployerSchema(employer_id=employer_id, version=seen_version(employer.version)),
        title="Gegevens wijzigen",
        button="Gegevens opslaan",
        saved="De gegevens zijn opgeslagen.",
        values=values,
        version=employer.version,
        save=lambda command: service.edit_employer(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/vast-contact", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def owner(employer_id: uuid.UUID) -> Response:
    """Another fixed contact person."""
    employer = _employer(employer_id)
    return _page(
        employer,
        ChangeOwnerSchema(
            options={"owner_id": choices.owners(with_id=employer.owner_id)},
            employer_id=employer_id,
            version=seen_version(employer.version),
        ),
        title="Vast contact wijzigen",
        button="Vast contact opslaan",
        saved="Het vaste contact is gewijzigd.",
        values={"owner_id": employer.owner_id, "hand_over": True},
        version=employer.version,
        save=lambda command: service.change_owner(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/sector", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def sector(employer_id: uuid.UUID) -> Response:
    """Sector and SBI code from a day on."""
    card = queries.card(current_session(), current_actor(), employer_id)
    now = card.sector
    return _page(
        card.employer,
        SetSectorSchema(employer_id=employer_id),
        title="Sector wijzigen",
        button="Sector opslaan",
        saved="De sector is opgeslagen.",
        values={
            "sector": now.sector if now else None,
            "sbi_code": now.sbi_code if now else None,
            "valid_from": clock.today(),
        },
        save=lambda command: service.set_sector(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/vestigingen/nieuw", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def add_establishment(employer_id: uuid.UUID) -> Response:
    """A new place."""
    return _page(
        _employer(employer_id),
        AddEstablishmentSchema(options={"municipality_code": choices.municipalities()}, employer_id=employer_id),
        title="Vestiging toevoegen",
        button="Vestiging toevoegen",
        saved="De vestiging is toegevoegd.",
        save=lambda command: service.add_establishment(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/vestigingen/<uuid:establishment_id>", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def edit_establishment(employer_id: uuid.UUID, establishment_id: uuid.UUID) -> Response:
    """Change or close a place."""
    site = queries.establishment(current_session(), current_actor(), employer_id, establishment_id)
    return _page(
        _employer(employer_id),
        EditEstablishmentSchema(
            options={"municipality_code": choices.municipalities(with_code=site.municipality_code)},
            employer_id=employer_id,
            establishment_id=establishment_id,
            version=seen_version(site.version),
        ),
        title="Vestiging wijzigen",
        button="Vestiging opslaan",
        saved="De vestiging is opgeslagen.",
        values=site,
        version=site.version,
        save=lambda command: service.edit_establishment(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/contactpersonen/nieuw", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_CONTACT)
def add_contact(employer_id: uuid.UUID) -> Response:
    """A new contact person."""
    return _page(
        _employer(employer_id),
        AddContactSchema(options={"establishment_id": choices.establishments(employer_id)}, employer_id=employer_id),
        title="Contactpersoon toevoegen",
        button="Contactpersoon toevoegen",
        saved="De contactpersoon is toegevoegd.",
        save=lambda command: service.add_contact(current_session(), command, actor=current_actor()),
    )


@blueprint.route("/werkgevers/<uuid:employer_id>/contactpersonen/<uuid:contact_id>", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_CONTACT)
def edit_contact(employer_id: uuid.UUID, contact_id: uuid.UUID) -> Response:
    """Change a contact person, or say that somebody left."""
    person = queries.contact(current_session(), current_actor(), employer_id, contact_id)
    return _page(
        _employer(employer_id),
        EditContactSchema(
            options={"establishment_id": choices.establishments(employer_id, with_id=person.establishment_id)},
            employer_id=employer_id,
            contact_id=contact_id,
            version=seen_version(person.version),
        ),
        title="Contactpersoon wijzigen",
        button="Contactpersoon opslaan",
        saved="De contactpersoon is opgeslagen.",
        values=person,
        version=person.version,
        save=lambda command: service.edit_contact(current_session(), command, actor=current_actor()),
    )


def _page(
    employer: Employer,
    schema: EmployerSchema[Any],
    *,
    title: str,
    button: str,
    saved: str,
    save: Callable[[Any], object],
    values: object | None = None,
    version: int | None = None,
) -> Response:
    """Show a form about `employer`, or save what was typed and go back to the card.

    What the verb refuses is shown at its fields with everything that was typed; two versions of one record go to the
    page that lays them side by side.
    """
    form: Form[Any] = Form(
        schema, typed=request.form if request.method == "POST" else None, values=values, version=version
    )
    twins: LooksLikeAnother | None = None
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                save(form.command)
            except StaleVersion:
                raise
            except LooksLikeAnother as found:
                twins, status = found, found.status
                form.refuse(found)
            except (BadField, Conflict) as error:
                status = error.status
                form.refuse(error)
            else:
                notify(saved)
                return make_response(redirect(url_for("employers.show", employer_id=employer.id), 303))
    page = render_template(
        "employers/change.html",
        form=form,
        employer=employer,
        title=title,
        button_text=button,
        twins=twins,
        back=url_for("employers.show", employer_id=employer.id),
    )
    return make_response(page, status)


def _employer(employer_id: uuid.UUID) -> Employer:
    return queries.employer(current_session(), current_actor(), employer_id)
