"""The list of candidates and its spreadsheet."""

from dataclasses import replace
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.candidates import policy, queries, words
from wsp.candidates.enums import BAND_LABELS, STAGES, ProfileField
from wsp.candidates.queries import SORTS, CandidateFilter, CandidateRow
from wsp.searches.enums import ListKind
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import choices
from wsp.web.candidates.blueprint import blueprint
from wsp.web.export import spreadsheet
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, address, page_number, searched, sorting
from wsp.web.searches import panel

MOST: Final = 5000
"""Rows of an export: more than the largest region has."""
HEADS: Final = (
    "Nummer", "Kandidaat", "Fase", "Gemeente", "Woonplaats", "Wil graag", "Uren", "Loonwaarde", "Soort loonwaarde",
    "Beschikbaar vanaf", "Nagekeken op", "Gedeeld met het WSP",
)  # fmt: skip


@blueprint.get("/kandidaten")
@requires(Permission.CANDIDATE_READ, limit=Limit.SEARCH)
def list_candidates() -> str:
    """One page of the candidates that the visitor may see."""
    session, actor = current_session(), current_actor()
    order = sorting("naam" if policy.knows_all_names(actor) else "nummer", tuple(SORTS))
    wanted = _wanted(by=order.by, descending=order.descending)
    counts = queries.stage_counts(session, actor)
    page = queries.list_candidates(session, actor, wanted, page=page_number(), counts=counts)
    return render_template(
        "candidates/list.html",
        saved=panel(ListKind.CANDIDATES),
        page=ListPage(page),
        wanted=wanted,
        sorting=order,
        names=policy.knows_all_names(actor),
        filtered=bool(_filters()),
        counts=counts,
        stage_labels=STAGES.labels,
        band_labels=BAND_LABELS,
        municipalities=choices.municipalities(with_code=wanted.municipality),
        export=address().replace(request.path, url_for("candidates.export_candidates"), 1),
        clear=url_for("candidates.list_candidates"),
        wish=wish_of,
        hours=hours_of,
    )


@blueprint.post("/kandidaten/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_candidates() -> Response:
    """The whole list as a spreadsheet, masked as on the screen."""
    order = sorting("naam", tuple(SORTS))
    wanted = _wanted(by=order.by, descending=order.descending)
    rows = queries.all_candidates(current_session(), current_actor(), wanted, limit=MOST)
    names = choices.municipalities()
    return spreadsheet(
        "Kandidaten",
        HEADS,
        [
            (
                row.shown.number,
                row.shown.short,
                STAGES.labels[row.stage],
                names.get(row.municipality_code or "", row.municipality_code),
                row.shown.place,
                wish_of(row),
                hours_of(row),
                row.loonwaarde,
                row.loonwaarde_kind,
                row.available_from,
                row.checked_on,
                row.shared,
            )
            for row in rows
        ],
        action="candidates.exported",
        # What was searched for may be a name: the log says only that it was.
        filters={name: "ingevuld" if name == "q" else value for name, value in _filters().items()},
    )


def _wanted(*, by: str, descending: bool) -> CandidateFilter:
    return replace(queries.asked({**request.args, "q": searched()}), sort=by, descending=descending)


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }


def wish_of(row: CandidateRow) -> str | None:
    """The work that is wanted most."""
    wishes = row.shown.profile.get(ProfileField.WISHES)
    return wishes[0].title if wishes else None


def hours_of(row: CandidateRow) -> str | None:
    """The hours a week that somebody wants to work, in words."""
    profile = row.shown.profile
    low, high = profile.get(ProfileField.HOURS_MIN), profile.get(ProfileField.HOURS_MAX)
    return words.hours(low, high) if low is not None or high is not None else None
