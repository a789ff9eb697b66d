"""Files to download: the template, a sample to try, and the report per row."""

import uuid
from typing import Final

from flask import Response

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.audit import service as audit
from wsp.exchange.tables import policy, queries
from wsp.exchange.tables import template as workbooks
from wsp.exchange.tables.report import row_report
from wsp.exchange.tables.service import SUBJECT
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import MEDIA_TYPE
from wsp.web.imports.blueprint import blueprint
from wsp.web.imports.listing import kind_of

_SANDBOX: Final = "default-src 'none'; sandbox"


@blueprint.get("/importeren/sjabloon/<kind>")
@requires(Permission.IMPORT)
def template(kind: str) -> Response:
    """An empty workbook with the columns, the help and the lists."""
    wanted = kind_of(kind)
    policy.check_kind(current_actor(), wanted)
    return _workbook(workbooks.template(wanted), f"sjabloon-{wanted}.xlsx")


@blueprint.get("/importeren/voorbeeld/<kind>")
@requires(Permission.IMPORT)
def sample(kind: str) -> Response:
    """The same with made-up rows, to try it."""
    wanted = kind_of(kind)
    policy.check_kind(current_actor(), wanted)
    return _workbook(workbooks.sample(wanted), f"voorbeeld-{wanted}.xlsx")


@blueprint.post("/importeren/<uuid:import_id>/verslag")
@requires(Permission.IMPORT, limit=Limit.EXPORT)
def report(import_id: uuid.UUID) -> Response:
    """What is wrong with which row; a POST, since it leaves a line in the log."""
    session, actor = current_session(), current_actor()
    found = queries.one(session, actor, import_id)
    rows = queries.all_rows(session, actor, import_id)
    audit.record(session, actor, "imports.report", subject=(SUBJECT, found.id), after={"rijen": len(rows)})
    return _workbook(row_report(found, rows), f"verslag-{found.kind}.xlsx")


def _workbook(content: bytes, name: str) -> Response:
    return Response(
        content,
        mimetype=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": _SANDBOX,
            "Cache-Control": "no-store",
        },
    )
