"""Letters about a placement: choose one, fill in what is missing, look at it, make it."""

import uuid
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.queries import names
from wsp.documents.content import Content
from wsp.documents.enums import TO_EMPLOYER, LetterKind
from wsp.documents.errors import DocumentNotFound
from wsp.foundation.errors import DomainError, InvalidInput
from wsp.placements import letters
from wsp.placements.letters import Draft
from wsp.placements.letters.commands import WriteLetter
from wsp.web.access import current_actor, current_session, requires
from wsp.web.documents.dossiers import Dossier, of_placement, opened
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.placements.blueprint import blueprint
from wsp.worklist.enums import SubjectKind

LOOK: Final = "bekijk"
MAKE: Final = "maak"


@blueprint.get("/plaatsingen/<uuid:placement_id>/brieven")
@requires(Permission.DOCUMENT_CREATE)
def choose_letter(placement_id: uuid.UUID) -> str:
    """Which letters there are, which can be made now, and which versions there are."""
    dossier = _dossier(placement_id)
    found = letters.choices(current_session(), placement_id, actor=current_actor())
    return render_template(
        "placements/letters.html",
        dossier=dossier,
        placement_id=placement_id,
        choices=found,
        to_employer=TO_EMPLOYER,
        names=names(current_session(), [each.newest.made_by_id for each in found if each.newest]),
    )


@blueprint.get("/plaatsingen/<uuid:placement_id>/brieven/<kind>")
@requires(Permission.DOCUMENT_CREATE)
def begin_letter(placement_id: uuid.UUID, kind: str) -> str:
    """The form of one letter, with what is known."""
    if kind == LetterKind.COACH_EVALUATION:
        # It reads the file of the job coach as well, so it does not look for the placement twice.
        draft = _draft(placement_id, kind)
        dossier = of_placement(current_session(), current_actor(), draft.facts.placement)
    else:
        dossier = _dossier(placement_id)
        draft = _draft(placement_id, kind)
    return _page(dossier, draft, Form(_schema(draft), values=draft.values))


@blueprint.post("/plaatsingen/<uuid:placement_id>/brieven/<kind>")
@requires(Permission.DOCUMENT_CREATE)
def make_letter(placement_id: uuid.UUID, kind: str) -> Response:
    """Look at it, or make it."""
    dossier = _dossier(placement_id)
    draft = _draft(placement_id, kind)
    form: Form[WriteLetter] = Form(_schema(draft), typed=request.form)
    session, actor = current_session(), current_actor()
    status = 400
    if form.valid():
        try:
            if request.form.get("doe") == LOOK:
                content = letters.look(session, placement_id, draft.form.kind, form.command, actor=actor)
                return make_response(_page(dossier, draft, form, content))
            letters.write(session, placement_id, draft.form.kind, form.command, actor=actor)
        except InvalidInput as error:
            status = error.status
            form.refuse(error)
        except DomainError as error:
            # No library to draw with: nothing of what was typed is lost.
            if error.status < 500:  # noqa: PLR2004 (a refusal has a page of its own)
                raise
            status = error.status
            form.refuse(error)
        else:
            notify("De brief is gemaakt. Lees de brief na voordat je deze verstuurt.")
            return make_response(redirect(f"{dossier.address}#documenten", 303))
    return make_response(_page(dossier, draft, form), status)


def _dossier(placement_id: uuid.UUID) -> Dossier:
    """Who may not know the name (any more) writes no letter with it."""
    return opened(current_session(), current_actor(), SubjectKind.PLACEMENT.value, placement_id)


def _draft(placement_id: uuid.UUID, kind: str) -> Draft:
    try:
        known = LetterKind(kind)
    except ValueError:
        raise DocumentNotFound from None
    return letters.begin(current_session(), placement_id, known, actor=current_actor())


def _schema(draft: Draft) -> Any:
    schema = draft.form.schema(options=draft.form.options(draft.facts))
    if draft.newest is None:
        # Nothing to say why about; only a form that was made by hand could send it.
        schema.fields.pop("reason")
        schema.load_fields.pop("reason")
    return schema


def _page(dossier: Dossier, draft: Draft, form: Form[Any], content: Content | None = None) -> str:
    return render_template(
        "placements/letter.html",
        dossier=dossier,
        letter=draft.form,
        draft=draft,
        form=form,
        in_the_way=draft.form.in_the_way(draft.facts),
        content=content,
        look=LOOK,
        make=MAKE,
        here=url_for("placements.make_letter", placement_id=draft.facts.placement.id, kind=draft.form.kind.value),
        all=url_for("placements.choose_letter", placement_id=draft.facts.placement.id),
    )
