"""Asking for an export of the whole region, its progress, and fetching the file once."""

import uuid
from pathlib import Path
from typing import Final

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.datastructures import MultiDict

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.exchange.region import service
from wsp.exchange.region.commands import RequestExport
from wsp.exchange.region.enums import BUSY, STATE_LABELS, ExportState
from wsp.exchange.region.schemas import RequestExportSchema
from wsp.foundation import clock
from wsp.foundation.errors import DomainError
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.keeping import SECRET_FIELDS
from wsp.web.messages import notify

blueprint = Blueprint("region", __name__)
LOOKS: Final = {
    ExportState.WAITING: "info",
    ExportState.RUNNING: "info",
    ExportState.READY: "ok",
    ExportState.FAILED: "no",
    ExportState.FETCHED: "plain",
    ExportState.GONE: "plain",
}


@blueprint.route("/regio-export", methods=["GET", "POST"])
@requires(Permission.REGION_EXPORT, step_up=True)
def show() -> Response:
    """What an export holds, the form that asks for one, and the last ones."""
    session, actor = current_session(), current_actor()
    form: Form[RequestExport] = Form(RequestExportSchema, typed=request.form if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                service.request_export(session, form.command, actor=actor)
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify("De export is gestart. Je kunt deze pagina sluiten en later terugkomen.")
                return make_response(redirect(url_for("region.show"), 303))
        # A passphrase that was typed is never written back into a page.
        form.typed = MultiDict({name: value for name, value in request.form.items() if name not in SECRET_FIELDS})
    exports = service.recent(session, actor)
    page = render_template(
        "region/export.html",
        form=form,
        exports=exports,
        running=next((row for row in exports if ExportState(row.state) in BUSY), None),
        ready=ExportState.READY.value,
        labels={state.value: label for state, label in STATE_LABELS.items()},
        looks={state.value: look for state, look in LOOKS.items()},
        names=accounts.names(session, [row.user_id for row in exports]),
        hours=int(service.KEPT.total_seconds() // 3600),
    )
    return make_response(page, status)


@blueprint.post("/regio-export/<uuid:export_id>/ophalen")
@requires(Permission.REGION_EXPORT, step_up=True, limit=Limit.EXPORT)
def fetch(export_id: uuid.UUID) -> Response:
    """The file, once; who fetched it stands in the log."""
    folder: Path = current_app.config["WSP"].data_dir / service.FOLDER
    actor = current_actor()
    path = service.fetch_export(current_session(), export_id, actor=actor, folder=folder)
    name = f"wsp-{actor.region_id}-{clock.today().isoformat()}.zip"
    answer = make_response(send_file(path, mimetype="application/zip", as_attachment=True, download_name=name))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
