"""`python -m tools.dpia`: writes docs/privacy/dpia.md, the part of a DPIA that the program can say about itself.

Dutch, since the controller's privacy officer goes on with it. The order is that of the Rijksmodel DPIA. Tables, roles
and terms come from the register, the permissions and the retention rules; what an organisation must add is marked
with `IN_TE_VULLEN`, and a test counts on it.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from wsp.accounts.permissions import GRANTS, ROLE_LABELS, Permission, Role
from wsp.policy.retention import LONGEST_DOSSIER, SHORTEST_DOSSIER, TABLES, Then
from wsp.privacy import register
from wsp.privacy.retention import GRACE_DAYS, WARN_DAYS

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "privacy" / "dpia.md"
IN_TE_VULLEN: Final = "**In te vullen:**"
_SENSITIVE: Final = {"gezondheid": "art. 9", "bsn": "art. 87"}

_READS: Final = {
    Permission.CANDIDATE_READ: "kandidaten (met naam pas na akkoord, of in het eigen dossier)",
    Permission.CANDIDATE_PERSONAL: "geboortedatum en geslacht",
    Permission.CANDIDATE_LOONWAARDE: "loonwaarde",
    Permission.CANDIDATE_EMERGENCY: "noodtoegang tot een dossier van een ander",
    Permission.PLACEMENT_READ: "plaatsingen en regelingen",
    Permission.DOCUMENT_READ: "brieven en bestanden",
    Permission.EMPLOYER_READ: "werkgevers en contactpersonen",
    Permission.BANENAFSPRAAK_READ: "aantallen van de banenafspraak",
    Permission.AUDIT_READ: "het logboek",
    Permission.PRIVACY_MANAGE: "verzoeken van mensen, met alles over één persoon",
    Permission.EXPORT: "lijsten als spreadsheet",
    Permission.REGION_EXPORT: "een export van de hele regio",
    Permission.USER_READ: "medewerkers met hun rollen",
    Permission.PORTAL_OFFER: "voorgestelde kandidaten, zonder naam tot het akkoord",
    Permission.PORTAL_EMPLOYEE: "eigen medewerkers met contract en regelingen",
    Permission.PORTAL_PEOPLE: "collega's in het portaal",
}
"""What of people a permission lets somebody read; permissions that only write are left out."""

_RISKS: Final = (
    ("Een collega kijkt zonder reden", "elke inzage in het logboek, pagina voor de FG, noodtoegang beoordeeld",
     "L1-L5, N1-N4"),
    ("Iemand verandert het logboek", "geen recht om te wijzigen, dagen verzegeld, buiten bewaard op een logserver",
     "L9, L10, N4"),
    ("Een andere regio of organisatie ziet een dossier", "muur in de database, binnenmuur, 404 zonder verschil",
     "S6, S7"),
    ("Een werkgever leert wie iemand is, of iets over gezondheid", "één functie die maskeert, proef met merktekens",
     "G10, S7"),
    ("Gegevens blijven te lang of komen terug", "termijnen worden uitgevoerd, grafstenen houden een import tegen",
     "G5, G12"),
    ("Anonieme regels worden herkend", "nieuwe kenmerken, alleen maanden, niets wat iemand typte", "G5, G12"),
    ("De rangschikking beslist", "niets gebeurt zonder mens, bezwaar wordt gevolgd", "G7, G8"),
    ("Een bestand brengt een virus of gaat naar de verkeerde", "quarantaine, scanner, nooit in het scherm getoond",
     "S9"),
    ("Iemand raadt een wachtwoord", "tweede stap, rem op pogingen, sessies die stoppen", "S3, S11, S12"),
    ("Een storing wist of verminkt gegevens", "back-up die wordt teruggezet in een proef", "R1, R7"),
)  # fmt: skip


def page() -> str:
    """The page as it should be."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    yield from (
        f"# DPIA: wat het portaal over zichzelf kan zeggen (versie {version})",
        "",
        "Een DPIA (AVG art. 35) maakt de verwerkingsverantwoordelijke. Deze pagina volgt de delen van het Rijksmodel",
        "DPIA. Wat hier staat volgt uit het programma zelf: `python -m tools.dpia` schrijft het opnieuw, een test",
        f"vergelijkt het. Wat de organisatie zelf moet toevoegen, staat bij {IN_TE_VULLEN[2:-3].lower()}.",
        "",
        "## A. De verwerking",
        "",
        "### 1. Voorstel",
        "",
        "Mensen met een afstand tot de arbeidsmarkt en werkgevers in één arbeidsmarktregio bij elkaar brengen, met de",
        "instrumenten van de Participatiewet, en tellen voor de banenafspraak.",
        "",
        f"{IN_TE_VULLEN} waarom hier, wat het vervangt, wie besluit.",
        "",
        "### 2. Persoonsgegevens",
        "",
        "Per tabel, uit het register van kolommen (`wsp/privacy/register/columns.yaml`).",
        "",
        *_table(("Gegevens", "Over wie", "Soorten gegevens", "Bijzonder"), _personal()),
        "",
        "### 3. Verwerkingen, doelen en grondslagen",
        "",
        *_table(("Verwerking", "Doel", "Grondslag", "Bijzonder", "Ontvangers"), _activities()),
        "",
        f"{IN_TE_VULLEN} naam en contact van de verantwoordelijke en de FG; andere systemen waarin dezelfde",
        "mensen staan.",
        "",
        "### 4. Betrokken partijen",
        "",
        "Verantwoordelijk zijn de gemeenten en UWV: elk dossier draagt zijn organisatie. Een rol ziet alleen wat hier",
        "staat; welke dossiers, beslist de eigen organisatie.",
        "",
        *_table(("Rol", "Kan lezen"), _roles()),
        "",
        f"{IN_TE_VULLEN} afspraken tussen verantwoordelijken (AVG art. 26), verwerkers en hun overeenkomsten",
        "(art. 28).",
        "",
        "### 5. Plaatsen",
        "",
        "Het programma stuurt zelf niets naar buiten, behalve mail en, als dat is ingesteld, het verwerkingenlog.",
        "",
        f"{IN_TE_VULLEN} waar het draait, in welk land, wie het beheert.",
        "",
        "### 6. Techniek",
        "",
        "Een rangschikking van kandidaten en vacatures met punten per criterium en uitleg",
        "(`matching/README.md`). Dat is",
        "profilering (AVG art. 4). Een mens beslist; bezwaar houdt iemand uit elke lijst (art. 21).",
        "",
        "### 7. Bewaartermijnen",
        "",
        f"Een dossier gaat hoogstens {LONGEST_DOSSIER} maanden na het afsluiten weg. Een gemeente kan korter",
        "kiezen, vanaf",
        f"{SHORTEST_DOSSIER} maanden. {WARN_DAYS} dagen vooraf komt een waarschuwing, met minstens",
        f"{GRACE_DAYS} dagen wachttijd.",
        "",
        *_table(("Gegevens", "Maanden", "Vanaf", "Daarna", "Waarom"), _terms()),
        "",
        f"{IN_TE_VULLEN} de termijnen van de eigen selectielijst, en wanneer back-ups verlopen.",
        "",
        "## B. Rechtmatigheid",
        "",
        "Het portaal toont een accountmanager geen naam voor het akkoord van de kandidaat. De rangschikking heeft geen",
        "veld voor naam, BSN, geslacht, afkomst, geboortedatum, nationaliteit of adres. Medische stukken",
        "hebben geen plaats.",
        "",
        f"{IN_TE_VULLEN} het eigen oordeel over noodzaak, proportionaliteit en subsidiariteit; hoe kandidaten",
        "worden ingelicht.",
        "",
        "## C. Risico's en wat ertegen is gebouwd",
        "",
        *_table(("Risico", "Maatregel", "Bewijs (docs/compliance.md)"), _RISKS),
        "",
        f"{IN_TE_VULLEN} kans en gevolg bij deze organisatie, en wat er overblijft.",
        "",
        "## D. Maatregelen die nog een besluit vragen",
        "",
        f"{IN_TE_VULLEN} wie dit wanneer opnieuw bekijkt; het advies van de FG en van de ondernemingsraad; of",
        "de Autoriteit",
        "Persoonsgegevens vooraf moet meekijken (AVG art. 36).",
    )


def _personal() -> Iterator[tuple[str, ...]]:
    labels = register.kind_labels()
    for name, facts in sorted(register.tables().items(), key=lambda item: item[1].title or item[0]):
        kinds = {facts.columns[column] for column in facts.personal - register.everywhere()}
        if facts.of is None or not kinds:
            continue
        special = sorted({_SENSITIVE[kind] for kind in kinds if kind in _SENSITIVE})
        words = ", ".join(sorted(labels[kind].lower() for kind in kinds))
        yield facts.title or name, facts.of, words, ", ".join(special) or "nee"


def _activities() -> Iterator[tuple[str, ...]]:
    for each in register.activities():
        yield f"{each.name} (`{each.code}`)", each.purpose, each.basis, each.special, ", ".join(each.recipients)


def _roles() -> Iterator[tuple[str, ...]]:
    for role in Role:
        read = [words for permission, words in _READS.items() if permission in GRANTS[role]]
        yield ROLE_LABELS[role], "; ".join(read) or "niets over mensen"


def _terms() -> Iterator[tuple[str, ...]]:
    for name, rule in sorted(TABLES.items()):
        if rule.then is not Then.KEEP:
            yield register.tables()[name].title or name, str(rule.months), rule.since, rule.then.value, rule.reason


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
