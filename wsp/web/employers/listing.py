"""The list of employers, its export, and adding one."""

from collections.abc import Mapping
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.employers import queries, service
from wsp.employers.commands import AddEmployer
from wsp.employers.enums import SECTOR_LABELS, STATUS, EmployerStatus, Sector
from wsp.employers.errors import BadField, LooksLikeAnother
from wsp.employers.queries import EmployerFilter, EmployerRow, Sort
from wsp.employers.rules import section
from wsp.employers.schemas import AddEmployerSchema
from wsp.reference import lists
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employers import choices
from wsp.web.employers.blueprint import blueprint
from wsp.web.export import Cell, spreadsheet
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.listing import DESCENDING, SORT, ListPage, address, page_number, searched, sorting
from wsp.web.messages import notify

NOBODY: Final = "niemand"
MINE: Final = "mij"
QUIET: Final = {"30": "30 dagen", "90": "90 dagen", "180": "half jaar", "365": "jaar"}
_LONGEST_SEARCH: Final = 100

HEADS: Final = (
    "Nummer", "Naam", "KVK-nummer", "Status", "Plaats", "Gemeente", "Sector", "SBI-code", "Branche", "Vast contact",
    "Telefoon", "Laatste contact",
)  # fmt: skip


@blueprint.get("/werkgevers")
@requires(Permission.EMPLOYER_READ, limit=Limit.SEARCH)
def list_employers() -> str:
    """The employers of the region, filtered and sorted as the address says."""
    session, actor = current_session(), current_actor()
    wanted = _wanted()
    counts = queries.status_counts(session, actor)
    page = queries.list_employers(session, actor, wanted, page=page_number(), counts=counts)
    return render_template(
        "employers/list.html",
        page=ListPage(page),
        wanted=wanted,
        filtered=bool(_filters()),
        sorting=sorting(Sort.NAME.value, list(Sort)),
        counts=counts,
        status_labels=STATUS.labels,
        sector_labels=SECTOR_LABELS,
        owners=choices.owners(),
        municipalities=_shown_municipalities(),
        quiet=QUIET,
        branch=branch,
        clear=url_for("employers.list_employers"),
        export=address().replace(request.path, url_for("employers.export_employers"), 1),
    )


@blueprint.post("/werkgevers/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_employers() -> Response:
    """Everything that the list shows over all its pages, as a workbook."""
    session, actor = current_session(), current_actor()
    names = choices.municipality_names()
    rows = queries.all_employers(session, actor, _wanted())
    return spreadsheet(
        "Werkgevers", HEADS, (_cells(row, names) for row in rows), action="employer.exported", filters=_filters()
    )


@blueprint.route("/werkgevers/nieuw", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_EDIT)
def add_employer() -> Response:
    """Add an employer; one that looks like another is shown beside it first."""
    me = str(current_actor().user_id)
    owners = choices.owners()
    schema = AddEmployerSchema(options={"owner_id": owners, "municipality_code": choices.municipalities()})
    defaults = {"status": EmployerStatus.PROSPECT, "sector": Sector.MARKET, "owner_id": me if me in owners else None}
    form: Form[AddEmployer] = Form(schema, typed=request.form if request.method == "POST" else None, values=defaults)
    twins: LooksLikeAnother | None = None
    status = 200
    if request.method == "POST":
        status = 400
        if form.valid():
            try:
                employer = service.add_employer(current_session(), form.command, actor=current_actor())
            except LooksLikeAnother as found:
                twins, status = found, found.status
                if found.certain:
                    form.refuse(found)
            except BadField as error:
                form.refuse(error)
            else:
                notify("De werkgever is toegevoegd.")
                return make_response(redirect(url_for("employers.show", employer_id=employer.id), 303))
    page = render_template("employers/new.html", form=form, twins=twins, address=url_for("employers.add_employer"))
    return make_response(page, status)


def branch(sbi_code: str | None) -> str | None:
    """Return what kind of business an SBI code says, in words."""
    letter = section(sbi_code)
    return lists.label("sections", letter) if letter else None


def _wanted() -> EmployerFilter:
    """What the address asks for; a value that cannot be is as if it was not there, so that old bookmarks work."""
    args = request.args
    owner = args.get("vast", "")
    order = sorting(Sort.NAME.value, list(Sort))
    quiet = args.get("stil", "")
    return EmployerFilter(
        text=searched() or None,
        municipality=args.get("gemeente") or None,
        sector=Sector(args["sector"]) if args.get("sector") in set(Sector) else None,
        status=EmployerStatus(args["status"]) if args.get("status") in set(EmployerStatus) else None,
        owner_id=current_actor().user_id if owner == MINE else id_of(owner),
        without_owner=owner == NOBODY,
        quiet_days=int(quiet) if quiet in QUIET else None,
        sort=Sort(order.by),
        descending=order.descending,
    )


def _filters() -> dict[str, str]:
    """The filters in the address that say something; for the log of an export, and to offer clearing them."""
    names = ("q", "status", "gemeente", "sector", "vast", "stil")
    found = {name: request.args.get(name, "").strip()[:_LONGEST_SEARCH] for name in (*names, SORT, DESCENDING)}
    return {name: value for name, value in found.items() if value and name in names}


def _shown_municipalities() -> dict[str, str]:
    names = choices.municipality_names()
    codes = queries.municipality_codes(current_session(), current_actor())
    return dict(sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1]))


def _cells(row: EmployerRow, names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        f"W-{row.number}",
        row.name,
        row.kvk_number,
        STATUS.labels[row.status],
        row.place,
        names.get(row.municipality_code, row.municipality_code) if row.municipality_code else None,
        SECTOR_LABELS[row.sector] if row.sector else None,
        row.sbi_code,
        branch(row.sbi_code),
        row.owner,
        row.phone,
        row.last_contact_at,
    )
