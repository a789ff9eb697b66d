"""Employers: what a system needs to name one, and to say where the work is. No persons."""

from typing import Final

from wsp.api.operations import Call, Json, Reply, operation
from wsp.api.parameters import PAGING, choice, identifier, municipality
from wsp.api.v1.pages import page_of
from wsp.couplings.enums import Scope
from wsp.employers import queries
from wsp.employers.enums import EmployerStatus
from wsp.employers.queries import EmployerFilter, EmployerRow

TAG: Final = "Werkgevers"


@operation(
    "get",
    "/werkgevers",
    scope=Scope.EMPLOYERS_READ,
    id="leesWerkgevers",
    tag=TAG,
    summary="Werkgevers van de regio, op naam",
    answer="WerkgeverLijst",
    parameters=(
        *PAGING,
        choice("status", "Alleen werkgevers met deze status.", [status.value for status in EmployerStatus]),
        municipality(),
    ),
)
def list_employers(call: Call) -> Reply:
    """One page of the list, with the filters of the address."""
    status = call.query["status"]
    wanted = EmployerFilter(status=EmployerStatus(status) if status else None, municipality=call.query["gemeenteCode"])
    page = queries.list_employers(
        call.session, call.actor, wanted, page=call.query["pagina"], size=call.query["aantal"]
    )
    return page_of(call, page, line)


@operation(
    "get",
    "/werkgevers/{werkgeverId}",
    scope=Scope.EMPLOYERS_READ,
    id="leesWerkgever",
    tag=TAG,
    summary="Eén werkgever met de vestigingen",
    answer="Werkgever",
    parameters=(identifier("werkgeverId", "Id van de werkgever."),),
)
def read_employer(call: Call) -> Reply:
    """One employer."""
    row = queries.employer_row(call.session, call.actor, call.path["werkgeverId"])
    sites = queries.establishments(call.session, call.actor, row.id)
    places = [
        {
            "id": str(site.id),
            "naam": site.name,
            "plaats": site.place,
            "postcode": site.postcode,
            "gemeenteCode": site.municipality_code,
        }
        for site in sites
    ]
    return Reply(line(row) | {"vestigingen": places}, subject_id=row.id)


def line(row: EmployerRow) -> Json:
    """An employer as it stands in a list."""
    return {
        "id": str(row.id),
        "nummer": f"W-{row.number}",
        "naam": row.name,
        "kvkNummer": row.kvk_number,
        "status": row.status.value,
        "sector": row.sector.value if row.sector else None,
        "sbiCode": row.sbi_code,
        "plaats": row.place,
        "gemeenteCode": row.municipality_code,
    }
