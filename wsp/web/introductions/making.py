"""From a ranking to introductions."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, request, url_for

from wsp.accounts.permissions import Permission
from wsp.placements.commands import Introduce
from wsp.placements.service import introduce
from wsp.vacancies import queries as vacancies
from wsp.web.access import current_actor, current_session, requires
from wsp.web.i18n import plural
from wsp.web.ids import id_of
from wsp.web.introductions.blueprint import blueprint
from wsp.web.messages import notify

_LONGEST: Final = 1000


@blueprint.post("/vacatures/<uuid:vacancy_id>/kandidaten/voordragen")
@requires(Permission.INTRODUCTION_MAKE)
def make(vacancy_id: uuid.UUID) -> Response:
    """Introduce the ticked candidates; with nobody ticked the list comes back with a message."""
    chosen = [found for text in request.form.getlist("kies") if (found := id_of(text)) is not None]
    if not chosen:
        vacancies.vacancy(current_session(), current_actor(), vacancy_id)
        notify("Kies eerst een of meer kandidaten. Draag ze daarna voor.", "warning")
        return make_response(redirect(url_for("shortlists.for_vacancy", vacancy_id=vacancy_id), 303))
    command = Introduce(
        vacancy_id=vacancy_id,
        candidate_ids=tuple(dict.fromkeys(chosen)),
        shortlist_run_id=id_of(request.form.get("run", "")),
        motivation=request.form.get("motivatie", "").strip()[:_LONGEST] or None,
    )
    made = introduce(current_session(), command, actor=current_actor())
    notify(f"{plural(len(made), 'voordracht', 'voordrachten')} gemaakt. De klantmanager krijgt de vraag om akkoord.")
    return make_response(redirect(url_for("introductions.list_introductions", vacature=vacancy_id), 303))
