"""The card of an employer: facts, people, places, who called last, and the time line."""

import uuid
from typing import Final

from flask import render_template, request

from wsp.accounts.permissions import Permission
from wsp.employers import queries
from wsp.employers.enums import (
    SECTOR_LABELS,
    SIZE_LABELS,
    SOURCE_LABELS,
    STATUS,
    ContactKind,
    EmployerStatus,
    Sector,
    SizeClass,
    Source,
)
from wsp.foundation import clock
from wsp.web.access import current_actor, current_session, requires
from wsp.web.documents.panel import panel
from wsp.web.employers import choices
from wsp.web.employers.blueprint import blueprint
from wsp.web.employers.listing import branch
from wsp.web.employers.timeline import ICONS, merged, of_introductions, of_moments, of_placements, of_vacancies
from wsp.web.employers.work import LOOKS, PLACEMENT_LOOKS, hours, vacancies_of, work_at
from wsp.worklist import queries as worklist
from wsp.worklist.enums import SubjectKind

FIRST: Final = 8
"""Contact moments that the card shows at once."""
MOST: Final = 500

SHOWN: Final = {
    "bezoeken": ("bezoeken", (ContactKind.VISIT, ContactKind.MEETING, ContactKind.VIDEO)),
    "bellen": ("telefoon en e-mail", (ContactKind.TELEPHONE, ContactKind.MAIL)),
    "partners": ("van andere organisaties", ()),
}
"""What the time line can be narrowed to: value in the address -> words, kinds of contact."""


@blueprint.get("/werkgevers/<uuid:employer_id>")
@requires(Permission.EMPLOYER_READ)
def show(employer_id: uuid.UUID) -> str:
    """One employer with everything a visit needs."""
    session, actor = current_session(), current_actor()
    card = queries.card(session, actor, employer_id)
    chosen = request.args.get("toon", "")
    kinds = SHOWN[chosen][1] if chosen in SHOWN else ()
    limit = _limit()
    moments = (
        card.latest[: limit + 1]
        if chosen not in SHOWN and limit < queries.LATEST
        else queries.moments(
            session, actor, employer_id, kinds=kinds, of_partners=chosen == "partners", limit=limit + 1
        )
    )
    employer = card.employer
    work = vacancies_of(employer_id)
    placed, introduced = work_at(employer_id)
    elsewhere = (
        []
        if chosen in SHOWN
        else [
            *of_vacancies([*work.open, *work.closed]),
            *of_introductions(introduced),
            *of_placements([*placed.running, *placed.ended]),
        ]
    )
    today = clock.today()
    return render_template(
        "employers/card.html",
        card=card,
        employer=employer,
        status=EmployerStatus(employer.status),
        status_label=STATUS.labels[EmployerStatus(employer.status)],
        size=SIZE_LABELS[SizeClass(employer.size_class)] if employer.size_class else None,
        sector=SECTOR_LABELS[Sector(card.sector.sector)] if card.sector else None,
        sector_labels=SECTOR_LABELS,
        source=SOURCE_LABELS[Source(employer.source)] if employer.source in set(Source) else employer.source,
        branch=branch,
        people=[p for p in employer.contacts if p.left_on is None or p.left_on >= today],
        left=[p for p in employer.contacts if p.left_on is not None and p.left_on < today],
        sites=[s for s in employer.establishments if s.closed_on is None or s.closed_on >= today],
        closed=[s for s in employer.establishments if s.closed_on is not None and s.closed_on < today],
        municipalities=choices.municipality_names(),
        events=merged(
            of_moments(moments[:limit]),
            elsewhere,
            since=moments[limit - 1].occurred_at if len(moments) > limit else None,
        ),
        vacancies=work,
        vacancy_looks=LOOKS,
        placements=placed,
        placement_looks=PLACEMENT_LOOKS,
        hours=hours,
        more=len(moments) > limit,
        limit=limit,
        chosen=chosen if chosen in SHOWN else "",
        shown={value: words for value, (words, _) in SHOWN.items()},
        icons=ICONS,
        callers=len({moment.organisation_id for moment in card.recent}),
        tasks=worklist.open_about(session, actor, [employer_id]),
        documents=panel(
            (SubjectKind.EMPLOYER, employer_id),
            also=[(SubjectKind.PLACEMENT, row.id) for row in (*placed.running, *placed.ended)],
        ),
    )


def _limit() -> int:
    text = request.args.get("aantal", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) else FIRST
    return min(max(asked, FIRST), MOST)
