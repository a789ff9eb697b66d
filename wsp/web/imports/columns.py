"""Which column is which field, and the first rows as they are understood."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.exchange.errors import UnusableFile
from wsp.exchange.models import TableImport
from wsp.exchange.tables import queries, service
from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.commands import ChooseColumns
from wsp.exchange.tables.enums import KIND_LABELS, WAITING, ImportKind, ImportState, Profile
from wsp.exchange.tables.kinds import KINDS
from wsp.exchange.tables.preview import HIDDEN, preview
from wsp.exchange.tables.reading import Row
from wsp.foundation import numbers
from wsp.web.access import current_actor, current_session, requires
from wsp.web.imports.blueprint import blueprint

COLUMN: Final = "kolom-"
CONSTANT: Final = "vast-"
_SAMPLES: Final = 3
_LONGEST: Final = 40


@dataclass(frozen=True)
class Column:
    """One column of the file: what stands in it, and what it is taken for."""

    place: int
    header: str
    samples: tuple[str, ...]
    chosen: str


@blueprint.route("/importeren/<uuid:import_id>/kolommen", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def columns(import_id: uuid.UUID) -> Response:
    """Say which column is which field."""
    session, actor = current_session(), current_actor()
    found = queries.one(session, actor, import_id)
    if ImportState(found.state) not in WAITING:
        return make_response(redirect(url_for("imports.progress", import_id=import_id), 303))
    targets = KINDS[ImportKind(found.kind)].targets(Profile(found.profile))
    chosen: Mapping[str, int] = found.columns
    constants: Mapping[str, str] = found.constants
    problem: UnusableFile | None = None
    if request.method == "POST":
        picked = [(key, place) for place in range(len(found.headers)) if (key := request.form.get(f"{COLUMN}{place}"))]
        chosen, constants = dict(picked), _constants(targets)
        try:
            _check_once(picked)
            command = ChooseColumns(import_id=import_id, columns=chosen, constants=constants)
            service.choose_columns(session, command, actor=actor)
        except UnusableFile as error:
            problem = error
        else:
            return make_response(redirect(url_for("imports.show_preview", import_id=import_id), 303))
    rows = queries.first_rows(session, actor, import_id, _SAMPLES)
    keys = {place: key for key, place in chosen.items()}
    if problem is not None:
        keys = {place: request.form.get(f"{COLUMN}{place}", "") for place in range(len(found.headers))}
    page = render_template(
        "imports/columns.html",
        found=found,
        label=KIND_LABELS[ImportKind(found.kind)],
        targets=targets,
        columns=_columns(found, rows, keys),
        missing=[each for each in targets if each.required and each.key not in chosen],
        constants=constants,
        problem=problem,
        column_name=COLUMN,
        constant_name=CONSTANT,
    )
    return make_response(page, 400 if problem else 200)


@blueprint.get("/importeren/<uuid:import_id>/voorbeeld")
@requires(Permission.IMPORT)
def show_preview(import_id: uuid.UUID) -> Response:
    """The first rows as they will be read."""
    session, actor = current_session(), current_actor()
    found = queries.one(session, actor, import_id)
    if ImportState(found.state) not in WAITING:
        return make_response(redirect(url_for("imports.progress", import_id=import_id), 303))
    kind = ImportKind(found.kind)
    return make_response(
        render_template(
            "imports/preview.html", found=found, label=KIND_LABELS[kind], preview=preview(session, actor, import_id)
        )
    )


def _check_once(picked: Sequence[tuple[str, int]]) -> None:
    if len(dict(picked)) < len(picked):
        raise UnusableFile("Je koos een veld twee keer. Kies elk veld bij één kolom.", code="importkolommen-dubbel")


def _constants(targets: Sequence[Target]) -> dict[str, str]:
    given = {each.key: request.form.get(f"{CONSTANT}{each.key}", "").strip() for each in targets if each.constant}
    return {key: text[:200] for key, text in given.items() if text}


def _columns(found: TableImport, rows: Sequence[Row], keys: Mapping[int, str]) -> list[Column]:
    return [
        Column(
            place,
            header,
            tuple(dict.fromkeys(_sample(text) for row in rows if (text := row.cells[place]))),
            keys.get(place, ""),
        )
        for place, header in enumerate(found.headers)
    ]


def _sample(text: str) -> str:
    """A value as an example; a number that may be a BSN is not shown."""
    try:
        numbers.bsn(text)
    except numbers.NumberError:
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return HIDDEN
