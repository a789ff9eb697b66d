"""Placements of the coupled organisation's own people: by number, never by name. Every person read is logged."""

from typing import Final

from wsp.api.operations import Call, Json, Reply, number, operation
from wsp.api.parameters import PAGING, choice, identifier
from wsp.api.v1.pages import page_of
from wsp.audit.enums import Purpose
from wsp.couplings.enums import Scope
from wsp.placements import queries
from wsp.placements.enums import PlacementKind, PlacementState
from wsp.placements.queries import PlacementFilter, PlacementRow
from wsp.placements.rules import placement_number

TAG: Final = "Plaatsingen"


@operation(
    "get",
    "/plaatsingen",
    scope=Scope.PLACEMENTS_READ,
    id="leesPlaatsingen",
    tag=TAG,
    summary="Plaatsingen van kandidaten van de eigen organisatie, nieuwste eerst",
    answer="PlaatsingLijst",
    parameters=(
        *PAGING,
        choice("status", "Alleen plaatsingen met deze status.", [state.value for state in PlacementState]),
        choice("vorm", "Alleen plaatsingen in deze vorm.", [kind.value for kind in PlacementKind]),
        identifier("werkgeverId", "Alleen plaatsingen bij deze werkgever.", place="query"),
        identifier("vacatureId", "Alleen plaatsingen op deze vacature.", place="query"),
    ),
)
def list_placements(call: Call) -> Reply:
    """One page of the list, with the filters of the address."""
    asked = call.query
    wanted = PlacementFilter(
        state=PlacementState(asked["status"]) if asked["status"] else None,
        kind=PlacementKind(asked["vorm"]) if asked["vorm"] else None,
        employer_id=asked["werkgeverId"],
        vacancy_id=asked["vacatureId"],
    )
    page = queries.list_placements(
        call.session, call.actor, wanted, page=asked["pagina"], size=asked["aantal"], purpose=Purpose.COUPLING
    )
    return page_of(call, page, line, people=True)


@operation(
    "get",
    "/plaatsingen/{plaatsingId}",
    scope=Scope.PLACEMENTS_READ,
    id="leesPlaatsing",
    tag=TAG,
    summary="Eén plaatsing",
    answer="Plaatsing",
    parameters=(identifier("plaatsingId", "Id van de plaatsing."),),
)
def read_placement(call: Call) -> Reply:
    """One placement."""
    row = queries.placement_row(call.session, call.actor, call.path["plaatsingId"], purpose=Purpose.COUPLING)
    return Reply(line(row), subject_id=row.id, people=1)


def line(row: PlacementRow) -> Json:
    """A placement: hours and form, no wage and no support, which tell of health."""
    terms = row.terms
    return {
        "id": str(row.id),
        "nummer": placement_number(row.number),
        "status": row.state.value,
        "kandidaatNummer": row.person.number if row.person else None,
        "werkgeverId": str(row.employer_id),
        "werkgever": row.employer,
        "functie": row.function_title,
        "vorm": terms.kind.value if terms else None,
        "urenPerWeek": number(terms.hours) if terms else None,
        "startdatum": row.starts_on.isoformat(),
        "einddatum": row.ends_on.isoformat() if row.ends_on else None,
    }
