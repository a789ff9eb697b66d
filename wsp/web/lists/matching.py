"""How the people of a list rank for a vacancy."""

import uuid
from typing import Final

from flask import render_template, request

from wsp.accounts.permissions import Permission
from wsp.lists import queries
from wsp.placements import queries as placements
from wsp.shortlists import cards
from wsp.shortlists import queries as shortlists
from wsp.vacancies import queries as vacancies
from wsp.web.access import current_actor, current_session, requires
from wsp.web.ids import id_of
from wsp.web.listing import page_number, searched
from wsp.web.lists.blueprint import blueprint

OFFERED: Final = 10


@blueprint.get("/lijsten/<uuid:list_id>/match")
@requires(Permission.SHORTLIST_READ)
def rank(list_id: uuid.UUID) -> str:
    """Choose a vacancy; then the people of the list in the order in which they fit, and who does not take part."""
    session, actor = current_session(), current_actor()
    vacancy_id = _vacancy()
    if vacancy_id is None:
        found = queries.own_list(session, actor, list_id)
        wanted = vacancies.VacancyFilter(text=searched() or None, searching=True)
        page = vacancies.list_vacancies(session, actor, wanted, page=page_number(), size=OFFERED)
        return render_template("lists/vacancy.html", row=found, offered=page, text=searched())
    found, ids = queries.list_with_ids(session, actor, list_id)
    ranked = shortlists.rank_for_vacancy(session, actor, vacancy_id, top=None, fallen_out=None, chosen=ids)
    shown = cards.present(session, actor, ranked)
    people = sorted((*shown.cards, *shown.aside), key=lambda card: card.position)
    return render_template(
        "lists/match.html",
        row=found,
        vacancy=ranked.row,
        found=ranked,
        people=people,
        fallen_out=shown.fallen_out,
        # Who objected is not told apart from who is not ready: the list itself says what it may.
        apart=len(ids) - len(people) - len(shown.fallen_out),
        introduced=_introduced(vacancy_id),
    )


def _introduced(vacancy_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Whose introduction for the vacancy runs; asked for who may introduce somebody."""
    actor = current_actor()
    if not actor.may(Permission.INTRODUCTION_MAKE):
        return frozenset()
    return placements.introduced_ids(current_session(), actor, vacancy_id)


def _vacancy() -> uuid.UUID | None:
    return id_of(request.args.get("vacature", ""))
