"""The fields of a table with candidates, and the words that other systems use for the values of ours.

Places are those of an export of Sonar, counted from 0: from the UM-Pilot of VNG Realisatie (EUPL 1.2), Java class
SonarExcelImport. Its columns for sector, written Dutch and participatieladder have no field here and are left out.
"""

from typing import Any, Final

from wsp.candidates.enums import EVIDENCE_LABELS, PROFILE_LABELS, Evidence
from wsp.candidates.schemas import EditProfileSchema, RegisterCandidateSchema
from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.kinds.fields import of
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.reference import starter

AGREEMENT: Final = "keys.agreement"
CLIENT_MANAGERS: Final = ("client_manager", "client_manager_last")
_WISHES: Final = 3
_EXPERIENCES: Final = 3


class CandidateKeysSchema(CommandSchema[dict[str, Any]]):
    """What the file says that no form of ours asks: the number in its own system, the agreement, who guides."""

    command = dict

    external_id = fields.Text(
        label="Nummer in jullie systeem",
        hint="Uniek per persoon. Geen BSN. Hiermee herkent het portaal dezelfde persoon de volgende keer.",
        required=True,
        max_length=100,
    )
    agreement = fields.YesNo(
        label="Toestemming om te delen",
        hint="Ja of nee. Zonder 'ja' wordt de rij niet ingelezen.",
        required=True,
    )
    agreed_on = fields.Date(label="Toestemming gegeven op", hint="Leeg is de dag van inlezen.")
    evidence = fields.Choice(
        label="Toestemming vastgelegd",
        hint="Leeg is: in een ander systeem.",
        options={value.value: text for value, text in EVIDENCE_LABELS.items()},
        convert=Evidence,
    )
    in_register = fields.YesNo(label="In het doelgroepregister", hint="Ja of nee, zoals UWV antwoordde. Niet de reden.")
    client_manager = fields.Text(label="Klantmanager", hint="Naam of e-mailadres van een collega.", max_length=200)
    client_manager_last = fields.Text(label="Klantmanager, tweede kolom", hint="Als de naam in twee kolommen staat.")


_EDUCATION: Final = {
    "basisschool": "1", "praktijkonderwijs": "2", "pro": "2", "vso": "2", "entree": "2", "mbo 1": "2",
    "mbo niveau 1": "2", "vmbo": "3", "mbo 2": "4", "mbo niveau 3": "5", "mbo niveau 4": "5", "mbo 3": "5",
    "mbo 4": "5", "havo": "5", "vwo": "5", "hbo bachelor": "6", "bachelor": "6", "wo": "7", "master": "7",
    "universiteit": "7", "geen": "0",
}  # fmt: skip
"""MBO without a level is not in it: it covers three of ours."""
_DUTCH: Final = {"geen": "0", "redelijk": "2", "goed": "3", "uitstekend": "4", "vloeiend": "4"}
"""As in the value list of VUM: redelijk, goed, uitstekend."""
_TRANSPORT: Final = {"bromfiets": "scooter", "brommer": "scooter"}
_MOTIVATION: Final = {str(value): str(value) for value in range(1, 6)}
_SEX: Final = {"v": "vrouw", "m": "man", "x": "anders"}

_person = of("person", RegisterCandidateSchema())
_profile = of("profile", EditProfileSchema(), {field.value: label for field, label in PROFILE_LABELS.items()})
_keys = of("keys", CandidateKeysSchema())


_MUNICIPALITIES: Final = {each.name: each.code for each in starter.municipalities()}


TARGETS: Final[tuple[Target, ...]] = (
    _keys(
        "external_id", "id", "klantnummer", "klantnr", "clientnummer", "clientnr", "nummer", "persoonsnummer",
        "kandidaatnummer", place=2,
    ),
    _keys(
        "agreement", "toestemming", "akkoord", "toestemming delen profiel", "toestemming delen", "akkoord delen",
        place=34,
    ),
    _keys("agreed_on", "datum toestemming", "datum akkoord", "akkoord op"),
    _keys("evidence", "bewijs", "hoe gegeven"),
    _person("first_name", "roepnaam", "voornamen"),
    _person("name_prefix", "voorvoegsel", "tussenvoegsels"),
    _person("last_name", "naam", "geslachtsnaam", "familienaam"),
    _person("email", "e-mail", "mail", "mailadres", place=16),
    _person("phone", "telefoonnummer", "tel", "mobiel", "gsm", place=13),
    _person("postcode", "pc", "postcode woonadres", place=19),
    _person("place", "plaats", "woonplaatsnaam"),
    _person("municipality_code", "woongemeente", "gemeentenaam", required=False, words=_MUNICIPALITIES),
    _person("birth_date", "geboren op", "geb datum", "geboortedag"),
    _person("sex", "m/v", "sekse", words=_SEX),
    _person("bsn", "burgerservicenummer", "sofinummer"),
    _keys("client_manager", "consulent", "contactpersoon", "casemanager", "regisseur", place=29),
    _keys("client_manager_last", "achternaam consulent", "achternaam contactpersoon", place=30),
    _keys("in_register", "doelgroepregister", "ldr", "indicatie ldr", "banenafspraak", place=24),
    _profile("profile_text", "profiel", "presentatie", "persoonlijke presentatie", "omschrijving"),
    *(
        _profile(
            f"wish_{row}",
            *(("bemiddelingsberoep", "gewenst beroep", "beroepswens", "wensberoep") if row == 1 else ()),
            f"gewenst beroep {row}", f"bemiddelingsberoep {row}",
            label=f"Wil graag {row}",
            place=7 if row == 1 else None,
        )
        for row in range(1, _WISHES + 1)
    ),
    *(
        _profile(f"experience_{row}_{part}", *names, label=label.format(row))
        for row in range(1, _EXPERIENCES + 1)
        for part, label, names in (
            ("title", "Werkte als {}", (f"werkervaring {row}", f"ervaring {row}")),
            ("years", "Werkte als {}: aantal jaren", (f"jaren ervaring {row}",)),
            ("ended", "Werkte als {}: tot (jaar)", (f"laatste jaar {row}",)),
        )
    ),
    _profile("skills", "competenties", "vaardigheid"),
    _profile("education_level", "opleidingsniveau", "hoogste opleiding", "niveau", words=_EDUCATION, place=5),
    _profile("diplomas", "diploma", "certificaten", "cursussen"),
    _profile("language_nl", "nederlands mondeling", "taalniveau", "beheersing nederlands", words=_DUTCH, place=8),
    _profile("hours_min", "min uren", "minimaal aantal uren", "uren minimaal"),
    _profile("hours_max", "max uren", "maximaal aantal uren", "uren", "uren per week", "uren maximaal", place=4),
    _profile("shifts", "werktijden", "beschikbare dagdelen", "dagdelen"),
    _profile("available_from", "beschikbaar per", "startdatum", "datum beschikbaar"),
    _profile("transport", "vervoermiddel", "vervoermiddelen", "eigen vervoer", words=_TRANSPORT, place=17),
    _profile("driving_licences", "rijbewijzen", place=10),
    _profile("max_travel_minutes", "maximale reistijd", "max reistijd", "reistijd minuten"),
    _profile("cannot", "beperkingen in werk", "belastbaarheid"),
    _profile("guidance", "begeleiding nodig", "begeleidingsbehoefte"),
    _profile("motivation", words=_MOTIVATION),
    _profile("development_wish", "leerwens", "ontwikkelwens"),
)  # fmt: skip
"""In the order of the template."""
