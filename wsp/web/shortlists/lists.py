"""The match list: candidates for a vacancy with a verdict per requirement; compare, set aside, ask; and the reverse."""

from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.candidates import queries as candidate_queries
from wsp.candidates.enums import BAND_LABELS, Band
from wsp.foundation.errors import InvalidInput
from wsp.placements import queries as placements
from wsp.shortlists import cards, queries, service
from wsp.shortlists.enums import AsideReason
from wsp.shortlists.package import ASSUMPTIONS
from wsp.vacancies import queries as vacancies
from wsp.vacancies import words
from wsp.vacancies.enums import SEARCHING, VACANCY_STATES, VacancyState
from wsp.web.access import current_actor, current_session, requires
from wsp.web.ids import ids_of
from wsp.web.messages import notify
from wsp.web.shortlists.blueprint import blueprint

SHOWN = 10
FALLEN_OUT = 15
MOST = 100
COMPARED = 3


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten")
@requires(Permission.SHORTLIST_DECIDE)
def for_vacancy(vacancy_id: UUID) -> str:
    """Ranked candidates, with those that fell out and those set aside below."""
    session, actor = current_session(), current_actor()
    wanted = _filter()
    top = min(MOST, max(SHOWN, request.args.get("toon", SHOWN, type=int)))
    found = queries.rank_for_vacancy(session, actor, vacancy_id, top=top, fallen_out=FALLEN_OUT, wanted=wanted)
    shown = cards.present(session, actor, found)
    hide_unknown = request.args.get("onbekend") == "nee"
    return render_template(
        "shortlists/for_vacancy.html",
        vacancy=found.row,
        hours=words.hours,
        found=found,
        shown=shown,
        ask_employer=cards.ask_employer(found),
        introduced=placements.introduced_ids(session, actor, vacancy_id),
        cards=[each for each in shown.cards if not (hide_unknown and each.questions)],
        hide_unknown=hide_unknown,
        wanted=wanted,
        top=top,
        step=SHOWN,
        most=MOST,
        municipalities=queries.municipalities(session, actor.region_id),
        bands=BAND_LABELS,
        reasons=list(AsideReason),
        searching=found.row.state in SEARCHING,
        state_label=VACANCY_STATES.labels[VacancyState(found.row.state)],
        assumptions=ASSUMPTIONS,
    )


@blueprint.get("/vacatures/<uuid:vacancy_id>/kandidaten/vergelijken")
@requires(Permission.SHORTLIST_DECIDE)
def compare(vacancy_id: UUID) -> str:
    """Two or three candidates side by side."""
    session, actor = current_session(), current_actor()
    chosen = ids_of(request.args.getlist("k"))[:COMPARED]
    found = queries.rank_for_vacancy(session, actor, vacancy_id, top=None, fallen_out=None, chosen=chosen)
    shown = cards.present(session, actor, found)
    people = [each for each in (*shown.cards, *shown.aside, *shown.fallen_out) if each.person.id in chosen]
    return render_template(
        "shortlists/compare.html", vacancy=found.row, found=found, people=people, assumptions=ASSUMPTIONS
    )


@blueprint.post("/vacatures/<uuid:vacancy_id>/kandidaten/vergelijken")
@requires(Permission.SHORTLIST_DECIDE)
def choose(vacancy_id: UUID) -> Response:
    """From ticked boxes to the comparison's own address."""
    vacancies.vacancy(current_session(), current_actor(), vacancy_id)
    chosen = ids_of(request.form.getlist("kies"))
    if not 2 <= len(chosen) <= COMPARED:  # noqa: PLR2004 (one is no comparison)
        notify("Kies twee of drie kandidaten om te vergelijken.", "warning")
        return _see_other(url_for("shortlists.for_vacancy", vacancy_id=vacancy_id))
    return _see_other(url_for("shortlists.compare", vacancy_id=vacancy_id, k=[str(each) for each in chosen]))


@blueprint.post("/vacatures/<uuid:vacancy_id>/kandidaten/apart")
@requires(Permission.SHORTLIST_DECIDE)
def set_aside(vacancy_id: UUID) -> Response:
    """Do not introduce somebody now, with the reason."""
    command = service.SetAside(
        vacancy_id=vacancy_id,
        candidate_id=_id("kandidaat"),
        reason=request.form.get("reden", ""),
        note=request.form.get("toelichting", "").strip()[:500] or None,
        run_id=_id("run"),
    )
    service.set_aside(current_session(), command, actor=current_actor())
    notify("De kandidaat staat apart. Je vindt die onder de lijst terug.")
    return _see_other(_back(vacancy_id))


@blueprint.post("/vacatures/<uuid:vacancy_id>/kandidaten/terug")
@requires(Permission.SHORTLIST_DECIDE)
def take_back(vacancy_id: UUID) -> Response:
    """Put somebody who was set aside back on the list."""
    service.take_back(current_session(), vacancy_id, _id("kandidaat"), actor=current_actor())
    notify("De kandidaat staat weer op de lijst.")
    return _see_other(_back(vacancy_id))


@blueprint.post("/vacatures/<uuid:vacancy_id>/kandidaten/vraag")
@requires(Permission.SHORTLIST_DECIDE)
def ask(vacancy_id: UUID) -> Response:
    """Ask the client manager about an unknown."""
    command = service.Ask(
        vacancy_id=vacancy_id,
        candidate_id=_id("kandidaat"),
        criterion=request.form.get("eis", ""),
        run_id=_id("run"),
    )
    service.ask(current_session(), command, actor=current_actor())
    notify("Je vraag staat op de lijst van de klantmanager.")
    return _see_other(_back(vacancy_id))


@blueprint.get("/kandidaten/<uuid:candidate_id>/vacatures")
@requires(Permission.SHORTLIST_READ)
def for_candidate(candidate_id: UUID) -> str:
    """Vacancies for one candidate, best first."""
    session, actor = current_session(), current_actor()
    people = candidate_queries.masked_many(session, actor, [candidate_id], purpose="matchlijst", details=())
    found = queries.rank_for_candidate(session, actor, candidate_id)
    rows = queries.vacancies_by_id(session, [UUID(each.vacancy_id) for each in found.ranking.ranked])
    return render_template(
        "shortlists/for_candidate.html",
        person=people[candidate_id],
        hours=words.hours,
        found=found,
        rows=[
            (rows[UUID(each.vacancy_id)], each, cards.requirements(each), cards.lines(each.contributions))
            for each in found.ranking.ranked
            if UUID(each.vacancy_id) in rows
        ],
    )


def _filter() -> queries.Filter:
    band = request.args.get("band", "")
    return queries.Filter(
        municipalities=tuple(code for code in request.args.getlist("gemeente") if code.startswith("GM")),
        band=Band(band) if band in list(Band) else None,
    )


def _id(name: str) -> UUID:
    found = ids_of([request.form.get(name, "")])
    if not found:
        raise InvalidInput("Er mist iets in dit formulier. Ga terug, ververs de lijst en probeer het opnieuw.")
    return found[0]


def _back(vacancy_id: UUID) -> str:
    return url_for("shortlists.for_vacancy", vacancy_id=vacancy_id)


def _see_other(location: str) -> Response:
    return make_response(redirect(location, 303))
