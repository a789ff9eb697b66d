"""The entry for the algorithm register: what follows from the running program, and what the organisation says.

Names of fields, lengths and closed lists are those of publication standard 1.0 (schema in MinBZK/Algoritmeregister).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from matching.types import Weights
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.models import AlgorithmDescription
from wsp.shortlists.oversight import words
from wsp.shortlists.oversight.enums import THEMES, PublicationCategory
from wsp.shortlists.runs import ENGINE_VERSION

STANDARD: Final = "1.0"
MISSING: Final = "nog niet ingevuld"


@dataclass(frozen=True)
class Entry:
    """One field of the entry. `value` is None where the organisation did not say it yet, or nothing is to be said.

    `longest` is the register's limit in characters.
    """

    name: str
    label: str
    value: Any
    required: bool = False
    ours: bool = True
    """True when it follows from the program, False when the organisation fills it in."""
    longest: int | None = None

    @property
    def missing(self) -> bool:
        """True while the organisation still has to say it."""
        return not self.ours and self.value is None


def entries(weights: Weights, told: AlgorithmDescription | None) -> list[Entry]:
    """Every field in the order of the standard."""

    def said(name: str) -> str | None:
        found: str | None = None if told is None else getattr(told, name)
        return found

    def theirs(name: str, label: str, column: str, longest: int | None = None, *, required: bool = False) -> Entry:
        return Entry(name, label, said(column), required=required, ours=False, longest=longest)

    return [
        Entry("name", "Naam", words.NAME, required=True, longest=100),
        Entry("description_short", "Korte omschrijving", words.SHORT, required=True, longest=350),
        theirs("organization", "Organisatie", "organization", 100, required=True),
        Entry("category", "Thema", list(THEMES)),
        theirs("status", "Status", "status", required=True),
        theirs("begin_date", "Begindatum", "begin_month", 7),
        Entry("end_date", "Einddatum", None, longest=7),
        theirs("contact_email", "Contactgegevens", "contact_email", 500, required=True),
        theirs("website", "Link naar publiekspagina", "website", 500),
        Entry("publication_category", "Publicatiecategorie", PublicationCategory.HIGH_RISK.value, required=True),
        Entry("url", "Link naar bronregistratie", None, longest=500),
        Entry("goal", "Doel en impact", words.GOAL, longest=2500),
        theirs("proportionality", "Afwegingen", "proportionality", 2500),
        Entry("human_intervention", "Menselijke tussenkomst", words.HUMAN, longest=2500),
        Entry("risks", "Risicobeheer", words.RISKS, longest=2500),
        theirs("lawful_basis", "Wettelijke basis", "lawful_basis", 2500),
        Entry("lawful_basis_grouping", "Verwijzingen wettelijke basis",
              _linked(said("lawful_basis_title"), said("lawful_basis_link")), ours=False),
        theirs("process_index_url", "Link naar verwerkingsregister", "process_index_url", 500),
        Entry("impacttoetsen_grouping", "Impacttoetsen",
              _linked(said("impact_test"), said("impact_test_link")), ours=False),
        Entry("source_data", "Gegevens", _data(), longest=2500),
        Entry("methods_and_models", "Technische werking", _method(weights), longest=5000),
        theirs("provider", "Leverancier", "provider", 200),
        Entry("lang", "Taal", "nld", required=True),
        Entry("standard_version", "Versie publicatiestandaard", STANDARD),
        Entry("source_id", "Bron-ID", f"ranglijst-{ENGINE_VERSION}-{weights.version}", longest=100),
        Entry("tags", "Zoektermen", words.TAGS, longest=2500),
    ]  # fmt: skip


def as_json(found: list[Entry]) -> dict[str, Any]:
    """The entry under the register's own names; what was not said is null."""
    return {each.name: each.value for each in found}


def as_csv(found: list[Entry]) -> str:
    """One line per field: name, label, value, whether it is required, and who says it."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerow(("veld", "naam", "waarde", "verplicht", "bron"))
    for each in found:
        rows.writerow(
            (each.name, each.label, _safe(shown(each)), "ja" if each.required else "nee",
             "programma" if each.ours else "organisatie")
        )  # fmt: skip
    return out.getvalue()


def shown(entry: Entry) -> str:
    """A value in words."""
    if entry.value is None:
        return MISSING if entry.missing else ""
    if isinstance(entry.value, list):
        return "; ".join(_words(each) for each in entry.value)
    return str(entry.value)


def _words(value: str | Mapping[str, str | None]) -> str:
    return value if isinstance(value, str) else " ".join(part for part in (value["title"], value["link"]) if part)


def _safe(text: str) -> str:
    """A text that starts like a formula is never computed by whoever opens the file."""
    return f"'{text}" if text[:1] in "=+-@" else text


def _linked(title: str | None, link: str | None) -> list[dict[str, str | None]] | None:
    return None if title is None else [{"title": title, "link": link}]


def _data() -> str:
    used = dict.fromkeys(words.CANDIDATE_FIELDS.values())
    return (
        "Uit het dossier van de kandidaat bij gemeente of UWV: " + "; ".join(each.lower() for each in used) + ". "
        "Uit de vacature: het werk, taken, uren, tijden, plaats en eisen. "
        "Niet gebruikt: naam, geslacht, leeftijd, geboortedatum, nationaliteit, afkomst, BSN, adres en diagnose."
    )


def _method(weights: Weights) -> str:
    parts = ", ".join(
        f"{CRITERION_LABELS[code].lower()} {100 * share:.1f}".replace(".", ",")
        for code, share in weights.shares().items()
    )
    return (
        f"{words.METHOD} Rekenmachine versie {ENGINE_VERSION}, gewichten {weights.version} "
        f"(delen van honderd): {parts}."
    )
