"""A new letter for the dossier of a placement."""

import uuid

from flask import Response, make_response, redirect, url_for

from wsp.accounts.permissions import Permission
from wsp.placements import letters
from wsp.web.access import current_actor, current_session, requires
from wsp.web.messages import notify
from wsp.web.placements.blueprint import blueprint


@blueprint.post("/plaatsingen/<uuid:placement_id>/brieven")
@requires(Permission.DOCUMENT_CREATE)
def make_letter(placement_id: uuid.UUID) -> Response:
    """Write the confirmation anew, with the facts of today."""
    letters.write_confirmation(current_session(), placement_id, actor=current_actor())
    notify("De brief is gemaakt. Lees de brief na voordat je deze verstuurt.")
    return make_response(redirect(url_for("placements.show", placement_id=placement_id, _anchor="documenten"), 303))
