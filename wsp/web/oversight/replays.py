"""How an old list came about: the lists that were shown for a vacancy, and one of them counted again."""

import uuid

from flask import render_template

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.shortlists.enums import RunScope
from wsp.shortlists.oversight import replaying
from wsp.vacancies import queries as vacancies
from wsp.web.access import current_actor, current_session, requires
from wsp.web.oversight.blueprint import blueprint

SCOPES = {
    RunScope.WHOLE.value: "Hele lijst",
    RunScope.FILTERED.value: "Met een filter",
    RunScope.CHOSEN.value: "Vergelijking",
}


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/eerder")
@requires(Permission.SHORTLIST_DECIDE)
def earlier_lists(vacancy_id: uuid.UUID) -> str:
    """Every list that was shown for a vacancy."""
    session, actor = current_session(), current_actor()
    vacancy = vacancies.vacancy(session, actor, vacancy_id)
    runs = replaying.earlier(session, actor, vacancy_id)
    return render_template(
        "oversight/earlier.html",
        vacancy=vacancy,
        runs=runs,
        scopes=SCOPES,
        names=accounts.names(session, [run.user_id for run in runs]),
    )


@blueprint.get("/toezicht/lijsten/<uuid:run_id>")
@requires(Permission.ALGORITHM_READ)
def old_list(run_id: uuid.UUID) -> str:
    """One list, counted again from what was kept with it."""
    session, actor = current_session(), current_actor()
    found = replaying.old_list(session, actor, run_id)
    return render_template(
        "oversight/old_list.html",
        found=found,
        run=found.run,
        scope=SCOPES[found.run.scope],
        names=accounts.names(session, [found.run.user_id]),
    )
