"""Where an employer starts: what waits, who helps, how the vacancies stand."""

from collections import Counter

from flask import Blueprint, Response

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.placements import queries as placements
from wsp.placements.masking import STEPS
from wsp.vacancies import queries as vacancies
from wsp.web.access import current_actor, current_session, required_login, requires
from wsp.web.portal.helper import helper
from wsp.web.portal.page import page
from wsp.web.portal.vacancies import own_vacancies

blueprint = Blueprint("portal", __name__)

_EVENING, _NOON = 18, 12
_SHOWN = 4


@blueprint.get("/portaal")
@requires(Permission.PORTAL_READ)
def show() -> Response:
    """What waits for the employer, and who helps."""
    session, actor = current_session(), current_actor()
    offers = placements.offers(session, actor)
    running = Counter(offer.vacancy_id for offer in offers if not offer.closed)
    found, _, total = own_vacancies(size=_SHOWN, counts=running)
    draft = vacancies.draft(session, actor)
    return page(
        "start",
        greeting=_greeting(required_login().name),
        offers=offers,
        asks=[ask for ask in placements.asks(session, actor) if not ask.done],
        vacancies=found,
        total=total,
        steps=STEPS,
        draft_title=next(iter(draft.data.get("title") or [""]), "") if draft else None,
        draft_saved=draft.updated_at if draft else None,
        helper=helper(),
    )


def _greeting(name: str) -> str:
    hour = clock.local(clock.now()).hour
    word = "Goedemorgen" if hour < _NOON else "Goedemiddag" if hour < _EVENING else "Goedenavond"
    return f"{word}, {name.split(maxsplit=1)[0]}" if name.split() else word
