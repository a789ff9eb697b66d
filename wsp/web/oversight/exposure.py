"""Toezicht op de ranglijst: who is shown, who never is, and what moves the top."""

from collections.abc import Iterator
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.shortlists.oversight import exposure, flipping, replaying, unseen
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import Cell, spreadsheet
from wsp.web.listing import ListPage, page_number
from wsp.web.oversight.blueprint import blueprint

HEADS: Final = (
    "Indeling", "Groep", "Kandidaten", "Ooit in de eerste tien", "Deel van de kandidaten", "Deel van de aandacht",
    "Verhouding", "Ondergrens", "Bovengrens",
)  # fmt: skip
HIDDEN: Final = "te klein om te tonen"


@blueprint.get("/toezicht")
@requires(Permission.ALGORITHM_READ)
def overview() -> str:
    """Exposure per group, and the way to everything else about the ranking."""
    found = exposure.report(current_session(), current_actor(), months=_months())
    return render_template(
        "oversight/overview.html",
        found=found,
        recent=replaying.recent(current_session(), current_actor()),
        periods=exposure.PERIODS,
        top=exposure.TOP,
        export=url_for("oversight.export", maanden=found.months),
    )


@blueprint.post("/toezicht/exporteren")
@requires(Permission.ALGORITHM_DESCRIBE, limit=Limit.EXPORT)
def export() -> Response:
    """The same figures as a workbook; what is hidden on the screen is hidden in it."""
    found = exposure.report(current_session(), current_actor(), months=_months())
    return spreadsheet(
        "Toezicht ranglijst", HEADS, _cells(found), action="algorithm.exported", filters={"maanden": str(found.months)}
    )


@blueprint.get("/toezicht/nooit-getoond")
@requires(Permission.ALGORITHM_READ)
def never_shown() -> str:
    """People who may be ranked and stood in no top ten, with what stands in the way."""
    found = unseen.never_shown(current_session(), current_actor(), months=_months(), number=page_number())
    return render_template(
        "oversight/unseen.html", found=found, page=ListPage(found.page), periods=exposure.PERIODS, top=exposure.TOP
    )


@blueprint.get("/toezicht/proef")
@requires(Permission.ALGORITHM_READ)
def flip_test() -> str:
    """Leave out one thing at a time: how much of the top goes to somebody else."""
    found = flipping.flip_test(current_session(), current_actor())
    return render_template("oversight/flips.html", found=found, not_there=flipping.NOT_THERE)


def _months() -> int:
    """The period that the address asks for, else the middle one."""
    asked = request.args.get("maanden", type=int)
    return asked if asked in exposure.PERIODS else exposure.PERIODS[1]


def _cells(found: exposure.Exposure) -> Iterator[tuple[Cell, ...]]:
    for breakdown in found.breakdowns:
        for row in breakdown.rows:
            if row.hidden:
                yield (breakdown.title, row.group, HIDDEN, *([None] * 6))
            else:
                reached = HIDDEN if row.reached is None else row.reached
                yield (breakdown.title, row.group, row.people, reached,
                       *map(_rounded, (row.share_people, row.share_seen, row.ratio, row.low, row.high)))  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
