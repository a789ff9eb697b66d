"""An employer's own vacancies: the list, one of them, and stopping one."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError, NotFound
from wsp.placements import queries as placements
from wsp.placements.masking import STEPS, for_employer
from wsp.placements.shown import OwnVacancy
from wsp.vacancies import queries, service
from wsp.vacancies.schemas import WithdrawPostedSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.portal.helper import helper, own_employers
from wsp.web.portal.page import page

blueprint = Blueprint("portal_vacancies", __name__)


@blueprint.get("/portaal/vacatures")
@requires(Permission.PORTAL_VACANCY)
def list_vacancies() -> Response:
    """All own vacancies, with where each stands."""
    number = request.args.get("pagina", "1")
    vacancies, pages, total = own_vacancies(int(number) if number.isascii() and number.isdigit() else 1)
    draft = queries.draft(current_session(), current_actor())
    return page(
        "vacancies",
        vacancies=vacancies,
        steps=STEPS,
        pages=pages,
        total=total,
        draft_title=next(iter(draft.data.get("title") or [""]), "") if draft else None,
        draft_saved=draft.updated_at if draft else None,
    )


def own_vacancies(
    number: int = 1, *, size: int = 25, counts: Mapping[uuid.UUID, int] | None = None
) -> tuple[list[OwnVacancy], dict[str, int], int]:
    """One page of the employer's vacancies with how many candidates each has, which page it is, and how many in all.

    `counts` are the running offers per vacancy, when the page knows them already.
    """
    session, actor = current_session(), current_actor()
    found = queries.own_vacancies(session, actor, page=number, size=size)
    offers = placements.offer_counts(session, actor, [each.id for each in found.rows]) if counts is None else counts
    names = {each.id: each.name for each in own_employers()}
    shown = [
        for_employer(each, employer=names.get(each.employer_id, ""), offers=offers.get(each.id, 0))
        for each in found.rows
    ]
    return shown, {"number": found.number, "pages": found.pages, "size": size}, found.total


@blueprint.get("/portaal/vacatures/<uuid:vacancy_id>")
@requires(Permission.PORTAL_VACANCY)
def show(vacancy_id: uuid.UUID) -> Response:
    """One vacancy: what it says, where it stands, who was offered."""
    return page(
        "vacancy",
        vacancy=_shown(vacancy_id),
        steps=STEPS,
        offers=placements.offers(current_session(), current_actor(), vacancy_id=vacancy_id),
        helper=helper(),
    )


@blueprint.route("/portaal/vacatures/<uuid:vacancy_id>/stoppen", methods=["GET", "POST"])
@requires(Permission.PORTAL_VACANCY)
def withdraw(vacancy_id: uuid.UUID) -> Response:
    """Stop a vacancy that is not needed any more."""
    vacancy = _shown(vacancy_id)
    form: Form[Any] = Form(
        WithdrawPostedSchema(vacancy_id=vacancy_id), typed=request.form if request.method == "POST" else None
    )
    status = 200
    if form.typed is not None:
        status = 400
        if form.valid():
            try:
                service.withdraw_posted(current_session(), form.command, actor=current_actor())
            except NotFound:
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify("De vacature is gestopt.")
                return make_response(redirect(url_for("portal_vacancies.show", vacancy_id=vacancy_id), 303))
    return page("withdraw", status, form=form, vacancy=vacancy)


def _shown(vacancy_id: uuid.UUID) -> OwnVacancy:
    session, actor = current_session(), current_actor()
    row = queries.own_vacancy(session, actor, vacancy_id)
    offers = placements.offer_counts(session, actor, [row.id]).get(row.id, 0)
    shown: OwnVacancy = for_employer(row, employer=row.employer.name, offers=offers, whole=True)
    return shown
