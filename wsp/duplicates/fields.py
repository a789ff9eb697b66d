"""The fields of two records of which a person chooses one value, in the order in which a preview shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wsp.candidates import words
from wsp.candidates.enums import PROFILE_LABELS, SEX_LABELS, ProfileField
from wsp.duplicates.enums import Kind
from wsp.employers.enums import SIZE_LABELS, STATUS
from wsp.foundation.clock import day_in_words


@dataclass(frozen=True)
class Field:
    """One choice. `columns` are those of the record itself (or of `table`, one row per record), taken together.

    `rows` names a table of which the survivor gets all rows of one side.
    """

    code: str
    label: str
    columns: tuple[str, ...] = ()
    table: str = ""
    rows: str = ""
    joined: bool = False
    """Two texts may be put under each other."""
    show: Callable[[Any], str] = str


def _coded(labels: Any) -> Callable[[Any], str]:
    return lambda value: str(next((label for code, label in labels.items() if code == value), value))


def _day(value: date) -> str:
    return day_in_words(value)


def _profile(field: ProfileField) -> Field:
    joined = field in (ProfileField.PROFILE_TEXT, ProfileField.DEVELOPMENT)
    return Field(
        field.value, PROFILE_LABELS[field], (field.value,), joined=joined, show=lambda value: words.shown(field, value)
    )


_ROWS: Final = {ProfileField.WISHES: "candidate_wishes", ProfileField.EXPERIENCES: "candidate_experiences"}

FIELDS: Final[dict[Kind, tuple[Field, ...]]] = {
    Kind.EMPLOYER: (
        Field("name", "Naam", ("name", "sort_key", "match_key")),
        Field("status", "Status", ("status",), show=_coded(STATUS.labels)),
        Field("owner", "Vast contact", ("owner_id",)),
        Field("size", "Grootte", ("size_class",), show=_coded(SIZE_LABELS)),
        Field("phone", "Telefoon", ("phone",)),
        Field("website", "Website", ("website",)),
        Field("note", "Notitie", ("note",), joined=True),
        Field("sector", "Sector", rows="employer_sectors"),
    ),
    Kind.CANDIDATE: (
        Field("name", "Naam", ("first_name", "name_prefix", "last_name", "sort_key")),
        Field("email", "E-mailadres", ("email",)),
        Field("phone", "Telefoon", ("phone",)),
        Field("birth_date", "Geboortedatum", ("birth_date",), table="candidate_personal", show=_day),
        Field("sex", "Geslacht", ("sex",), table="candidate_personal", show=_coded(SEX_LABELS)),
        Field("residence", "Woonplaats", rows="candidate_residences"),
        Field("client_manager", "Klantmanager", ("client_manager_id",)),
        Field("job_coach", "Jobcoach", ("job_coach_id",)),
        Field("loonwaarde", "Loonwaarde", rows="loonwaarde_indications"),
        Field("register", "Doelgroepregister", rows="register_checks"),
        *(_profile(field) for field in ProfileField if field not in _ROWS),
        *(Field(field.value, PROFILE_LABELS[field], rows=table) for field, table in _ROWS.items()),
    ),
}

FORCED: Final = {Kind.EMPLOYER: "business_id", Kind.CANDIDATE: "bsn"}
"""What makes the identity certain goes along by itself; two different ones are two records."""

SOURCED: Final = frozenset(field.value for field in ProfileField)
"""Fields of which `field_sources` of a candidate says who told so: the source goes along with the value."""


def field(kind: Kind, code: str) -> Field:
    """The field with this code; KeyError when there is none."""
    return {each.code: each for each in FIELDS[kind]}[code]
