"""VUM records for tests, in the shape of the standard; all made up."""

from typing import Any


def jobseeker(external_id: str = "kandidaat-een", **more: Any) -> dict[str, Any]:
    """A profile with what the stage matchbaar asks for."""
    return {
        "idWerkzoekende": external_id,
        "mobiliteit": {"bemiddelingspostcode": "9401AB", "maximaleReisafstand": 20, "maximaleReistijd": 30},
        "bemiddelingsberoep": [{"codeBeroepsnaam": "https://linkeddata.competentnl.nl/uwv/id/occupation/57D17BDAA8"}],
        "arbeidsmarktkwalificatie": {
            "codeWerkEnDenkniveauWerkzoekende": 3,
            "interesse": [{"naamInteresse": "Orderpicker"}],
            "taalbeheersing": [{"codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 3}],
            "rijbewijs": [{"codeSoortRijbewijs": "B+"}],
            "cursus": [{"naamCursus": "Heftruck", "indicatieCertificaat": 1}, {"naamCursus": "Spaans"}],
            "werkervaring": [
                {
                    "beroep": {"codeBeroepsnaam": "https://linkeddata.competentnl.nl/uwv/id/occupation/AAAAAAAAAA"},
                    "datumAanvangWerkzaamheden": "2018-01-01",
                    "datumEindeWerkzaamheden": "2020-07-01",
                }
            ],
        },
        "werktijden": {
            "aantalWerkurenPerWeekMinimaal": 16,
            "aantalWerkurenPerWeekMaximaal": 32,
            "indicatieKantoortijden": 1,
        },
        "flexibiliteit": {"datumAanvangBeschikbaarVoorWerk": "2026-01-05"},
        "vervoermiddel": [
            {"codeVervoermiddel": 3},
            {"codeVervoermiddel": 5, "indicatieBeschikbaarVoorWoonWerkverkeer": 2},
        ],
        "eisAanWerk": {"indicatieBegeleiding": 2},
        "indicatieLdrRegistratie": 1,
        "persoonlijkePresentatie": "Ik werk netjes.",
        "emailadres": ["iemand@post.example"],
        "telefoonnummer": ["geen nummer", "050 001 2345"],
    } | more


def vacancy(external_id: str = "vacature-een", **more: Any) -> dict[str, Any]:
    """A vacancy that can be opened."""
    return {
        "idVacature": external_id,
        "naamVacature": "Magazijnmedewerker",
        "omschrijvingVacature": "Pakketten sorteren.",
        "sluitingsdatumVacature": "2099-01-01",
        "codeWerkEnDenkniveauMinimaal": "4",
        "adres": {"postcode": "9403 CD", "straatnaam": "Turfdijk", "huisnummer": 12, "huisnummertoevoeging": "a"},
        "werkgever": {"handelsnaamOrganisatie": "Wolkenspriet Logistiek B.V.", "sector": [{"codeSbi": 52109}]},
        "arbeidsVoorwaarden": {"salarisIndicatie": "tot 2800 euro per maand"},
        "werktijden": {
            "aantalWerkurenPerWeekMinimaal": 24,
            "aantalWerkurenPerWeekMaximaal": 32,
            "indicatieKantoortijden": 1,
        },
        "rijbewijs": [{"codeSoortRijbewijs": "B"}],
        "taalbeheersing": [{"codeTaal": "nld", "codeNiveauTaalbeheersingMondeling": 2}],
    } | more
