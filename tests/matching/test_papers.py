"""Diplomas and driving licences as people write them: rank-file gives both in words."""

import pytest

from matching.criteria.diploma import same_diploma
from matching.criteria.rijbewijs import missing


@pytest.mark.parametrize(
    ("required", "held"),
    [
        ("VCA", "VCA basis"), ("VCA basis", "VCA"), ("VCA basis", "VCA VOL"), ("VCA", "basisveiligheid VCA"),
        ("B-VCA", "VCA basis"), ("VCA", "V.C.A."), ("heftruckcertificaat", "heftruck"),
        ("heftruckcertificaat", "certificaat heftruckchauffeur"), ("heftruckcertificaat", "heftruckrijbewijs"),
        ("reachtruckcertificaat", "heftruck en reachtruck certificaat"), ("BHV", "bedrijfshulpverlening"),
        ("bedrijfshulpverlener", "BHV-diploma"), ("EHBO", "eerste hulp bij ongelukken"), ("code 95", "code95"),
        ("code 95", "chauffeursdiploma code 95"), ("chauffeurspas taxi", "taxipas"),
        ("helpende niveau 2", "mbo 2 helpende zorg en welzijn"), ("helpende zorg en welzijn", "helpende"),
        ("helpende zorg en welzijn niveau 2", "helpende niveau 2"), ("verzorgende IG", "VIG"),
        ("verzorgende-IG", "verzorgende ig niveau 3"), ("mbo beveiliger", "MBO 2 beveiliger"),
        ("pedagogisch medewerker niveau 3", "mbo 4 pedagogisch medewerker"), ("lasdiploma", "lascertificaat"),
        ("lasdiploma MIG/MAG", "MIG/MAG lasdiploma niveau 2"), ("sociale hygiëne", "SVH sociale hygiene"),
        ("VOG", "verklaring omtrent het gedrag"), ("NEN 3140", "nen3140"), ("mbo 2", "mbo 2"),
    ],
)  # fmt: skip
def test_the_same_diploma_in_other_words(required: str, held: str) -> None:
    assert same_diploma(required, held)


@pytest.mark.parametrize(
    ("required", "held"),
    [
        ("VCA VOL", "VCA basis"), ("heftruck", "reachtruck"), ("BHV", "EHBO"), ("verzorgende IG", "helpende"),
        ("helpende niveau 2", "helpende niveau 1"), ("code 95", "rijbewijs C"), ("beveiliger", "boa"),
        ("mbo 4 verpleegkundige", "mbo 3 verzorgende"), ("kok", "bakker"), ("mbo 2", "heftruck"),
        ("lasdiploma niveau 3", "lasdiploma niveau 2"), ("zwemonderwijzer", "zwemdiploma A"),
        ("mbo 2 logistiek", "mbo 2 horeca"), ("mbo 2 logistiek", "mbo 4 horeca"), ("heftruck", "taxi"),
    ],
)  # fmt: skip
def test_another_diploma(required: str, held: str) -> None:
    assert not same_diploma(required, held)


@pytest.mark.parametrize(
    ("required", "held"),
    [
        ("B", "BE"), ("B", "B+E"), ("BE", "B/E"), ("B+E", "be"), ("B", "rijbewijs BE"), ("B", "CE"), ("C", "C+E"),
        ("CE", "C E"), ("CE", "E achter C"), ("B", "B (auto)"), ("B", "auto"), ("B", "autorijbewijs"),
        ("BE", "B met aanhanger"), ("AM", "B"), ("bromfiets", "B"), ("AM", "scooter"), ("C", "groot rijbewijs"),
        ("vrachtwagenrijbewijs", "C"), ("C1", "C"), ("BE", "CE"), ("AM", "A"), ("code 96", "B+"), ("B", "code 96"),
    ],
)  # fmt: skip
def test_a_licence_covers_what_it_entitles_to(required: str, held: str) -> None:
    assert missing((required,), (held,)) == ()


@pytest.mark.parametrize(
    ("required", "held"),
    [("BE", "B"), ("BE", "B+"), ("C", "C1"), ("D", "C"), ("B", "AM"), ("A", "A2"), ("T", "B"), ("CE", "C"), ("B", "")],
)
def test_a_licence_covers_nothing_more(required: str, held: str) -> None:
    assert missing((required,), (held,)) == (required,)
