"""What hangs on an employer or a candidate, and what becomes of it in a merge.

Written out by hand, so that it can be read and reviewed; a test compares it with every reference in the schema. A table
of a room above is named by its name: the database already is the contract (as in `candidates/policy.py`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wsp.duplicates.enums import Kind


class How(StrEnum):
    """What a merge does with the rows."""

    MOVES = "verhuist"
    """All rows go to the survivor."""
    CHOSEN = "gekozen"
    """A person chooses whose rows the survivor has; the others stay behind, out of sight."""
    NARROWED = "versmald"
    """Agreements to share: refusals go along, permissions do not (`rules.narrow`)."""
    PERSONAL = "persoonlijk"
    """At most one row per person: birth date and sex are chosen, the BSN goes along."""
    STAYS = "blijft"
    """A record of what was shown or done at the time; `why` says so."""


@dataclass(frozen=True)
class Reference:
    """One column that points at the record. `subject` is the value of the column that says of which kind it is."""

    table: str
    column: str
    one: str
    many: str
    how: How = How.MOVES
    why: str = ""
    subject: tuple[str, str] | None = None
    apart: tuple[str, ...] = ()
    """Columns in which no two rows of one record may be equal: a row that would be, stays behind."""


_LOOKED_AT: Final = "Een lijst zoals hij toen is getoond verandert niet."
_LOGGED: Final = "Het logboek zegt wat er toen gebeurde."

REFERENCES: Final[dict[Kind, tuple[Reference, ...]]] = {
    Kind.EMPLOYER: (
        Reference("establishments", "employer_id", "vestiging", "vestigingen"),
        Reference("contacts", "employer_id", "contactpersoon", "contactpersonen"),
        Reference("contact_moments", "employer_id", "contactmoment", "contactmomenten"),
        Reference("vacancies", "employer_id", "vacature", "vacatures"),
        Reference("placements", "employer_id", "plaatsing", "plaatsingen"),
        Reference(
            "social_return_obligations", "employer_id", "verplichting social return", "verplichtingen social return"
        ),
        Reference("tasks", "subject_id", "taak", "taken", subject=("subject_kind", "werkgever")),
        Reference("documents", "subject_id", "document", "documenten", subject=("subject_kind", "werkgever")),
        Reference(
            "uploads", "subject_id", "bestand", "bestanden", subject=("subject_kind", "werkgever"), apart=("sha256",)
        ),
        Reference("external_ids", "subject_id", "koppeling", "koppelingen", subject=("kind", "werkgever")),
        Reference(
            "employer_portal_links", "employer_id", "koppeling met het portaal", "koppelingen met het portaal",
            apart=("region_id",),
        ),
        Reference("employer_messages", "employer_id", "bericht", "berichten"),
        Reference(
            "employer_messages", "subject_id", "bericht over zichzelf", "berichten over zichzelf",
            subject=("subject_kind", "werkgever"),
        ),
        Reference(
            "creditors", "employer_id", "crediteurnummer", "crediteurnummers", apart=("organisation_id",)
        ),
        Reference("employer_sectors", "employer_id", "sector", "sectoren", How.CHOSEN),
        Reference("sharing_agreements", "employer_id", "akkoord", "akkoorden", How.NARROWED),
        Reference("employers", "merged_into_id", "eerdere dubbele", "eerdere dubbelen"),
        Reference("audit_events", "subject_id", "regel", "regels", How.STAYS, _LOGGED, ("subject_kind", "employer")),
    ),
    Kind.CANDIDATE: (
        Reference("introductions", "candidate_id", "voordracht", "voordrachten"),
        Reference("placements", "candidate_id", "plaatsing", "plaatsingen"),
        Reference("tasks", "subject_id", "taak", "taken", subject=("subject_kind", "kandidaat")),
        Reference("documents", "subject_id", "document", "documenten", subject=("subject_kind", "kandidaat")),
        Reference(
            "uploads", "subject_id", "bestand", "bestanden", subject=("subject_kind", "kandidaat"), apart=("sha256",)
        ),
        Reference("external_ids", "subject_id", "koppeling", "koppelingen", subject=("kind", "kandidaat")),
        Reference(
            "shortlist_decisions", "candidate_id", "besluit op een matchlijst", "besluiten op een matchlijst",
            apart=("vacancy_id", "kind", "criterion"),
        ),
        Reference(
            "name_mentions", "candidate_id", "plek met de naam", "plekken met de naam",
            apart=("table_name", "column_name", "row_id"),
        ),
        Reference(
            "allocation_pairs", "candidate_id", "voorstel in een verdeelplan", "voorstellen in een verdeelplan",
            apart=("plan_id",),
        ),
        Reference(
            "own_list_members", "candidate_id", "plek op een eigen lijst", "plekken op een eigen lijst",
            apart=("list_id",),
        ),
        Reference(
            "cohort_members", "candidate_id", "deelname aan een groep", "deelnames aan een groep",
            apart=("cohort_id",),
        ),
        Reference("data_requests", "subject_id", "verzoek over gegevens", "verzoeken over gegevens"),
        Reference("retention_holds", "candidate_id", "reden om te bewaren", "redenen om te bewaren"),
        Reference(
            "retention_warnings", "candidate_id", "waarschuwing voor het wissen", "waarschuwingen voor het wissen",
            apart=("region_id",),
        ),
        Reference("candidate_wishes", "candidate_id", "wens", "wensen", How.CHOSEN),
        Reference("candidate_experiences", "candidate_id", "werkervaring", "werkervaringen", How.CHOSEN),
        Reference("candidate_residences", "candidate_id", "woonplaats", "woonplaatsen", How.CHOSEN),
        Reference("loonwaarde_indications", "candidate_id", "loonwaarde", "loonwaarden", How.CHOSEN),
        Reference("register_checks", "candidate_id", "antwoord van UWV", "antwoorden van UWV", How.CHOSEN),
        Reference("sharing_agreements", "candidate_id", "akkoord", "akkoorden", How.NARROWED),
        Reference("candidate_personal", "candidate_id", "afgeschermd gegeven", "afgeschermde gegevens", How.PERSONAL),
        Reference("candidates", "merged_into_id", "eerdere dubbele", "eerdere dubbelen"),
        Reference("emergency_accesses", "candidate_id", "noodtoegang", "noodtoegangen", How.STAYS, _LOGGED),
        Reference("shortlist_runs", "candidate_id", "matchlijst", "matchlijsten", How.STAYS, _LOOKED_AT),
        Reference("shortlist_rows", "subject_id", "regel", "regels", How.STAYS, _LOOKED_AT),
        Reference("index_changes", "subject_id", "regel", "regels", How.STAYS, "Een teller van het zoeken zelf."),
        Reference("audit_events", "subject_id", "regel", "regels", How.STAYS, _LOGGED, ("subject_kind", "candidate")),
        Reference("read_events", "subject_id", "inzage", "inzages", How.STAYS, _LOGGED, ("subject_kind", "candidate")),
    ),
}  # fmt: skip
"""In the order in which a preview lists them."""


def of(kind: Kind, how: How) -> tuple[Reference, ...]:
    """The references of one kind of record that a merge treats in this way."""
    return tuple(reference for reference in REFERENCES[kind] if reference.how is how)


def label(table: str, kind: Kind) -> str:
    """What rows of a table are called: "contactpersonen"."""
    return next((reference.many for reference in REFERENCES[kind] if reference.table == table), "gegevens")
